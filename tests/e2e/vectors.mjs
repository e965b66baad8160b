// Runs the foreign test vectors in a worker of a real browser: vectors.mjs DIR WASM_DIR NOW FAMILY…
// Prints the worker's line of JSON for each family. Decides nothing.

import { createServer } from 'node:http';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { chromium } from '@playwright/test';
import { launch } from './browser.mjs';

const [dir, wasm, now, ...families] = process.argv.slice(2);

const worker = `
import init, { Vectors } from './vectors_worker.js';
await init();
const vectors = new Vectors();
const text = new TextDecoder();
// A family travels in one piece: for each file the lengths of path and content, then both.
async function load(family) {
  const bytes = new Uint8Array(await (await fetch('./family/' + family)).arrayBuffer());
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < bytes.length; ) {
    const path = view.getUint32(at), size = view.getUint32(at + 4);
    at += 8;
    vectors.put(text.decode(bytes.subarray(at, at + path)), bytes.subarray(at + path, at + path + size));
    at += path + size;
  }
}
onmessage = async ({ data: { families, now } }) => {
  try {
    for (const family of families) await load(family);
    for (const family of families) postMessage({ family, line: vectors.run(family, now) });
    postMessage({ done: true });
  } catch (error) {
    postMessage({ failed: String(error.stack ?? error) });
  }
};
postMessage({ ready: true });
`;

/** Every file below a folder. */
function files(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return statSync(path).isDirectory() ? files(path) : [path];
  });
}

function packed(family) {
  let found = [];
  try {
    found = files(join(dir, family));
  } catch {
    // A family that is not there travels empty, and is reported as missing.
  }
  const parts = found.flatMap((path) => {
    const name = Buffer.from(relative(dir, path).split(sep).join('/'));
    const bytes = readFileSync(path);
    const head = Buffer.alloc(8);
    head.writeUInt32BE(name.length, 0);
    head.writeUInt32BE(bytes.length, 4);
    return [head, name, bytes];
  });
  return Buffer.concat(parts);
}

const types = { '.js': 'text/javascript', '.wasm': 'application/wasm' };
const server = createServer((request, response) => {
  const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname).slice(1);
  try {
    const [type, body] = path.startsWith('family/')
      ? ['application/octet-stream', packed(path.slice('family/'.length))]
      : path === 'worker.js'
        ? ['text/javascript', worker]
        : path === ''
          ? ['text/html', '<!doctype html><title>vectors</title>']
          : [types[extname(path)] ?? 'text/plain', readFileSync(join(wasm, path))];
    response.writeHead(200, { 'content-type': type }).end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

const browser = await chromium.launch(launch);
try {
  const page = await browser.newPage();
  await page.exposeFunction('told', (line) => process.stdout.write(`${line}\n`));
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  const failed = await page.evaluate(
    ({ families, now }) =>
      new Promise((resolve) => {
        const worker = new Worker('./worker.js', { type: 'module' });
        worker.onerror = (event) => resolve(`the worker stopped: ${event.message}`);
        worker.onmessage = async ({ data }) => {
          if (data.ready) worker.postMessage({ families, now });
          else if (data.done) resolve('');
          else if (data.failed) resolve(data.failed);
          else await window.told(data.line ?? JSON.stringify({ family: data.family, missing: true }));
        };
      }),
    { families, now: Number(now) },
  );
  if (failed) {
    console.error(failed);
    process.exitCode = 1;
  }
} finally {
  await browser.close();
  server.close();
}
