// Issue 4's numbers: signatures a second in two workers beside the peers, and a bundle of many lines.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open, settled } from '../browser.mjs';
import { signedLines, signers } from './inputs.js';
import { inTurns, lab } from './lab.mjs';
import { note, row, section } from './table.mjs';

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
  await opened(browser);
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
  note(`Bundle: ${(size / 1e6).toFixed(1)} MB; three keys signed its lines. Every signature was computed and compared by itself.`);
}

/** The built site: a bundle is opened; how long the page could do nothing else meanwhile. */
async function opened(browser) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await open(page, '#/sources');
  const { file } = await signedLines(LINES, 99, await signers());
  // A real file: what the driver carries into the page itself, it unpacks there, and the page stands still for it.
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  const bundle = join(folder, 'bundle.jsonl');
  writeFileSync(bundle, file);
  await page.evaluate(() => {
    globalThis.longest = 0;
    let last = performance.now();
    setInterval(() => {
      const now = performance.now();
      globalThis.longest = Math.max(globalThis.longest, now - last - 4);
      last = now;
    }, 4);
  });
  const started = performance.now();
  await page.locator('#choose').setInputFiles(bundle);
  await page.getByText('bundle.jsonl').first().waitFor();
  await settled(page);
  row('opened in the page, until Sources lists it', 'ms', [performance.now() - started]);
  row('longest time the page could not answer meanwhile', 'ms', [await page.evaluate(() => globalThis.longest)], { atMost: 16 });
  await page.close();
  rmSync(folder, { recursive: true });
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
