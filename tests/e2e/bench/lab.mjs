// Opens blank pages with measuring workers in them, and asks those for numbers. Measures nothing itself.
import { site } from '../browser.mjs';

/** A page with `count` workers; `ask(task, args, worker)` gives what the task gives. */
export async function lab(browser, count = 1) {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(`page error: ${error.message}`));
  await page.goto(`${site()}bench/blank.html`);
  await page.evaluate(async (workers) => {
    globalThis.workers = [];
    for (let at = 0; at < workers; at += 1) {
      const worker = new Worker('worker.js', { type: 'module' });
      worker.waiting = new Map();
      await new Promise((resolve, reject) => {
        worker.onerror = (event) => reject(new Error(event.message || 'the measuring worker did not start'));
        worker.onmessage = resolve;
      });
      worker.onmessage = ({ data: { id, result, error } }) => {
        const { resolve, reject } = worker.waiting.get(id);
        worker.waiting.delete(id);
        if (error) reject(new Error(error));
        else resolve(result);
      };
      globalThis.workers.push(worker);
    }
    let last = 0;
    globalThis.ask = (task, args, at = 0) => new Promise((resolve, reject) => {
      last += 1;
      globalThis.workers[at].waiting.set(last, { resolve, reject });
      globalThis.workers[at].postMessage({ id: last, task, args });
    });
  }, count);
  const ask = (task, args = {}, worker = 0) => page.evaluate(([name, given, at]) => globalThis.ask(name, given, at), [task, args, worker]);
  return { page, ask };
}

/** Calls `measure(who)` so often for each, in turns (a b c, c b a, …), so that no one always runs warm or first. */
export async function inTurns(all, repetitions, measure) {
  const values = Object.fromEntries(all.map((who) => [who, []]));
  for (let round = 0; round < repetitions; round += 1) {
    const order = round % 2 ? [...all].reverse() : all;
    for (const who of order) values[who].push(await measure(who));
  }
  return values;
}
