// Measures the built site and the engine's inner parts, peers beside them, in one headless browser. Prints one table.
// usage: node bench.mjs [repetitions] [pages] [engine] [evidence]      without a part's name: all of them
import { chromium } from '@playwright/test';
import { launch } from './browser.mjs';
import { engine } from './bench/engine.mjs';
import { evidence } from './bench/evidence.mjs';
import { pages } from './bench/pages.mjs';
import { note, print } from './bench/table.mjs';

const parts = { pages, engine, evidence };
const words = process.argv.slice(2);
const repetitions = Number(words.find((word) => /^\d+$/.test(word)) || 5);
const wanted = words.filter((word) => word in parts);

const browser = await chromium.launch(launch);
const started = performance.now();
for (const [name, part] of Object.entries(parts)) {
  if (wanted.length && !wanted.includes(name)) continue;
  console.log(`measuring: ${name}`);
  try {
    await part(browser, repetitions);
  } catch (error) {
    process.exitCode = 1;
    note(`${name}: broken off: ${error.message.split('\n')[0]}`);
  }
}
const version = browser.version();
await browser.close();
const { cpus, loadavg } = await import('node:os');
note(`Chromium ${version} headless, ${cpus().length} x ${cpus()[0].model}, load ${loadavg().map((load) => load.toFixed(1)).join(' ')}, ${repetitions} repetitions, ${Math.round((performance.now() - started) / 1000)} s.`);
print();
