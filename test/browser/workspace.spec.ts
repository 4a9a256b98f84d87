import type { Browser, Page } from 'playwright-core';
import { itemId } from '../../web/fixtures/build-item.js';
import type { DeskView } from '../../src/archive/index.js';
import { account } from '../../web/fixtures/day.js';
import { CERTIFICATE } from '../../web/fixtures/certificates.js';
import { people } from '../../web/fixtures/people.js';
import { desk } from '../../web/fixtures/views.js';
import { builtPage, chromiumPath, launch } from '../support/chromium.js';
import { type FixtureServer, startFixtureServer } from './support/fixture-server.js';
import { tabTo, violations, watch, type Watch } from './support/watch.js';

const chromium = chromiumPath();
const suite = chromium === null ? describe.skip : describe;
if (chromium === null) console.warn('Skipped: no Chromium at CHROMIUM or /usr/bin/chromium.');

const SCREENS: readonly (readonly [string, string])[] = [
  ['duty desk', '/'],
  ['accounts', '/accounts'],
  ['an account in trouble', `/accounts/${account.M}`],
  ['search', '/search'],
  ['search with a preview', `/search?text=newford&preview=${itemId(4)}`],
  ['nothing found', '/search?text=zeppelin'],
  ['an item gone from the source', `/items/${itemId(19)}`],
  ['an item with two versions', `/items/${itemId(7)}`],
  ['a poll', `/items/${itemId(1)}`],
  ['an item that is not there', '/items/none'],
  ['a thread', `/threads/${itemId(12)}`],
  ['a thread at a time', `/threads/${itemId(12)}?at=2026-05-18T12:00`],
  ['an account on a day', `/accounts/${account.M}?at=2026-05-18`],
  ['search certificates', '/certificates'],
  ['a search certificate', `/certificates/${CERTIFICATE.id}`],
  ['audit trail', '/audit'],
  ['export', '/export'],
  ['people', '/people'],
  ['a person with keys', `/people/${people[1]?.id}`],
  ['a person who is let in no longer', `/people/${people[2]?.id}`],
  ['clocks', '/clocks'],
  ['a due date', '/clocks?law=us-il&received=2026-05-20&extend=voluminous'],
  ['a draft of a law', '/clocks?law=us-ne'],
  ['an address without a screen', '/nowhere'],
];

