// What holds for every page: no accessibility violation, a known accessibility tree, no sideways scrolling.
import AxeBuilder from '@axe-core/playwright';
import { open } from '../browser.mjs';
import { routes } from '../routes.mjs';
import { expect, test } from '../test.mjs';

for (const { name, at } of routes) {
  for (const [colorScheme, width] of [['light', 1440], ['dark', 390]]) {
    test(`${name} has no axe violation, ${colorScheme}, ${width} px`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 900 });
      await open(page, at);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join(' | ')}`);
      expect(found).toEqual([]);
    });
  }

  test(`${name} does not scroll sideways at 360 px`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await open(page, at);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(over).toBe(0);
  });

  test(`${name} keeps its accessibility tree`, async ({ page }) => {
    await open(page, at);
    await expect(page.locator('body')).toMatchAriaSnapshot({ name: `${name}.aria.yml` });
  });
}
