// Everything about evidence without a mouse, without colours of its own, and on paper. The demonstration is the material.
import { go } from '../browser.mjs';
import { chooseSuggested, openDemonstration, verdicts } from '../demonstration.mjs';
import { expect, test } from '../test.mjs';

/** More stops than any of these pages has. */
const MOST_STOPS = 400;

/** In the page: what has the focus, where it stands, what it is called and whether the focus can be seen on it. */
function focused() {
  const element = document.activeElement;
  const main = document.querySelector('main');
  // A file field lies under its label, which shows the focus for it.
  const shown = element.matches('input[type="file"]') ? element.previousElementSibling : element;
  const { width, height } = shown.getBoundingClientRect();
  const style = getComputedStyle(shown);
  const stops = [...main.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')];
  const name = element.getAttribute('aria-label') || element.labels?.[0]?.innerText || element.innerText
    || document.getElementById(element.getAttribute('aria-labelledby'))?.innerText || '';
  return {
    inside: main.contains(element),
    place: stops.indexOf(element),
    named: name.trim().length > 0,
    seen: width > 0 && height > 0,
    outlined: style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2,
    what: element.outerHTML.slice(0, 140),
  };
}

/** Presses Tab from the page's title to the end of its main part; judges every stop. */
async function walk(page, route) {
  await page.locator('main h1').focus();
  let last = -1;
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(focused);
    if (!at.inside) {
      expect(stop, `${route}: something can be reached`).toBeGreaterThan(2);
      return;
    }
    expect.soft(at.seen, `${route}: the focus is on something invisible: ${at.what}`).toBe(true);
    expect.soft(at.outlined, `${route}: the focus cannot be seen on ${at.what}`).toBe(true);
    expect.soft(at.named, `${route}: this has no name: ${at.what}`).toBe(true);
    expect(at.place, `${route}: the order leaps back at ${at.what}`).toBeGreaterThan(last);
    last = at.place;
  }
  throw new Error(`${route}: ${MOST_STOPS} times Tab did not lead out of the page's main part`);
}

/** The demonstration with its choice taken over, and where its verdicts are. */
async function prepared(page) {
  await openDemonstration(page);
  await chooseSuggested(page);
  return verdicts(page);
}

test('with Tab alone through verdict, chain, claims and viewpoint: in order, every stop seen and named, no trap', async ({ page }) => {
  test.setTimeout(180_000);
  const found = await prepared(page);
  for (const route of [
    found.get('evidence/claim-by-examiner.dsse.json'),
    found.get('evidence/keyless.sigstore.json'),
    '#/chain/lantern-rules/lr-1',
    '#/claims',
    '#/viewpoint?with=northwind-archive',
  ]) {
    await go(page, route);
    await walk(page, route);
  }
});

test('with the system’s own colours every standing and every outcome still has its frame, its symbol and its word', async ({ page }) => {
  const found = await prepared(page);
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  for (const file of ['evidence/confirmed.dsse.json', 'evidence/subject.dsse.json', 'evidence/not-checkable.dsse.json']) {
    await go(page, found.get(file));
    const marks = await page.locator('main .standing, main .check__out').evaluateAll((all) => all.map((mark) => {
      const icon = mark.querySelector('.icon');
      const box = icon.getBoundingClientRect();
      return {
        word: mark.innerText.trim(),
        symbol: box.width > 0 && getComputedStyle(icon).color !== getComputedStyle(document.body).backgroundColor,
        frame: mark.matches('.check__out') || getComputedStyle(mark).borderTopStyle !== 'none',
      };
    }));
    expect(marks.length).toBeGreaterThan(2);
    for (const mark of marks) {
      if (mark.word) expect(mark, file).toEqual({ word: mark.word, symbol: true, frame: true });
    }
  }
});

test('the printed verdict has all that an expert needs to repeat it and nothing that only works on a screen', async ({ page }) => {
  const found = await prepared(page);
  await go(page, found.get('evidence/claim-by-examiner.dsse.json'));
  await page.emulateMedia({ media: 'print' });
  const main = page.getByRole('main');
  await expect(page.locator('.paper')).toBeVisible();
  await expect(page.getByText('every key is worth nothing'), 'the mark of the demonstration').toBeVisible();
  for (const words of ['Confirmed by a key you chose', 'The checks, in order', 'What it does not show', 'rulescape verify', 'Judged']) {
    await expect(main.getByText(words).first(), words).toBeVisible();
  }
  await expect(main.getByRole('button')).toHaveCount(0);
  // Paper has no scrolling: what is wider than the sheet is lost.
  await page.setViewportSize({ width: 688, height: 970 });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(over).toBe(0);
});
