// What readers take away: files as the command line writes them, citations, clippings that are looked up again, paper.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { open, settled } from '../browser.mjs';
import { expect, test } from '../test.mjs';

const PAIR = '#/compare?sets=eu-ai-act,kr-ai-basic-act';
const RULE = '#/rule/eu-ai-act/art-50-2';

/** Presses one of the ways to take something away and gives what was saved. */
async function taken(page, way) {
  await page.locator('.take > summary').click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('.take').getByRole('button', { name: new RegExp(`^${way}`) }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** Where the page's own atlas is. */
function atlasOf(page) {
  return page.evaluate(() => {
    const folder = document.querySelector('meta[name="rulescape-atlas"]').content;
    return new URL('atlas.json', new URL(folder.endsWith('/') ? folder : `${folder}/`, location.href)).href;
  });
}

/** What the command line prints for the atlas that the page has open; of one word, it is a line for the shell. */
async function printed(page, request, ...words) {
  const root = resolve(import.meta.dirname, '../../..');
  const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target');
  const binary = process.env.RULESCAPE_BINARY
    ?? ['tool', 'release', 'debug'].map((kind) => join(target, kind, 'rulescape')).find((path) => existsSync(path));
  if (!binary) throw new Error('the command line is not built: cargo build --profile tool -p cli');
  const folder = mkdtempSync(join(tmpdir(), 'rulescape-'));
  try {
    const atlas = join(folder, 'atlas.json');
    writeFileSync(atlas, await (await request.get(await atlasOf(page))).body());
    if (words.length === 1) {
      const line = words[0].replace(/^rulescape /, `"${binary}" `);
      return execFileSync('sh', ['-c', `${line} --atlas '${atlas}'`], { maxBuffer: 1 << 28 });
    }
    const here = page.url().split('#')[0];
    return execFileSync(binary, ['compare', ...words, '--atlas', atlas, '--page', here], { maxBuffer: 1 << 28 });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('the CSV of the page is the CSV of the command line, byte for byte', async ({ page, request }) => {
  await open(page, PAIR);
  const all = await taken(page, 'CSV');
  expect(all.name).toBe('compare-eu-ai-act-kr-ai-basic-act.csv');
  const line = await printed(page, request, 'eu-ai-act', 'kr-ai-basic-act', '--format', 'csv');
  expect(all.bytes.equals(line)).toBe(true);
  const head = all.bytes.toString().split('\r\n')[0].split(',');
  for (const column of ['topic', 'set', 'issuer', 'binding', 'status', 'version', 'date', 'as_of', 'pinpoint', 'title',
    'text', 'modality', 'binds', 'parameters', 'standing', 'source_class', 'paraphrase', 'source_url', 'link', 'digest']) {
    expect(head).toContain(column);
  }
  const here = page.url().split('#')[0];
  expect(here).toMatch(/^http/);
  expect(all.bytes.toString()).toContain(`,${here}#/rule/eu-ai-act/art-50-2,`);
  for (const column of ['line', 'ground', 'relation', 'beside', 'why', 'numbers', 'stricter', 'number_reasons']) {
    expect(head).toContain(column);
  }
  // What an editor clicks in a spreadsheet: the link of a silent cell leads to that cell.
  const silent = all.bytes.toString().split('\r\n').find((line) => line.includes(',silent,'));
  const [, link] = silent.match(/"(http[^"]*sel=cell-[^"]*)"/);
  await page.goto(link);
  await settled(page);
  await expect(page.locator('.is-picked')).toHaveCount(1);
  await expect(page.locator('.is-picked')).toContainText('silent');

  await open(page, `${PAIR},oecd-ai-principles&topic=content-labelling`);
  const some = await taken(page, 'CSV');
  const also = await printed(page, request, 'eu-ai-act', 'kr-ai-basic-act', 'oecd-ai-principles', '--topic',
    'content-labelling', '--format', 'csv');
  expect(some.bytes.equals(also)).toBe(true);
  expect(some.bytes.length).toBeLessThan(all.bytes.length);
});

test('under every choice the copied command prints the CSV of the page', async ({ page, request, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const choices = '&modality=must,should&ground=topic&stated=1&spoken=1&asof=2026-11-01&text=data';
  await open(page, `${PAIR},oecd-ai-principles&view=list${choices}`);
  const csv = await taken(page, 'CSV');
  expect(csv.bytes.toString().split('\r\n').length).toBeGreaterThan(3);
  await page.locator('.take > summary').click();
  await page.locator('.take').getByRole('button', { name: /^Command/ }).click();
  await expect(page.getByText('The command is copied.')).toBeVisible();
  const line = await page.evaluate(() => navigator.clipboard.readText());
  expect(line).toMatch(/^rulescape compare eu-ai-act kr-ai-basic-act oecd-ai-principles /);
  expect((await printed(page, request, line)).toString()).toBe(csv.bytes.toString());
});

test('a comparison in every other format says where it comes from', async ({ page, request }) => {
  await open(page, PAIR);
  const address = page.url();
  const json = JSON.parse((await taken(page, 'JSON')).bytes.toString());
  expect(json.sets.map((set) => set.id)).toEqual(['eu-ai-act', 'kr-ai-basic-act']);
  expect(json.link).toBe(address);
  const { digest } = json.atlas;
  expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  for (const way of ['Markdown', 'HTML', 'SVG']) {
    const text = (await taken(page, way)).bytes.toString();
    expect(text, way).toContain(digest);
    expect(text.replaceAll('&amp;', '&'), way).toContain(address);
  }
  const cli = await printed(page, request, 'eu-ai-act', 'kr-ai-basic-act', '--format', 'html');
  expect((await taken(page, 'HTML')).bytes.equals(cli)).toBe(true);
  const png = await taken(page, 'PNG');
  expect(png.name).toBe('compare-eu-ai-act-kr-ai-basic-act.png');
  expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');
  expect(png.bytes.readUInt32BE(16)).toBeGreaterThan(800);
});

test('the HTML and the SVG stand alone and carry no script', async ({ page, browser }) => {
  await open(page, PAIR);
  const html = (await taken(page, 'HTML')).bytes.toString();
  const svg = (await taken(page, 'SVG')).bytes.toString();
  const context = await browser.newContext({ offline: true });
  const alone = await context.newPage();
  const heard = [];
  alone.on('console', (message) => heard.push(message.text()));
  await alone.setContent(html);
  await expect(alone.getByRole('table').getByRole('rowheader', { name: 'Content labelling' })).toBeVisible();
  await expect(alone.getByText('Machine-readable marks on synthetic output')).toBeVisible();
  await alone.setContent(svg);
  await expect(alone.locator('svg text').filter({ hasText: /^silent$/ }).first()).toBeVisible();
  expect(heard).toEqual([]);
  expect(html + svg).not.toMatch(/<script/i);
  await context.close();
});

test('cite: four forms with digest and paraphrase mark, opened and closed by keyboard', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, RULE);
  const cite = page.getByRole('button', { name: 'Cite', exact: true });
  await cite.focus();
  await page.keyboard.press('Enter');
  const panel = page.getByRole('region', { name: 'Cite this' });
  for (const form of ['Short', 'Footnote', 'BibTeX', 'CSL-JSON']) {
    await expect(panel.getByRole('heading', { name: form, exact: true })).toBeVisible();
    await panel.getByRole('button', { name: `Copy: ${form}` }).click();
    await expect(page.getByText('The citation is copied.')).toBeVisible();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    expect(text, form).toMatch(/paraphrased in Rulescape/);
    if (form !== 'Short') expect(text, form).toMatch(/sha256:[0-9a-f]{64}/);
    if (form === 'CSL-JSON') {
      const [item] = JSON.parse(text);
      expect(item.type).toBe('legislation');
      expect(item.archive_location).toMatch(/^http.*#\/rule\/eu-ai-act\/art-50-2$/);
      expect(item.section).toBe('Art. 50(2)');
      expect(item.issued['date-parts'][0][0]).toBeGreaterThan(2000);
    }
  }
  await panel.getByRole('button', { name: 'Close the citation' }).click();
  await expect(panel).toHaveCount(0);
  await expect(cite).toBeFocused();
});

test('export and re-open: a pinned quote says what has become of it', async ({ page }) => {
  await open(page, RULE);
  // Only some of the words.
  await page.locator('.rulepage__text p').first().evaluate((text) => {
    const range = document.createRange();
    range.setStart(text.firstChild, 0);
    range.setEnd(text.firstChild, 30);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  });
  const words = await page.evaluate(() => getSelection().toString());
  await page.getByRole('button', { name: 'Pin', exact: true }).click();
  await open(page, PAIR);
  await page.getByRole('button', { name: 'Pin', exact: true }).click();
  await page.getByRole('link', { name: '2 clippings' }).click();
  await settled(page);
  const clips = page.getByRole('main').getByRole('article');
  await expect(clips).toHaveCount(2);
  await expect(page.getByRole('status').filter({ hasText: '2 the same' })).toBeVisible();
  await expect(clips.nth(1).locator('blockquote')).toHaveText(words.trim());

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'JSON' }).click(),
  ]);
  const saved = readFileSync(await download.path(), 'utf8');
  await page.getByRole('button', { name: 'Let go of all' }).click();
  await expect(clips).toHaveCount(0);

  // The same page with another state of the atlas: one rule reworded, and everything else as it was.
  const atlas = await atlasOf(page);
  await page.route(atlas, async (route) => {
    const body = await (await route.fetch()).text();
    const other = body.replace('must mark output in a machine-readable way', 'must mark output in a way that software can read');
    expect(other).not.toBe(body);
    await route.fulfill({ body: other.replace(words, words.replace('Generators', 'Makers')), contentType: 'application/json' });
  });
  await page.reload();
  await settled(page);
  const file = JSON.parse(saved);
  const [, pinned] = file.clips;
  file.clips.push({ ...pinned, rule: 'eu-ai-act/no-such-rule' }, { ...pinned, rule: 'nowhere/1' });
  await page.getByLabel('Open a file of clippings').setInputFiles({
    name: 'clippings.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(file)),
  });
  await expect(clips).toHaveCount(4);
  const changed = clips.nth(1);
  await expect(changed).toContainText('Changed');
  await expect(changed.locator('del').first()).toContainText('Generators');
  await expect(changed.locator('ins').first()).toContainText('Makers');
  await expect(clips.nth(2)).toContainText('Gone');
  await expect(clips.nth(3)).toContainText('Not loaded');
  // They stay in this browser, and nothing but a list of quotes is one.
  await page.reload();
  await settled(page);
  await expect(clips).toHaveCount(4);
  await page.getByLabel('Open a file of clippings').setInputFiles({
    name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{"catalog": {}}'),
  });
  await expect(page.getByText('This file holds no clippings')).toBeVisible();
});

test('on paper: where it came from stands on top, and no button', async ({ page }) => {
  await open(page, RULE);
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.paper')).toContainText(/sha256:[0-9a-f]{64}/);
  await expect(page.locator('.paper')).toContainText(RULE);
  await expect(page.getByRole('navigation', { name: 'Main', exact: true })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Cite', exact: true })).toBeHidden();
});

test('the list of ways opens and closes by keyboard and fits a narrow screen', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page, PAIR);
  const opener = page.locator('.take > summary');
  await opener.focus();
  await page.keyboard.press('Enter');
  const list = page.locator('.take__list');
  await expect(list).toBeVisible();
  const box = await list.boundingBox();
  expect(box.x).toBeGreaterThanOrEqual(0);
  expect(box.x + box.width).toBeLessThanOrEqual(360);
  await page.keyboard.press('Tab');
  await expect(list.getByRole('button').first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(list).toBeHidden();
  await expect(opener).toBeFocused();
});
