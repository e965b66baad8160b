// What follows from a reader's choice: marks in the network, cells of a comparison, a list fetched on request, a choice with
// a name. The demonstration is the material.
import { go, settled } from '../browser.mjs';
import { chooseSuggested, openDemonstration, verdicts } from '../demonstration.mjs';
import { expect, test } from '../test.mjs';

/** The demonstration with everything read that it lists, and its own suggestion taken over. */
async function chosen(page) {
  await openDemonstration(page);
  await chooseSuggested(page);
}

test('a mark of the network carries its standing, and another choice changes it', async ({ page }) => {
  await chosen(page);
  await go(page, '#/');
  const marks = page.locator('a.node[aria-label*="Confirmed by a key you chose"]');
  await expect(marks.first()).toBeVisible();
  await expect(marks.first().locator('use')).toHaveCount(1);
  await expect(page.getByRole('group', { name: 'Legend' })).toContainText('Confirmed by a key you chose');
  await go(page, '#/viewpoint');
  await page.getByRole('button', { name: 'Forget it all' }).click();
  await settled(page);
  await go(page, '#/');
  await expect(marks).toHaveCount(0);
  await expect(page.locator('a.node[aria-label*="Intact, key unknown"]').first()).toBeVisible();
});

test('every cell of a comparison says how its rule set stands', async ({ page }) => {
  await chosen(page);
  for (const view of ['matrix', 'side']) {
    await go(page, `#/compare?sets=lantern-rules,harbour-criteria&view=${view}`);
    const table = page.getByRole('main').getByRole('table').first();
    await expect(table.locator('tbody').getByText('Confirmed by a key you chose').first()).toBeVisible();
  }
});

test('what somebody else would see is told in words and counts', async ({ page }) => {
  await chosen(page);
  await go(page, '#/viewpoint');
  await page.getByRole('navigation', { name: 'Compare with' }).getByRole('link', { name: /^readers who chose Northwind/ }).click();
  await settled(page);
  const effect = page.getByRole('main');
  await expect(effect.getByRole('status').filter({ hasText: 'confirmed' })).toContainText(/They see [0-9]+ attestations? confirmed that you do not; you see [0-9]+ that they do not/);
  await expect(effect).toContainText('Statements that stand differently');
  await expect(effect).toContainText('rely on Northwind Archive');
});

test('a list that is not at hand is fetched at a click, and the verdict is made again', async ({ page }) => {
  const list = await (await page.request.get(new URL('demonstration/evidence/status-list.json', process.env.RULESCAPE_URL).href)).text();
  let asked = 0;
  await page.route('https://harbour-guild.example/withdrawn', (route) => {
    asked += 1;
    return route.fulfill({ body: list, contentType: 'application/json', headers: { 'access-control-allow-origin': '*' } });
  });
  await openDemonstration(page);
  await go(page, '#/sources');
  const file = page.locator('.file').filter({ hasText: 'evidence/status-list.json' });
  await file.getByRole('button', { name: /Remove/ }).click();
  await settled(page);
  await go(page, (await verdicts(page)).get('evidence/revocation.json'));
  const main = page.getByRole('main');
  await expect(main.locator('.verdict__top')).toContainText('Not checkable here');
  expect(asked, 'nothing is fetched unasked').toBe(0);
  await main.getByRole('button', { name: 'Fetch the list of revocation' }).click();
  await expect(main.locator('.verdict__top')).toContainText('Broken');
  await expect(main.getByRole('button', { name: 'Fetch the list of revocation' })).toHaveCount(0);
  expect(asked).toBe(1);
  await go(page, '#/sources');
  await expect(page.getByRole('main')).toContainText('harbour-guild.example');
});

test('a viewpoint that is opened as a file chooses nobody before it is taken over', async ({ page }) => {
  await openDemonstration(page);
  await go(page, '#/sources');
  await page.locator('#choose').setInputFiles('../../data/demonstration/viewpoint.json');
  const file = page.locator('.file').filter({ hasText: 'viewpoint.json' });
  await expect(file).toContainText('Viewpoint: whom somebody relies on');
  await expect(file).toContainText('Opening it chooses nobody');
  await expect(file).not.toContainText('Not usable');
  const yours = page.locator('.frame__view');
  await expect(yours).toContainText('none chosen');
  await file.getByRole('button', { name: 'See whom it proposes' }).click();
  await settled(page);
  const offer = page.getByRole('region', { name: 'What you brought' });
  await expect(offer).toContainText('Lantern Commons');
  await expect(yours).toContainText('none chosen');
  await offer.getByRole('button', { name: 'Add it to my choice' }).click();
  await expect(yours).toContainText('Demonstration');
});

test('a choice has a name of the reader’s own, and signers with certificates can be expected by name', async ({ page }) => {
  await chosen(page);
  await go(page, '#/viewpoint');
  const main = page.getByRole('main');
  await main.getByLabel('Your name for this choice').fill('For the Tuesday piece');
  await main.getByRole('button', { name: 'Keep this name' }).click();
  await expect(page.locator('.frame__view')).toContainText('For the Tuesday piece');
  await main.getByLabel(/^Name in the certificate/).fill('press@lantern-commons.example');
  await main.getByLabel('Who must have checked that name').fill('https://accounts.tideline-registry.example');
  await main.getByRole('button', { name: 'Expect this signer' }).click();
  const mine = main.getByRole('listitem').filter({ hasText: 'press@lantern-commons.example' });
  await expect(mine).toBeVisible();
  await mine.getByRole('button', { name: /^Remove/ }).click();
  await expect(mine).toHaveCount(0);
});

test('details are words: no name of an error or of a type stands where a reader looks', async ({ page }) => {
  await openDemonstration(page);
  const text = await page.getByRole('main').innerText();
  expect(text).not.toMatch(/\bJson\(|EntryHash|NotWitnessed|VerifiableCredential|Did:key|\bSome\(/);
});
