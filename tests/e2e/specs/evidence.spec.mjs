// What is signed, from a reader's first look to a choice of whom to rely on. The demonstration is the material.
import AxeBuilder from '@axe-core/playwright';
import { go, open, settled } from '../browser.mjs';
import { demonstration } from '../demonstration.mjs';
import { expect, test } from '../test.mjs';

const words = ['Confirmed by a key you chose', 'Intact, key unknown', 'Unsigned', 'Broken', 'Not checkable here'];

/** How many statements stand in each way, by the words of the standing. */
async function tally(page) {
  const rows = page.getByRole('list', { name: 'Standings' }).getByRole('listitem');
  const counts = {};
  for (const row of await rows.all()) {
    const text = await row.innerText();
    const word = words.find((known) => text.includes(known));
    counts[word] = Number(text.trim().split(/\s/)[0].replaceAll(',', ''));
  }
  return counts;
}

/** Waits until the demonstration and everything it lists has been read. */
async function evidence(page, route = '#/evidence') {
  await open(page, demonstration + route);
  await expect(page.getByRole('list', { name: 'Standings' })).toBeVisible();
  await expect.poll(async () => (await tally(page)).Broken, { timeout: 30_000 }).toBeGreaterThan(0);
  await settled(page);
}

const first = (page, word) => page.getByRole('main').locator('.attest').filter({ hasText: word }).first();

test('the built-in atlas says that nothing is signed, why that proves nothing, and shows the way to a demonstration', async ({ page }) => {
  await open(page, '#/evidence');
  const main = page.getByRole('main');
  await expect(main).toContainText('Nothing that is loaded is signed');
  await expect(main).toContainText('proves nothing');
  await main.getByRole('link', { name: 'See what evidence looks like' }).click();
  await settled(page);
  await expect(page.getByRole('note')).toContainText('Demonstration');
  await page.getByRole('link', { name: 'Communities' }).first().click();
  await settled(page);
  await expect(page.getByRole('note')).toContainText('every key is worth nothing');
  await page.getByRole('link', { name: 'Close it' }).click();
  await settled(page);
  await expect(page.getByRole('note')).toHaveCount(0);
});

test('the front page leads to the demonstration too', async ({ page }) => {
  await open(page, '#/');
  await page.getByRole('link', { name: 'See what evidence looks like' }).click();
  await settled(page);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('What is signed');
});

test('without a choice nothing is confirmed; every other standing has an example with its reason', async ({ page }) => {
  await evidence(page);
  const counts = await tally(page);
  expect(counts['Confirmed by a key you chose']).toBe(0);
  for (const word of ['Intact, key unknown', 'Broken', 'Not checkable here']) expect(counts[word], word).toBeGreaterThan(0);
  await first(page, 'Broken').getByRole('link').first().click();
  await settled(page);
  const main = page.getByRole('main');
  await expect(main.locator('.verdict__top')).toContainText('Broken');
  await expect(main.locator('.verdict__top')).toContainText('What failed');
  await expect(main).toContainText('What it does not show');
  await expect(main.locator('.check--failed').first()).toContainText('Failed');
  await expect(main).not.toContainText(/\bverified\b|\btrusted\b/i);
  await expect(main.locator('.command code').first()).toContainText('rulescape verify');
});

test('a choice turns intact into confirmed, survives a reload, and can be taken back', async ({ page }) => {
  await evidence(page);
  const before = await tally(page);
  await go(page, '#/viewpoint');
  const main = page.getByRole('main');
  await main.getByRole('button', { name: /^Choose / }).first().click();
  await expect(main.getByRole('button', { name: /^Take back / })).toHaveCount(1);
  await expect(page.locator('.frame__view')).toContainText('1 chosen');
  await go(page, '#/evidence');
  await expect.poll(async () => (await tally(page))['Confirmed by a key you chose']).toBeGreaterThan(0);
  const after = await tally(page);
  expect(after.Broken, 'no choice repairs a signature').toBe(before.Broken);
  await page.reload();
  await expect.poll(async () => (await tally(page))['Confirmed by a key you chose'], { timeout: 30_000 }).toBe(after['Confirmed by a key you chose']);
  await go(page, '#/viewpoint');
  await main.getByRole('button', { name: 'Forget it all' }).click();
  await expect(page.locator('.frame__view')).toContainText('none chosen');
  await go(page, '#/evidence');
  await expect.poll(async () => (await tally(page))['Confirmed by a key you chose']).toBe(0);
});

