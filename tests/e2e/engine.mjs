// Puts the files of the foreign vectors to the engine that readers get, in the worker of a real browser, and to the
// command line: engine.mjs DIR WASM_DIR COMMAND SITE. Prints a line of JSON for each family with every difference.
// Decides nothing about right and wrong: that the vectors themselves say, and `vectors.mjs` compares.
//
// Families below the level of files (curves, canonical JSON, trees, single fields) cannot come to a reader as a file and
// are not here.

import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, relative, sep } from 'node:path';
import { chromium } from '@playwright/test';
import { launch } from './browser.mjs';

const [dir, wasm, command, site] = process.argv.slice(2);

function below(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return statSync(path).isDirectory() ? below(path) : [path];
  }).sort();
}

const text = (path) => readFileSync(path, 'utf8');
const json = (path) => JSON.parse(text(path));
const slashed = (path) => path.split(sep).join('/');

/** A choice of whom to rely on, for both: keys and roots as files, the public root if no root is named. */
function reliance({ keys = [], roots = [], registry = [], anchors = [], identity, issuer }) {
  const named = (list, name) => list.map((path) => ({ name, text: text(path) }));
  const root = roots.length ? named(roots, 'root') : [{ name: 'public', text: '' }];
  return {
    viewpoint: JSON.stringify({
      rulescape: 'viewpoint/1',
      name: '',
      communities: [],
      keys: keys.map((path) => ({ key: text(path).trim(), name: '', why: '' })),
      logs: [],
      roots: [...root, ...named(registry, 'registry'), ...named(anchors, 'anchor')],
      identities: identity || issuer ? [{ name: identity ?? '', issuer: issuer ?? '' }] : [],
      steps: 0,
      threshold: 1,
    }),
    options: [
      ...keys.flatMap((path) => ['--key', path]),
      ...roots.flatMap((path) => ['--trust-root', path]),
      ...registry.flatMap((path) => ['--registry-keys', path]),
      ...anchors.flatMap((path) => ['--anchor', path]),
      ...(identity ? ['--identity', identity] : []),
      ...(issuer ? ['--issuer', issuer] : []),
    ],
  };
}

/** One case: `files` go to the engine as [name, path]; `judged` is the name of the one whose verdict counts. */
function alone(path, chosen = {}, companions = []) {
  const { viewpoint, options } = reliance(chosen);
  const name = basename(path);
  return {
    name: slashed(relative(dir, path)),
    viewpoint,
    files: [[name, path], ...companions.map((one) => [basename(one), one])],
    judged: name,
    line: [path, ...companions.flatMap((one) => ['--with', one]), ...options],
  };
}

/** A document and the signature that lies beside it. */
function pair(name, document, signature, chosen = {}, offered = [], more = []) {
  const { viewpoint, options } = reliance(chosen);
  const judged = `${basename(document)}.${basename(signature)}`;
  return {
    name,
    viewpoint,
    files: [
      [basename(document), document],
      ...more.map((path) => [basename(path), path]),
      ...offered.map((path) => [basename(path), path]),
      [judged, signature],
    ],
    judged,
    line: [document, '--signature', signature, ...options, ...offered.flatMap((path) => ['--offered-key', path])],
  };
}

