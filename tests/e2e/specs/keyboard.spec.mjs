// From the top of each page to what it is there for and on, with Tab and Enter alone. Every stop on the way is visible.
import { open, settled } from '../browser.mjs';
import { expect, test } from '../test.mjs';

/** More stops than a patient reader would take. */
const MOST_STOPS = 150;

/** Presses Tab until the focus is on something that matches. */
async function tabTo(page, selector) {
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate((wanted) => {
      const element = document.activeElement;
      const { width, height } = element.getBoundingClientRect();
      return { found: element.matches(wanted), seen: width > 0 && height > 0, what: element.outerHTML.slice(0, 120) };
    }, selector);
    expect(focused.seen, `the focus is on something invisible: ${focused.what}`).toBe(true);
    if (focused.found) return;
  }
  throw new Error(`${MOST_STOPS} times Tab did not lead to ${selector}`);
}

const ways = [
  { from: '#/', to: 'main a[href*="tab=table"]', lands: /tab=table/ },
  { from: '#/?tab=table', to: '.network__table a, main table a', lands: /sel=|#\/(community|ruleset|rule)\// },
  { from: '#/communities', to: 'main a[href^="#/community/"]', lands: /#\/community\// },
  { from: '#/community/debian', to: 'main a[href^="#/ruleset/"]', lands: /#\/ruleset\// },
  { from: '#/ruleset/eu-ai-act', to: 'main a[href^="#/rule/"]', lands: /#\/rule\/eu-ai-act\// },
  { from: '#/topics', to: 'main a[href^="#/topic/"]', lands: /#\/topic\// },
  { from: '#/topic/transparency-disclosure', to: 'main a[href^="#/rule/"]', lands: /#\/rule\// },
  { from: '#/compare?sets=eu-ai-act,kr-ai-basic-act&view=list', to: 'main a[href^="#/rule/"]', lands: /#\/rule\// },
  { from: '#/timeline', to: 'main a[href^="#/ruleset/"]', lands: /#\/ruleset\// },
  { from: '#/search?q=human%20oversight', to: 'main a[href^="#/rule/"]', lands: /#\/rule\// },
  { from: '#/no-such-page', to: 'main a[href^="#/"]', lands: /#\/(?!no-such-page)/ },
];

for (const { from, to, lands } of ways) {
  test(`${from}: Tab and Enter lead on`, async ({ page }) => {
    await open(page, from);
    await tabTo(page, to);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(lands);
    await settled(page);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  });
}

test.describe('an address that leads nowhere', () => {
  test.use({ tolerated: [/404 \(Not Found\)/] });

  test('#/sources: Tab reaches the address field, Enter says why an address cannot be read', async ({ page }) => {
    await open(page, '#/sources');
    await tabTo(page, '#address');
    await page.keyboard.type('no address at all');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('article').filter({ hasText: 'no address at all' }).or(page.getByRole('alert'))
      .or(page.getByRole('status').filter({ hasText: /address/i })).first()).toBeVisible();
  });
});
