import { accounts } from '../../web/fixtures/day.js';
import { LINK } from '../../web/fixtures/connections.js';
import { onWorkspace, type OpenedWorkspace } from './support/open-workspace.js';
import { violations } from './support/watch.js';

const [CITY] = accounts;

onWorkspace('Connecting an account, on the page', { width: 1360, height: 900 }, (opened) => {
  let server: OpenedWorkspace['server'];
  let page: OpenedWorkspace['page'];
  let open: OpenedWorkspace['open'];

  opened((workspace) => {
    ({ server, page, open } = workspace);
  });

  it('says how access stands, what is asked for and why; back from the platform, what was left out', async () => {
    await open(`/accounts/${CITY?.id ?? ''}`, CITY?.title ?? '');
    await page.getByText('The access ends').first().waitFor();
    await page.getByText('Told by mail (whoever answers for the account, 7 days before)').waitFor();
    await page.getByText('Connect the account', { exact: true }).click();
    await page.getByText('read:statuses. Without it:').waitFor();
    await page.getByText('unless a law requires that it be kept').waitFor();
    await page.getByText('Not read in the source itself').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByLabel('On what ground is kept').first().fill('50 ILCS 205/7');
    await page.getByRole('button', { name: 'Go to the platform' }).click();
    await page.getByRole('heading', { level: 1, name: 'Back from the platform' }).waitFor();
    await page.getByText('is connected.').waitFor();
    await page.getByText('read:notifications was not granted').waitFor();
    expect(new URL(page.url()).search).toBe('');
    expect(await violations(page)).toEqual([]);
    const asked = server.changesAsked.map((change) => change.replace(/accounts\/[^/]+/, 'accounts/…'));
    expect(asked).toEqual([
      'POST /accounts/…/connection {"ground":"50 ILCS 205/7","messages":false}',
      'POST /connection-answers {"state":"st4te","code":"c0de"}',
    ]);
  }, 60_000);

  it('makes a personal link that is shown once, and says what became of another', async () => {
    await open(`/accounts/${CITY?.id ?? ''}`, CITY?.title ?? '');
    await page.getByText('Connect the account', { exact: true }).click();
    await page.getByText('A personal link for the owner').click();
    await page.getByText('First opened').waitFor();
    await page.getByRole('button', { name: 'Make a personal link' }).click();
    await page.getByText(`https://records.newford.example/connect#${LINK}`).waitFor();
    expect(await violations(page)).toEqual([]);
  }, 60_000);

  it('says since when something cannot be captured, and what could not be once', async () => {
    await open(`/accounts/${CITY?.id ?? ''}`, CITY?.title ?? '');
    await page.getByText('Direct messages are not archived until access to them is granted. Since').waitFor();
    await page.getByText('What could not be captured earlier').click();
    await page.getByText('at most 60 replies of each can be archived. From').waitFor();
    expect(await violations(page)).toEqual([]);
  }, 60_000);

  it('puts access that ends and decisions about clauses on the desk', async () => {
    await open('/', 'Duty desk');
    await page.getByText('3 days are left').waitFor();
    await page.getByText('2 items are kept that were removed there').waitFor();
    await page.getByText('Decide', { exact: true }).first().click();
    await page.getByLabel('Ground of the decision').fill('50 ILCS 205/7');
    await page.getByRole('button', { name: 'Decide' }).click();
    await page.waitForTimeout(300);
    expect(server.changesAsked.at(-1)).toContain('/clause-decisions {"says":"keep","ground":"50 ILCS 205/7"}');
    expect(await violations(page)).toEqual([]);
  }, 60_000);

  it('shows an owner who does not sign in what is asked for, takes the secret out of the address, and then nothing more', async () => {
    await page.goto(`${server.url}/connect#${LINK}`);
    await page.getByRole('heading', { level: 1, name: /Grant access to/ }).waitFor();
    expect(page.url()).toBe(`${server.url}/connect`);
    await page.getByText('has to keep what is published on this account').waitFor();
    expect(await page.getByRole('navigation').count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Go to the platform' }).click();
    await page.getByText('You can close this window').waitFor();
    expect(await page.evaluate(`sessionStorage.getItem('akta.connect-link')`)).toBeNull();
    await page.goto(`${server.url}/connect`);
    await page.getByText('This address is not complete').waitFor();
    await page.goto(`${server.url}/connect#${'x'.repeat(43)}`);
    await page.reload();
    await page.getByText('This link opens nothing').waitFor();
  }, 60_000);
});
