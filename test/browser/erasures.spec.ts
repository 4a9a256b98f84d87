import { itemId } from '../../web/fixtures/build-item.js';
import { DESTROYED } from '../../web/fixtures/dispositions.js';
import { ERASURE } from '../../web/fixtures/erasures.js';
import { onWorkspace, type OpenedWorkspace } from './support/open-workspace.js';
import { tabTo, violations } from './support/watch.js';

onWorkspace('A request for erasure on the page', { width: 1360, height: 900 }, (opened) => {
  let page: OpenedWorkspace['page'];
  let open: OpenedWorkspace['open'];
  let nextChange: OpenedWorkspace['nextChange'];

  opened((workspace) => ({ page, open, nextChange } = workspace));

  it('shows what is proposed and why, and decides what was chosen, by keyboard', async () => {
    await open(`/requests/${ERASURE}`, 'Request RODO 2026/1');
    await page.getByText('It must be kept until 1 January 2032 under pl-jrwa 2011, B5').waitFor();
    await page.getByText('Found 2 = erased 0 + restricted 0 + refused 0').waitFor();
    await page.getByText('1 item of others repeats it; that stays, without its words.').waitFor();
    expect(await page.getByRole('link', { name: 'Review' }).count()).toBe(0);
    expect(await violations(page)).toEqual([]);

    await page.getByText('Choose at least one item above.').waitFor();
    expect(await page.getByRole('button', { name: 'Decide about the items chosen' }).count()).toBe(0);
    await page.locator(`#erasure-${itemId(12)}`).focus();
    await page.keyboard.press('Space');
    await page.getByLabel('Decision', { exact: true }).selectOption('refuse');
    await page.getByLabel('Ground, unless they are erased').selectOption('b');
    await tabTo(page, 'Why, as the letter says it');
    await page.keyboard.type('The file plan obliges us');
    await page.getByText('Restrict the places that look like personal details').click();
    await page.getByRole('button', { name: 'Decide about the items chosen' }).click();
    const decided = {
      decision: 'refuse',
      items: [{ itemId: itemId(12), revision: 0 }],
      grounds: [{ article: 'b' }],
      why: 'The file plan obliges us',
      details: true,
    };
    expect(await nextChange()).toBe(`POST /requests/${ERASURE}/erasures/decisions ${JSON.stringify(decided)}`);
  }, 60_000);

  it('takes the newest decisions back and puts what is to be erased on a list', async () => {
    await open(`/requests/${ERASURE}`, 'Request RODO 2026/1');
    await page.getByText('A disposition list is made of 1 item.').waitFor();
    await page.getByRole('button', { name: 'Put what is to be erased on a list' }).click();
    expect(await nextChange()).toMatch(new RegExp(`^POST /requests/${ERASURE}/erasures/list`));
    await page.getByRole('button', { name: 'Take the newest decisions back' }).click();
    expect(await nextChange()).toMatch(new RegExp(`^POST /requests/${ERASURE}/erasures/decisions/[0-9a-f-]{36}/undo`));
  }, 60_000);

  it('decides on the page of something destroyed that it may be captured again', async () => {
    await open(`/items/${DESTROYED}`, 'Destroyed by a disposition');
    await page.getByLabel('Reason', { exact: true }).fill('Wanted for the inquiry');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'It may be captured again' }).click();
    expect(await nextChange()).toBe(`POST /residuals/${DESTROYED}/recapture {"reason":"Wanted for the inquiry"}`);
  }, 60_000);
});
