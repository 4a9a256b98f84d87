import { itemId } from '../../web/fixtures/build-item.js';
import { APPROVED, CARRIED_OUT, DESTROYED, HANDED_OVER, LIST, SUBMITTED } from '../../web/fixtures/dispositions.js';
import { onWorkspace, type OpenedWorkspace } from './support/open-workspace.js';
import { tabTo, violations } from './support/watch.js';

onWorkspace('Disposition on the page', { width: 1360, height: 900 }, (opened) => {
  let server: OpenedWorkspace['server'];
  let page: OpenedWorkspace['page'];
  let open: OpenedWorkspace['open'];
  let nextChange: OpenedWorkspace['nextChange'];

  opened((workspace) => ({ server, page, open, nextChange } = workspace));

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
    expect(await nextChange()).toBe(`POST /dispositions/${LIST}/exclusions ${JSON.stringify(excluded)}`);
    await page.getByRole('button', { name: 'I went through this list' }).click();
    expect(await nextChange()).toBe(`POST /dispositions/${LIST}/review {"seen":2}`);
  }, 60_000);

  it('offers the certificate of what was carried out, and of a destroyed item what may be known', async () => {
    await open(`/dispositions/${CARRIED_OUT}`, 'Disposition list 2026-D-001');
    const link = page.getByRole('link', { name: 'Certificate of destruction (PDF)' });
    expect(await link.getAttribute('href')).toBe(`/api/v1/dispositions/${CARRIED_OUT}/certificate/file?language=en`);
    await open(`/items/${DESTROYED}`, 'Destroyed by a disposition');
    await page.getByText('us-grs-6.4 27, 020').waitFor();
    await page.getByRole('link', { name: 'The list it stood on' }).waitFor();
  }, 60_000);

  it('has a transfer packaged for the archive that was chosen', async () => {
    await open(`/dispositions/${APPROVED}`, 'Disposition list 2026-D-005');
    await page.getByLabel('What the archive wants to get').selectOption('pl-archiwum-panstwowe');
    await page.getByLabel('Goes to').fill('Archiwum Państwowe w Katowicach');
    await page.getByRole('button', { name: 'Make the package' }).click();
    const wanted = { profile: 'pl-archiwum-panstwowe', archive: 'Archiwum Państwowe w Katowicach' };
    expect(await nextChange()).toBe(`POST /dispositions/${APPROVED}/package ${JSON.stringify(wanted)}`);
  }, 60_000);

  it('offers the package to whoever hands it over, and the receipt to the second person', async () => {
    await open(`/dispositions/${HANDED_OVER}`, 'Disposition list 2026-D-003');
    const link = page.getByRole('link', { name: 'Download the package' });
    expect(await link.getAttribute('href')).toBe(`/api/v1/dispositions/${HANDED_OVER}/package/file`);
    await page.getByText('National Archives and Records Administration').first().waitFor();
    await page.getByText('Everything stays here until a second person confirms').waitFor();
    await page.getByText('The archive did not take it').first().click();
    await page.getByLabel('Reason').fill('Two files could not be read');
    await page.getByRole('button', { name: 'The archive did not take it' }).click();
    expect(await nextChange()).toBe(
      `POST /dispositions/${HANDED_OVER}/receipt-refusal {"reason":"Two files could not be read"}`,
    );
    server.permissions = ['disposition.read', 'disposition.approve', 'item.read'];
    await page.reload();
    await page.getByLabel('Accession number of the archive').waitFor();
    expect(await page.getByRole('link', { name: 'Download the package' }).count()).toBe(0);
  }, 60_000);

  it('writes down what the state archive said', async () => {
    await open(`/dispositions/${SUBMITTED}`, 'Disposition list 2026-D-004');
    await page.getByLabel('Decision').first().selectOption('prolong');
    await page.getByLabel('From when on').first().fill('2031-01-01');
    await page.getByLabel('Reason; of what may be destroyed').fill('Expertise AP.431');
    await page.getByRole('button', { name: 'Write down what the state archive said' }).click();
    const said = { decision: 'prolong', reason: 'Expertise AP.431', from: '2031-01-01' };
    expect(await nextChange()).toBe(`POST /dispositions/${SUBMITTED}/decisions ${JSON.stringify(said)}`);

    await page.getByLabel(`Mark item ${itemId(13).slice(-8)}`).check();
    await page.getByLabel('Decision').last().selectOption('permanent');
    await page.getByLabel('Reason', { exact: true }).last().fill('Point 3');
    await page.getByRole('button', { name: 'Decide on those marked' }).click();
    const marked = { decision: 'permanent', itemIds: [itemId(13)], reason: 'Point 3' };
    expect(await nextChange()).toBe(`POST /dispositions/${SUBMITTED}/decisions ${JSON.stringify(marked)}`);
  }, 60_000);

  it('offers nothing to whoever only reads', async () => {
    server.permissions = ['disposition.read', 'item.read'];
    await open(`/dispositions/${LIST}`, 'Disposition list 2026-D-002');
    await page.getByRole('cell', { name: /^excluded: .*The museum asked/ }).waitFor();
    expect(await page.getByRole('button').allInnerTexts()).not.toContain('I went through this list');
    expect(await page.getByRole('checkbox').count()).toBe(0);
  }, 60_000);

  it.each([
    '/dispositions',
    ...[LIST, CARRIED_OUT, APPROVED, HANDED_OVER, SUBMITTED].map((id) => `/dispositions/${id}`),
    `/items/${DESTROYED}`,
  ])(
    'has no fault on a telephone, in Polish: %s',
    async (path) => {
      await page.setViewportSize({ width: 390, height: 844 });
      await page.addInitScript(`localStorage.setItem('akta.language', 'pl')`);
      await page.goto(server.url + path);
      await page.locator('h1').waitFor();
      await page.waitForLoadState('networkidle');
      // What was asked for may be another screen than the one that asked: the item is gone, and its residual is shown.
      await page.locator('main h1').waitFor();
      expect(await violations(page)).toEqual([]);
      const wide: unknown = await page.evaluate('document.documentElement.scrollWidth');
      expect(wide).toBe(390);
    },
    60_000,
  );
});
