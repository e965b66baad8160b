// The engine dies, a file is far too large, a link is shared: readers keep what they had.
import { closeSync, openSync, ftruncateSync, writeSync } from 'node:fs';
import { go, open, site } from '../browser.mjs';
import { expect, test } from '../test.mjs';

const article = (page, name) => page.getByRole('article').filter({ hasText: name });

/** Throws where nobody catches, as a defect in the engine would. */
async function crash(page) {
  await page.workers()[0].evaluate(() => void setTimeout(() => { throw new Error('end of this worker'); }));
}

test.describe('a dead engine', () => {
  test.use({ tolerated: [/end of this worker/] });

  test('is started again, said, and knows the loaded file', async ({ page }) => {
    await open(page, '#/sources');
    await page.locator('#choose').setInputFiles('fixtures/small-catalog.json');
    await expect(article(page, 'small-catalog.json').getByRole('link').first()).toBeVisible();
    await crash(page);
    await expect(page.getByText('The engine stopped and was restarted')).toBeVisible();
    await expect(article(page, 'small-catalog.json').getByRole('link').first()).toBeVisible();
    await go(page, '#/search?q=orchard');
    await expect(page.locator('main a[href^="#/rule/"]').first()).toBeVisible();
  });
});

/** Writes a catalog with that many controls. */
function manyControls(path, count) {
  const file = openSync(path, 'w');
  writeSync(file, '{"catalog":{"uuid":"5b0c4f7e-43a5-4b5c-8f6a-6a4f8f1b2c3d","metadata":{"title":"A million rules",'
    + '"last-modified":"2026-01-05T00:00:00Z","version":"1","oscal-version":"1.1.3"},"controls":[');
  const STEP = 10_000;
  for (let start = 0; start < count; start += STEP) {
    const controls = Array.from({ length: Math.min(STEP, count - start) }, (_, at) => `{"id":"c${start + at}","title":"T"}`);
    writeSync(file, (start ? ',' : '') + controls.join(','));
  }
  writeSync(file, ']}}');
  closeSync(file);
}

/** After trouble with a file the rest of the page works as before. */
async function stillUsable(page) {
  await go(page, '#/ruleset/eu-ai-act');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/AI Act|Artificial Intelligence Act/);
}

test('a catalog with a million controls is listed with what becomes of it', async ({ page }, info) => {
  const path = info.outputPath('million.json');
  manyControls(path, 1_000_000);
  await open(page, '#/sources');
  await page.locator('#choose').setInputFiles(path);
  await expect(article(page, 'million.json')).toBeVisible({ timeout: 40_000 });
  await expect(article(page, 'million.json')).toContainText(/R\d{3}|controls|rules/);
  await stillUsable(page);
});

test('a file of more than 64 MiB is refused with the reason', async ({ page }, info) => {
  const path = info.outputPath('large.json');
  const file = openSync(path, 'w');
  ftruncateSync(file, 64 * 1024 * 1024 + 1);
  closeSync(file);
  await open(page, '#/sources');
  await page.locator('#choose').setInputFiles(path);
  await expect(page.getByRole('main').or(page.getByRole('status')).filter({ hasText: /64\s*M/ }).first()).toBeVisible();
  await expect(article(page, 'large.json')).toContainText(/large|64/i);
  await stillUsable(page);
});

for (const link of [
  '#/?sel=openssf',
  '#/communities?kind=state',
  '#/ruleset/eu-ai-act?group=topic',
  '#/compare?sets=eu-ai-act,kr-ai-basic-act&view=list',
]) {
  test(`a shared link shows the same to somebody else: ${link}`, async ({ page, browser }) => {
    await open(page, '#/about');
    await go(page, link);
    await expect(page).toHaveURL(site() + link);
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
    const other = await context.newPage();
    await open(other, link);
    await expect(other.getByRole('main')).toHaveText(await page.getByRole('main').innerText(), { useInnerText: true });
    await context.close();
  });
}

test('with reduced motion nothing moves by itself', async ({ page }) => {
  for (const at of ['#/', '#/timeline', '#/compare?sets=eu-ai-act,kr-ai-basic-act']) {
    await open(page, at);
    // What lasts no time appears, and does not move. What has no property in its frames moves nothing either: `--far`
    // says when the far parts of a fresh list are drawn.
    const moving = await page.evaluate(() => document.getAnimations()
      .filter(({ playState, effect }) => playState === 'running' && effect.getTiming().duration > 0)
      .flatMap(({ effect }) => effect.getKeyframes())
      .flatMap(({ offset, computedOffset, easing, composite, ...moved }) => Object.keys(moved)));
    expect(moving, at).toEqual([]);
  }
});
