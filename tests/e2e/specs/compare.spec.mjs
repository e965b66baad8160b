// Comparing as a journalist does it: from a question to a table, from a table to its cells, from version to version.
import { open, settled } from '../browser.mjs';
import { expect, test } from '../test.mjs';

const main = (page) => page.getByRole('main');
const views = (page) => page.getByRole('navigation', { name: 'View' });

test('who has to label AI content: from the first page to a table that can be checked line by line', async ({ page }) => {
  await open(page, '#/');
  await page.getByRole('link', { name: 'Who must label AI content, and how?' }).click();
  await settled(page);
  await expect(page).toHaveURL(/#\/compare\?sets=eu-ai-act/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Content labelling');
  const table = page.getByRole('table');
  await expect(table.getByRole('columnheader', { name: /EU AI Act/ })).toBeVisible();
  // Every rule says where it stands and leads to its source.
  const rule = table.getByRole('article').first();
  await expect(rule.locator('.entry__top').first()).not.toBeEmpty();
  await expect(rule.locator('a[href^="https://"]').first()).toBeVisible();
  await expect(table).toContainText('stated: ');
  await rule.getByRole('link').first().click();
  await expect(page).toHaveURL(/#\/rule\//);
});

test('the same rules are counted in all views, and the link carries everything', async ({ page }) => {
  const counts = [];
  for (const view of ['side', 'list', 'matrix', 'changes']) {
    await open(page, `#/compare?sets=llvm-ai-draft-2025,llvm-ai-2026&view=${view}&modality=must`);
    counts.push(await page.locator('.compare__note p').first().textContent());
    await page.reload();
    await settled(page);
    expect(await page.locator('.compare__note p').first().textContent()).toBe(counts[0]);
  }
  expect(new Set(counts).size).toBe(1);
});

test('a conflict stands above everything, and its sentence leads to the cells', async ({ page }) => {
  await open(page, '#/compare');
  await page.getByRole('link', { name: /Who asks for an “Assisted-by” line/ }).click();
  await settled(page);
  const sentence = main(page).getByText(/ask for “Assisted-by”/).first();
  await expect(sentence).toContainText('Linux kernel');
  await expect(sentence).toContainText(/Kubernetes and Homebrew forbid it/);
  await expect(page.getByRole('heading', { name: 'One asks for it, another rules it out' })).toBeVisible();
  await sentence.getByRole('link', { name: 'Homebrew' }).click();
  await settled(page);
  await expect(page.locator('#cell-content-labelling-4')).toBeFocused();
  await expect(page.locator('#cell-content-labelling-4')).toContainText('Assisted-by');
  await page.getByText('How this is counted').click();
  await expect(main(page)).toContainText('There is no score');
});

test('what changed between two versions, with counts, filters and marks that need no colour', async ({ page }) => {
  await open(page, '#/ruleset/zig-coc-2025');
  await page.getByRole('link', { name: 'See what changed' }).first().click();
  await settled(page);
  await expect(page).toHaveURL(/view=changes/);
  const changes = page.locator('.changes');
  for (const word of ['added', 'removed', 'changed', 'moved', 'unchanged']) {
    await expect(changes.getByRole('checkbox', { name: new RegExp(`\\d+ ${word}\\b`) })).toHaveCount(1);
  }
  await expect(changes.locator('ins, del').first()).toBeVisible();
  await expect(changes.locator('ins .vh, del .vh').first()).toHaveText(/removed|added/);
  await changes.getByRole('checkbox', { name: /\d+ added$/ }).check();
  await settled(page);
  await expect(page).toHaveURL(/change=added/);
  for (const article of await changes.getByRole('article').all()) await expect(article).toContainText('added');
});

test('numbers are lined up, the stricter one is named with its reason', async ({ page }) => {
  await open(page, '#/compare?sets=eu-ai-act,us-ca-sb53');
  await expect(main(page)).toContainText('stricter number');
  await expect(main(page)).toContainText('binds from a smaller size on');
  await expect(main(page)).toContainText('not comparable');
  await open(page, '#/compare?sets=eu-ai-act,us-ca-sb53&view=list');
  await expect(main(page)).toContainText('stricter number');
  await open(page, '#/compare?sets=eu-ai-act,us-ca-sb53&view=matrix');
  await expect(main(page)).toContainText('stricter');
});

test('grounds can be chosen and suggestions hidden', async ({ page }) => {
  await open(page, '#/compare?sets=fedora-ai-2025,rocky-ai');
  await expect(main(page).locator('.ground .suggested').first()).toContainText('similar text');
  await page.getByText('How rules are lined up').click();
  await page.getByRole('checkbox', { name: 'Hide suggestions' }).check();
  await settled(page);
  await expect(page).toHaveURL(/stated=1/);
  await expect(main(page).locator('.ground .suggested')).toHaveCount(0);
  await page.getByRole('checkbox', { name: 'Hide suggestions' }).uncheck();
  await settled(page);
  const similar = page.getByRole('checkbox', { name: /Similar text/ });
  if (!(await similar.isVisible())) await page.getByText('How rules are lined up').click();
  await similar.check();
  await settled(page);
  await expect(page).toHaveURL(/ground=similar/);
  await expect(main(page).locator('.ground').filter({ hasText: 'same topic only' })).toHaveCount(0);
});

test('too many for columns, too few to compare: both are said', async ({ page }) => {
  await open(page, '#/compare?sets=eu-ai-act,kr-ai-basic-act,us-ca-sb53,us-ca-sb942,eu-gdpr,oecd-ai-principles&view=side');
  await expect(main(page)).toContainText('so this is the matrix');
  await open(page, '#/compare?sets=eu-ai-act');
  await expect(main(page)).toContainText('A comparison needs two rule sets');
  await open(page, '#/compare?sets=us-eo-14110,us-ca-sb53&asof=2024-06-01');
  await expect(main(page)).toContainText('not issued by then');
});

test('the tray follows the reader and survives a reload', async ({ page }) => {
  await open(page, '#/ruleset/eu-ai-act');
  await page.getByRole('button', { name: /Add to compare|Compare/ }).first().click();
  await open(page, '#/ruleset/us-ca-sb53');
  await page.getByRole('button', { name: /Add to compare|Compare/ }).first().click();
  await page.reload();
  await settled(page);
  const tray = page.locator('.tray');
  await expect(tray).toContainText('EU AI Act');
  await tray.getByRole('link', { name: /Compare/ }).click();
  await settled(page);
  await expect(page).toHaveURL(/#\/compare\?sets=eu-ai-act,us-ca-sb53/);
});

test('a rule says what it corresponds to, why, and how its numbers were understood', async ({ page }) => {
  await open(page, '#/rule/eu-ai-act/art-73');
  const section = page.getByRole('region', { name: 'What it corresponds to' }).or(page.locator('section:has(#corresponds)'));
  await expect(section.first()).toContainText('This rule ');
  await expect(section.first()).toContainText('method: automation, status: draft');
  await expect(main(page)).toContainText('understood as at most 360 hours');
});

test('no row of a narrow comparison is empty', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, '#/compare?sets=eu-ai-act,kr-ai-basic-act,us-ca-sb53');
  const empty = await page.locator('.side td').evaluateAll((cells) =>
    cells.filter((cell) => cell.offsetParent && !cell.innerText.trim()).length);
  expect(empty).toBe(0);
});
