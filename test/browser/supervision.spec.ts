import { SOURCE, VERSION } from '../../web/fixtures/policies.js';
import { counter, SAMPLE } from '../../web/fixtures/reports.js';
import { onWorkspace, type OpenedWorkspace } from './support/open-workspace.js';
import { tabTo, violations } from './support/watch.js';

const ACCOUNT = `/accounts/${counter.accountId}`;

onWorkspace('Schedules, reports and samples on the page', { width: 1360, height: 900 }, (opened) => {
  let server: OpenedWorkspace['server'];
  let page: OpenedWorkspace['page'];
  let open: OpenedWorkspace['open'];
  let nextChange: OpenedWorkspace['nextChange'];

  opened((workspace) => {
    ({ server, page, open, nextChange } = workspace);
    server.permissions = [...server.permissions, 'policy.read', 'policy.manage', 'audit.read'];
  });

  it('tries a schedule before it is loaded, by keyboard: the text, the body, progress, what would come of it', async () => {
    await open('/policies', 'Retention schedules');
    await page.getByRole('link', { name: 'Illinois local records, version 2026' }).waitFor();
    await tabTo(page, 'Begin with');
    await page.keyboard.press('ArrowDown');
    const yaml = page.getByLabel('The schedule (YAML)');
    await page.waitForFunction(`document.getElementById('try-yaml').value !== ''`);
    expect(await yaml.inputValue()).toBe(SOURCE);
    await tabTo(page, 'Try it');
    await page.keyboard.press('Enter');
    await page.getByText('10 of 25 items are worked out.').waitFor();
    await page.getByText('Earlier than now: 20. Later: 4. On the same day: 1.').waitFor();
    await page.getByText('Items no rule fits: 25 now, 1 then.').waitFor();
    expect(server.changesAsked[0]).toMatch(/^POST \/schedules\/what-if \{"yaml":"# Adopted by the council/);
    await page.getByText('Put it in force').click();
    await page.getByLabel('Why, and of a draft what it was compared with').fill('Compared with the print');
    await page.getByText('I have compared this draft with its source').click();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Load it' }).click();
    await page.getByText('It is in force as of its day').waitFor();
    expect(server.changesAsked.at(-1)).toContain('"reason":"Compared with the print","confirmsDraft":true');
  }, 60_000);

  it('shows a version in force: rules, counts, next day, and the very text that was loaded', async () => {
    await open(`/policies/versions/${VERSION}`, 'Illinois local records, version 2026');
    await page.getByRole('cell', { name: /creation \+ 1 year: destroy/ }).waitFor();
    await page.getByText('Compared with the printed schedule <b>of 2026</b>').waitFor();
    expect(await page.locator('.ak-source').innerText()).toBe(SOURCE);
    expect(await violations(page)).toEqual([]);
  }, 60_000);

  it('records an event with who and why, and takes one back', async () => {
    await open('/policies', 'Retention schedules');
    await page.getByRole('cell', { name: /Minutes of the council no. 12/ }).waitFor();
    await page.getByText('Record an event').first().click();
    await page.getByLabel('It happened to').selectOption('matter');
    await page.getByLabel('Number of the case or request').fill('2026-L-014');
    await page.getByLabel('Day it happened').fill('2026-05-01');
    await page.getByLabel('Why, and where it says so').last().fill('Order of the court');
    await page.getByRole('button', { name: 'Record an event' }).click();
    await page.getByText('It is recorded; dates follow tonight.').waitFor();
    const asked: unknown = JSON.parse(server.changesAsked.at(-1)?.replace('POST /retention-events ', '') ?? '');
    expect(asked).toMatchObject({ scope: 'matter', number: '2026-L-014', on: '2026-05-01', name: 'term-ends' });
    await page.getByText('Take back: a term of office ends, 2026-04-30').click();
    await page.getByLabel('Why, and where it says so').first().fill('The wrong account');
    await page.getByRole('button', { name: 'Take it back' }).click();
    expect(await nextChange()).toMatch(/^POST \/retention-events\/.+\/withdrawal {"reason":"The wrong account"}$/);
  }, 60_000);

  it('shows a report with its moment, and each table as CSV; words of ours are told, names stay', async () => {
    await open('/reports', 'Reports');
    await page.getByText('As of 20 May 2026, 02:00 (UTC−05:00).').waitFor();
    await page.getByRole('cell', { name: '1,025' }).first().waitFor();
    await page.getByText('and 399 more').waitFor();
    const csv = page.getByRole('link', { name: 'Over time as CSV' });
    expect(await csv.getAttribute('href')).toBe('/api/v1/reports/unscheduled/file?section=history&months=12');
    await page.getByLabel('Which report').selectOption('exceptions');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.getByRole('cell', { name: 'the platform did not answer' }).waitFor();
    // An account may be called like one of our words.
    expect(await page.getByRole('cell', { name: 'held', exact: true }).count()).toBe(1);
    expect(page.url()).toContain('/reports?name=exceptions&months=12');
    expect(await violations(page)).toEqual([]);
  }, 60_000);

  it('draws a sample and offers a working paper for each item', async () => {
    await open('/samples', 'Samples for an audit');
    await page.getByLabel('How many items').fill('2');
    await page.getByLabel('Seed').fill('7');
    await page.getByRole('button', { name: 'Draw a sample' }).click();
    await page.getByRole('link', { name: 'The sample was drawn: 2.' }).click();
    await page.getByRole('heading', { level: 1, name: /^Sample with the seed/ }).waitFor();
    expect(server.changesAsked.at(-1)).toBe('POST /audit-samples {"seed":"7","stratify":"state","n":2}');
    const paper = page.getByRole('link', { name: 'Working paper 1 (PDF)' });
    expect(await paper.getAttribute('href')).toBe(`/api/v1/audit-samples/${SAMPLE}/papers/1/file?language=en`);
    expect(await violations(page)).toEqual([]);
  }, 60_000);

  it('puts the platform’s counter on the page of the account, and on the desk only what has lasted', async () => {
    await page.goto(server.url + ACCOUNT);
    await page.getByText('It has been so for 3 days: somebody is to look.').waitFor();
    await page.getByText('The platform says 1,204; we hold 1,192 present and 6 hidden.').waitFor();
    await page.goto(server.url);
    await page.getByRole('heading', { name: 'Counters that do not agree' }).waitFor();
    expect(await violations(page)).toEqual([]);
  }, 60_000);

  it('offers nothing to change to whoever only reads', async () => {
    server.permissions = ['policy.read', 'item.read', 'account.read'];
    await open('/policies', 'Retention schedules');
    await page.getByRole('cell', { name: /Minutes of the council no. 12/ }).waitFor();
    expect(await page.getByText('Record an event').count()).toBe(0);
    expect(await page.getByText(/^Take back/).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Reports' }).count()).toBe(0);
  }, 60_000);

  it.each([
    '/policies',
    `/policies/versions/${VERSION}`,
    '/reports?name=exceptions',
    '/samples',
    `/samples/${SAMPLE}`,
    ACCOUNT,
  ])(
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
