// Takes the picture that the README opens with. usage: node picture.mjs FILE
import { chromium } from '@playwright/test';
import { launch, open } from './browser.mjs';

const browser = await chromium.launch(launch);
const page = await browser.newPage({ viewport: { width: 1280, height: 860 }, colorScheme: 'light', reducedMotion: 'reduce' });
await open(page, '#/?sel=openssf');
await page.evaluate(() => {
  document.activeElement?.blur();
  const tabs = document.querySelector('main nav[aria-label="Show the network as"]');
  scrollTo(0, tabs.getBoundingClientRect().top + scrollY - 16);
});
await page.screenshot({ path: process.argv[2] });
await browser.close();
