import { DestroyItems, type ItemSummary } from '../../src/archive/index.js';
import { AuditTrail, Followers, type TrailLine } from '../../src/audit/index.js';
import { newId, type PageOf, system } from '../../src/platform/index.js';
import type { Certificate, Duty, ReviewItem } from '../../src/requests/index.js';
import type { HoldView } from '../../src/retention/index.js';
import { doDailyWork, expectArchiveSound } from '../support/expect-archive-sound.js';
import { refused } from '../support/people.js';
import { CALL_HER, HOST, LETTER, RequestOffice } from '../support/request-office.js';

const NOTICE = { letter: 'L-2026-101 of 21 May 2026' };

describe('the life of request 2026-0031', () => {
  let office: RequestOffice;
  let inez: string;
  let items: ReviewItem[];

  beforeAll(async () => {
    office = await RequestOffice.open();
    ({ inez } = office.people);
    const { scenario, bodyId } = office;
    const campaign = { handle: 'Ellen Brandt for Newford', reason: 'a campaign page', platform: 'facebook' };
    await scenario.send('POST', '/known-accounts', {
      bodyId,
      ...campaign,
      decidedBy: 'Adam Okafor',
      decidedAt: '2026-01-12',
    });
    await scenario.send('PUT', `/bodies/${bodyId}/numbers/request`, { form: '{year}-{n:4}', next: 31 });
    office.go('2026-05-20T21:45:00Z');
  }, 120_000);

  afterAll(async () => {
    await office.close();
  });

  it('begins with a letter: it gets its number, its deadline by law and its hold, once however often it is sent', async () => {
    const headers = { 'idempotency-key': 'request-of-dana' };
    const first = await office.ask('POST', '/requests', { body: office.asked(), headers });
    expect(first).toMatchObject({
      status: 201,
      body: { number: '2026-0031', state: 'received', dueOn: '2026-05-28', overdue: false },
    });
    expect((await office.ask('POST', '/requests', { body: office.asked(), headers })).body['id']).toBe(
      first.body['id'],
    );
    office.id = String(first.body['id']);
    expect(office.law.asked.at(-1)).toEqual({ law: 'us-il', received: '2026-05-20T16:40', given: { via: 'email' } });
    const { reminders, authority, letter: kept } = await office.request();
    expect([reminders.map(({ onDay }) => onDay), authority?.en]).toEqual([
      ['2026-05-24', '2026-05-26', '2026-05-27', '2026-05-27'],
      '5 ILCS 140/3(d).',
    ]);
    expect(kept).toEqual(LETTER);
    const events: { facts: object }[] = await office.app.database.query(
      `SELECT facts FROM audit_event WHERE type LIKE 'request.%'`,
    );
    expect(JSON.stringify(events)).not.toMatch(/Dana|ledger|flood/i);
  });

  it.each([
    ['without a scope', { scope: undefined }, 422, 'Say what the request asks about'],
    ['from the future', { receivedAt: '2027-01-01T00:00:00Z' }, 422, 'a time that has come'],
    ['under a law nobody knows', { law: 'xx-none' }, 404, 'No clock is known'],
    ['with a day of its own beside the law', { dueOn: '2026-06-30' }, 422, 'The law works the deadline out'],
    ['with a deadline before it came', { law: undefined, dueOn: '2026-05-01' }, 422, 'before the day of receipt'],
    ['for nobody’s body', { bodyId: newId() }, 404, 'There is no such body'],
    ['without words', { letter: { ...LETTER, text: ' ' } }, 422, 'What is asked for is missing'],
    ['that is an erasure with a scope', { kind: 'erasure', law: undefined }, 422, 'An erasure names no scope'],
  ])('is refused %s, and takes no number', async (_, wrong, status, sentence) => {
    const answer = await office.ask('POST', '/requests', { body: office.asked(wrong) });
    expect([answer.status, String(answer.body['detail'])]).toEqual([status, expect.stringContaining(sentence)]);
    expect((await office.ask('GET', '/requests?all=true')).body['items']).toHaveLength(1);
  });

  it('keeps its scope from destruction', async () => {
    const { holdId } = await office.request();
    const hold: HoldView = Object((await office.ask('GET', `/holds/${holdId}`, { key: inez })).body);
    expect([hold.name, hold.items, hold.state]).toEqual(['request 2026-0031', 4, 'active']);
    const found: PageOf<ItemSummary> = Object((await office.ask('GET', '/items?text=librarians')).body);
    const item = found.items[0]?.id ?? '';
    const destroyed = office.scenario.get(AuditTrail).write(system('setup'), async (tx) => {
      const dispositionId = newId();
      await tx.rows.query(`INSERT INTO disposition VALUES ($1, 'a test', now())`, [dispositionId]);
      await tx.rows.query(`INSERT INTO disposition_item VALUES ($1, $2)`, [dispositionId, item]);
      await tx.record('disposition.executed', { disposition: dispositionId, items: 1 });
      await office.scenario.get(DestroyItems).run(tx, { dispositionId, itemIds: [item] });
    });
    expect((await refused(destroyed)).sentence).toBe(
      `Not destroyed: item ${item} is under 1 hold, request 2026-0031. It stays until it is released. Nothing was changed.`,
    );
  });

  it('goes its steps by the table, with ground and letter', async () => {
    expect((await office.step('freeze')).body).toMatchObject({
      type: '/problems/wrong-state',
      detail: expect.stringContaining('is received; "freeze" is not possible then'),
    });
    expect((await office.step('acknowledgement', { letter: ' ' })).body['detail']).toContain('needs its letter');
    expect((await office.step('acknowledgement', NOTICE)).body).toMatchObject({ state: 'acknowledged' });
    expect((await office.step('acknowledgement', NOTICE)).status).toBe(409);

    office.go('2026-05-22T15:00:00Z');
    expect((await office.step('pause', { ...NOTICE, ground: '' })).body['detail']).toContain('needs its ground');
    const ground = 'Which accounts are meant was asked';
    expect(
      (await office.step('pause', { ...NOTICE, ground, kind: 'information', day: '2026-05-19' })).body['detail'],
    ).toContain('between the day of receipt and today');
    expect((await office.step('pause', { ...NOTICE, ground, kind: 'information' })).body).toMatchObject({
      paused: true,
      dueOn: '2026-05-28',
    });
    expect((await office.step('extension', { ...NOTICE, ground })).body['detail']).toContain(
      'stands still. Resume it first',
    );
    office.go('2026-05-26T15:00:00Z');
    expect((await office.ask('GET', '/requests/duties')).body['items']).toEqual([]);
    expect((await office.step('resume', { day: '2026-05-21' })).body['detail']).toContain(
      'The pause that began on 2026-05-22',
    );
    expect((await office.step('resume', { day: '2026-05-26' })).body).toMatchObject({
      paused: false,
      dueOn: '2026-06-01',
    });
    expect((await office.step('resume')).body['detail']).toContain('there is no pause to end');

    expect((await office.step('pause', { ...NOTICE, ground, kind: 'information' })).body['detail']).toContain(
      'stand still for information once',
    );
    expect(
      (await office.step('extension', { letter: NOTICE.letter, ground: 'Counsel has to look', kind: 'consultation' }))
        .body,
    ).toMatchObject({ dueOn: '2026-06-08' });
    expect((await office.step('extension', { ...NOTICE, ground: 'Again' })).body['detail']).toContain(
      'which ground of the law',
    );
    expect(
      (await office.step('extension', { ...NOTICE, ground: 'Again', kind: 'consultation' })).body['detail'],
    ).toContain('extends a deadline once');
    expect(office.law.asked.at(-2)?.given).toEqual({
      via: 'email', extend: ['consultation'], pauses: [{ from: '2026-05-22', to: '2026-05-26', kind: 'information' }],
    }); // prettier-ignore
    office.go('2026-05-30T15:00:00Z');
    const due = {
      requestId: office.id,
      number: '2026-0031',
      bodyId: office.bodyId,
      zone: 'America/Chicago',
      dueOn: '2026-06-08',
    };
    const { items: duties }: { items?: Duty[] } = (await office.ask('GET', '/requests/duties')).body;
    expect(duties).toEqual([{ ...due, why: 'half', recount: null, before: null }]);
  });

  it('is collected as often as needed, and frozen once, with a certificate of what was looked at', async () => {
    expect((await office.step('collection', { scope: { query: 'bittern' } })).body).toMatchObject({ found: 0 });
    expect((await office.step('collection', { scope: { query: '"open' } })).status).toBe(422);
    const collected = await office.step('collection', {
      scope: { from: '2026-05-18', to: '2026-05-20', query: 'flood' },
    });
    expect(collected.body).toMatchObject({
      found: 4,
      request: { state: 'collected', actions: expect.arrayContaining(['freeze']) },
    });
    const frozen = await office.step('freeze');
    const certificate: Certificate = Object(frozen.body);
    expect(certificate).toMatchObject({
      kind: 'found',
      items: 4,
      versions: 4,
      searched: 5,
      givenBefore: 0,
      number: '2026-0031',
    });
    expect(frozen.body['sentences']).toMatchObject({
      en: `Frozen at ${certificate.logSize} entries of the log: 4 items with 4 versions found, of 5 searched on 1 account, 18 May 2026 to 20 May 2026, America/Chicago. Not in this archive: 0 gaps, 0 minutes in all; 1 known account that is not archived.`,
    });
    expect((await office.ask('GET', `/requests/${office.id}/certificate`, { key: inez })).body).toEqual(frozen.body);
    expect((await office.step('collection')).status).toBe(409);

    office.lab.world.post(office.lab.world.account(`newford@${HOST}`), 'The flood is over.');
    office.clock.advance(2 * 60_000);
    await office.scenario.settle();
    items = await office.items();
    expect(items.map(({ decision, revision }) => [decision, revision])).toEqual(items.map(() => ['undecided', 0]));
    const seen: ReviewItem[] = [];
    for (let cursor = ''; ;) {
      const { items: few = [], nextCursor }: Partial<PageOf<ReviewItem>> = (
        await office.ask('GET', `/requests/${office.id}/items?limit=1${cursor}`)
      ).body;
      seen.push(...few);
      if (typeof nextCursor !== 'string') break;
      cursor = `&cursor=${nextCursor}`;
    }
    expect(seen).toEqual(items);
  });

  it('is not closed before every item is decided and what is covered fits', async () => {
    expect(await office.step('closing', NOTICE)).toMatchObject({
      status: 409,
      body: {
        detail: 'Request 2026-0031 cannot be closed: 4 items are undecided. Decide them first. Nothing was changed.',
      },
    });
    for (const item of await office.items()) await office.decide(item, { decision: 'not-about' });
    await office.decide(await office.saying('librarians'), { decision: 'responsive' });
    const call = await office.saying('555-0142');
    await office.decide(call, { decision: 'in-part' });
    expect((await office.step('closing', NOTICE)).body['detail']).toContain('nothing in it is covered');
    const at = CALL_HER.indexOf('555');
    const number = { version: 1, part: 'text', start: at, end: at + 8, ground: { code: '7(1)(b)' } };
    expect((await office.cover(call?.itemId, number)).status).toBe(201);
    await office.decide(await office.saying('555-0142'), { decision: 'responsive' });
    expect((await office.step('closing', NOTICE)).body['detail']).toContain(
      `item ${call?.itemId} is to be released whole, and something in it is covered`,
    );
    await office.decide(await office.saying('555-0142'), { decision: 'in-part' });
    const { progress } = await office.request();
    expect(progress).toMatchObject({ found: 4, decided: 4, undecided: 0, inPart: 1, responsive: 1, notAbout: 2 });
    expect((await office.step('closing', { letter: '' })).status).toBe(422);
  });

  it('ends with counts that add up, and keeps its hold until two people release it', async () => {
    const closed = await office.step('closing', { letter: 'L-2026-120 of 1 June 2026' });
    const counts = { found: 4, released: 1, inPart: 1, withheld: 0, notAbout: 2, versions: 2 };
    expect(closed.body).toMatchObject({ state: 'closed', counts, actions: [], reminders: [] });
    expect((await office.ask('GET', '/retention-events')).body).toMatchObject({
      items: [{ name: 'request-closed', about: '2026-0031', items: 4, reason: 'L-2026-120 of 1 June 2026' }],
    });
    expect((await office.step('withdrawal', { ...NOTICE, ground: 'x' })).status).toBe(409);
    expect((await office.decide((await office.items())[0], { decision: 'withhold' })).body['detail']).toContain(
      'it has ended',
    );
    const { items: holds = [] }: { items?: HoldView[] } = (await office.ask('GET', '/holds')).body;
    expect(holds.map(({ name }) => name)).toEqual(['request 2026-0031']);
    const { items: trail = [] }: { items?: TrailLine[] } = (await office.ask('GET', '/audit?limit=200', { key: inez }))
      .body;
    const said = trail.map(({ sentence }) => sentence).join('\n');
    expect(said).toContain(
      'closed the request 2026-0031: found 4 = released 1 + in part 1 + withheld 0 + not about it 2; 2 versions released.',
    );
    expect(said).toMatch(
      /took a step with the request 2026-0031: clock paused; it is acknowledged now \(Which accounts are meant was asked\)\./,
    );
    expect(said).toContain(
      'registered the request 2026-0031 (state law) to City of Newford, received 20 May 2026, 16:40 (UTC−05:00).',
    );
  });

  it('gives the same requester later only what is new, and says in writing where nothing is', async () => {
    const again = await office.ask('POST', '/requests', {
      body: office.asked({ onlyNew: true, receivedAt: '2026-05-30T09:00:00-05:00' }),
    });
    expect(again.body).toMatchObject({ number: '2026-0032', earlier: [{ number: '2026-0031' }] });
    office.id = String(again.body['id']);
    await office.step('collection');
    const certificate: Certificate = Object((await office.step('freeze')).body);
    // What was not about the first request was not given, and comes back.
    expect([certificate.givenBefore, certificate.items]).toEqual([2, 2]);

    const nothing = await office.ask('POST', '/requests', {
      body: office.asked({ scope: { from: '2026-05-18', to: '2026-05-20', query: 'bittern' } }),
    });
    office.id = String(nothing.body['id']);
    await office.step('collection');
    expect((await office.step('freeze')).body).toMatchObject({
      kind: 'no-records',
      sentences: {
        // Nobody looked between the first day and the last: that is said, and not passed over.
        en: expect.stringMatching(
          /^No item matches\. Searched: all versions of 5 items on 1 account, 18 May 2026 to 20 May 2026, America\/Chicago, exact words, no guessing of spelling\. Not searched, because not in this archive: 1 gap, [\d,]+ minutes in all; 1 known account that is not archived\.$/,
        ),
      },
    });
    expect((await office.step('closing', NOTICE)).body).toMatchObject({ state: 'closed', counts: { found: 0 } });
  });

  it('leaves an archive that is sound', async () => {
    await office.scenario.get(Followers).settle();
    await doDailyWork(office.scenario);
    await expectArchiveSound(office.scenario);
  });
});
