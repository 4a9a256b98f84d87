import type { Browser, Page } from 'playwright-core';
import { itemId } from '../../web/fixtures/build-item.js';
import { CERTIFICATE, CHECK, SAVED } from '../../web/fixtures/certificates.js';
import { builtPage, chromiumPath, launch } from '../support/chromium.js';
import { type FixtureServer, startFixtureServer } from './support/fixture-server.js';
import { tabTo, violations } from './support/watch.js';

const chromium = chromiumPath();
const suite = chromium === null ? describe.skip : describe;
if (chromium === null) console.warn('Skipped: no Chromium at CHROMIUM or /usr/bin/chromium.');

suite('Searches that are kept, and what stood at a time', () => {
  let browser: Browser;
  let server: FixtureServer;
  let page: Page;

  beforeAll(async () => {
    browser = await launch(chromium ?? '');
    server = await startFixtureServer(`${await builtPage()}/workspace`, true);
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1360, height: 900 } });
    await page.addInitScript(`if (!localStorage.getItem('akta.language')) localStorage.setItem('akta.language', 'en')`);
  });

  afterEach(() => page.close());

  const open = async (path: string): Promise<void> => {
    await page.goto(server.url + path);
    await page.locator('h1').waitFor();
  };
  const press = async (name: string): Promise<void> => {
    await tabTo(page, name);
    await page.keyboard.press('Enter');
  };

  it('are certified, opened, checked and downloaded by keyboard', async () => {
    await open('/search?text=newford&state=gone');
    await press('Keep this search');
    await press('Make a certificate');
    await page.getByText('The certificate is made.').waitFor();
    expect(server.changesAsked.at(-1)).toBe('POST /search-certificates {"q":"newford","state":"gone"}');
    expect(await violations(page)).toEqual([]);
    await press('Open it');
    await page.getByRole('heading', { level: 1, name: 'Search certificate of' }).waitFor();
    await press('Check it now');
    await page.getByText('The certificate is right').waitFor();
    expect(await violations(page)).toEqual([]);
    const download = page.getByRole('link', { name: 'Download as JSON' });
    expect(await download.getAttribute('download')).toBe(`search-certificate-${CERTIFICATE.id}.json`);
    const again = await page.getByRole('link', { name: 'The same search today' }).getAttribute('href');
    expect(again).toBe('/search?text=flood+AND+state%3Agone&from=2026-05-18&to=2026-05-20');
  });

  it.each([
    ['unknown', { verdict: 'unknown', asThen: false, destroyedSince: 2 }, '2 items that stood in these accounts then have been destroyed'],
    ['wrong', { verdict: 'wrong', committed: false }, 'Its text is not the one the log committed to.'],
  ])('say in words that the certificate is %s', async (_, differs, said) => {
    await page.route('**/check', (route) => route.fulfill({ json: { ...CHECK, ...differs } }));
    await open(`/certificates/${CERTIFICATE.id}`);
    await press('Check it now');
    await page.getByText(said).waitFor();
    expect(await violations(page)).toEqual([]);
  }); // prettier-ignore

  it('are saved under a name, asked again, and taken off the list', async () => {
    await open('/search?text=newford');
    await press('Keep this search');
    await tabTo(page, 'Name');
    await page.keyboard.type('Newford, all');
    await page.keyboard.press('Enter');
    await page.getByText('The search is on your list.').waitFor();
    expect(server.changesAsked.at(-1)).toBe('POST /saved-searches {"q":"newford","name":"Newford, all"}');
    await press('Your saved searches');
    const forgotten = page.waitForResponse((response) => response.request().method() === 'DELETE');
    await press(`Take “⁨${SAVED.name}⁩” off the list`);
    await forgotten;
    expect(server.changesAsked.at(-1)).toBe(`DELETE /saved-searches/${SAVED.id} null`);
    await page.getByRole('link', { name: SAVED.name }).click();
    await page.waitForURL('**/search?text=flood&state=gone');
  });

  it('show a conversation as it stood at a minute of the body, and now again', async () => {
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/api/v1/threads/')) asked.push(new URL(request.url()).search);
    });
    await open(`/threads/${itemId(12)}`);
    await press('As it stood at another time');
    await page.locator('#as-of').fill('2026-05-18T18:58');
    await page.locator('#as-of').press('Enter');
    await page.getByText('As it stood on').waitFor();
    expect(new URL(page.url()).searchParams.get('at')).toBe('2026-05-18T18:58');
    expect(asked.at(-1)).toBe('?at=2026-05-18T23%3A58%3A00.000Z');
    await press('As it stands now');
    await page.getByText('As it stood on').waitFor({ state: 'hidden' });
    expect(new URL(page.url()).search).toBe('');
    expect(new Set(asked)).toEqual(new Set(['', '?at=2026-05-18T23%3A58%3A00.000Z']));
  });
});
