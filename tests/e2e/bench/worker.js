// The measuring worker: our kit and the peers, one after the other on one thread. Answers with numbers, prints nothing.
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { diffWords } from 'diff';
import DiffMatchPatch from 'diff-match-patch';
import FlexSearch from 'flexsearch';
import MiniSearch from 'minisearch';
import { catalogOf, editedText, manyRules, rulesOf, typedQueries } from './inputs.js';

let kit;
let wasm;
const kept = {};

/** Runs something often enough that the clock (0.1 ms fine) can see it; milliseconds of one run. */
function timed(what, atLeast = 25) {
  let runs = 0;
  const start = performance.now();
  let past = 0;
  do {
    what();
    runs += 1;
    past = performance.now() - start;
  } while (past < atLeast);
  return past / runs;
}

const tasks = {
  atlas({ atlas, bytes }) {
    kept.rules = rulesOf(atlas);
    kept.atlas = new Uint8Array(bytes);
    return kept.rules.length;
  },

  // Word difference: who is measured, on which text.
  text({ characters, share }) {
    kept.pair = editedText(kept.rules, characters, share);
    return kept.pair.map((text) => text.length);
  },
  difference({ peer }) {
    const [old, edited] = kept.pair;
    const letters = (text) => text.replace(/\s/g, '').length;
    if (peer === 'ours') {
      let numbers;
      const ms = timed(() => { numbers = kit.difference(old, edited); });
      const bytes = [new TextEncoder().encode(old), new TextEncoder().encode(edited)];
      const cut = (side, from, to) => new TextDecoder().decode(bytes[side].subarray(from, to));
      let [atOld, atNew, same, changes] = [0, 0, 0, 0];
      for (let at = 0; at < numbers.length; at += 3) {
        const [kind, endOld, endNew] = numbers.subarray(at, at + 3);
        const [before, after] = [cut(0, atOld, endOld), cut(1, atNew, endNew)];
        if (kind === 0 && before.replace(/\s+/g, '') !== after.replace(/\s+/g, '')) throw new Error('a stretch called the same differs');
        if (kind === 1 && after !== '' || kind === 2 && before !== '') throw new Error('a stretch of one text has two');
        if (kind === 0) same += letters(before);
        else changes += 1;
        [atOld, atNew] = [endOld, endNew];
      }
      if (atOld !== bytes[0].length || atNew !== bytes[1].length) throw new Error('the changes do not cover both texts');
      return { ms, same, changes };
    }
    const dmp = new DiffMatchPatch();
    dmp.Diff_Timeout = 0;
    const start = performance.now();
    const parts = peer === 'diff' ? diffWords(old, edited) : dmp.diff_main(old, edited);
    const ms = performance.now() - start;
    const sameText = (part) => (peer === 'diff' ? !part.added && !part.removed && part.value : part[0] === 0 && part[1]);
    const same = parts.map(sameText).filter(Boolean).reduce((sum, text) => sum + letters(text), 0);
    return { ms, same, changes: parts.length };
  },

  // Search: build an index of everything, then ask it.
  documents({ count, queries }) {
    kept.documents = manyRules(kept.rules, count);
    kept.queries = typedQueries(kept.documents, queries);
    return kept.documents.reduce((sum, { title, text }) => sum + title.length + text.length, 0);
  },
  index({ peer }) {
    const documents = kept.documents;
    kept[peer]?.free?.();
    const start = performance.now();
    if (peer === 'ours') {
      kept.ours = new kit.Searching(documents.map(({ title, text }) => `${title}\t${text}`).join('\n'));
    } else if (peer === 'minisearch') {
      kept.minisearch = new MiniSearch({ fields: ['title', 'text'], storeFields: [] });
      kept.minisearch.addAll(documents);
    } else {
      kept.flexsearch = new FlexSearch.Index({ tokenize: 'forward', encode: (text) => text.split(' ') });
      for (const { id, title, text } of documents) kept.flexsearch.add(id, `${title} ${text}`);
    }
    return performance.now() - start;
  },
  queries({ peer }) {
    const ask = {
      ours: (text) => kept.ours.query(text),
      minisearch: (text) => kept.minisearch.search(text, { prefix: true, combineWith: 'AND' }),
      flexsearch: (text) => kept.flexsearch.search(text, { limit: kept.documents.length }),
    }[peer];
    const times = [];
    const hits = [];
    for (const text of kept.queries) {
      let found;
      times.push(timed(() => { found = ask(text); }, peer === 'ours' ? 1 : 0.5));
      const ids = peer === 'minisearch' ? found.map((hit) => hit.id) : found;
      hits.push(`${ids.length}:${Array.from(ids).sort((a, b) => a - b).join(' ')}`);
    }
    return { times, hits, found: hits.reduce((sum, one) => sum + Number(one.split(':')[0]), 0) };
  },

  // The engine as the worker has it.
  receive() {
    kept.engine?.free();
    kept.engine = new kit.Answers();
    return kept.engine.receive('atlas.json', kept.atlas).length;
  },
  network() {
    let bytes;
    const ms = timed(() => { bytes = kept.engine.network(); }, 1);
    return { ms, bytes };
  },
  find({ words }) {
    return words.map((word) => timed(() => kept.engine.search(word), 5));
  },
  matrix({ sets, rules }) {
    if (!kept.ids) {
      kept.large = new kit.Answers();
      kept.ids = [];
      for (let at = 0; at < sets; at += 1) {
        const of = rules / sets;
        kept.ids.push(...kept.large.receive(`catalog-${at}.json`, catalogOf(kept.rules, `Catalog ${at}`, at * 173, of)));
      }
    }
    let bytes;
    const ms = timed(() => { bytes = kept.large.compare(kept.ids); }, 1);
    return { ms, bytes, sets: kept.ids.length };
  },
  resolve({ profile, catalog }) {
    let result;
    const ms = timed(() => { result = kit.resolution(new Uint8Array(profile), new Uint8Array(catalog)); });
    return { ms, controls: result[0] ?? 0 };
  },

  // Signatures: as many as can be checked in the time given. Messages are checked singly, each one for itself.
  signed({ name, kind, keys, message, messages, signatures }) {
    kept[name]?.ours?.free();
    const each = (bytes, size) => Array.from({ length: bytes.length / size }, (_, at) => bytes.subarray(at * size, (at + 1) * size));
    kept[name] = {
      kind,
      keys: each(keys, kind === 'Ed25519' ? 32 : 65),
      messages: each(messages, message),
      signatures: each(signatures, 64),
      ours: new kit.Signatures(kind, keys, message, messages, signatures),
    };
    return kept[name].messages.length;
  },
  async check({ name, peer, ms }) {
    const { kind, keys, messages, signatures, ours } = kept[name];
    const all = messages.length;
    const algorithm = kind === 'Ed25519' ? { name: 'Ed25519' } : { name: 'ECDSA', namedCurve: 'P-256' };
    const way = kind === 'Ed25519' ? 'Ed25519' : { name: 'ECDSA', hash: 'SHA-256' };
    const imported = (key) => crypto.subtle.importKey('raw', key, algorithm, false, ['verify']);
    const rounds = {
      ours: () => ours.check_all(),
      noble: () => messages.filter((message, at) => (kind === 'Ed25519'
        ? ed25519.verify(signatures[at], message, keys[at % keys.length], { zip215: false })
        : p256.verify(signatures[at], message, keys[at % keys.length], { lowS: false }))).length,
      // A key that signed many messages is imported once, as one would.
      webcrypto: async () => {
        const known = await Promise.all(keys.map(imported));
        let held = 0;
        for (let from = 0; from < all; from += 64) {
          const some = messages.slice(from, from + 64).map((message, at) => crypto.subtle.verify(way, known[(from + at) % keys.length], signatures[from + at], message));
          held += (await Promise.all(some)).filter(Boolean).length;
        }
        return held;
      },
    };
    const round = rounds[peer];
    // noble alone may need a second for one round: it warms up on the way.
    if (peer !== 'noble') await round();
    const start = performance.now();
    let checked = 0;
    let past = 0;
    do {
      if ((await round()) !== all) throw new Error(`${peer} refused a good signature`);
      checked += all;
      past = performance.now() - start;
    } while (past < ms);
    return checked / past * 1000;
  },
  judge({ file, keys, now, name }) {
    if (!kept.judge) {
      kept.judge = new kit.Answers();
      kept.judge.choose(Uint8Array.from(keys), now);
    }
    const bytes = Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0));
    const start = performance.now();
    const [told, all, confirmed] = kept.judge.judge(name, bytes);
    return { ms: performance.now() - start, told, all, confirmed, memory: wasm.memory.buffer.byteLength };
  },
  rely({ keys, now }) {
    const start = performance.now();
    kept.judge.choose(Uint8Array.from(keys), now);
    return performance.now() - start;
  },
  differ() {
    const start = performance.now();
    const differ = kept.judge.differ();
    return { ms: performance.now() - start, differ };
  },
};

/** Starts with the kit's module; afterwards every message names a task. */
export async function listen(module, file) {
  kit = module;
  wasm = await kit.default({ module_or_path: file });
  onmessage = async ({ data: { id, task, args } }) => {
    try {
      postMessage({ id, result: await tasks[task](args) });
    } catch (error) {
      postMessage({ id, error: `${task}: ${error.stack ?? error}` });
    }
  };
  postMessage({ id: 0 });
}
