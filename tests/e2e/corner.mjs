// The corner of the page that says what takes long: what it says, and its Cancel pressed at a moment no driver would meet.

/** What takes long just now. */
export const task = (page) => page.locator('.frame__task');

/**
 * Presses Cancel as soon as the corner of the page says how far it is with this work, as in `Reading a.json 1 of 9`, and
 * answers with a look at all that the corner has said since. The page does both itself: the work may be done before a
 * driver's click arrives, and a word gone before the driver looks.
 */
export async function cancelAt(page, work) {
  await page.evaluate((work) => {
    window.saidInCorner = [];
    let pressed = false;
    const look = () => {
      for (const corner of document.querySelectorAll('.frame__task')) {
        const bar = corner.querySelector('progress[value]');
        const doing = (corner.querySelector('.frame__doing') ?? corner).textContent;
        const said = bar ? `${doing} ${bar.value} of ${bar.max}` : doing;
        window.saidInCorner.push(said);
        if (pressed || !bar || !work.test(said)) continue;
        pressed = true;
        setTimeout(() => corner.querySelector('button').click());
      }
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  }, work);
  return () => page.evaluate(() => window.saidInCorner.join('\n'));
}
