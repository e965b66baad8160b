// Playwright's test with one thing added: a page that the browser complains about has failed.
import { test as base, expect } from '@playwright/test';
import { complaints } from './browser.mjs';

export { expect };

export const test = base.extend({
  /** What the browser may complain about in this test, as regular expressions; nothing by default. */
  tolerated: [[], { option: true }],
  page: async ({ page, tolerated }, use) => {
    const heard = complaints(page);
    await use(page);
    const bad = heard.filter((text) => !tolerated.some((pattern) => pattern.test(text)));
    expect(bad, 'the browser complained').toEqual([]);
  },
});
