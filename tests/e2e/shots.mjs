// Takes a picture of every route, at three widths, light and dark. Judges nothing; people look at the pictures.
// usage: node shots.mjs OUT [part of a route's name…]
import { chromium } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { complaints, launch, settled, site } from './browser.mjs';
import { routes } from './routes.mjs';

const [out, ...wanted] = process.argv.slice(2);
const widths = [390, 768, 1440];
const chosen = routes.filter(({ name }) => !wanted.length || wanted.some((part) => name.includes(part)));
mkdirSync(out, { recursive: true });

const browser = await chromium.launch(launch);
for (const colorScheme of ['light', 'dark']) {
  const context = await browser.newContext({ colorScheme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const heard = complaints(page);
  for (const { name, at } of chosen) {
    for (const width of widths) {
      await page.setViewportSize({ width, height: width < 600 ? 844 : 900 });
      await page.goto('about:blank');
      await page.goto(site() + at);
      await settled(page).catch(() => heard.push('did not settle'));
      await page.screenshot({ path: `${out}/${name}-${width}-${colorScheme}.png`, fullPage: true });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (over > 0) heard.push(`${over} px wider than the window`);
      for (const complaint of heard.splice(0)) console.log(`${name} ${width} ${colorScheme}: ${complaint}`);
    }
  }
  await context.close();
}
await browser.close();
console.log(`${chosen.length * widths.length * 2} pictures in ${out}`);