const families = {
  dsse() {
    const home = join(dir, 'dsse');
    return json(join(home, 'cases.json')).map(({ file, key }) => alone(join(home, file), { keys: [join(home, key)] }));
  },
  trestle() {
    const home = join(dir, 'trestle');
    const paths = (list) => (list ?? []).map((file) => join(home, file));
    const signed = json(join(home, 'cases.json')).filter(({ signature }) => signature);
    const cases = signed.map(({ name, document, signature, chosen_keys, offered_keys }) => {
      const manifest = 'primaryArtifact' in json(join(home, document));
      const listed = manifest ? json(join(home, document)).artifacts.map(({ uri }) => join(home, uri)) : [];
      return pair(`trestle/${name}`, join(home, document), join(home, signature), { keys: paths(chosen_keys) }, paths(offered_keys), listed.filter(existsSync));
    });
    const manifest = join(home, 'package.manifest.json');
    if (!existsSync(manifest)) return cases;
    const listed = json(manifest).artifacts.map(({ uri }) => join(home, uri));
    const keys = [join(home, 'other.pub.pem')];
    return [...cases, pair('trestle/package', manifest, join(home, 'package.manifest.dsse'), { keys }, [], listed)];
  },
  'sigstore-conformance'() {
    const home = join(dir, 'sigstore-conformance');
    const usual = {
      identity: 'https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main',
      issuer: 'https://token.actions.githubusercontent.com',
    };
    const bundles = below(home).filter((path) => basename(path) === 'bundle.sigstore.json');
    return bundles.map((bundle) => {
      const folder = dirname(bundle);
      const own = (name, other) => (existsSync(join(folder, name)) ? join(folder, name) : other);
      const word = (name) => (existsSync(join(folder, name)) ? text(join(folder, name)).trim() : usual[name]);
      const key = own('key.pub');
      const chosen = {
        roots: [own('trusted_root.json', join(home, 'production_trusted_root.json'))],
        ...(key ? { keys: [key] } : { identity: word('identity'), issuer: word('issuer') }),
      };
      return pair(slashed(relative(dir, folder)), own('artifact', join(home, 'a.txt')), bundle, chosen);
    });
  },
  'sigstore-go'() {
    const home = join(dir, 'sigstore-go');
    const expectations = below(home).filter((path) => path.endsWith('.expect.json'));
    return expectations.map((path) => {
      const { file, trusted_root: root } = json(path);
      return alone(join(home, file), { roots: root && existsSync(join(home, root)) ? [join(home, root)] : [] });
    });
  },
  'npm-provenance'() {
    const home = join(dir, 'npm-provenance');
    const registry = [join(home, 'npm_keys.json')];
    return json(join(home, 'cases.json')).map(({ file }) => alone(join(home, file), { registry }));
  },
  pep740() {
    const home = join(dir, 'pep740');
    return json(join(home, 'cases.json')).map(({ file, certificate_san: names }) => alone(join(home, file), { identity: names?.[0] }));
  },
  oms() {
    const home = join(dir, 'oms');
    const [key, anchor] = ['signing-key-pub.pem', 'ca-cert.pem'].map((name) => join(home, 'keys', name));
    const bundles = below(join(home, 'spec-vectors')).map((path) => alone(path, { keys: [key] }));
    const signed = join(home, 'signed-dirs');
    const names = existsSync(signed) ? readdirSync(signed) : [];
    const folders = names.map((name) => {
      const folder = join(home, 'signed-dirs', name);
      const { viewpoint, options } = reliance({ keys: [key], anchors: [anchor] });
      const inside = below(folder).map((path) => [slashed(join(name, relative(folder, path))), path]);
      return {
        name: `oms/signed-dirs/${name}`,
        viewpoint,
        files: inside,
        judged: `${name}/model.sig`,
        line: [folder, '--signature', join(folder, 'model.sig'), ...options],
      };
    });
    return [...bundles, ...folders];
  },
  'vc-data-integrity'() {
    return below(join(dir, 'vc-data-integrity')).filter((path) => extname(path) === '.json').map((path) => alone(path));
  },
  'vc-data-model'() {
    return below(join(dir, 'vc-data-model')).filter((path) => extname(path) === '.json').map((path) => alone(path));
  },
  didwebvh() {
    const histories = below(join(dir, 'didwebvh')).filter((path) => basename(path) === 'did.jsonl');
    return histories.map((path) => {
      const witnesses = join(dirname(path), 'did-witness.json');
      return alone(path, {}, existsSync(witnesses) ? [witnesses] : []);
    });
  },
  'tlog-notes'() {
    return below(join(dir, 'tlog-notes')).filter((path) => extname(path) === '.txt').map((path) => alone(path));
  },
};

/** What the command line says; nothing if it cannot use what it was given. */
function byCommand({ line }) {
  return new Promise((resolve, reject) => {
    const options = { maxBuffer: 64 * 1024 * 1024 };
    execFile(command, ['verify', ...line, '--json'], options, (error, out, err) => {
      if (error && typeof error.code !== 'number') reject(error);
      else if (error?.code === 2) resolve({ refused: err.trim() });
      else resolve({ exhibits: JSON.parse(out).exhibits });
    });
  });
}

const lower = (said) => said.charAt(0).toLowerCase() + said.slice(1);

/** A verdict as one text. Two informative checks become clear only beside what else is loaded: there the page knows more. */
function spelled({ standing, checks }) {
  const beside = ({ check, need }) => need === 'informative' && ['subject', 'rule-set-digest'].includes(check);
  const lines = checks.filter((check) => !beside(check)).map(({ check, need, outcome, detail }) => `${check} (${need}): ${outcome}: ${lower(detail)}`);
  return [standing, ...lines].join('\n');
}

