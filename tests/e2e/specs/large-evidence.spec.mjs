// Bundles of thousands of statements: what takes long says how far it is and can be stopped, and nothing else is lost by it.
import { writeFileSync } from 'node:fs';
import { go, open, settled } from '../browser.mjs';
import { pem, signedLines, signers } from '../bench/inputs.js';
import { cancelAt, task } from '../corner.mjs';
import { expect, test } from '../test.mjs';

test.setTimeout(180_000);
const SLOW = { timeout: 90_000 };

const article = (page, name) => page.getByRole('article').filter({ hasText: name });

async function bundle(info, name, lines, pairs) {
  const { file } = await signedLines(lines, name.length, pairs);
  const path = info.outputPath(name);
  writeFileSync(path, file);
  return path;
}

async function load(page, path) {
  await go(page, '#/sources');
  await page.locator('#choose').setInputFiles(path);
}

test('a second bundle that is stopped takes nothing of the first with it', async ({ page }, info) => {
  const pairs = await signers();
  const first = await bundle(info, 'first.jsonl', 2_000, pairs);
  const second = await bundle(info, 'second-one.jsonl', 12_000, pairs);
  await open(page, '#/sources');
  await load(page, first);
  await expect(article(page, 'first.jsonl')).toBeVisible(SLOW);
  const said = await cancelAt(page, /second-one\.jsonl/);
  await load(page, second);
  await expect(article(page, 'second-one.jsonl')).toContainText('Reading was stopped at your wish', SLOW);
  await expect(task(page)).toHaveCount(0, SLOW);
  // The engine begins anew and says so, or says already how far it is with what it reads again.
  expect(await said()).toMatch(/second-one\.jsonl.* of \d[^]*(Starting the engine again|first\.jsonl)/);
  await go(page, '#/evidence');
  await expect(page.getByRole('main')).toContainText('2,000 statements', SLOW);
});

test('a look through other eyes says how far it is and can be stopped', async ({ page }, info) => {
  const pairs = await signers();
  const path = await bundle(info, 'bundle.jsonl', 12_000, pairs);
  await open(page, '#/sources');
  await load(page, path);
  await expect(article(page, 'bundle.jsonl')).toBeVisible(SLOW);
  await expect(task(page)).toHaveCount(0, SLOW);
  await go(page, '#/viewpoint');
  // Not yet chosen: the page compares what would follow.
  await page.locator('#choice').fill(await pem(pairs[0]));
  const said = await cancelAt(page, /Checking under the other viewpoint/);
  await page.getByRole('button', { name: 'Read it' }).click();
  await expect(page.getByRole('main')).toContainText('You stopped this', SLOW);
  await expect(task(page)).toHaveCount(0, SLOW);
  expect(await said()).toMatch(/Checking under the other viewpoint.* of 12000/);
  await go(page, '#/evidence');
  await expect(page.getByRole('main')).toContainText('12,000 statements', SLOW);
});

test.describe('after the engine died', () => {
  test.use({ tolerated: [/end of this worker/] });

  test('what the reader took out is not asked for again', async ({ page }) => {
    await open(page, '?atlas=demonstration/#/evidence');
    await expect(page.getByRole('list', { name: 'Standings' })).toBeVisible();
    await settled(page);
    await go(page, '#/sources');
    const file = page.locator('.file').filter({ hasText: 'evidence/status-list.json' });
    await file.getByRole('button', { name: /Remove/ }).click();
    await expect(file).toHaveCount(0);
    await page.workers()[0].evaluate(() => void setTimeout(() => { throw new Error('end of this worker'); }));
    await expect(page.getByText('The engine stopped and was restarted')).toBeVisible();
    await go(page, '#/evidence');
    await expect(page.getByRole('list', { name: 'Standings' })).toBeVisible();
    await expect(page.getByText('still being read')).toHaveCount(0);
    await go(page, '#/sources');
    await expect(page.locator('.file').filter({ hasText: 'evidence/revocation.json' })).toBeVisible();
    await expect(file).toHaveCount(0);
  });
});
