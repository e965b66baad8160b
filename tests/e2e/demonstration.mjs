// The demonstration atlas as the place of tests and pictures: how it is opened, read to the end, chosen, and where each of
// its verdicts is. Judges nothing.
import { go, open, settled } from './browser.mjs';

/** What stands before the hash when the demonstration is open. */
export const demonstration = '?atlas=demonstration/';

/** So many statements stand on one page. */
const PAGE = 25;

/** Opens the demonstration and waits until every file of evidence that it lists has been read. */
export async function openDemonstration(page) {
  await open(page, `${demonstration}#/evidence`);
  // Before the first of them is here the page does not know yet how many are to come.
  await page.locator('main .attest').first().waitFor();
  await settled(page);
}

/** Takes over the choice that the demonstration suggests. */
export async function chooseSuggested(page) {
  await go(page, '#/viewpoint');
  await page.getByRole('button', { name: 'Look at the choice that the demonstration suggests' }).click();
  await page.getByRole('region', { name: 'What you brought' }).getByRole('button', { name: 'Add it to my choice' }).click();
  await page.locator('.frame__view').filter({ hasNotText: 'none chosen' }).waitFor({ state: 'attached' });
  await settled(page);
}

/** The route of the verdict on each file, by the file's name; the first of several lines. */
export async function verdicts(page) {
  const found = new Map();
  for (let offset = 0; ; offset += PAGE) {
    await go(page, offset ? `#/evidence?offset=${offset}` : '#/evidence');
    const rows = await page.locator('main .attest').evaluateAll((all) => all.map((row) => ({
      text: row.textContent, at: row.querySelector('a[href^="#/evidence/"]').getAttribute('href'),
    })));
    for (const { text, at } of rows) {
      const file = /evidence\/[\w.-]+/.exec(text)?.[0];
      if (file && !found.has(file)) found.set(file, at);
    }
    if (rows.length < PAGE) return found;
  }
}

/** One scene for everything about evidence. `file` is a verdict, found by the name of its file. */
export const scenes = [
  { name: 'demo-network', at: '#/' },
  { name: 'demo-evidence', at: '#/evidence' },
  { name: 'demo-evidence-broken', at: '#/evidence?standing=broken' },
  { name: 'demo-verdict-confirmed', file: 'evidence/confirmed.dsse.json' },
  { name: 'demo-verdict-intact', file: 'evidence/intact-key-unknown.dsse.json' },
  { name: 'demo-verdict-unsigned', file: 'evidence/unsigned.json' },
  { name: 'demo-verdict-not-checkable', file: 'evidence/not-checkable.dsse.json' },
  { name: 'demo-verdict-form', file: 'evidence/form.dsse.json' },
  { name: 'demo-verdict-signature', file: 'evidence/signature.dsse.json' },
  { name: 'demo-verdict-subject', file: 'evidence/subject.dsse.json' },
  { name: 'demo-verdict-revoked', file: 'evidence/revocation.json' },
  { name: 'demo-verdict-expired', file: 'evidence/period.json' },
  { name: 'demo-verdict-keyless', file: 'evidence/keyless.sigstore.json' },
  { name: 'demo-verdict-other-signer', file: 'evidence/identity.sigstore.json' },
  { name: 'demo-verdict-credential', file: 'evidence/credential.json' },
  { name: 'demo-verdict-note', file: 'evidence/checkpoint.txt' },
  { name: 'demo-verdict-disputed', file: 'evidence/claim-by-examiner.dsse.json' },
  { name: 'demo-verdict-rebuttal', file: 'evidence/rebuttal.dsse.json' },
  { name: 'demo-verdict-claim', file: 'evidence/claim-by-itself.dsse.json' },
  { name: 'demo-claims', at: '#/claims' },
  { name: 'demo-chain', at: '#/chain/lantern-rules/lr-1' },
  { name: 'demo-viewpoint', at: '#/viewpoint' },
  { name: 'demo-viewpoint-compared', at: '#/viewpoint?with=northwind-archive' },
  { name: 'demo-community', at: '#/community/lantern-commons' },
  { name: 'demo-ruleset', at: '#/ruleset/lantern-rules' },
  { name: 'demo-rule', at: '#/rule/lantern-rules/lr-1' },
  { name: 'demo-compare-side', at: '#/compare?sets=lantern-rules,harbour-criteria&view=side' },
  { name: 'demo-compare-matrix', at: '#/compare?sets=lantern-rules,harbour-criteria&view=matrix' },
  { name: 'demo-sources', at: '#/sources' },
];
