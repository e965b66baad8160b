// What holds for every page: no accessibility violation, a known accessibility tree, no sideways scrolling.
import AxeBuilder from '@axe-core/playwright';
import { open, settled } from '../browser.mjs';
import { routes } from '../routes.mjs';
import { expect, test } from '../test.mjs';

/** So many entries of a list or rows of a table show how the others are. */
const ENOUGH = 3;

/** From a small phone to a large laptop, and where the sheet changes: no page is wider. */
const WIDTHS = [360, 480, 640, 768, 1024, 1199, 1200, 1280, 1407, 1408];

/** In the page: leaves out what only repeats, so that a tree tells of the page and not of the atlas. */
function shorten(enough) {
  for (const list of document.querySelectorAll('main ul, main ol, main tbody, main dl, main svg, main svg g, main .files')) {
    for (const entry of [...list.children].slice(list.matches('dl') ? 2 * enough : enough)) entry.remove();
  }
  for (const code of document.querySelectorAll('main code')) {
    if (code.textContent.startsWith('sha256:')) code.textContent = 'sha256:…';
  }
}

/** What axe has against the page as it stands. */
async function violations(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join(' | ')}`);
}

// Each page is opened once and looked at in turn: opening costs more than looking.
for (const { name, at } of routes) {
  test(`${name}: no axe violation, no sideways scrolling, the accessibility tree as it was`, async ({ page }) => {
    // Three long looks: axe takes its time on a page of hundreds of rules.
    test.setTimeout(180_000);
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await open(page, at);
    expect.soft(await violations(page), 'axe, light, 1440 px').toEqual([]);

    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 740 });
      await settled(page);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect.soft(over, `pixels beyond ${width}`).toBe(0);
    }

    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 390, height: 844 });
    await settled(page);
    expect.soft(await violations(page), 'axe, dark, 390 px').toEqual([]);

    await page.setViewportSize({ width: 1440, height: 900 });
    await settled(page);
    await page.evaluate(shorten, ENOUGH);
    await expect(page.locator('body')).toMatchAriaSnapshot({ name: `${name}.aria.yml` });
  });
}
