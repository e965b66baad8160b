// One way through each page, as a reader goes it. Elements are found by role and name, as a screen reader finds them.
import { open, settled, site } from '../browser.mjs';
import { expect, test } from '../test.mjs';

test('words stand on the page before any script has run', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(site());
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Who promises what about AI');
  await context.close();
});

test('network: choose a body, read about it, see it in the table', async ({ page }) => {
  await open(page, '#/');
  await open(page, '#/?sel=openssf');
  const inspector = page.getByRole('complementary', { name: 'Selected in the picture' });
  await expect(inspector).toContainText('OpenSSF');
  await page.getByRole('navigation', { name: 'Show the network as' }).getByRole('link', { name: 'Table' }).click();
  await settled(page);
  await expect(page.getByRole('region', { name: 'Network table' }).getByRole('row')).not.toHaveCount(0);
});

test('communities: filter, remove the filter, open one', async ({ page }) => {
  await open(page, '#/communities');
  const filters = page.getByRole('form').filter({ has: page.getByRole('group') }).first();
  await filters.getByRole('checkbox').first().check();
  await settled(page);
  await expect(page).toHaveURL(/[?&]\w+=/);
  await page.getByRole('button', { name: 'Clear all' }).click();
  await settled(page);
  await page.getByRole('link', { name: 'Debian Project', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Debian');
});

test('rule set: from its outline to one rule with source and paraphrase mark', async ({ page }) => {
  await open(page, '#/ruleset/eu-ai-act');
  await page.locator('main a[href^="#/rule/eu-ai-act/"]').first().click();
  await expect(page).toHaveURL(/#\/rule\/eu-ai-act\//);
  await settled(page);
  const main = page.getByRole('main');
  await expect(main).toContainText(/paraphrase/i);
  await expect(main.locator('a[href^="https://"]').first()).toBeVisible();
  await expect(main).not.toContainText(/\bverified\b/i);
});

test('search: Ctrl-K, type, arrow, Enter', async ({ page }) => {
  await open(page, '#/about');
  await page.keyboard.press('Control+k');
  const dialog = page.getByRole('dialog', { name: 'Search or jump' });
  await expect(dialog.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('debian');
  await expect(dialog.getByRole('option').first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(page).toHaveURL(/#\/(community|ruleset|rule)\//);
  await settled(page);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('keyboard alone: skip link, navigation, the heading gets the focus', async ({ page }) => {
  await open(page, '#/');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#main')).toBeFocused();
  await page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: 'About' }).focus();
  await page.keyboard.press('Enter');
  await settled(page);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
});

test('reload, back and forward bring back what was seen', async ({ page }) => {
  await open(page, '#/ruleset/eu-ai-act');
  const title = await page.getByRole('heading', { level: 1 }).textContent();
  await page.reload();
  await settled(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  await page.goto(`${site()}#/about`);
  await settled(page);
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  await page.goForward();
  await expect(page).toHaveURL(/#\/about$/);
});

test('topics: one topic and who is silent on it', async ({ page }) => {
  await open(page, '#/topics');
  await page.locator('main a[href^="#/topic/"]').first().click();
  await settled(page);
  await expect(page.locator('main a[href^="#/rule/"]').first()).toBeVisible();
});

test('compare: two rule sets side by side and as a list, silence is said', async ({ page }) => {
  await open(page, '#/compare?sets=eu-ai-act,kr-ai-basic-act');
  await expect(page.getByRole('main')).toContainText(/silent/i);
  await open(page, '#/compare?sets=eu-ai-act,kr-ai-basic-act&view=list');
  await expect(page.locator('main a[href^="#/rule/"]').first()).toBeVisible();
});

test('timeline: instruments in time lead to their pages', async ({ page }) => {
  await open(page, '#/timeline');
  await expect(page.locator('main a[href^="#/ruleset/"], main a[href^="#/community/"]').first()).toBeVisible();
});

test('an address that leads nowhere says so and offers a way on', async ({ page }) => {
  await open(page, '#/no-such-page');
  await expect(page.getByRole('main').getByRole('link').first()).toBeVisible();
});
