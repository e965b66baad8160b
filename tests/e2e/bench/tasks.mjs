// What the page's main thread did while something happened, from the browser's own trace. Never counts what other threads
// or other processes did, and never judges.

const CATEGORIES = ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline', 'blink.user_timing', 'v8'];

/** Marks in the page that say which thread is meant, and from when to when. */
const [BEGIN, END] = ['measured-from', 'measured-to'];

/** What is named of a task: what it called that took at least this long, in milliseconds. */
const WORTH_NAMING = 1;

/**
 * Traces the page while `work` is done. Gives its main thread's tasks: by the clock, which includes time that other
 * processes had the processor, and by the processor's own time; and what the longest of them was about.
 */
export async function tasks(browser, page, work) {
  await browser.startTracing(page, { categories: CATEGORIES });
  try {
    await page.evaluate((name) => performance.mark(name), BEGIN);
    await work();
    await page.evaluate((name) => performance.mark(name), END);
  } finally {
    var trace = JSON.parse(await browser.stopTracing());
  }
  return longest(trace.traceEvents);
}

function longest(events) {
  const marked = (name) => events.findLast((event) => event.name === name && event.cat.includes('blink.user_timing'));
  const [begin, end] = [marked(BEGIN), marked(END)];
  if (!begin || !end) throw new Error('the trace does not hold the marks that were set');
  const own = events.filter(({ pid, tid, ph, ts }) => pid === begin.pid && tid === begin.tid && ph === 'X' && ts <= end.ts);
  // A task that was running when the mark was set is the driver's own.
  const run = own.filter(({ name, ts }) => name === 'RunTask' && ts >= begin.ts);
  if (!run.length) throw new Error('the trace holds no task of the page');
  const wall = run.reduce((most, task) => (task.dur > most.dur ? task : most));
  const processor = run.reduce((most, task) => ((task.tdur ?? 0) > (most.tdur ?? 0) ? task : most));
  return {
    wall: wall.dur / 1000,
    processor: (processor.tdur ?? NaN) / 1000,
    count: run.length,
    about: inside(own, wall),
    aboutProcessor: inside(own, processor),
  };
}

/** What a task called, the longest first. */
function inside(events, task) {
  return events
    .filter((event) => event !== task && event.name !== 'RunTask' && event.ts >= task.ts && event.ts + event.dur <= task.ts + task.dur)
    .filter(({ dur }) => dur >= WORTH_NAMING * 1000)
    .sort((a, b) => b.dur - a.dur)
    .slice(0, 6)
    .map(({ name, dur, tdur, args }) => {
      const of = args?.data?.functionName || args?.data?.type || '';
      return `${name}${of ? ` ${of}` : ''} ${(dur / 1000).toFixed(1)} (${((tdur ?? NaN) / 1000).toFixed(1)})`;
    });
}
