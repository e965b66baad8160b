// What a credential lacks and names with an address, fetched at a click: the document of a did:web issuer, the history of a
// did:webvh issuer. And every way in which a host can fail to bring it. The hosts are played by the browser.
import { readFileSync } from 'node:fs';
import { credential, multikey } from '../credential.mjs';
import { go, open, settled } from '../browser.mjs';
import { expect, test } from '../test.mjs';

const issuer = 'did:web:harbour-guild.example';
const address = 'https://harbour-guild.example/.well-known/did.json';
const method = `${issuer}#press`;
const allowed = { 'access-control-allow-origin': '*' };
const fetchIt = 'Fetch the document with the issuer’s keys';

const document = (id, key) => JSON.stringify({
  '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
  id,
  verificationMethod: [{ id: `${id}#press`, type: 'Multikey', controller: id, publicKeyMultibase: key }],
  assertionMethod: [`${id}#press`],
});

/** Opens the verdict on a credential that nobody but the test made. */
async function verdict(page, text) {
  await open(page, '#/sources');
  await page.locator('#choose').setInputFiles({ name: 'pass.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await settled(page);
  await go(page, '#/evidence');
  await page.locator('.attest').filter({ hasText: 'pass.json' }).getByRole('link').first().click();
  await settled(page);
}

/** Lets a host answer, and counts how often it is asked. */
async function host(page, at, answer) {
  const asked = [];
  await page.route(at, (route) => {
    asked.push(route.request().headers());
    return typeof answer === 'string' ? route.abort(answer) : route.fulfill({ headers: allowed, contentType: 'application/json', ...answer });
  });
  return asked;
}

const top = (page) => page.getByRole('main').locator('.verdict__top');

test('a did:web issuer’s document is fetched at a click, and the verdict is made again', async ({ page }) => {
  const asked = await host(page, address, { body: document(issuer, multikey('harbour')) });
  await verdict(page, credential(issuer, 'harbour', method));
  await expect(top(page)).toContainText('Not checkable here');
  expect(asked, 'nothing is fetched unasked').toEqual([]);
  await page.getByRole('button', { name: fetchIt }).click();
  await expect(top(page)).toContainText('Intact, key unknown');
  await expect(page.getByRole('button', { name: fetchIt })).toHaveCount(0);
  expect(asked.length).toBe(1);
  expect(asked[0].cookie, 'no cookies travel').toBeUndefined();
});

test('a did:webvh issuer’s history is fetched at a click', async ({ page }) => {
  const history = readFileSync(new URL('../../../data/demonstration/evidence/history.did.jsonl', import.meta.url), 'utf8');
  const { id, assertionMethod } = JSON.parse(history.trim().split('\n').pop()).state;
  const asked = await host(page, 'https://lantern-commons.example/.well-known/did.jsonl', { body: history });
  await verdict(page, credential(id, 'lantern', assertionMethod[0]));
  await expect(top(page)).toContainText('Not checkable here');
  await page.getByRole('button', { name: fetchIt }).click();
  await expect(top(page)).toContainText('Intact, key unknown');
  expect(asked.length).toBe(1);
});

test('a document with another key does not make the signature hold', async ({ page }) => {
  await host(page, address, { body: document(issuer, multikey('stranger')) });
  await verdict(page, credential(issuer, 'harbour', method));
  await page.getByRole('button', { name: fetchIt }).click();
  await expect(page.getByRole('button', { name: fetchIt })).toHaveCount(0);
  await expect(top(page)).not.toContainText('Intact');
  await expect(top(page)).not.toContainText('Confirmed');
});

for (const [why, answer, said, tolerated] of [
  ['is not there', { status: 404, body: 'no' }, /could not be used: The host answered 404/, [/404/]],
  ['cannot be reached', 'connectionrefused', /could not be used: .*harbour-guild\.example/, [/ERR_CONNECTION_REFUSED/]],
  ['is of no known kind', { body: '{}' }, /could not be used: This is JSON, but of no kind that we know/, []],
  ['is not JSON', { body: '<!doctype html><p>Welcome</p>' }, /could not be used: /, []],
  ['is somebody else’s', { body: document('did:web:elsewhere.example', multikey('stranger')) }, /another document than the one that is needed/, []],
]) {
  test.describe(why, () => {
    test.use({ tolerated });
    test(`a document that ${why} changes nothing, and the page says what happened`, async ({ page }) => {
      await host(page, address, answer);
      await verdict(page, credential(issuer, 'harbour', method));
      await page.getByRole('button', { name: fetchIt }).click();
      await expect(page.locator('.offer').getByRole('status')).toContainText(said);
      await expect(top(page)).toContainText('Not checkable here');
      await expect(page.getByRole('button', { name: fetchIt }), 'it can be tried again').toBeVisible();
    });
  });
}
