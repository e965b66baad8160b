// Issue 4's numbers: signatures a second in two workers beside the peers, and a bundle of many lines.
import { inTurns, lab } from './lab.mjs';
import { note, row, section, spread } from './table.mjs';

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
  await bundle(page, rounds);
  await page.close();
}

async function bundle(page, rounds) {
  section(`A bundle of ${LINES} signed lines, judged in one worker`);
  const size = await page.evaluate(makeBundle, LINES);
  const runs = [];
  for (let run = 0; run < rounds; run += 1) runs.push(await page.evaluate(judgeBundle, true));
  if (runs.some(({ confirmed }) => confirmed !== LINES)) throw new Error(`not all lines were confirmed: ${JSON.stringify(runs)}`);
  row('read and judged', 'ms', runs.map(({ ms }) => ms));
  row('lines a second', '1/s', runs.map(({ ms }) => LINES / ms * 1000));
  // What the memory grew by while further judged bundles were kept; room for work is there since the first.
  const kept = (runs.at(-1).memory - runs[0].memory) / ((runs.length - 1) * LINES);
  if (runs.length > 1) row('kept per judged line', 'byte', [kept], { atMost: 1024 });
  note(`Bundle: ${(size / 1e6).toFixed(1)} MB; three keys signed its lines. Every signature was computed and compared by itself.`);
  if (spread(runs.map(({ ms }) => ms)).n < 2) note('Bundle: one run only, so memory kept per line is not known.');
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

/** In the page: statements about different artefacts in DSSE envelopes, one a line; three keys take turns. */
async function makeBundle(lines) {
  const base64 = (bytes) => btoa(String.fromCharCode(...bytes));
  const text = new TextEncoder();
  const pairs = await Promise.all(Array.from({ length: 3 }, () => crypto.subtle.generateKey({ name: 'Ed25519' }, true, ['sign', 'verify'])));
  const keys = await Promise.all(pairs.map(async ({ publicKey }) => new Uint8Array(await crypto.subtle.exportKey('raw', publicKey))));
  const type = 'application/vnd.in-toto+json';
  const envelope = async (at) => {
    const digest = Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', text.encode(`artefact ${at}`))), (byte) => byte.toString(16).padStart(2, '0')).join('');
    const payload = text.encode(JSON.stringify({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: `artefact-${at}`, digest: { sha256: digest } }],
      predicateType: 'https://in-toto.io/attestation/svr/v0.2',
      predicate: { verifier: { id: 'https://checker.example' }, timeVerified: '2026-01-01T00:00:00Z', properties: [`CLAIM_${at % 50}`] },
    }));
    const signed = text.encode(`DSSEv1 ${type.length} ${type} ${payload.length} `);
    const whole = new Uint8Array(signed.length + payload.length);
    whole.set(signed);
    whole.set(payload, signed.length);
    const sig = new Uint8Array(await crypto.subtle.sign('Ed25519', pairs[at % 3].privateKey, whole));
    return JSON.stringify({ payloadType: type, payload: base64(payload), signatures: [{ sig: base64(sig) }] });
  };
  const all = await Promise.all(Array.from({ length: lines }, (_, at) => envelope(at)));
  globalThis.bundle = { file: text.encode(all.join('\n')), keys: new Uint8Array(await new Blob(keys).arrayBuffer()) };
  return globalThis.bundle.file.length;
}

/** In the page: the first worker judges the bundle. */
function judgeBundle(keep) {
  const { file, keys } = globalThis.bundle;
  return globalThis.ask('judge', { file, keys, now: Math.floor(Date.now() / 1000), keep });
}
