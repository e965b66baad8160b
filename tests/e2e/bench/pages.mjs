// Issue 2's numbers: the built site itself, cold on a slow line, then moving around in it.
// Slow 4G is 150 ms of latency and 1.6 Mbit/s down; the processor is slowed down four times with it. Every load starts
// cold: a new browser context, nothing cached.
import { open, settled, site } from '../browser.mjs';
import { row, section } from './table.mjs';

const WINDOW = { viewport: { width: 1280, height: 800 } };

export async function pages(browser, repetitions) {
  for (const [name, slow, readable, usable] of [['slow 4G, 4x CPU', true, 600, 2500], ['unthrottled', false]]) {
    section(`First visit, ${name}`);
    const runs = [];
    for (let run = 0; run < repetitions; run += 1) runs.push(await load(browser, slow));
    row('first readable text', 'ms', runs.map((run) => run.readable), readable && { atMost: readable });
    row('usable network', 'ms', runs.map((run) => run.usable), usable && { atMost: usable });
    row('engine ready', 'ms', runs.map((run) => run.engine).filter(Boolean));
    if (slow) row('transferred until usable', 'kB', runs.map((run) => run.usableBytes / 1000));
  }
  await moving(browser, repetitions);
}

async function load(browser, slow) {
  const context = await browser.newContext(WINDOW);
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

/** In a loaded page, at full speed: from the change of the address to the frame that shows the new content. */
async function moving(browser, repetitions) {
  section('Moving around in a loaded page, until the frame that shows it');
  const page = await browser.newPage(WINDOW);
  // Anywhere but where the first measured change leads: going where one is changes nothing.
  await open(page, '#/communities');
  const words = ['disclosure', 'copyright', 'watermark', 'human oversight', 'incident', 'open source', 'training data'];
  const answers = [];
  for (let run = 0; run < Math.max(repetitions, words.length); run += 1) {
    await timed(page, '#/about', '.about, h1');
    answers.push(await timed(page, `#/search?q=${encodeURIComponent(words[run % words.length])}`, 'a[href^="#/rule/"]'));
  }
  row('search answer', 'ms', answers, { atMost: 50 });

  const places = [
    ['communities', '#/communities', 'a[href^="#/community/"]'],
    ['community', '#/community/debian', 'h1'],
    ['rule set', '#/ruleset/eu-ai-act', 'a[href^="#/rule/"]'],
    ['rule', '#/rule/oecd-ai-principles/1-2-a', 'blockquote, h1'],
    ['topic', '#/topic/transparency-disclosure', 'a[href^="#/rule/"]'],
    ['compare', '#/compare?sets=eu-ai-act,us-ca-sb53', 'table a[href^="#/rule/"]'],
    ['network', '#/', 'svg.net__svg'],
  ];
  const times = Object.fromEntries(places.map(([name]) => [name, []]));
  for (let run = 0; run < repetitions; run += 1) {
    for (const [name, link, ready] of places) times[name].push(await timed(page, link, ready));
  }
  row('route change, all of these', 'ms', Object.values(times).flat(), { atMost: 100 });
  for (const [name] of places) row(`  to: ${name}`, 'ms', times[name]);
  await page.close();
}

/** Goes to a link inside of the page; resolves with the milliseconds until `ready` holds and a frame was drawn. */
function timed(page, to, ready) {
  return page.evaluate(async ([link, selector]) => {
    const fits = () => {
      const main = document.querySelector('main');
      return location.hash === link && main.querySelector(selector) && !main.querySelector('[aria-busy="true"], .state--loading');
    };
    const before = document.querySelector('main').firstElementChild;
    const title = document.title;
    const started = performance.now();
    location.hash = link;
    await new Promise((resolve, reject) => {
      const look = () => {
        // A page that was there before fits at once: the new one has another title or another root.
        const fresh = document.title !== title || document.querySelector('main').firstElementChild !== before;
        if (fresh && fits()) requestAnimationFrame(() => resolve());
        else if (performance.now() - started > 10_000) reject(new Error(`${link} did not appear`));
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    return performance.now() - started;
  }, [to, ready]);
}
