// How every test, screenshot and measurement starts the browser, and when a page counts as finished.

/** The browser that `cargo xtask` found. */
export const launch = {
  executablePath: process.env.RULESCAPE_BROWSER || '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

/** Where the site is served; `cargo xtask` says it. */
export function site() {
  const url = process.env.RULESCAPE_URL;
  if (!url) throw new Error('RULESCAPE_URL is not set: start this with `cargo xtask e2e`, `shots` or `bench`');
  return url;
}

/** Resolves when the page has a heading and nothing on it is loading. */
export async function settled(page) {
  await page.locator('main h1').first().waitFor();
  await page.waitForFunction(() => {
    const busy = document.querySelector('main [aria-busy="true"], main .state--loading');
    return !busy && document.querySelector('.frame__status li')?.textContent !== 'Opening the atlas';
  });
}

/** Opens a route of the page, `#/…`, and waits until it has settled. */
export async function open(page, route) {
  await page.goto(site() + route);
  await settled(page);
}

/** Goes on to another route without opening the page again: nothing is read twice, and a choice stays. */
export async function go(page, route) {
  await page.evaluate((hash) => new Promise((drawn) => {
    location.hash = hash;
    // The address tells the page after this task; what it then draws is there a frame later.
    setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  }), route);
  await settled(page);
}

/** Collects everything the browser complains about. */
export function complaints(page) {
  const heard = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) heard.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => heard.push(`page error: ${error.message}`));
  page.on('crash', () => heard.push('the page crashed'));
  return heard;
}
