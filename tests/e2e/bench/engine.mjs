// Issue 3's numbers: difference, search, matrix, resolution, beside the peers, in one worker of the same browser.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { site } from '../browser.mjs';
import { inTurns, lab } from './lab.mjs';
import { note, row, section, spread } from './table.mjs';

const CHARACTERS = 126_000;
const RULES = 20_000;
const QUERIES = 200;

export async function engine(browser, repetitions) {
  const { page, ask } = await lab(browser);
  await page.evaluate(async (url) => {
    const bytes = await (await fetch(url)).arrayBuffer();
    await globalThis.ask('atlas', { atlas: JSON.parse(new TextDecoder().decode(bytes)), bytes });
  }, `${site()}atlas/atlas.json`);
  await difference(ask, repetitions);
  await search(ask, repetitions);
  await answers(ask, repetitions);
  await resolution(page, ask, repetitions);
  await page.close();
}

async function difference(ask, repetitions) {
  for (const [share, faster] of [[0.05, 26], [0.3, 53]]) {
    section(`Word difference of a 126 kB text, ${100 * share} % of the words edited`);
    await ask('text', { characters: CHARACTERS, share });
    // The peers need ten seconds for the heavier one, and ours is a hundred times away from its goal.
    const rounds = share > 0.1 ? 1 : repetitions;
    const values = await inTurns(['ours', 'diff', 'diff-match-patch'], rounds, (peer) => ask('difference', { peer }));
    const times = (peer) => values[peer].map(({ ms }) => ms);
    for (const peer of Object.keys(values)) row(peer, 'ms', times(peer));
    const against = (peer) => values[peer].map(({ ms }, at) => ms / values.ours[at].ms);
    row('times faster than diff', 'x', against('diff'), { atLeast: faster });
    row('times faster than diff-match-patch', 'x', against('diff-match-patch'), { atLeast: 1 });
    // Faster because sloppier would be no feat: the letters called unchanged, against those that `diff` finds.
    row('letters found unchanged, against diff', '%', [100 * values.ours[0].same / values.diff[0].same], { atLeast: 98 });
  }
}

async function search(ask, repetitions) {
  const letters = await ask('documents', { count: RULES, queries: QUERIES });
  section(`Search in ${RULES} rules, ${(letters / 1e6).toFixed(1)} MB`);
  const peers = ['ours', 'minisearch', 'flexsearch'];
  const built = await inTurns(peers, Math.min(repetitions, 3), (peer) => ask('index', { peer }));
  for (const peer of peers) row(`index, ${peer}`, 'ms', built[peer]);
  row('index, times faster than minisearch', 'x', built.minisearch.map((ms, at) => ms / built.ours[at]), { atLeast: 10 });
  row('index, times faster than flexsearch', 'x', built.flexsearch.map((ms, at) => ms / built.ours[at]), { atLeast: 10 });
  const asked = {};
  for (const peer of peers) asked[peer] = await ask('queries', { peer });
  const sum = (peer) => asked[peer].times.reduce((all, ms) => all + ms, 0);
  for (const peer of peers) {
    const sorted = [...asked[peer].times].sort((a, b) => a - b);
    row(`prefix query, ${peer}: mean of ${QUERIES}`, 'ms', [sum(peer) / QUERIES]);
    row(`prefix query, ${peer}: 95th of 100`, 'ms', [sorted[Math.floor(sorted.length * 0.95)]]);
  }
  for (const peer of ['minisearch', 'flexsearch']) row(`prefix query, times faster than ${peer}`, 'x', [sum(peer) / sum('ours')], { atLeast: 100 });
  for (const peer of ['minisearch', 'flexsearch']) {
    const same = asked[peer].hits.filter((hits, at) => hits === asked.ours.hits[at]).length;
    row(`queries with the same hits as ${peer}, of ${QUERIES}`, 'n', [same], { atLeast: QUERIES });
  }
  note(`Search: ${asked.ours.found} hits of ours, ${asked.minisearch.found} of minisearch, ${asked.flexsearch.found} of flexsearch; every one of them ranked and handed out.`);
}

async function answers(ask, repetitions) {
  section('Answers of the engine, in the worker');
  const [received, networks, found, matrices] = [[], [], [], []];
  for (let run = 0; run < repetitions; run += 1) {
    await ask('receive');
    networks.push((await ask('network')).ms);
    found.push(...await ask('find', { words: ['disclosure', 'incid', 'risk assess', 'i', '"human oversight"'] }));
    matrices.push(await ask('matrix', { sets: 8, rules: 10_000 }));
  }
  row('picture of the whole atlas', 'ms', networks, { atMost: 100 });
  row('search in the atlas', 'ms', found);
  row('matrix of 8 sets, 10,000 rules', 'ms', matrices.map(({ ms }) => ms), { atMost: 100 });
  if (matrices[0].bytes < 10_000 || matrices[0].sets !== 8) throw new Error(`the matrix is none: ${JSON.stringify(matrices[0])}`);
}

async function resolution(page, ask, repetitions) {
  section('OSCAL profile resolved: NIST SP 800-53 rev 4, MODERATE');
  const folder = process.env.RULESCAPE_VECTORS && join(process.env.RULESCAPE_VECTORS, 'oscal/sp800-53-rev4');
  if (!folder || !existsSync(folder)) {
    note('Profiles: not measured, the folder of foreign vectors is not there (RULESCAPE_VECTORS).');
    return;
  }
  const [profile, catalog] = ['MODERATE.profile.json', 'catalog.json'].map((name) => join(folder, name));
  const [one, two] = [profile, catalog].map((file) => readFileSync(file).toString('base64'));
  const runs = [];
  for (let run = 0; run < repetitions; run += 1) {
    runs.push(await page.evaluate(async (both) => {
      const [profile, catalog] = both.map((text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));
      return globalThis.ask('resolve', { profile, catalog });
    }, [one, two]));
  }
  row('ours, in the worker: both files read, resolved, written', 'ms', runs.map(({ ms }) => ms));
  const trestle = process.env.RULESCAPE_TRESTLE;
  if (!trestle) {
    note('Profiles: trestle is not there, so nothing to compare with (RULESCAPE_TRESTLE).');
    return;
  }
  const printed = execFileSync('python3', [new URL('trestle.py', import.meta.url).pathname, trestle, profile, catalog], { encoding: 'utf8', maxBuffer: 1 << 26 });
  const theirs = JSON.parse(printed.trim().split('\n').at(-1));
  row('trestle: the same, without its start', 'ms', theirs.inside);
  row('trestle: the command, with its start', 'ms', theirs.command);
  row('times faster than trestle without its start', 'x', [spread(theirs.inside).median / spread(runs.map(({ ms }) => ms)).median], { atLeast: 50 });
  row('controls more or fewer than trestle', 'n', [Math.abs(theirs.controls - runs[0].controls)], { atMost: 0 });
}
