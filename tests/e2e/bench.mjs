// Measures the built site in one headless browser and prints a table: median, smallest, largest, target.
// Slow 4G is 150 ms of latency and 1.6 Mbit/s down; the processor is slowed down four times with it. Every load starts
// cold: a new browser context, nothing cached.
// usage: node bench.mjs [repetitions]
import { chromium } from '@playwright/test';
import { launch, open, site, settled } from './browser.mjs';

const repetitions = Number(process.argv[2] || 7);
const rows = [];

function row(name, unit, values, target) {
  if (!values.length) return;
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index) => (sorted.length ? Math.round(sorted[index]) : NaN);
  rows.push({ name, unit, median: at(sorted.length >> 1), min: at(0), max: at(sorted.length - 1), target, n: sorted.length });
}

const browser = await chromium.launch(launch);

async function load(slow) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const protocol = await context.newCDPSession(page);
  await protocol.send('Network.enable');
  if (slow) {
    await protocol.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 });
    await protocol.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  }
  let bytes = 0;
  protocol.on('Network.loadingFinished', (event) => { bytes += event.encodedDataLength; });
  await page.goto(site());
  await page.waitForFunction(() => performance.getEntriesByName('network-usable').length > 0);
  const usableBytes = bytes;
  await settled(page);
  const mark = (name) => page.evaluate((wanted) => performance.getEntriesByName(wanted)[0]?.startTime, name);
  const result = {
    readable: await mark('first-contentful-paint'),
    usable: await mark('network-usable'),
    engine: await mark('engine-ready'),
    usableBytes,
  };
  await context.close();
  return result;
}

for (const [name, slow, readable, usable] of [['slow 4G, 4x CPU', true, 600, 2500], ['unthrottled', false]]) {
  const runs = [];
  for (let run = 0; run < repetitions; run += 1) runs.push(await load(slow));
  row(`first readable text, ${name}`, 'ms', runs.map((run) => run.readable), readable);
  row(`usable network, ${name}`, 'ms', runs.map((run) => run.usable), usable);
  row(`engine ready, ${name}`, 'ms', runs.map((run) => run.engine).filter(Boolean));
  if (slow) row('transferred until usable', 'byte', runs.map((run) => run.usableBytes));
}

// In a loaded page, at full speed: from the change of the address to the frame that shows the new content.
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
await open(page, '#/about');

/** Goes to a link inside of the page; resolves with the milliseconds until `ready` holds and a frame was drawn. */
function timed(to, ready) {
  return page.evaluate(async ([link, selector]) => {
    const fits = () => {
      const main = document.querySelector('main');
      return main.querySelector(selector) && !main.querySelector('[aria-busy="true"], .state--loading');
    };
    const started = performance.now();
    location.hash = link;
    await new Promise((resolve) => {
      const look = () => (performance.now() > started && fits() && location.hash === link ? resolve() : requestAnimationFrame(look));
      requestAnimationFrame(look);
    });
    return performance.now() - started;
  }, [to, ready]);
}

const words = ['disclosure', 'copyright', 'watermark', 'human oversight', 'incident', 'open source', 'training data'];
const answers = [];
for (let run = 0; run < Math.max(repetitions, words.length); run += 1) {
  const word = words[run % words.length];
  await timed('#/about', '.about, h1');
  answers.push(await timed(`#/search?q=${encodeURIComponent(word)}`, 'a[href^="#/rule/"]'));
}
row('search answer in the page', 'ms', answers, 50);

const changes = [];
for (let run = 0; run < repetitions; run += 1) {
  for (const [link, ready] of [
    ['#/communities', 'a[href^="#/community/"]'],
    ['#/community/debian', 'h1'],
    ['#/ruleset/eu-ai-act', 'a[href^="#/rule/"]'],
    ['#/rule/oecd-ai-principles/1-2-a', 'blockquote, h1'],
    ['#/', 'svg'],
  ]) changes.push(await timed(link, ready));
}
row('route change', 'ms', changes, 100);
await browser.close();

console.log(`\n${'measured'.padEnd(38)}${'median'.padStart(9)}${'min'.padStart(9)}${'max'.padStart(9)}${'target'.padStart(9)}   n`);
for (const { name, unit, median, min, max, target, n } of rows) {
  const verdict = target === undefined ? '' : median <= target ? 'met' : 'MISSED';
  console.log(`${`${name}, ${unit}`.padEnd(38)}${String(median).padStart(9)}${String(min).padStart(9)}${String(max).padStart(9)}${String(target ?? '').padStart(9)}${String(n).padStart(4)}  ${verdict}`);
}
