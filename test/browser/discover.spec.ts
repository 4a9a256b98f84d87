import type { Browser, Page } from 'playwright-core';
import { builtPage, chromiumPath, launch } from '../support/chromium.js';
import { type FixtureServer, startFixtureServer } from './support/fixture-server.js';
import { tabTo, violations, watch, type Watch } from './support/watch.js';

const chromium = chromiumPath();
const suite = chromium === null ? describe.skip : describe;
if (chromium === null) console.warn('Skipped: no Chromium at CHROMIUM or /usr/bin/chromium.');

suite('Suggestions while somebody types', () => {
  let browser: Browser;
  let server: FixtureServer;
  let page: Page;
  let seen: Watch;
  let asked: string[];

  beforeAll(async () => {
    server = await startFixtureServer(`${await builtPage()}/workspace`, true);
    browser = await launch(chromium ?? '');
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
    seen = watch(page, server.url);
    asked = [];
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.pathname === '/api/v1/discover') asked.push(url.searchParams.get('q') ?? '');
    });
    await page.addInitScript(`localStorage.getItem('akta.language') ?? localStorage.setItem('akta.language', 'en')`);
    await page.goto(`${server.url}/search`);
    await page.locator('h1').waitFor();
    await tabTo(page, 'Begin to type');
  });

  afterEach(() => page.close());

  it('are asked for when the typing pauses, say where they come from and give no count of what there is', async () => {
    await page.keyboard.type('newfrod');
    await page.getByText('2 suggestions. There may be more.').waitFor();
    expect(asked).toEqual(['newfrod']);
    await page.getByText(/newfrod.*may be:.*newford/).waitFor();
    await page.getByText('Suggested by Meilisearch.').waitFor();
    await page.getByText('The index is 3 events behind').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Polski' }).click();
    await page.getByText('2 podpowiedzi. Może być ich więcej.').waitFor();
    await page.getByText('Indeks jest opóźniony o 3 zdarzenia').waitFor();
    expect(await violations(page)).toEqual([]);
    expect([...seen.complaints, ...seen.outside]).toEqual([]);
  });

  it('are gone through with the arrows, and one of them opens its item', async () => {
    await page.keyboard.type('newfrod');
    await page.getByText('2 suggestions').waitFor();
    const focused = (): Promise<unknown> =>
      page.evaluate('document.activeElement.className + document.activeElement.id');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toContain('ak-row__link');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    expect(await focused()).toContain('discover-words');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/items\//);
  });

  it('become a search of records with Enter, and are let go with Escape', async () => {
    await page.keyboard.type('newfrod');
    await page.getByText('2 suggestions').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('2 suggestions').waitFor({ state: 'detached' });
    await page.keyboard.type('flood');
    await page.getByRole('link', { name: /Search the records for .*flood\*/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/text=flood/);
    expect(await page.getByRole('textbox', { name: 'Words' }).inputValue()).toBe('flood*');
  });

  it('say so where a person is named, or the index cannot be reached, and leave record search as it is', async () => {
    await page.keyboard.type('@dana');
    await page.getByText('is looked for by record search only').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.type('gone');
    await page.getByText('The index cannot be reached, so nothing is suggested.').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('search').getByRole('button', { name: 'Search' }).waitFor();
  });
});
