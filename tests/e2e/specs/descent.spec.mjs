// Who adopted what, who stands how to what binds, what rules lean on; and profiles and mappings of which nothing can come.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { go, open, settled } from '../browser.mjs';
import { expect, test } from '../test.mjs';

const vectors = process.env.RULESCAPE_VECTORS;
const main = (page) => page.getByRole('main');

const metadata = (title) => ({
  uuid: '1c1b8f1e-0000-4000-8000-000000000000',
  metadata: { title, 'last-modified': '2026-01-01T00:00:00Z', version: '1', 'oscal-version': '1.2.2' },
});

/** A JSON file for the file chooser. */
const file = (name, content) => ({ name, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(content)) });

const control = (id, prose) => ({
  id,
  title: `Rule ${id}`,
  params: [{ id: `${id}_p`, label: 'how often' }],
  parts: [{ id: `${id}_smt`, name: 'statement', prose }],
});

const catalog = file('orchard.json', {
  catalog: {
    ...metadata('Orchard'),
    controls: ['o-1', 'o-2', 'o-3'].map((id) => control(id, `Report incidents {{ insert: param, ${id}_p }} to the office.`)),
  },
});

const profile = (name, title, href, modify, ids = ['o-1', 'o-2']) =>
  file(name, {
    profile: {
      ...metadata(title),
      imports: [{ href, 'include-controls': [{ 'with-ids': ids }] }],
      merge: { 'as-is': true },
      ...(modify ? { modify } : {}),
    },
  });

const adopter = profile('adopter.json', 'Adopter', 'orchard.json', {
  'set-parameters': [{ 'param-id': 'o-1_p', values: ['every day'] }],
  alters: [
    {
      'control-id': 'o-2',
      adds: [{ position: 'ending', parts: [{ name: 'guidance', prose: 'Also by telephone.' }] }],
    },
  ],
});

/** Gives files to the file chooser of Sources, all at once. */
async function load(page, ...files) {
  await page.locator('#choose').setInputFiles(files);
  await settled(page);
}

test('a profile dropped before its catalog tells what was taken, left out, tightened and reworded', async ({ page }) => {
  await open(page, '#/sources');
  await load(page, adopter);
  await expect(main(page)).toContainText('"orchard.json" is not loaded');
  await load(page, catalog);
  await expect(main(page)).not.toContainText('"orchard.json" is not loaded');

  await go(page, '#/drift');
  await expect(main(page)).toContainText('2 rules taken, 1 left out, 1 parameter set or constrained, 1 text changed');
  await main(page).getByRole('link', { name: 'Adopter' }).click();
  await settled(page);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Adopter');
  const row = main(page).getByRole('row').filter({ hasText: 'o-1_p' });
  await expect(row).toContainText('[Assignment: how often]');
  await expect(row).toContainText('every day');
  await expect(main(page).locator('ins')).toContainText('Also by telephone.');
  await expect(main(page).getByRole('region', { name: 'Left out' }).getByRole('link')).toHaveText('Rule o-3');

  await main(page).getByRole('link', { name: 'all changes, rule by rule' }).click();
  await settled(page);
  await main(page).getByRole('link', { name: /took, left out, tightened/ }).click();
  await settled(page);
  await main(page).getByRole('link', { name: 'Its rules' }).click();
  await settled(page);
  await main(page).getByRole('link', { name: 'What it took and changed' }).click();
  await settled(page);
  expect(page.url()).toContain('#/drift/adopter-1');
});

test('a published baseline is resolved in the browser and shows its constraints', async ({ page }) => {
  const of = (name) => vectors && join(vectors, 'oscal', name);
  const paths = [of('fedramp-rev4/LI-SaaS.profile.json'), of('sp800-53-rev4/catalog.json')];
  test.skip(!paths.every((path) => path && existsSync(path)), 'the published files are not on this machine');
  test.setTimeout(120_000);
  await open(page, '#/sources');
  await load(page, paths[0]);
  await load(page, paths[1]);
  await go(page, '#/drift');
  await expect(main(page)).toContainText('126 rules taken, 796 left out, 41 parameters set or constrained', { timeout: 60_000 });
  await main(page).getByRole('heading', { level: 2 }).getByRole('link').click();
  await settled(page);
  await main(page).getByRole('link', { name: 'All 41, tightened' }).click();
  await settled(page);
  await expect(main(page).getByRole('row').filter({ hasText: 'ac-22_prm_1' })).toContainText('at least quarterly');
  await expect(main(page).getByRole('region', { name: 'Left out' })).toHaveCount(0);
  // Long lists come in parts, each with an address.
  await main(page).getByRole('link', { name: 'All lists' }).click();
  await settled(page);
  await main(page).getByRole('link', { name: 'All 796, left out' }).click();
  await settled(page);
  const parts = main(page).getByRole('navigation', { name: 'More entries' });
  await expect(parts).toContainText('entries 1 to 50 of 796');
  await parts.getByRole('link', { name: 'Next 50' }).click();
  await settled(page);
  await expect(parts).toContainText('entries 51 to 100 of 796');
  expect(page.url()).toContain('list=left-out&offset=50');
});

