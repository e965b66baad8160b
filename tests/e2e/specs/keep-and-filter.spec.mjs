// Silence, rows and changes as clippings; grounds and suggestions that mean the same in every view and on the next visit.
import { readFileSync } from 'node:fs';
import { open, settled } from '../browser.mjs';
import { expect, test } from '../test.mjs';

const PAIR = '#/compare?sets=eu-ai-act,kr-ai-basic-act';
const VERSIONS = '#/compare?sets=zig-coc-2025,zig-coc-2026';
const main = (page) => page.getByRole('main');
const clips = (page) => main(page).getByRole('article');

test('a silent cell, a whole row and what changed are kept, and looked up again', async ({ page }) => {
  await open(page, PAIR);
  const silent = main(page).getByRole('button', { name: /^Pin: .*, silent, / }).first();
  await silent.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^Pinned: /)).toBeVisible();
  await main(page).getByRole('button', { name: /^Pin the row: Content labelling/ }).click();
  await open(page, `${VERSIONS}&view=changes`);
  await main(page).getByRole('button', { name: 'Pin', exact: true }).click();
  await main(page).getByRole('link', { name: '3 clippings' }).click();
  await settled(page);
  await expect(clips(page)).toHaveCount(3);
  await expect(page.getByRole('status').filter({ hasText: '3 the same' })).toBeVisible();
  await expect(clips(page).nth(0).locator('blockquote')).toContainText(/\d+ changed, \d+ moved, \d+ added/);
  await expect(clips(page).nth(1).locator('blockquote p')).toHaveCount(2);
  await expect(clips(page).nth(2).locator('blockquote')).toHaveText('silent');
  // The link of the silent cell leads to the cell.
  await clips(page).nth(2).getByRole('link').first().click();
  await settled(page);
  await expect(page.locator('.is-picked')).toContainText('silent');
});

test('changes can be taken away as the matrix of both', async ({ page }) => {
  await open(page, `${VERSIONS}&view=changes`);
  await page.locator('.take > summary').click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('.take').getByRole('button', { name: /^SVG/ }).click(),
  ]);
  expect(readFileSync(await download.path(), 'utf8')).toMatch(/^<svg /);
});

test('grounds leave as many rules as they say, in every view', async ({ page }) => {
  const counted = {};
  for (const view of ['list', 'side', 'matrix', 'changes']) {
    await open(page, `${VERSIONS}&view=${view}`);
    await page.getByText('How rules are lined up').click();
    const ground = page.getByRole('group', { name: /beside each other because/i }).getByRole('checkbox', { name: /^Same topic only/ });
    await ground.click();
    await expect(ground).toBeChecked();
    await settled(page);
    expect(page.url()).toContain('ground=');
    counted[view] = await main(page).locator('.compare__note > p').first().textContent();
  }
  expect(new Set(Object.values(counted)).size, JSON.stringify(counted)).toBe(1);
});

test('hidden suggestions stay hidden in this browser', async ({ page }) => {
  await open(page, '#/rule/eu-ai-act/art-50-2');
  const others = main(page).getByRole('region', { name: 'Who else has a rule on this' });
  await expect(others.getByRole('listitem').first()).toBeVisible();
  const hide = others.getByRole('button', { name: 'Hide suggestions' });
  await hide.click();
  await expect(hide).toHaveAttribute('aria-pressed', 'true');
  await expect(others.getByRole('listitem')).toHaveCount(0);
  await page.reload();
  await settled(page);
  await expect(hide).toHaveAttribute('aria-pressed', 'true');
  await expect(others.getByRole('listitem')).toHaveCount(0);
  await hide.click();
  await expect(others.getByRole('listitem').first()).toBeVisible();
});
