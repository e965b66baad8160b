// Files from strangers: one that is fine, several that are not. Everything else must stay usable.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { go, open, settled } from '../browser.mjs';
import { expect, test } from '../test.mjs';

const small = 'fixtures/small-catalog.json';
const vectors = process.env.RULESCAPE_VECTORS;

/** Gives a file to the file chooser of Sources: a path, or { name, buffer }. */
const load = (page, file) => page.locator('#choose').setInputFiles(file.buffer ? { mimeType: 'application/json', ...file } : file);

const article = (page, name) => page.getByRole('article').filter({ hasText: name });

test('a foreign catalog is listed, browsed and searched; raw HTML and script links stay dead', async ({ page }) => {
  await open(page, '#/sources');
  await load(page, small);
  await expect(article(page, 'small-catalog.json')).toContainText('sha256', { ignoreCase: true });
  await article(page, 'small-catalog.json').getByRole('link').first().click();
  await settled(page);
  const main = page.getByRole('main');
  await expect(main).toContainText('Orchard rules for machines');
  await open(page, '#/sources');
  await load(page, small);
  await go(page, '#/search?q=orchard');
  await expect(main.locator('a[href^="#/rule/"]').first()).toBeVisible();
  await main.locator('a[href^="#/rule/"]').first().click();
  await settled(page);
  expect(await page.locator('main script, main img, main a[href^="javascript:"], main a[href^="data:"]').count()).toBe(0);
});

const deep = `{"catalog":${'['.repeat(10_000)}${']'.repeat(10_000)}}`;
const broken = [
  { name: 'cut.json', text: '{"catalog": {"uuid": "7c1c', why: 'cut off' },
  { name: 'picture.json', text: '\u0089PNG\r\n', why: 'no JSON' },
  { name: 'twice.json', text: '{"catalog": {"uuid": "a", "uuid": "b"}}', why: 'a key twice' },
  { name: 'deep.json', text: deep, why: 'ten thousand levels' },
  { name: 'list.json', text: '[1, 2, 3]', why: 'JSON, but nothing we know' },
  { name: 'empty.json', text: '', why: 'empty' },
];

for (const { name, text, why } of broken) {
  test(`a broken file (${why}) is listed with what is wrong and hurts nothing`, async ({ page }) => {
    await open(page, '#/sources');
    await load(page, { name, buffer: Buffer.from(text) });
    const entry = article(page, name);
    await expect(entry).toBeVisible();
    await expect(entry.getByRole('listitem').or(entry.getByText(/line|expected|not|deep|twice|empty/i)).first()).toBeVisible();
    await go(page, '#/ruleset/eu-ai-act');
    await expect(page.getByRole('heading', { level: 1 })).toContainText(/Artificial Intelligence Act|AI Act/);
  });
}

for (const folder of ['sp800-53-rev4', 'sp800-53-rev5-v1.0.0']) {
  test(`the published catalog ${folder} is browsed like our own, its topics marked as suggested`, async ({ page }) => {
    const file = vectors && [join(vectors, 'oscal', folder, 'catalog.json')].find(existsSync);
    test.skip(!file, 'the published catalog is not on this machine');
    await open(page, '#/sources');
    await load(page, file);
    const entry = article(page, 'atalog.json');
    await expect(entry.getByRole('link').first()).toBeVisible({ timeout: 30_000 });
    await entry.getByRole('link').first().click();
    await settled(page);
    await expect(page.getByRole('main')).toContainText(/suggested/i);
  });
}