test('profiles that import themselves or lack their catalog are named, and the rest stands', async ({ page }) => {
  await open(page, '#/sources');
  await load(
    page,
    profile('round.json', 'Round', 'trip.json'),
    profile('trip.json', 'Trip', 'round.json'),
    profile('self.json', 'Self', 'self.json'),
    profile('lost.json', 'Lost', 'nowhere.json', null, ['z-1']),
    adopter,
    catalog,
  );
  for (const where of ['#/sources', '#/drift']) {
    await go(page, where);
    await expect(main(page)).toContainText('The profile imports itself: self.json → self.json');
    await expect(main(page)).toContainText('The profile imports itself: round.json → trip.json → round.json');
    await expect(main(page)).toContainText('The import "nowhere.json" is not loaded');
  }
  await expect(main(page)).toContainText('2 rules taken, 1 left out');
  await go(page, '#/compare?sets=adopter-1,orchard-1');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Orchard');
});

test('cells say in words why they hold nothing, and what does not hold any more', async ({ page }) => {
  await open(page, '#/sources');
  await load(page, catalog);
  await go(page, '#/compare?sets=eu-ai-act,ca-aida,debian-draft-gr,llvm-ai-draft-2025,zig-coc-2026,orchard-1&view=matrix');
  const cells = main(page).getByRole('cell');
  for (const word of ['silent', 'not examined']) {
    await expect(cells.filter({ hasText: word }).first(), word).toBeVisible();
  }
  for (const word of ['draft', 'lapsed', 'no longer in force']) {
    await expect(cells.getByText(word, { exact: true }).first(), word).toBeVisible();
  }
  // What nobody sorted into topics is nowhere called silent.
  const theirs = main(page).locator('td[data-set="Orchard"]');
  await expect(theirs.filter({ hasText: 'not examined' }).first()).toBeVisible();
  await expect(theirs.filter({ hasText: 'silent' })).toHaveCount(0);
});

test('a mapping with ids and a word that nobody knows is named where it matters and in Sources', async ({ page }) => {
  const map = (source, relationship, target) => ({
    uuid: '1c1b8f1e-0000-4000-8000-000000000002',
    relationship,
    sources: [{ type: 'control', 'id-ref': source }],
    targets: [{ type: 'control', 'id-ref': target }],
    remarks: 'Because.',
  });
  const collection = file('crosswalk.json', {
    'mapping-collection': {
      ...metadata('Crosswalk'),
      provenance: { method: 'human', 'matching-rationale': 'semantic', status: 'draft', 'mapping-description': 'By hand.' },
      mappings: [
        {
          uuid: '1c1b8f1e-0000-4000-8000-000000000001',
          'source-resource': { type: 'catalog', href: 'meadow.json' },
          'target-resource': { type: 'catalog', href: 'orchard.json' },
          maps: [map('m-1', 'superset-of', 'o-1'), map('m-2', 'resembles', 'o-2'), map('m-1', 'equal-to', 'o-9')],
        },
      ],
    },
  });
  const meadow = file('meadow.json', {
    catalog: { ...metadata('Meadow'), controls: ['m-1', 'm-2'].map((id) => control(id, 'Report incidents to the office.')) },
  });
  await open(page, '#/sources');
  await load(page, collection, catalog, meadow);
  await expect(main(page)).toContainText('"resembles" is no relationship that OSCAL knows');
  await expect(main(page)).toContainText('Rules are mapped that are not loaded: o-9');
  await go(page, '#/backstop?of=meadow-1&against=orchard-1');
  await expect(main(page).getByRole('region', { name: 'Exceeds' })).toContainText('it asks more than the public rule');
  await expect(main(page).getByRole('region', { name: 'In other words' })).toContainText('it resembles the public rule');
  await go(page, '#/rule/meadow-1/m-1');
  await expect(main(page)).toContainText('o-9');
});

