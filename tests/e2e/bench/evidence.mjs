// Issue 4's numbers: signatures a second in two workers beside the peers, and a bundle of many lines.
import { createReadStream, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { go, open } from '../browser.mjs';
import { signedLines, signers } from './inputs.js';
import { inTurns, lab } from './lab.mjs';
import { note, row, section } from './table.mjs';
import { tasks } from './tasks.mjs';

const MESSAGES = 1_024;
const MESSAGE_BYTES = 300;
const LINES = 10_000;
const WORKERS = 2;

/** The time for which each is measured; long enough for noble, which checks some hundred in it. */
const WINDOW = 700;

export async function evidence(browser, repetitions) {
  const { page, ask } = await lab(browser, WORKERS);
  const rounds = Math.min(repetitions, 3);
  for (const [kind, signers, title, goal] of [
    ['Ed25519', 3, 'Ed25519, three keys signed all', { atLeast: 60_000 }],
    ['Ed25519', MESSAGES, 'Ed25519, every message another key', {}],
    ['P-256', 3, 'P-256, three keys signed all', {}],
  ]) {
    section(`${title}: checked singly, a second, in ${WORKERS} workers`);
    const name = `${kind}-${signers}`;
    await page.evaluate(signEverywhere, { name, kind, signers, count: MESSAGES, message: MESSAGE_BYTES });
    const rates = await inTurns(['ours', 'webcrypto', 'noble'], rounds, async (peer) => {
      const each = Array.from({ length: WORKERS }, (_, worker) => ask('check', { name, peer, ms: WINDOW }, worker));
      return (await Promise.all(each)).reduce((sum, rate) => sum + rate, 0);
    });
    row('ours', '1/s', rates.ours, goal);
    row('WebCrypto', '1/s', rates.webcrypto);
    row('@noble/curves', '1/s', rates.noble);
    row('times as fast as WebCrypto', 'x', rates.ours.map((rate, at) => rate / rates.webcrypto[at]));
    row('times as fast as @noble/curves', 'x', rates.ours.map((rate, at) => rate / rates.noble[at]));
  }
  await bundles(ask, Math.min(rounds, 2));
  await page.close();
  await opened(browser, repetitions);
}

/** The same engine as the worker's, fed with bundles of other lines each, all kept. */
async function bundles(ask, rounds) {
  section(`A bundle of ${LINES} signed lines`);
  const runs = [];
  let size = 0;
  const pairs = await signers();
  for (let run = 0; run <= rounds; run += 1) {
    const { file, keys } = await signedLines(LINES, run, pairs);
    size = file.length;
    runs.push(await ask('judge', { file: file.toString('base64'), keys, now: Math.floor(Date.now() / 1000), name: `bundle-${run}.jsonl` }));
    const { all, confirmed } = runs.at(-1);
    if (all !== LINES * (run + 1) || confirmed !== all) throw new Error(`not all lines were confirmed: ${JSON.stringify(runs.at(-1))}`);
  }
  row('read and judged in the worker', 'ms', runs.slice(0, 1).map(({ ms }) => ms));
  row('told how far it is', 'times', runs.slice(0, 1).map(({ told }) => told), { atLeast: 2 });
  // What the memory grew by while further bundles came and stayed; room for the work itself is there since the first.
  row('kept per judged line', 'byte', [(runs.at(-1).memory - runs[0].memory) / (rounds * LINES)], { atMost: 1024 });
  await viewpoints(ask, pairs, runs.at(-1).all);
  note(`Bundle: ${(size / 1e6).toFixed(1)} MB; three keys signed its lines. Every signature was computed and compared by itself.`);
}

/** Over all lines that are loaded: another choice of keys, and a look through the eyes of somebody who chose nobody. */
async function viewpoints(ask, pairs, lines) {
  const now = Math.floor(Date.now() / 1000);
  const { keys } = await signedLines(pairs.length, 0, pairs);
  const [fewer, compared] = [[], []];
  for (let run = 1; run <= pairs.length; run += 1) {
    fewer.push(await ask('rely', { keys: keys.slice(0, 32 * run), now }));
    const { ms, differ } = await ask('differ');
    compared.push(ms);
    if (Math.abs(differ - (lines * run) / pairs.length) > pairs.length) throw new Error(`${run} keys confirm ${differ} of ${lines} lines`);
  }
  row(`another choice of keys over ${lines} lines`, 'ms', fewer);
  row(`two viewpoints compared over ${lines} lines`, 'ms', compared);
}

/** Where the bundle is opened, how, and which words stand there when all of it was judged; the network has none. */
const PLACES = [
  ['Sources, chosen as a file', '#/sources', choose, 'bundle.jsonl'],
  ['Evidence, from an address', '#/evidence', fetched, LINES.toLocaleString('en')],
  ['the network, from an address', '#/', fetched, ''],
];

/** The built site: a bundle is opened; what the page's own main thread did at a stretch until all was judged and shown. */
async function opened(browser, repetitions) {
  const { file } = await signedLines(LINES, 99, await signers());
  // A real file: what the driver carries into the page itself, it unpacks there, and the page stands still for it.
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  const bundle = join(folder, 'bundle.jsonl');
  writeFileSync(bundle, file);
  section(`The page while a bundle of ${LINES} lines is opened, until all verdicts are there`);
  for (const [name, route, begin, words] of PLACES) {
    const runs = [];
    for (let run = 0; run < repetitions; run += 1) runs.push(await once(browser, route, begin, words, bundle));
    row(`${name}: longest task of the page, by the clock`, 'ms', runs.map(({ wall }) => wall), { atMost: 16 });
    row('  longest task by its own processor time', 'ms', runs.map(({ processor }) => processor), { allAtMost: 16 });
    row('  a timer came late by at most', 'ms', runs.map(({ late }) => late));
    row('  until all verdicts were there', 'ms', runs.map(({ ms }) => ms));
    const worst = runs.reduce((most, one) => (one.wall > most.wall ? one : most));
    note(`${name}: the longest task of all called ${worst.about.join(', ') || 'nothing above 1 ms'}.`);
  }
  rmSync(folder, { recursive: true });
  const idle = [];
  for (let run = 0; run < repetitions; run += 1) idle.push(await beside(browser));
  row('a page with nothing but a bar, beside a worker as busy: longest task by the clock', 'ms', idle.map(({ wall }) => wall));
  row('  longest task by its own processor time', 'ms', idle.map(({ processor }) => processor));
}

/** The least that a page can do: what the clock says of it is what the machine and the driver take away from any page. */
async function beside(browser) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.setContent('<progress max="12"></progress>');
  const measured = await tasks(browser, page, () => page.evaluate(() => new Promise((done) => {
    const busy = 'const until = performance.now() + 1200; while (performance.now() < until); postMessage(0);';
    const worker = new Worker(URL.createObjectURL(new Blob([busy])));
    const bar = document.querySelector('progress');
    const told = setInterval(() => { bar.value += 1; }, 100);
    worker.onmessage = () => { clearInterval(told); done(); };
  })));
  await page.close();
  return measured;
}

