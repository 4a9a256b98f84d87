import { FAULT } from '../../web/fixtures/storage.js';
import { onWorkspace, type OpenedWorkspace } from './support/open-workspace.js';
import { tabTo, violations } from './support/watch.js';

onWorkspace('What is stored, on the page', { width: 1360, height: 900 }, (opened) => {
  let server: OpenedWorkspace['server'];
  let page: OpenedWorkspace['page'];
  let open: OpenedWorkspace['open'];
  let nextChange: OpenedWorkspace['nextChange'];

  opened((workspace) => {
    ({ server, page, open, nextChange } = workspace);
    server.permissions = [...server.permissions, 'audit.read', 'fixity.manage'];
  });

  it('is said to be read back or not, and a finding has what, where, since when and what to do', async () => {
    await open('/storage', 'Storage');
    await page.getByText('99.98 % of 12,400 stored objects were read back within 90 days').waitFor();
    await page.getByRole('rowheader', { name: /does not open.*put the right one back/s }).waitFor();
    await page.getByRole('cell', { name: /@newford@social.newford.example.*x\/ab\/abcdef/s }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByLabel('What is being done').fill('The disk is being replaced');
    await tabTo(page, 'I have looked at it');
    await page.keyboard.press('Enter');
    expect(await nextChange()).toBe(`POST /fixity/faults/${FAULT}/look {"said":"The disk is being replaced"}`);
  }, 60_000);

  it('and the installation are examined when asked, what is ill first; earlier examinations stay', async () => {
    await open('/storage', 'Storage');
    const parts = page.getByRole('table').filter({ hasText: 'Found' }).getByRole('rowheader');
    await parts.first().waitFor();
    expect((await parts.allInnerTexts()).filter((text) => text.startsWith('D'))).toEqual(['Disk', 'Database']);
    // A person may be called like a tag.
    await page.getByRole('cell', { name: 'Inez <Duarte>' }).waitFor();
    await page.getByRole('button', { name: 'Examine now' }).click();
    await page.getByText('Examined: one part is ill.').waitFor();
    expect(server.changesAsked.at(-1)).toMatch(/^POST \/examinations/);
  }, 60_000);
});
