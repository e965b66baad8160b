// Takes a picture of every route, and of everything about evidence with the demonstration open and its choice taken over, at
// three widths, light and dark. Judges nothing; people look at the pictures.
// usage: node shots.mjs OUT [part of a name…]
import { chromium } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { complaints, go, launch, settled, site } from './browser.mjs';
import { chooseSuggested, openDemonstration, scenes, verdicts } from './demonstration.mjs';
import { routes } from './routes.mjs';

const [out, ...wanted] = process.argv.slice(2);
const widths = [390, 768, 1440];
const chosen = (all) => all.filter(({ name }) => !wanted.length || wanted.some((part) => name.includes(part)));
mkdirSync(out, { recursive: true });
let taken = 0;

async function resize(page, width) {
  await page.setViewportSize({ width, height: width < 600 ? 844 : 900 });
}

/** One picture, and what the browser and the page's width have against it. */
async function take(page, heard, name, width, colorScheme) {
  await settled(page).catch(() => heard.push('did not settle'));
  await page.screenshot({ path: `${out}/${name}-${width}-${colorScheme}.png`, fullPage: true });
  taken += 1;
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (over > 0) heard.push(`${over} px wider than the window`);
  for (const complaint of heard.splice(0)) console.log(`${name} ${width} ${colorScheme}: ${complaint}`);
}

async function everyRoute(page, heard, colorScheme) {
  for (const { name, at } of chosen(routes)) {
    for (const width of widths) {
      await resize(page, width);
      await page.goto('about:blank');
      await page.goto(site() + at);
      await take(page, heard, name, width, colorScheme);
    }
  }
}

/** The demonstration is opened once: what is chosen and what was read stays while the pages change. */
async function everyScene(page, heard, colorScheme) {
  const asked = chosen(scenes);
  if (!asked.length) return;
  await resize(page, widths.at(-1));
  await openDemonstration(page);
  await chooseSuggested(page);
  const found = asked.some(({ file }) => file) ? await verdicts(page) : new Map();
  for (const { name, at, file } of asked) {
    const route = at ?? found.get(file);
    if (!route) {
      console.log(`${name}: no verdict on ${file}`);
      continue;
    }
    for (const width of widths) {
      await resize(page, width);
      await go(page, '#/about');
      await go(page, route);
      await take(page, heard, name, width, colorScheme);
    }
  }
}

const browser = await chromium.launch(launch);
for (const colorScheme of ['light', 'dark']) {
  const context = await browser.newContext({ colorScheme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const heard = complaints(page);
  await everyRoute(page, heard, colorScheme);
  await everyScene(page, heard, colorScheme);
  await context.close();
}
await browser.close();
console.log(`${taken} pictures in ${out}`);
