import { itemId } from '../../web/fixtures/build-item.js';
import { HOLD, MATTER, REQUEST } from '../../web/fixtures/requests.js';
import { onWorkspace, type OpenedWorkspace } from './support/open-workspace.js';
import { tabTo, violations } from './support/watch.js';

onWorkspace('Requests, review and holds on the page', { width: 1360, height: 900 }, (opened) => {
  let server: OpenedWorkspace['server'];
  let page: OpenedWorkspace['page'];
  let seen: OpenedWorkspace['seen'];
  let open: OpenedWorkspace['open'];

  opened((workspace) => ({ server, page, seen, open } = workspace));

  async function press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await page.keyboard.press(key);
  }

  /** By keyboard: past the table, which takes the focus to be scrolled, to the link in it. */
  async function follow(link: string): Promise<void> {
    await tabTo(page, link);
    await tabTo(page, link);
    await press('Enter');
  }

  const REVIEW = `/requests/${REQUEST}/review`;

  it('answers a request by keyboard: release, not about, in part with a covered place, withhold, undo, make the answer', async () => {
    await open(REVIEW, 'Review of request 2026-0031');
    await page.getByText('Item 1 of 6: undecided.').waitFor();
    await press('?');
    await page.getByRole('dialog').getByText('Not about the request').waitFor();
    expect(await violations(page)).toEqual([]);
    await press('Escape', 'j', 'k', 'r');
    await page.getByText('Item 2 of 6: undecided.').waitFor();
    await press('n');
    await page.getByText('Item 3 of 6: undecided.').waitFor();
    await press('u');
    await page.getByText('1 decision taken back').waitFor();
    await press('k');
    await page.getByText('Item 2 of 6: undecided.').waitFor();
    await press('r');
    await page.getByText('Item 3 of 6: undecided.').waitFor();
    await press('w');
    await page.getByRole('button', { name: 'Withhold whole' }).waitFor();
    await page.locator('#ground-code').selectOption('7(1)(c)');
    await tabTo(page, 'What disclosure would harm', 2);
    await page.keyboard.type('Who gave the warning, who would be known.');
    await press('Enter');
    await page.getByText('Item 4 of 6: undecided.').waitFor();
    await coverTheAddress();
    await press('Escape', 'p');
    await page.getByText('Item 5 of 6: undecided.').waitFor();
    await press('x', 'j', 'x');
    await page.getByText('2 items are selected').first().waitFor();
    await press('r');
    await page.getByText('6 of 6 decided; 0 looked at by a second person.').waitFor();
    expect(await violations(page)).toEqual([]);
    await open(`/requests/${REQUEST}`, 'Request 2026-0031');
    await page
      .getByText('Found 6 = released 4 + released in part 1 + withheld 1 + not about the request 0 + undecided 0.')
      .waitFor();
    await tabTo(page, 'Make the answer');
    await press('Enter');
    await page.getByText('is ready').waitFor({ timeout: 15_000 });
    expect(server.exportsAsked).toEqual([{ requestId: REQUEST, language: 'en' }]);
    expect(await violations(page)).toEqual([]);
    expect(seen).toEqual({ complaints: [], outside: [] });
  }, 120_000);

  /** “18 Mill St” in “Water is in my basement at 18 Mill St.”, with Shift and the arrow keys. */
  async function coverTheAddress(): Promise<void> {
    await page.locator('[data-part="text"]').waitFor();
    await press('c', 'Control+Home');
    await press(...Array.from({ length: 27 }, () => 'ArrowRight'));
    await press(...Array.from({ length: 10 }, () => 'Shift+ArrowRight'));
    await page.keyboard.type('typed');
    await press('Enter');
    await page.getByRole('heading', { name: /Cover: Text, version 1: .*18 Mill St/ }).waitFor();
    await page.keyboard.type('7(1)(b)');
    await press('Tab', 'Enter');
    await page.locator('.ak-box', { hasText: '18 Mill St' }).waitFor();
    const asked = server.changesAsked.find((change) => change.includes('/redactions'));
    expect(asked).toContain('{"version":1,"part":"text","start":27,"end":37,"ground":{"code":"7(1)(b)"}}');
  }

  it('tells who was faster and what they decided, and changes nothing', async () => {
    await open(`${REVIEW}?item=${itemId(12)}`, 'Review of request 2026-0031');
    await page.getByText('Item 3 of 6: undecided.').waitFor();
    server.desk.decidedByAdam(itemId(12));
    await press('r');
    await page.getByText(/Adam Okafor.? has decided meanwhile: withheld/).waitFor();
    await page.getByText('Item 3 of 6: withheld.').waitFor();
    expect(await violations(page)).toEqual([]);
  }, 60_000);

  it('covers a region of a picture by numbers, a handle whole, and uncovers', async () => {
    await open(`${REVIEW}?item=${itemId(19)}`, 'Review of request 2026-0031');
    await tabTo(page, 'From the left');
    for (const percent of ['12.5', '25', '50', '30']) {
      await press('Control+a');
      await page.keyboard.type(percent);
      await press('Tab');
    }
    expect(await page.locator('rect.ak-region').getAttribute('width')).toBe('5000');
    await press('Enter');
    await page.locator('#ground-code').selectOption('7(1)(b)');
    await press('Tab', 'Enter');
    await page.locator('rect.ak-region--covered').waitFor();
    expect(server.changesAsked.at(-1)).toContain('"region":{"x":1250,"y":2500,"width":5000,"height":3000}');
    await tabTo(page, 'Cover whole: Author’s handle');
    await press('Enter', 'Tab', 'Enter');
    await page.getByText('Author’s handle, version 1').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await tabTo(page, 'Uncover: Picture or video 1');
    await press('Enter');
    await page.locator('rect.ak-region--covered').waitFor({ state: 'detached' });
  }, 90_000);

  it('offers what looks like personal data, with the code it usually takes', async () => {
    await open(`${REVIEW}?item=${itemId(13)}`, 'Review of request 2026-0031');
    await tabTo(page, 'Cover: ');
    await press('Enter');
    await page.getByRole('button', { name: 'Cover', exact: true }).waitFor();
    expect(await page.locator('#ground-code').inputValue()).toBe('7(1)(b)');
  }, 60_000);

  it('shows a request with its deadline, history and what is missing, and takes a step by keyboard', async () => {
    await open('/requests', 'Records requests');
    await page.getByRole('link', { name: '2026-0031' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await follow('2026-0031');
    await page.locator('.ak-count', { hasText: 'Due 28 May 2026.' }).waitFor();
    await page.getByText('acknowledged receipt. Letter').waitFor();
    await page.getByText('(28 minutes), because the platform did not answer').waitFor();
    await page.getByText('Ellen Brandt for Newford').waitFor();
    await page.getByText('because 22 May 2026').waitFor();
    await page.getByText('It was due 27 May 2026; it is due 28 May 2026.').waitFor();
    await tabTo(page, 'Show the days');
    await press('Enter');
    await page.getByRole('row', { name: /Monday.*25 May 2026 no Memorial Day/ }).waitFor();
    await tabTo(page, 'Extend the deadline');
    await press('Enter');
    await tabTo(page, 'Ground');
    await page.keyboard.type('Counsel has to look');
    await tabTo(page, 'Letter');
    await page.keyboard.type('L-2026-110');
    await press('Enter');
    await page.getByText('Recorded in the log.').waitFor();
    expect(server.changesAsked.at(-1)).toBe(
      `POST /requests/${REQUEST}/extension {"ground":"Counsel has to look","letter":"L-2026-110"}`,
    );
    expect(await violations(page)).toEqual([]);
  }, 90_000);

  it('shows a letter with what is missing in it, takes that, and writes it, by keyboard', async () => {
    await open(`/requests/${REQUEST}`, 'Request 2026-0031');
    await tabTo(page, 'A question to the requester');
    await press('Enter');
    await tabTo(page, 'Show the letter');
    await press('Enter');
    await page.getByText('The letter needs one more fact: the question.').waitFor();
    expect(await violations(page)).toEqual([]);
    await tabTo(page, 'The question');
    await page.keyboard.type('Which accounts do you mean?');
    await tabTo(page, 'Show it with what was added');
    await press('Enter');
    await page.getByText('The letter has what the law wants in it.').waitFor();
    await tabTo(page, 'Write the letter');
    await press('Enter');
    await page.getByText('2026-0031-L1 is written.').waitFor();
    await page.getByRole('link', { name: '2026-0031-L1 as Word' }).waitFor();
    expect(server.changesAsked.at(-1)).toBe(
      `POST /requests/${REQUEST}/letters {"kind":"clarification","facts":{"question":"Which accounts do you mean?"}}`,
    );
    expect(await violations(page)).toEqual([]);
  }, 90_000);

  it('registers a request in the words of its letter', async () => {
    await open('/requests', 'Records requests');
    await page.getByText('Register a request').first().click();
    expect(await page.locator('#open-type').count()).toBe(0);
    await page.getByLabel('Law whose clock').fill('eu-gdpr');
    await page.getByLabel('Type of body or request').selectOption('pl');
    await page.getByLabel('Received').fill('2026-05-20T16:40');
    await page.getByLabel('Name of the requester').fill('Dana Whitlock');
    await page.getByLabel('What is asked').fill('All posts about the flood');
    await page.getByLabel('Words, as in a search').fill('flood');
    await page.getByRole('button', { name: 'Register a request' }).click();
    await page.getByText('Request 2026-0031 is registered.').waitFor();
    expect(server.changesAsked.at(-1)).toContain('"receivedAt":"2026-05-20T21:40:00.000Z"');
    expect(server.changesAsked.at(-1)).toContain('"law":"eu-gdpr","bodyType":"pl"');
    expect(server.changesAsked.at(-1)).toContain('"scope":{"query":"flood"}');
    expect(await violations(page)).toEqual([]);
  }, 60_000);

  it('makes an address for one’s calendar by keyboard, shows it once and closes it', async () => {
    await open('/requests', 'Records requests');
    await tabTo(page, 'Deadlines in your calendar');
    await press('Enter');
    await tabTo(page, 'Make an address');
    await press('Enter');
    await page.getByText(`${server.url}/api/v1/due-feeds/shown-once/due.ics`).waitFor();
    expect(await violations(page)).toEqual([]);
    await tabTo(page, 'Close the address');
    await press('Enter');
    await page.getByText('You have an address since').waitFor({ state: 'detached' });
    expect(server.changesAsked.map((change) => change.slice(0, 26))).toEqual([
      'POST /due-feeds {"language',
      expect.stringMatching(/^DELETE \/due-feeds\/019e/),
    ]);
    await page.reload();
    await page.getByText('Deadlines in your calendar').click();
    await page.getByRole('button', { name: 'Make an address' }).waitFor();
    expect(await page.getByText('shown-once').count()).toBe(0);
  }, 60_000);

  it('says whose turn it is when whoever proposed a release tries to approve it', async () => {
    await open('/holds', 'Holds');
    await follow('2026-L-014');
    await tabTo(page, 'Reason');
    await page.keyboard.type('The claim was settled');
    await press('Enter');
    await tabTo(page, 'Approve the release');
    await press('Enter');
    await page.getByText('You proposed this release, so you cannot approve it.').waitFor();
    expect(await violations(page)).toEqual([]);
    await open('/', 'Duty desk');
    await page.getByRole('heading', { name: 'Holds waiting for a second person' }).waitFor();
    await page.getByRole('link', { name: /2026-0031: due 28 May 2026.*before, it was due 27 May 2026/ }).waitFor();
    await page.getByText('The mail server has not taken 2 reminders').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(HOLD).not.toBe('');
  }, 60_000);

  it('issues a code for a handle by keyboard, looks for it, and shows by what another is proved', async () => {
    await open(`/requests/${REQUEST}`, 'Request 2026-0031');
    const handles = page.locator('section[aria-labelledby=request-handles]');
    await handles.getByText('proved on').waitFor();
    expect(await handles.getByRole('link', { name: 'Open' }).getAttribute('href')).toBe(`/items/${itemId(12)}`);
    await tabTo(page, 'Look for the code');
    await press('Enter');
    await handles.getByText('The code stands in nothing that was captured of this handle.').waitFor();
    await tabTo(page, 'Issue a code for a handle');
    await press('Enter');
    await tabTo(page, 'Handle');
    await page.keyboard.type('@dana@elsewhere.example');
    await press('Enter');
    await handles.getByText('AKTA-7F3K-9Q2M-0XWC').waitFor();
    const asked = `POST /requests/${REQUEST}/handles {"platform":"mastodon","handle":"@dana@elsewhere.example"}`;
    expect(server.changesAsked.at(-1)).toBe(asked);
    expect(await violations(page)).toEqual([]);
  }, 60_000);

  it('collects a person’s own data by keyboard, with the ground where no code has proved the handle', async () => {
    server.desk.isOfPerson = true;
    await open(`/requests/${REQUEST}`, 'Request 2026-0031');
    await tabTo(page, 'Collect');
    await press('Enter');
    await tabTo(page, 'Another handle of theirs');
    await page.keyboard.type('@dana_k@social.example');
    await press('Tab');
    await page.keyboard.type('Passport seen');
    await tabTo(page, 'Collect by person');
    await press('Enter');
    await page.getByText('6 items match.').waitFor();
    const person = { handles: [{ platform: 'mastodon', handle: '@dana_k@social.example' }], ground: 'Passport seen' };
    expect(server.changesAsked.at(-1)).toBe(`POST /requests/${REQUEST}/collection ${JSON.stringify({ person })}`);
    expect(await violations(page)).toEqual([]);
  }, 60_000);

  const HELD = ['/holds', `/holds/${HOLD}`, `/matters/${MATTER}`, '/me'];

  it.each(['/requests', `/requests/${REQUEST}`, REVIEW, ...HELD, `/items/${itemId(12)}`])(
    'has no fault on a telephone, in Polish: %s',
    async (path) => {
      await page.setViewportSize({ width: 390, height: 844 });
      await page.addInitScript(`localStorage.setItem('akta.language', 'pl')`);
      await page.goto(server.url + path);
      await page.locator('h1').waitFor();
      await page.waitForLoadState('networkidle');
      expect(await violations(page)).toEqual([]);
      const wide: unknown = await page.evaluate('document.documentElement.scrollWidth');
      expect(wide).toBe(390);
    },
    60_000,
  );

  it('offers nothing to whoever only reads', async () => {
    server.permissions = ['request.read', 'hold.read', 'item.read'];
    await open(REVIEW, 'Review of request 2026-0031');
    await page.getByText('Item 1 of 6').waitFor();
    await press('r');
    expect(await page.getByRole('button', { name: /Release/ }).count()).toBe(0);
    expect(server.changesAsked).toEqual([]);
  }, 60_000);
});