async function once(browser, route, begin, words, bundle) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await open(page, route);
  const start = await begin(page, route, bundle);
  await page.evaluate(timer);
  let ms = 0;
  const measured = await tasks(browser, page, async () => {
    const started = performance.now();
    await start();
    await page.evaluate(judged, words);
    ms = performance.now() - started;
  });
  const late = await page.evaluate(() => globalThis.late);
  await go(page, '#/evidence');
  await page.getByRole('status').getByText(LINES.toLocaleString('en')).waitFor();
  await page.close();
  return { ...measured, late, ms };
}

/** As a reader chooses a file. */
async function choose(page, _route, bundle) {
  return () => page.locator('#choose').setInputFiles(bundle);
}

/**
 * As a reader names an address, and goes elsewhere before it answers. A server of its own: what the driver answers in a
 * server's place it carries through the page's thread in one piece.
 */
async function fetched(page, route, bundle) {
  let answer;
  const wanted = new Promise((resolve) => { answer = resolve; });
  const server = createServer(async (_, out) => {
    await wanted;
    out.writeHead(200, { 'content-type': 'application/jsonl', 'content-length': statSync(bundle).size, 'access-control-allow-origin': '*' });
    createReadStream(bundle).pipe(out);
  });
  await new Promise((resolve) => { server.listen(0, 'localhost', resolve); });
  page.once('close', () => server.close());
  await go(page, '#/sources');
  await page.locator('#address').fill(`http://localhost:${server.address().port}/bundle.jsonl`);
  await page.locator('#address').press('Enter');
  await go(page, route);
  return async () => answer();
}

/** In the page: how late a timer of 4 ms came, which also counts what other processes did. */
function timer() {
  globalThis.late = 0;
  let last = performance.now();
  setInterval(() => {
    const now = performance.now();
    globalThis.late = Math.max(globalThis.late, now - last - 4);
    last = now;
  }, 4);
}

/** In the page: resolves when signatures have been checked, these words stand there, and nothing is on its way any more. */
function judged(words) {
  return new Promise((resolve) => {
    let [seen, quiet] = [false, 0];
    const watch = setInterval(() => {
      const running = document.querySelector('.frame__task');
      seen ||= running?.textContent.includes('Checking signatures') ?? false;
      const busy = running || document.querySelector('main [aria-busy="true"], main .state--loading');
      const there = document.querySelector('main').textContent.includes(words);
      quiet = seen && there && !busy ? quiet + 1 : 0;
      if (quiet < 20) return;
      clearInterval(watch);
      resolve();
    }, 30);
  });
}

/** In the page: signs messages and hands them to all workers. */
async function signEverywhere({ name, kind, signers, count, message }) {
  const algorithm = kind === 'Ed25519' ? { name: 'Ed25519' } : { name: 'ECDSA', namedCurve: 'P-256' };
  const way = kind === 'Ed25519' ? 'Ed25519' : { name: 'ECDSA', hash: 'SHA-256' };
  const pairs = await Promise.all(Array.from({ length: signers }, () => crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])));
  const keys = await Promise.all(pairs.map(async ({ publicKey }) => new Uint8Array(await crypto.subtle.exportKey('raw', publicKey))));
  const messages = new Uint8Array(count * message);
  for (let from = 0; from < messages.length; from += 65_536) crypto.getRandomValues(messages.subarray(from, from + 65_536));
  const signatures = new Uint8Array(count * 64);
  await Promise.all(Array.from({ length: count }, async (_, at) => {
    const signature = await crypto.subtle.sign(way, pairs[at % signers].privateKey, messages.subarray(at * message, (at + 1) * message));
    signatures.set(new Uint8Array(signature), at * 64);
  }));
  const joined = new Uint8Array(await new Blob(keys).arrayBuffer());
  for (let at = 0; at < globalThis.workers.length; at += 1) await globalThis.ask('signed', { name, kind, keys: joined, message, messages, signatures }, at);
}