test('what is chosen in the demonstration does not count anywhere else', async ({ page }) => {
  await evidence(page, '#/evidence');
  await go(page, '#/viewpoint');
  await page.getByRole('button', { name: /^Choose / }).first().click();
  await expect(page.locator('.frame__view')).toContainText('1 chosen');
  await open(page, '#/viewpoint');
  await expect(page.locator('.frame__view')).toContainText('none chosen');
});

test('a link only proposes: nothing counts until the reader takes it over', async ({ page, context }) => {
  await evidence(page);
  await go(page, '#/viewpoint');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: /^Choose / }).first().click();
  await page.getByRole('button', { name: 'Copy link that proposes it' }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  // The button waits for the answer to the choice: a link of the moment before would propose nobody.
  expect(decodeURIComponent(link)).toMatch(/"communities": \[\s*\{/);
  await page.getByRole('button', { name: 'Forget it all' }).click();
  await expect(page.locator('.frame__view')).toContainText('none chosen');

  await page.goto(link);
  await page.reload();
  await settled(page);
  const offer = page.getByRole('region', { name: 'A link proposes a viewpoint' });
  await expect(offer).toBeVisible();
  await expect(page.locator('.frame__view')).toContainText('none chosen');
  await offer.getByRole('button', { name: 'Drop it' }).click();
  await expect(offer).toHaveCount(0);
  await expect(page.locator('.frame__view')).toContainText('none chosen');

  await page.goto(link);
  await page.reload();
  await settled(page);
  await offer.getByRole('button', { name: 'Add it to my choice' }).click();
  await expect(page.locator('.frame__view')).not.toContainText('none chosen');
});

test('what is pasted is read, named by the reader and only then counts; nonsense is refused in words', async ({ page }) => {
  await evidence(page);
  await go(page, '#/viewpoint');
  const field = page.getByLabel(/^A public key, a log/);
  await field.fill('certainly not a key');
  await page.getByRole('button', { name: 'Read it' }).click();
  await expect(page.getByRole('region', { name: 'What you brought' }).getByRole('alert')).toBeVisible();
  await page.getByRole('button', { name: 'Drop it' }).click();
  await field.fill('did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK');
  await page.getByRole('button', { name: 'Read it' }).click();
  const offer = page.getByRole('region', { name: 'What you brought' });
  await expect(offer).toContainText('Ed25519');
  await offer.getByLabel('Your name for it').fill('Key of a friend');
  await offer.getByLabel(/^Why do you believe/).fill('She read it to me');
  await offer.getByRole('button', { name: 'Add it to my choice' }).click();
  await expect(page.getByRole('main')).toContainText('Key of a friend');
  await expect(page.getByRole('main')).toContainText('She read it to me');
});

test('claims of organisations under rules, and the chain from a rule to the law behind it', async ({ page }) => {
  await evidence(page);
  await go(page, '#/claims');
  const table = page.getByRole('region', { name: 'Rules by organisations' }).getByRole('table');
  await expect(table).toBeVisible();
  await expect(table.getByText('Third party').first()).toBeVisible();
  await expect(page.getByRole('main')).toContainText('What this table cannot show');
  await table.getByRole('link', { name: 'What stands behind it' }).first().click();
  await settled(page);
  const steps = page.locator('.chain > li');
  await expect(steps).toHaveCount(6);
  for (const [at, word] of ['The rule', 'The rule set', 'Who signed', 'With which key', 'Who vouches', 'The law'].entries()) {
    await expect(steps.nth(at)).toContainText(word);
  }
});

for (const colorScheme of ['light', 'dark']) {
  test(`verdict, claims, chain and viewpoint of the demonstration: no axe violation, no sideways scrolling, ${colorScheme}`, async ({ page }) => {
    test.setTimeout(180_000);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await evidence(page);
    const verdicts = [];
    for (const [standing, word] of [['broken', 'Broken'], ['intact-key-unknown', 'Intact, key unknown'], ['not-checkable-here', 'Not checkable here']]) {
      await go(page, `#/evidence?standing=${standing}`);
      verdicts.push(await first(page, word).getByRole('link').first().getAttribute('href'));
    }
    for (const at of ['#/evidence', ...verdicts, '#/claims', '#/chain/lantern-rules/lr-1', '#/viewpoint', '#/viewpoint?with=northwind-archive']) {
      await go(page, at);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect.soft(violations.map(({ id, help, nodes }) => `${at} ${id}: ${help}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
      await page.setViewportSize({ width: 360, height: 740 });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect.soft(over, `${at}: pixels beyond 360`).toBe(0);
      await page.setViewportSize({ width: 1440, height: 900 });
    }
  });
}
