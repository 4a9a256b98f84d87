import { account, accounts, bodies } from '../../web/fixtures/day.js';
import { keys, people, sessions } from '../../web/fixtures/people.js';
import { HOLD } from '../../web/fixtures/requests.js';
import { onWorkspace, type OpenedWorkspace } from './support/open-workspace.js';
import { tabTo, violations } from './support/watch.js';

onWorkspace('Duties, done on the page', { width: 390, height: 844 }, (opened) => {
  let server: OpenedWorkspace['server'];
  let page: OpenedWorkspace['page'];
  let open: OpenedWorkspace['open'];

  opened((workspace) => ({ server, page, open } = workspace));

  /** By keyboard: opens what is folded under a heading of this name, fills the fields in turn and presses Enter. */
  async function fill(folded: string | null, fields: readonly (readonly [string, string])[]): Promise<void> {
    if (folded !== null) {
      await tabTo(page, folded);
      await page.keyboard.press('Enter');
    }
    for (const [label, text] of fields) {
      await tabTo(page, label);
      await page.keyboard.type(text);
    }
    await page.keyboard.press('Enter');
    await page.getByText('Recorded in the log.').last().waitFor();
    expect(await violations(page)).toEqual([]);
  }

  it('a records officer states, assigns, gives a token and pauses, by keyboard alone and on a telephone', async () => {
    await open(`/accounts/${account.M}`, 'Mayor Ellen Brandt');
    await fill('State the legal basis', [
      ['Statute', '50 ILCS 205'],
      ['Schedule item', '18:052'],
      ['Authorising officer', 'Marta Zielinski'],
    ]);
    await fill('Assign a custodian', [
      ['Name of the custodian', 'Inez Duarte'],
      ['First day', '05202026'],
    ]);
    await fill('Access token', [['Access token', 'tok_0123456789']]);
    expect(await page.locator('#access-token').inputValue()).toBe('');
    await tabTo(page, 'Take the token away');
    await page.keyboard.press('Enter');
    await fill(null, [['Reason', 'The account is being renamed']]);
    const own = `/accounts/${account.M}`;
    expect(server.changesAsked).toEqual([
      `PUT ${own}/legal-basis {"statute":"50 ILCS 205","scheduleItem":"18:052","officer":"Marta Zielinski"}`,
      `POST ${own}/custodians {"name":"Inez Duarte","from":"2026-05-20T05:00:00.000Z"}`,
      `PUT ${own}/access {"token":"tok_0123456789"}`,
      `PUT ${own}/access {"token":null}`,
      `POST ${own}/pause {"reason":"The account is being renamed"}`,
    ]);
  }, 60_000);

  it('a custodian’s duty ends with a day, and a character is changed', async () => {
    await open(`/accounts/${account.C}`, 'City of Newford');
    await page.getByText('Change the character').first().click();
    await page.getByLabel('Character of the account').selectOption('mixed');
    await page.getByRole('button', { name: 'Change the character' }).click();
    await page.getByText('Recorded in the log.').waitFor();
    await page.getByText('End a custodian’s duty').first().click();
    await page.getByLabel('Last day').fill('2026-05-20');
    await page.getByRole('button', { name: 'End a custodian’s duty' }).click();
    await page.getByText('Recorded in the log.').nth(1).waitFor();
    const [custodian] = accounts[0]?.custodians ?? [];
    expect(server.changesAsked).toEqual([
      `PUT /accounts/${account.C}/character {"character":"mixed"}`,
      `POST /accounts/${account.C}/custodians/${custodian?.id}/end {"to":"2026-05-21T04:59:59.999Z"}`,
    ]);
    expect(await violations(page)).toEqual([]);
  }, 60_000);

  it('an account that is known and not archived is noted', async () => {
    await open('/accounts', 'Accounts');
    await fill('Note an account', [
      ['Name or address of the account', 'Newford Library'],
      ['Platform', 'Instagram'],
      ['Why it is not archived', 'Permission asked'],
      ['Who decided', 'Marta Zielinski'],
      ['Day of the decision', '05042026'],
    ]);
    expect(server.changesAsked).toEqual([
      `POST /known-accounts {"handle":"Newford Library","platform":"Instagram","bodyId":"${bodies[0]?.id}",` +
        `"reason":"Permission asked","decidedBy":"Marta Zielinski","decidedAt":"2026-05-04"}`,
    ]);
  }, 60_000);

  it('an administrator lets somebody in, gives roles, and shows a new key once', async () => {
    await open('/people', 'People');
    await page.getByLabel('Name', { exact: true }).fill('Jon Reyes');
    await page.getByLabel('Signs in as').fill('jon');
    await page.getByText('Legal staff', { exact: true }).click();
    await page.getByRole('button', { name: 'Let somebody in' }).click();
    await page.getByText('The person is in the list.').waitFor();
    await page.getByRole('link', { name: 'Inez Duarte' }).click();
    await page.getByRole('heading', { level: 1, name: 'Inez Duarte' }).waitFor();
    await page.locator('main').getByText('Only item.read, export.make').first().waitFor();
    await page.getByText('Make a key').first().click();
    await page.getByLabel('What for').fill('desk');
    await page.getByLabel('Last day').fill('2026-12-31');
    await page.getByRole('button', { name: 'Make a key' }).click();
    await page.getByText('akta_shown-once').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Revoke the key “\u2068laptop\u2069”' }).click();
    await page.getByText('Records officer', { exact: true }).click();
    await page.getByRole('button', { name: 'Give these roles' }).click();
    await page.getByText('Recorded in the log.').waitFor();
    await page.getByRole('link', { name: 'All people' }).click();
    await page.getByRole('link', { name: 'Inez Duarte' }).click();
    await page.getByRole('heading', { level: 1, name: 'Inez Duarte' }).waitFor();
    expect(await page.getByText('akta_shown-once').count()).toBe(0);
    const [inez, laptop] = [people[1]?.id, keys[1]?.id];
    expect(server.changesAsked).toEqual([
      'POST /people {"name":"Jon Reyes","login":"jon","roles":["legal"]}',
      `POST /keys {"person":"${inez}","label":"desk","expiresAt":"2027-01-01T05:59:59.999Z"}`,
      `DELETE /keys/${laptop} null`,
      `PUT /people/${inez}/roles {"roles":["records-officer","auditor"]}`,
    ]);
  }, 60_000);

  it('the present password is asked for where it is one’s own', async () => {
    await open(`/people/${people[0]?.id}`, 'Marta Zielinski');
    await page.getByLabel('Present password').fill('plank river in may');
    await page.getByLabel('New password').fill('plank river in june');
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByText('Recorded in the log.').waitFor();
    expect(server.changesAsked).toEqual([
      `PUT /people/${people[0]?.id}/password {"current":"plank river in may","password":"plank river in june"}`,
    ]);
    await open(`/people/${people[1]?.id}`, 'Inez Duarte');
    expect(await page.getByLabel('Present password').count()).toBe(0);
  }, 60_000);

  it('a second factor is enrolled, shown where something is approved, and taken away, by keyboard', async () => {
    server.factor.standing = { enrolledAt: null, recoveryCodes: 0, shown: false };
    await open(`/holds/${HOLD}`, 'Hold 2026-L-014');
    await page.getByLabel('Reason').fill('Settled');
    await page.keyboard.press('Enter');
    await page.getByText('This needs a second factor, and you have none yet.').waitFor();
    await page.getByRole('link', { name: 'Enrol one' }).click();
    await page.getByRole('heading', { level: 1, name: 'Your sign-in' }).waitFor();
    await tabTo(page, 'Enrol an authenticator app');
    await page.keyboard.press('Enter');
    await page.getByRole('img', { name: 'QR code of the secret' }).waitFor();
    await page.getByText('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ').waitFor();
    expect(await violations(page)).toEqual([]);
    await tabTo(page, 'Code of your second factor');
    await page.keyboard.type('000000');
    await page.keyboard.press('Enter');
    await page.getByText('This code is not right.').waitFor();
    await tabTo(page, 'Code of your second factor');
    await page.keyboard.type('287082');
    await page.keyboard.press('Enter');
    await page.getByText('abcd-efgh-ijkl-mnop').waitFor();
    await page.getByText('10 recovery codes are left.').waitFor();
    expect(await violations(page)).toEqual([]);

    server.factor.standing = { ...server.factor.standing, shown: false };
    await open(`/holds/${HOLD}`, 'Hold 2026-L-014');
    await page.getByLabel('Code of your second factor').fill('287082');
    await page.keyboard.press('Enter');
    await page.getByText('You proposed this release, so you cannot approve it.').waitFor();
    expect(server.changesAsked.slice(-2)).toEqual([
      'POST /session/code {"code":"287082"}',
      `POST /holds/${HOLD}/releases/approval null`,
    ]);
    await open('/me', 'Your sign-in');
    expect(await page.getByText('abcd-efgh-ijkl-mnop').count()).toBe(0);
    await page.getByText('Take the second factor away').first().click();
    await page.getByRole('button', { name: 'Take the second factor away' }).click();
    await page.getByText('You have none yet.').waitFor();
    await page.getByText('this session').waitFor();
    await page
      .getByRole('button', { name: /^End the session since/ })
      .last()
      .click();
    const ended = `DELETE /sessions/${sessions[1]?.id} null`;
    for (let n = 0; n < 50 && server.changesAsked.at(-1) !== ended; n += 1) await page.waitForTimeout(100);
    expect(server.changesAsked.at(-1)).toBe(ended);
    expect(await violations(page)).toEqual([]);
  }, 60_000);

  it('shows what a release would free, who was told of a case, and takes an acknowledgement', async () => {
    await open('/holds', 'Holds');
    await page.getByRole('link', { name: '2026-CV-0417 Kowalczyk v. City of Newford' }).click();
    await page.getByRole('heading', { level: 1, name: 'Case 2026-CV-0417' }).waitFor();
    await page.getByText('1 hold is in place. 12 items are kept.').waitFor();
    const kept = await page.getByRole('link', { name: 'Show what is kept' }).getAttribute('href');
    expect(kept).toBe('/search?text=hold%3A%222026-CV-0417%22');
    await page.getByText('Not sent: there is no address').waitFor();
    await page.getByText('reminded once').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('link', { name: '2026-L-014' }).click();
    await page.getByText('11 items that no other hold names; 1 stays under another.').waitFor();
    await page.getByText('Tell custodians').first().click();
    await page.getByLabel('Who is told').fill('inez, Ellen Brandt <ellen@newford.example>');
    await page.keyboard.press('Enter');
    await page.getByText('Recorded in the log.').waitFor();
    const told = { to: ['inez', 'Ellen Brandt <ellen@newford.example>'] };
    expect(server.changesAsked.at(-1)).toBe(`POST /holds/${HOLD}/notices ${JSON.stringify(told)}`);
    expect(await violations(page)).toEqual([]);
    await open('/me', 'Your sign-in');
    await page.getByText('Keep everything about the flood until you are told').waitFor();
    expect(await violations(page)).toEqual([]);
    await tabTo(page, 'I have read and understood this');
    await page.keyboard.press('Enter');
    await page.getByText('Keep everything about the flood').waitFor({ state: 'detached' });
  }, 60_000);

  it('offers nothing to whom it is not permitted', async () => {
    server.permissions = ['account.read', 'item.read'];
    await open('/accounts', 'Accounts');
    expect(await page.getByRole('link', { name: 'People' }).count()).toBe(0);
    expect(await page.locator('main form').count()).toBe(0);
    await open(`/accounts/${account.C}`, 'City of Newford');
    // Looking at the account as it was on a day changes nothing.
    expect(
      await page
        .locator('main form')
        .filter({ hasNot: page.locator('#as-of') })
        .count(),
    ).toBe(0);
  }, 60_000);
});