suite('The workspace', () => {
  let browser: Browser;
  let server: FixtureServer;
  let page: Page;
  let seen: Watch;

  beforeAll(async () => {
    server = await startFixtureServer(`${await builtPage()}/workspace`, true);
    browser = await launch(chromium ?? '');
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
    seen = watch(page, server.url);
  });

  afterEach(() => page.close());

  async function open(path: string): Promise<void> {
    await page.addInitScript(`localStorage.getItem('akta.language') ?? localStorage.setItem('akta.language', 'en')`);
    await page.goto(server.url + path);
    await page.locator('h1').waitFor();
    const waiting = page.getByText(/Reading the archive|Counting/);
    await waiting.first().waitFor({ state: 'hidden' });
  }

  it.each(SCREENS)('has nothing for axe to find on %s, in English and in Polish', async (_, path) => {
    await open(path);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Polski' }).click();
    await page.locator('html[lang=pl]').waitFor();
    expect(await violations(page)).toEqual([]);
    const complaints = seen.complaints.filter((text) => !(path === '/items/none' && text.includes('404')));
    expect(complaints).toEqual([]);
    expect(seen.outside).toEqual([]);
  });

  it('gives each screen one h1, which is also its title, and moves the focus there', async () => {
    await open('/');
    const titles = new Set<string>();
    for (const name of ['Accounts', 'Search', 'Audit trail', 'Export', 'Clocks', 'Duty desk']) {
      await page.getByRole('link', { name, exact: true }).first().click();
      await page.getByRole('heading', { level: 1, name }).waitFor();
      expect(await page.locator('h1').count()).toBe(1);
      expect(await page.title()).toBe(`${name} · Akta`);
      expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
      titles.add(await page.title());
    }
    expect(titles.size).toBe(6);
  });

  it('puts the account in trouble first and tells why it is not seen', async () => {
    await open('/');
    const first = await page.locator('.ak-account').first().innerText();
    expect(first).toContain('Mayor Ellen Brandt');
    expect(first).toContain('because the platform refused our access. Nothing is counted as gone.');
  });

  it('says first what the daily work found or did not do, in both languages, and axe has nothing against it', async () => {
    const doneAt = '2026-05-18T02:00:00Z';
    const alarms: DeskView['alarms'] = [
      { work: 'key-check', is: 'wrong', things: 2, doneAt },
      { work: 'key-file', is: 'overdue', things: 0, doneAt: null },
      { work: 'lock-renewal', is: 'wrong', things: 1, doneAt },
    ];
    await page.route('**/api/v1/desk', (route) => route.fulfill({ json: { ...desk, alarms } }));
    await open('/');
    const shown = page.locator('section[aria-labelledby=desk-alarms]');
    const said = await shown.innerText();
    expect(said).toContain('The check of the keys found 2 things not as recorded');
    expect(said).toContain('No copy of the keys has been made for two days (last: not yet).');
    expect(said).toContain('1 stored object cannot be kept locked');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Polski' }).click();
    await page.locator('html[lang=pl]').waitFor();
    expect(await shown.innerText()).toContain('Kontrola kluczy wykazała 2 niezgodności');
    expect(await violations(page)).toEqual([]);
  });

  it('says what was not searched when nothing is found', async () => {
    await open('/search?text=zeppelin');
    // The figures come one after the other: the sentence is read when both are there.
    const said = page.getByText('No item matches.').filter({ hasText: 'all versions of 29 items on 5 accounts' });
    await said.filter({ hasText: '2 known accounts that are not archived' }).first().waitFor();
    const tooLong = page.getByText('1 item of this archive is too long to be searched whole');
    await tooLong.waitFor();
    expect(await tooLong.count()).toBe(1);
  });

  it('shows how a search was understood, where its words stand, and where a mistake does', async () => {
    await open('/search?text=alarm');
    await page.getByText('Looked for: the words “alarm”.').waitFor();
    expect(await page.locator('.ak-row__snippet mark').first().innerText()).toMatch(/^alarm$/i);
    await page.getByText('Narrow it').click();
    await page.getByRole('link', { name: /^Post: / }).click();
    await page.waitForURL(/type%3Apost/);
    await page.getByText('How to write a search').click();
    await page.getByText('How it stands: gone.').waitFor();
    expect(await violations(page)).toEqual([]);
    await open('/search?text=(flood');
    await page.getByText('A bracket is opened here and not closed.').waitFor();
    expect(await page.locator('.ak-query mark').innerText()).toBe('(');
  });

  it('says of an item that is gone what sentence 7 says, in both languages', async () => {
    await open(`/items/${itemId(19)}`);
    expect(await page.locator('.ak-standing--gone').innerText()).toBe(
      'No longer at the source. Last seen 18:57, first missing 18:59, confirmed 19:14 by two looks while another post ' +
        'of the same account could still be read. The platform does not say who removed it. Our copy is complete.',
    );
    await page.getByRole('button', { name: 'Polski' }).click();
    expect(await page.locator('.ak-standing--gone').innerText()).toBe(
      'Wpisu nie ma już w źródle. Ostatnio widziany o 18.57, po raz pierwszy nieobecny o 18.59, potwierdzono o 19.14 po ' +
        'dwóch sprawdzeniach, podczas gdy inny wpis tego konta był nadal dostępny. Platforma nie podaje, kto go usunął. ' +
        'Nasza kopia jest kompletna.',
    );
  });

  it('tells a due date as sentence 12 does, in both languages, and unfolds its days', async () => {
    await open('/clocks?law=us-il&received=2026-05-20');
    await page.getByText('Due Thursday 28 May 2026: five business days after 20 May').waitFor();
    await tabTo(page, 'Show the days');
    await page.keyboard.press('Enter');
    const row = page.getByRole('row', { name: /25 May 2026/ });
    expect(await row.innerText()).toMatch(/no\s+Memorial Day\s+5 ILCS 490/);
    await page.getByRole('button', { name: 'Polski' }).click();
    await page.getByText('Termin: czwartek 28 maja 2026 r. Piąty dzień roboczy po 20 maja').waitFor();
  });

  it('shows a draft as one, and asks no day of receipt for it', async () => {
    await open('/clocks?law=us-ne');
    await page.getByText('The deadline rule for Nebraska has not been checked against the statute.').waitFor();
    expect(await page.getByLabel('Day of receipt').count()).toBe(0);
    await page.getByRole('button', { name: 'Polski' }).click();
    await page.getByText('nie sprawdzono z ustawą').first().waitFor();
  });

  it('is asked for a due date by keyboard alone', async () => {
    await open('/clocks?law=pl-udip');
    await tabTo(page, 'Day of receipt');
    await page.keyboard.type('05212026');
    await page.keyboard.press('Enter');
    const due = page.getByText('Due Friday 5 June 2026: the fourteenth day after 21 May falls on a holiday');
    await due.waitFor();
    expect(new URL(page.url()).search).toBe('?law=pl-udip&received=2026-05-21');
  });

  it('shows each body’s own time', async () => {
    await open(`/items/${itemId(25)}`);
    expect(await page.locator('main').innerText()).toContain('Posted 19 May 2026, 22:40 (UTC+02:00)');
  });

  it('keeps what it showed while the server does not answer, and says so', async () => {
    await open('/');
    await page.route('**/api/v1/desk', (route) => route.abort());
    await page.getByText('The archive did not answer. Nothing was changed.').waitFor({ timeout: 20_000 });
    expect(await page.locator('.ak-account').count()).toBe(5);
  }, 40_000);

  it('is worked by keyboard alone, from search over the versions of an item to a bundle', async () => {
    await open('/search');
    await tabTo(page, 'Words');
    await page.keyboard.type('alarm powodziowy');
    await page.keyboard.press('Enter');
    await page.getByText('1 item matches').waitFor();
    await tabTo(page, 'ALARM POWODZIOWY');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /Miasto Newford/ }).waitFor();
    await tabTo(page, 'Version 2 of 2');
    await page.keyboard.press('ArrowLeft');
    expect(await page.getByRole('slider').getAttribute('aria-valuetext')).toContain('Version 1 of 2, first seen');
    expect(await page.locator('.ak-content__text').innerText()).toContain('14,2 stopy');
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('.ak-content__text').innerText()).toContain('12,4 stopy (3,8 m)');
    expect(await page.locator('.ak-diff ins').first().textContent()).toBe(' put in: 12');
    await page.keyboard.press('Home');
    for (let press = 0; press < 30; press += 1) await page.keyboard.press('Shift+Tab');
    await tabTo(page, 'Export');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Export' }).waitFor();
    await tabTo(page, 'First day');
    await page.keyboard.type('05182026');
    await tabTo(page, 'Largest file');
    await page.keyboard.type('Parts of at most 25');
    await tabTo(page, 'Make the bundle');
    await page.keyboard.press('Enter');
    await page.getByText('is ready').waitFor({ timeout: 15_000 });
    await page.getByText('The bundle is in 2 parts.').waitFor();
    await tabTo(page, 'Download EXP-2026-0001-unredacted.part1of2.zip');
    await tabTo(page, 'Download EXP-2026-0001-unredacted.part2of2.zip');
    await tabTo(page, 'A link for the requester');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Make a link');
    await page.keyboard.press('Enter');
    await page.getByText(`${server.url}/api/v1/export-links/shown-once/file`).waitFor();
    await page.getByText('fetched 2 times.').waitFor();
    await page.getByText(/^Part 2, .*1,234 bytes, not to the end$/).waitFor();
    expect(await violations(page)).toEqual([]);
    await tabTo(page, 'Close this link');
    await page.keyboard.press('Enter');
    await page.getByText('closed; fetched 2 times.').waitFor();
    await page.getByRole('cell', { name: 'waits for a second person' }).waitFor({ timeout: 20_000 });
    expect(await violations(page)).toEqual([]);
    expect(server.exportsAsked).toEqual([
      { accountIds: Object.values(account), from: '2026-05-18', language: 'en', profile: 'full', partSize: 25_000_000 },
    ]);
  }, 60_000);
});

suite('Signing in', () => {
  it('refuses a wrong key with the server’s sentence, then opens the screen that was asked for', async () => {
    const server = await startFixtureServer(`${await builtPage()}/workspace`, false);
    const browser = await launch(chromium ?? '');
    try {
      const page = await browser.newPage();
      await page.addInitScript(`localStorage.setItem('akta.language', 'en')`);
      await page.goto(`${server.url}/audit`);
      await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
      expect(await violations(page)).toEqual([]);
      await page.getByLabel('Key', { exact: true }).fill('akta_wrong');
      await page.keyboard.press('Enter');
      await page.getByText('This key is not known here.').waitFor();
      expect(await violations(page)).toEqual([]);
      await page.getByLabel('Key', { exact: true }).fill('akta_right');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'Audit trail' }).waitFor();
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
    } finally {
      await browser.close();
      await server.stop();
    }
  }, 120_000);
});
