// Thousands of small files at once: whoever does not want to wait for the judging is rid of the statements, keeps what
// others are judged by, and is told what was left out.
import { readFileSync } from 'node:fs';
import { go, open, settled } from '../browser.mjs';
import { pem, signedLines, signers } from '../bench/inputs.js';
import { cancelAt, task } from '../corner.mjs';
import { expect, test } from '../test.mjs';

test.setTimeout(180_000);
const SLOW = { timeout: 90_000 };
const MANY = 4_000;

const file = (page, name) => page.getByRole('article').filter({ hasText: name });

/** Chooses all these files at once: `[name, text]` each. They never touch a disk. */
async function choose(page, files) {
  await page.evaluate((files) => {
    const given = new DataTransfer();
    for (const [name, text] of files) given.items.add(new File([text], name));
    const field = document.querySelector('#choose');
    field.files = given.files;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }, files);
}

test('judging many small files can be stopped: statements are left out, keys and status lists stay', async ({ page }) => {
  const pairs = await signers();
  const lines = (await signedLines(MANY, 7, pairs)).file.toString('utf8').split('\n');
  const statements = lines.map((line, at) => [`statement-${at}.dsse.json`, line]);
  const list = readFileSync('../../data/demonstration/evidence/status-list.json', 'utf8');
  const others = [['own-key.pem', await pem(pairs[0])], ['withdrawn.json', list]];
  await open(page, '#/sources');
  const said = await cancelAt(page, new RegExp(`Checking signatures.* of ${MANY + 1}`));
  await choose(page, [...statements.slice(1), ...others, statements[0]]);
  const first = file(page, 'statement-0.dsse.json');
  await expect(first).toContainText('You stopped the checking of signatures', SLOW);
  expect(await said()).toContain('Starting the engine again');
  await settled(page);
  await expect(page.getByRole('article').filter({ hasText: 'so this file was left out' })).toHaveCount(MANY, SLOW);
  await expect(file(page, 'own-key.pem')).toContainText('Public key');
  await expect(file(page, 'own-key.pem')).not.toContainText('Not usable');
  await expect(file(page, 'withdrawn.json')).toContainText('Verifiable credential');
  await expect(file(page, 'withdrawn.json')).not.toContainText('Not usable');
  await expect(task(page)).toHaveCount(0, SLOW);

  // Nothing begins it again, and a file that is loaded again takes its place.
  await choose(page, [statements[0]]);
  await expect(first).toContainText('Signed envelope', SLOW);
  await expect(first).not.toContainText('left out');
  await go(page, '#/evidence');
  await expect(page.getByRole('main')).toContainText('2 statements', SLOW);
});
