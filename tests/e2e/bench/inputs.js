// What is measured: texts, rules, edits and queries, made from the real atlas. The same on every machine.

/** A small seeded generator; returns numbers from 0 up to, not including, 1. */
export function numbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

/** Title and statement of every rule, in the atlas' order. */
export function rulesOf(atlas) {
  return atlas.facts.rule_sets.flatMap((set) => set.rules.map((rule) => [rule.title, rule.statement]));
}

/** A text of that many characters out of the rules' own statements, and the same with a share of its words edited:
    a third taken out, a third replaced, a third followed by another word. */
export function editedText(rules, characters, share, seed = 987) {
  const random = numbers(seed);
  let text = '';
  for (let at = 0; text.length < characters; at += 1) text += `${rules[at % rules.length][1]}\n`;
  text = text.slice(0, characters);
  const words = text.split(/(?<=\s)/);
  const any = () => words[Math.floor(random() * words.length)];
  const edited = [];
  for (const word of words) {
    const dice = random();
    if (dice < share / 3) continue;
    if (dice < (2 * share) / 3) edited.push(any());
    else if (dice < share) edited.push(word, any());
    else edited.push(word);
  }
  return [text, edited.join('')];
}

/** Rules for an index: the words of real rules, a quarter of them replaced by words from anywhere, so that no two are
    alike. Plain lower-case words only: then every engine means the same by a word. */
export function manyRules(rules, count, seed = 5) {
  const random = numbers(seed);
  const split = (text) => text.toLowerCase().match(/[a-z]+/g) ?? [];
  const titles = rules.map(([title]) => split(title));
  const texts = rules.map(([, text]) => split(text));
  const all = texts.flat();
  const mixed = (words) => words.map((word) => (random() < 0.25 ? all[Math.floor(random() * all.length)] : word));
  const documents = [];
  for (let id = 0; id < count; id += 1) {
    const at = Math.floor(random() * rules.length);
    documents.push({ id, title: mixed(titles[at]).join(' '), text: mixed(texts[at]).join(' ') });
  }
  return documents;
}

/** What readers type: one to three words of some rule, the last one not finished. */
export function typedQueries(documents, count, seed = 11) {
  const random = numbers(seed);
  const queries = [];
  while (queries.length < count) {
    const words = documents[Math.floor(random() * documents.length)].text.split(' ').filter((word) => word.length > 3);
    if (words.length < 3) continue;
    const from = Math.floor(random() * (words.length - 2));
    const some = words.slice(from, from + 1 + (queries.length % 3));
    const last = some.pop();
    queries.push([...some, last.slice(0, Math.max(3, last.length - 3))].join(' '));
  }
  return queries;
}

/** An OSCAL catalog of real rules that a stranger might publish, as bytes. */
export function catalogOf(rules, title, from, count) {
  const controls = [];
  for (let at = 0; at < count; at += 1) {
    const [name, prose] = rules[(from + at) % rules.length];
    controls.push({ id: `c-${at}`, title: name, parts: [{ name: 'statement', prose }] });
  }
  const digits = String(from).padStart(12, '0');
  const metadata = { title, 'last-modified': '2026-01-01T00:00:00Z', version: '1', 'oscal-version': '1.1.3' };
  return new TextEncoder().encode(JSON.stringify({ catalog: { uuid: `11111111-1111-4111-8111-${digits}`, metadata, controls } }));
}

/** Three Ed25519 keys. */
export function signers() {
  return Promise.all(Array.from({ length: 3 }, () => crypto.subtle.generateKey({ name: 'Ed25519' }, true, ['sign', 'verify'])));
}

/** Statements about different artefacts in DSSE envelopes, one a line; the signers take turns. */
export async function signedLines(lines, round, pairs) {
  const base64 = (bytes) => btoa(String.fromCharCode(...bytes));
  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const text = new TextEncoder();
  const keys = await Promise.all(pairs.map(async ({ publicKey }) => new Uint8Array(await crypto.subtle.exportKey('raw', publicKey))));
  const type = 'application/vnd.in-toto+json';
  const envelope = async (at) => {
    const name = `artefact-${round}-${at}`;
    const sha256 = hex(new Uint8Array(await crypto.subtle.digest('SHA-256', text.encode(name))));
    const payload = text.encode(JSON.stringify({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name, digest: { sha256 } }],
      predicateType: 'https://in-toto.io/attestation/svr/v0.2',
      predicate: { verifier: { id: 'https://checker.example' }, timeVerified: '2026-01-01T00:00:00Z', properties: [`CLAIM_${at % 50}`] },
    }));
    const before = text.encode(`DSSEv1 ${type.length} ${type} ${payload.length} `);
    const signed = new Uint8Array(before.length + payload.length);
    signed.set(before);
    signed.set(payload, before.length);
    const sig = new Uint8Array(await crypto.subtle.sign('Ed25519', pairs[at % pairs.length].privateKey, signed));
    return JSON.stringify({ payloadType: type, payload: base64(payload), signatures: [{ sig: base64(sig) }] });
  };
  const all = await Promise.all(Array.from({ length: lines }, (_, at) => envelope(at)));
  return { file: Buffer.from(all.join('\n')), keys: keys.reduce((joined, key) => [...joined, ...key], []) };
}

/** A public key as its owner would hand it out. */
export async function pem({ publicKey }) {
  const bytes = Buffer.from(await crypto.subtle.exportKey('spki', publicKey));
  return `-----BEGIN PUBLIC KEY-----\n${bytes.toString('base64')}\n-----END PUBLIC KEY-----`;
}
