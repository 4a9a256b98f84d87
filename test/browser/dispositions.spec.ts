import type { Browser } from 'playwright-core';
import { itemId } from '../../web/fixtures/build-item.js';
import { CARRIED_OUT, DESTROYED, LIST } from '../../web/fixtures/dispositions.js';
import { chromiumPath, launch } from '../support/chromium.js';
import { type OpenedWorkspace, openWorkspace } from './support/open-workspace.js';
import { tabTo, violations } from './support/watch.js';

const chromium = chromiumPath();
const suite = chromium === null ? describe.skip : describe;
if (chromium === null) console.warn('Skipped: no Chromium at CHROMIUM or /usr/bin/chromium.');

suite('Disposition on the page', () => {
  let browser: Browser;
  let workspace: OpenedWorkspace;
  let server: OpenedWorkspace['server'];
  let page: OpenedWorkspace['page'];
  let open: OpenedWorkspace['open'];

  beforeAll(async () => {
    browser = await launch(chromium ?? '');
  }, 120_000);

  afterAll(() => browser.close());

  beforeEach(async () => {
    workspace = await openWorkspace(browser, { width: 1360, height: 900 });
    ({ server, page, open } = workspace);
  }, 120_000);

  afterEach(() => workspace.close());

  it('shows a list, excludes what was marked and says that it was gone through, by keyboard', async () => {
    await open('/dispositions', 'Disposition lists');
    await page.getByText('020: Public correspondence').first().waitFor();
    await page.getByRole('link', { name: '2026-D-002' }).click();
    await page.getByRole('heading', { level: 1, name: 'Disposition list 2026-D-002' }).waitFor();
    await page.getByText('Consent of the director of the state archive: not on file yet').waitFor();
    await page.getByRole('cell', { name: /^excluded: .*The museum asked/ }).waitFor();
    expect(await violations(page)).toEqual([]);

    await tabTo(page, `Mark item ${itemId(13).slice(-8)}`);
    await page.keyboard.press('Space');
    await tabTo(page, 'Reason');
    await page.keyboard.type('A lawsuit is coming');
    await page.keyboard.press('Enter');
    const excluded = { itemIds: [itemId(13)], reason: 'A lawsuit is coming' };
    await page.waitForTimeout(300);
    expect(server.changesAsked.at(-1)).toBe(`POST /dispositions/${LIST}/exclusions ${JSON.stringify(excluded)}`);
    await page.getByRole('button', { name: 'I went through this list' }).click();
    await page.waitForTimeout(300);
    expect(server.changesAsked.at(-1)).toBe(`POST /dispositions/${LIST}/review {"seen":2}`);
  }, 60_000);

  it('offers the certificate of what was carried out, and of a destroyed item what may be known', async () => {
    await open(`/dispositions/${CARRIED_OUT}`, 'Disposition list 2026-D-001');
    const link = page.getByRole('link', { name: 'Certificate of destruction (PDF)' });
    expect(await link.getAttribute('href')).toBe(`/api/v1/dispositions/${CARRIED_OUT}/certificate/file?language=en`);
    await open(`/items/${DESTROYED}`, 'Destroyed by a disposition');
    await page.getByText('us-grs-6.4 27, 020').waitFor();
    await page.getByRole('link', { name: 'The list it stood on' }).waitFor();
  }, 60_000);

  it('offers nothing to whoever only reads', async () => {
    server.permissions = ['disposition.read', 'item.read'];
    await open(`/dispositions/${LIST}`, 'Disposition list 2026-D-002');
    await page.getByRole('cell', { name: /^excluded: .*The museum asked/ }).waitFor();
    expect(await page.getByRole('button').allInnerTexts()).not.toContain('I went through this list');
    expect(await page.getByRole('checkbox').count()).toBe(0);
  }, 60_000);

  it.each(['/dispositions', `/dispositions/${LIST}`, `/dispositions/${CARRIED_OUT}`, `/items/${DESTROYED}`])(
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
});