test('what is recorded to bind a body is chosen for it, every count leads to its rules, and the link holds all', async ({ page }) => {
  await open(page, '#/community/anthropic');
  await main(page).getByRole('link', { name: 'Against what binds it' }).first().click();
  await settled(page);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('and what binds it');
  const table = main(page).getByRole('table').first();
  await expect(table.getByRole('row').filter({ hasText: 'California' }).first()).toContainText('Recorded:');
  await expect(table).toContainText('European Union');

  const silent = table.getByRole('row').filter({ hasText: 'Together' }).getByRole('link').last();
  const count = Number(await silent.innerText());
  await silent.click();
  await settled(page);
  expect(page.url()).toContain('stance=silent');
  await expect(main(page).getByRole('status').filter({ hasText: 'public rule' })).toContainText(`${count} public rules`);
  await expect(main(page).getByRole('article').first()).toContainText('No rule on');

  await open(page, '#/backstop?of=us-ca-sb53&against=eu-ai-act&stance=overlaps');
  const number = main(page).getByRole('article').filter({ hasText: '15 days' }).first();
  await expect(number).toContainText(/stricter|the same|cannot be compared/);
  await main(page).getByText('How this is counted').click();
  await expect(main(page)).toContainText('comes from mappings alone');
});

test('instruments are chosen by ticking, and silence is not claimed of bodies without rules here', async ({ page }) => {
  await open(page, '#/backstop?of=mistral-ai');
  await expect(main(page)).toContainText('No rule set of this body is loaded');
  await expect(main(page).getByRole('heading', { name: /Not examined/ })).toBeVisible();
  await expect(main(page).getByRole('heading', { name: /^○ Silent/ })).toHaveCount(0);

  await open(page, '#/backstop?of=c2pa&against=-');
  await expect(main(page)).toContainText('No instrument chosen');
  // Both in one breath: what is ticked does not wait for the answer, and the second tick does not undo the first.
  await page.evaluate(async () => {
    for (const name of ['EU AI Act', 'SB 53']) {
      [...document.querySelectorAll('main .tick')].find((tick) => tick.textContent.includes(name)).click();
      await new Promise((drawn) => requestAnimationFrame(drawn));
    }
  });
  await settled(page);
  await expect(main(page).getByRole('checkbox', { name: /EU AI Act/ })).toBeChecked();
  expect(page.url()).toMatch(/against=eu-ai-act[^&]*us-ca-sb53/);
  await main(page).getByRole('checkbox', { name: /SB 53/ }).uncheck();
  await settled(page);
  expect(page.url()).toMatch(/against=eu-ai-act(&|$)/);
  await expect(main(page).getByRole('table').first()).toContainText('nothing is recorded about whether it binds');
});

test('mechanisms are compared as bars, as numbers that lead to their rules, and in words', async ({ page }) => {
  await open(page, '#/mechanisms');
  await expect(main(page)).toContainText('Law, bills and treaties');
  await main(page).getByRole('combobox', { name: 'Compare' }).selectOption('eu-ai-act');
  await main(page).getByRole('button', { name: 'Add' }).click();
  await settled(page);
  await main(page).getByRole('combobox', { name: 'Compare' }).selectOption('asf');
  await main(page).getByRole('button', { name: 'Add' }).click();
  await settled(page);
  expect(page.url()).toContain('#/mechanisms?of=eu-ai-act,asf');
  await expect(main(page)).toContainText('EU AI Act alone leans on');
  const cell = main(page).getByRole('row').filter({ hasText: 'EU AI Act' }).getByRole('link', { name: /^\d+$/ }).last();
  const count = await cell.innerText();
  await cell.click();
  await settled(page);
  expect(page.url()).toContain('#/ruleset/eu-ai-act?mechanism=public-authority');
  await expect(main(page)).toContainText(`${count} `);
});

test.describe('without an atlas', () => {
  test.use({ tolerated: [/Failed to load resource/] });

  test('files of others are named, dated by themselves and keep their own labels', async ({ page }) => {
    await page.route(/\/(atlas|first-answers)/, (route) => route.abort());
    await open(page, '#/sources');
    await load(page, catalog);
    await expect(page.locator('.frame__status')).toContainText('Your own files, no atlas');
    await expect(page.locator('.frame__status')).toContainText('1 rule set, 3 rules');
    await go(page, '#/ruleset/orchard-1');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Orchard');
    await expect(main(page)).not.toContainText('not yet');
  });
});