function compared(one, page, line) {
  if (line.refused || page.refused) {
    // What cannot be used must come to nothing on both sides.
    const nothing = (verdicts) => verdicts.every(({ standing }) => !['confirmed-by-chosen-key', 'intact-key-unknown'].includes(standing));
    const both = (line.refused || nothing(line.exhibits)) && (page.refused || nothing(page.verdicts));
    return both ? [] : [`${one.name}: the page says ${JSON.stringify(page.refused ?? page.verdicts[0]?.standing)}, the command line ${JSON.stringify(line.refused ?? line.exhibits[0]?.standing)}`];
  }
  if (!page.verdicts.length) {
    // A file without any signature is no attestation to the page; the command line calls it unsigned.
    const unsigned = line.exhibits.every(({ standing }) => standing === 'unsigned');
    return unsigned ? [] : [`${one.name}: the page lists no attestation, the command line says ${line.exhibits[0].standing}`];
  }
  const [here, there] = [page.verdicts, line.exhibits].map((list) => list.map(spelled).sort());
  if (here.length !== there.length) return [`${one.name}: ${here.length} verdicts in the page, ${there.length} by the command line`];
  return here.flatMap((verdict, index) => {
    if (verdict === there[index]) return [];
    const [left, right] = [verdict, there[index]].map((said) => said.split('\n'));
    const first = left.findIndex((said, number) => said !== right[number]);
    return [`${one.name}: the page says ${JSON.stringify(left[first])}, the command line ${JSON.stringify(right[first])}`];
  });
}

const types = { '.js': 'text/javascript', '.wasm': 'application/wasm', '.html': 'text/html', '.txt': 'text/plain', '.json': 'application/json' };
const server = createServer((request, response) => {
  const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname).slice(1);
  const roots = { codec: wasm, vectors: dir, site };
  const [room, ...rest] = path.split('/');
  try {
    const body = room === '' ? '<!doctype html><title>engine</title>' : readFileSync(join(roots[room], ...rest));
    response.writeHead(200, { 'content-type': room === '' ? 'text/html' : types[extname(path)] ?? 'application/octet-stream' }).end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

/** Starts the shipped worker and leaves a function in the page that puts one case to it. */
async function begin({ address }) {
  const codec = await import('/codec/vectors_worker.js');
  await codec.default();
  const worker = new Worker(address, { type: 'module' });
  const waiting = new Map();
  let next = 1;
  const ready = new Promise((resolve, reject) => {
    worker.onerror = (event) => {
      const why = new Error(`the engine stopped: ${event.message}`);
      reject(why);
      for (const { refuse } of waiting.values()) refuse(why);
    };
    worker.onmessage = ({ data }) => {
      if (codec.is_ready(data)) return resolve();
      const heard = codec.heard(data);
      if (!heard) return;
      const { id, value } = JSON.parse(heard);
      waiting.get(id)?.resolve({ value, data });
      waiting.delete(id);
    };
  });
  const hello = setInterval(() => worker.postMessage(codec.hello()), 200);
  await ready;
  clearInterval(hello);
  const ask = (spell, bytes) => new Promise((resolve, refuse) => {
    const id = next++;
    const message = spell(id);
    if (!message) return resolve(null);
    waiting.set(id, { resolve, refuse });
    worker.postMessage(bytes ? [message, bytes] : message, bytes ? [bytes] : []);
  });
  window.put = async ({ viewpoint, files, judged }) => {
    const read = await ask((id) => codec.read_choice(id, viewpoint));
    const chosen = await ask((id) => codec.choose(id, read.data));
    if (!chosen) return { refused: 'the viewpoint cannot be used' };
    const digests = [];
    for (const [name, path] of files) {
      const bytes = await (await fetch(`/vectors/${path}`)).arrayBuffer();
      digests.push((await ask((id) => codec.receive(id, name), bytes)).value.digest);
    }
    const { rows } = (await ask((id) => codec.list(id))).value;
    const verdicts = [];
    for (const row of rows.filter(({ file }) => file === judged)) {
      verdicts.push((await ask((id) => codec.verdict(id, row.id))).value);
    }
    for (const digest of digests) await ask((id) => codec.remove(id, digest));
    // A choice that could be used only in part is not what the command line was given.
    const { problems } = chosen.value;
    if (problems.length) return { refused: problems.join(', ') };
    return { verdicts };
  };
}

const script = text(join(site, 'index.html')).match(/<meta name="?rulescape-worker"? content="([^"]+)"/)?.[1];
if (!script) throw new Error(`${site} holds no built page`);
const browser = await chromium.launch(launch);
try {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.evaluate(begin, { address: `/site/${script.replace(/^\.\//, '')}` });
  for (const [family, cases] of Object.entries(families)) {
    const there = below(join(dir, family)).length > 0;
    const all = there ? cases() : [];
    const differ = [];
    for (const one of all) {
      const files = one.files.map(([name, path]) => [name, slashed(relative(dir, path))]);
      const [here, there] = await Promise.all([page.evaluate((put) => window.put(put), { ...one, files, line: undefined }), byCommand(one)]);
      differ.push(...compared(one, here, there));
    }
    console.log(JSON.stringify({ family, there, cases: all.length, differ }));
  }
} finally {
  await browser.close();
  server.close();
}
