// How the end-to-end tests run. The site is built and served by `cargo xtask e2e`.
import { defineConfig } from '@playwright/test';
import { launch, site } from './browser.mjs';

export default defineConfig({
  testDir: 'specs',
  outputDir: process.env.RULESCAPE_E2E_OUT || '../../target/e2e',
  snapshotPathTemplate: '{testDir}/trees/{arg}{ext}',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  reporter: [['line']],
  use: {
    baseURL: site(),
    browserName: 'chromium',
    launchOptions: launch,
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
});
