import { AuditTrail, Followers } from '../../src/audit/index.js';
import { newId, system } from '../../src/platform/index.js';
import type { ReviewItem } from '../../src/requests/index.js';
import { expectArchiveSound, findFaults } from '../support/expect-archive-sound.js';
import { type Answer, CALL_HER, RequestOffice } from '../support/request-office.js';

describe('the review of a frozen set', () => {
  let office: RequestOffice;
  let adam: string;
  let inez: string;
  let items: ReviewItem[];

  beforeAll(async () => {
    office = await RequestOffice.open();
    ({ adam, inez } = office.people);
    office.go('2026-05-20T21:45:00Z');
    office.id = String(
      (await office.ask('POST', '/requests', { body: office.asked({ secondReview: true }) })).body['id'],
    );
    expect((await office.ask('GET', `/requests/${office.id}/items`)).body['items']).toEqual([]);
    await office.step('collection');
    await office.step('freeze');
    items = await office.items();
  }, 120_000);

  afterAll(async () => {
    await office.close();
  });

  it('is decided by who has seen what stands: of two reviewers at once, one', async () => {
    const [first] = items;
    const path = `/requests/${office.id}/items/${first?.itemId}`;
    expect((await office.ask('GET', path)).tag).toBe('"0"');
    const blind = await office.ask('PUT', `${path}/decision`, { body: { decision: 'responsive' } });
    expect(blind).toMatchObject({ status: 428, body: { type: '/problems/precondition-missing' } });
    expect(
      (await office.ask('PUT', `${path}/decision`, { body: { decision: 'responsive' }, headers: { 'if-match': '*' } }))
        .status,
    ).toBe(428);
    expect((await office.decide(first, { decision: 'responsive' }, inez)).status).toBe(403);

    const both = await Promise.all([
      office.decide(first, { decision: 'responsive' }),
      office.decide(first, { decision: 'not-about' }, adam),
    ]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412]);
    const late = both.find(({ status }) => status === 412);
    expect(late?.body).toMatchObject({
      type: '/problems/changed-meanwhile',
      detail: 'Somebody else has decided about this item meanwhile. Look at it again. Nothing was changed.',
      items: [{ itemId: first?.itemId, revision: 1 }],
    });
    const fresh = (await office.items())[0];
    expect((await office.decide(fresh, { decision: 'responsive' })).tag).toBe('"2"');
  });

  it('is decided in bulk, all or none, and taken back', async () => {
    const all = (await office.items()).map(({ itemId, revision }) => ({ itemId, revision }));
    const bulk = (body: object): Promise<Answer> => office.ask('POST', `/requests/${office.id}/decisions`, { body });
    const stale = all.map((item, i) => (i === 0 ? { ...item, revision: 0 } : item));
    expect((await bulk({ decision: 'not-about', items: stale })).status).toBe(412);
    expect((await office.items('&decision=undecided')).length).toBe(3);
    const made = await bulk({ decision: 'not-about', items: all });
    expect([made.status, (await office.items('&decision=not-about')).length]).toEqual([201, 4]);
    await office.decide((await office.items())[3], { decision: 'responsive' });
    const undone = await office.ask('POST', `/requests/${office.id}/decisions/${String(made.body['batch'])}/undo`);
    expect(undone.body).toMatchObject({ kept: 1, undone: [{}, {}, {}] });
    expect((await office.items()).map(({ decision }) => decision)).toEqual([
      'responsive',
      'undecided',
      'undecided',
      'responsive',
    ]);
    expect(
      (await office.ask('POST', `/requests/${office.id}/decisions/${String(made.body['batch'])}/undo`)).status,
    ).toBe(409);
    expect((await office.ask('POST', `/requests/${office.id}/decisions/${newId()}/undo`)).status).toBe(404);
    expect((await bulk({ decision: 'responsive', items: [{ itemId: newId(), revision: 0 }] })).status).toBe(404);
    expect((await bulk({ decision: 'responsive', items: [] })).status).toBe(422);
  });

  it('offers the codes of its law alone, and what looks like personal data where it stands', async () => {
    const path = `/requests/${office.id}`;
    const codes = await office.ask('GET', `${path}/codes`);
    expect(codes.body).toMatchObject({
      law: 'us-il',
      codes: [
        { id: '7(1)(b)', needsHarm: false },
        { id: '7(1)(c)', needsHarm: true },
      ],
    });
    const suggested = await Promise.all(
      items.map(async ({ itemId }) => (await office.ask('GET', `${path}/items/${itemId}/suggestions`)).body['items']),
    );
    const start = CALL_HER.indexOf('555-0142');
    expect(suggested.flat()).toContainEqual(
      expect.objectContaining({ version: 1, part: 'text', start, end: start + 8, kind: 'phone' }),
    );
    const [first] = items;
    const unread = await office.ask('GET', `${path}/items/${first?.itemId}/suggestions`, { key: inez });
    expect(unread.status).toBe(403);
    expect((await office.ask('GET', `${path}/items/${office.bodyId}/suggestions`)).status).toBe(404);
    expect((await office.ask('GET', `/requests/${office.bodyId}/codes`)).status).toBe(404);
  });

  it('is withheld and covered only on grounds of its law', async () => {
    const call = await office.saying('555-0142');
    const [open] = await office.items('&decision=undecided');
    expect((await office.decide(open, { decision: 'withhold' })).body['detail']).toContain('needs its code');
    expect((await office.decide(open, { decision: 'withhold', ground: { code: '(b)(6)' } })).body['detail']).toContain(
      'belongs to us-foia',
    );
    expect((await office.decide(open, { decision: 'withhold', ground: { code: '7(1)(c)' } })).body['detail']).toContain(
      'State what would be harmed and how',
    );
    expect(
      (await office.decide(open, { decision: 'responsive', ground: { code: '7(1)(b)' } })).body['detail'],
    ).toContain('Only what is withheld whole');

    const text = CALL_HER;
    const at = text.indexOf('555');
    const place = { version: 1, part: 'text', start: at, end: at + 8, ground: { code: '7(1)(b)' } };
    expect((await office.cover(call?.itemId, { ...place, end: 500 })).body['detail']).toContain('past its end');
    expect((await office.cover(call?.itemId, { ...place, version: 2 })).body['detail']).toContain(
      'frozen with 1 versions of this item; there is no 2',
    );
    expect((await office.cover(call?.itemId, { ...place, ground: { code: '(b)(3)' } })).status).toBe(422);
    expect((await office.cover(newId(), place)).status).toBe(404);
    const covered = await office.cover(call?.itemId, place);
    expect(covered).toMatchObject({
      status: 201,
      body: {
        item: { redactions: [{ part: 'text', range: { start: at, end: at + 8 }, ground: { code: '7(1)(b)' } }] },
      },
    });
    expect((await office.cover(call?.itemId, place)).status).toBe(409);
    expect((await office.cover(call?.itemId, { ...place, end: at + 3 })).body['detail']).toContain('overlaps another');
    const name = { ...place, start: text.indexOf('Mrs'), end: text.indexOf(' of 22') };
    const { body } = await office.cover(call?.itemId, name);
    expect((await office.ask('DELETE', `/requests/${office.id}/redactions/${String(body['id'])}`)).status).toBe(204);
    expect((await office.ask('DELETE', `/requests/${office.id}/redactions/${String(body['id'])}`)).status).toBe(404);
    const [row] = await office.app.database.query<{ text: string }[]>(
      `SELECT convert_from(item_json, 'UTF8') AS text FROM snapshot_body WHERE item_id = $1`,
      [call?.itemId],
    );
    expect(row?.text).toContain('555-0142');
  });

  it('is taken by two people, where the request asks for both', async () => {
    const undecided = await office.items('&decision=undecided');
    const path = `/requests/${office.id}/decisions`;
    const all = (of: readonly ReviewItem[], more: object): object => ({
      items: of.map(({ itemId, revision }) => ({ itemId, revision })),
      ...more,
    });
    const early = all(undecided, { decision: 'responsive', pass: 'second' });
    expect((await office.ask('POST', path, { key: adam, body: early })).body['detail']).toContain(
      'has not had its first',
    );
    await office.ask('POST', path, { body: all(undecided, { decision: 'not-about' }) });
    await office.decide(await office.saying('555-0142'), { decision: 'in-part' });
    const letter = { letter: 'L-2026-120 of 1 June 2026' };
    expect((await office.step('closing', letter)).body['detail']).toContain(
      '4 of its items have been looked at by one person only. A second reviewer decides first.',
    );
    const seen = await office.saying('555-0142');
    const again = { decision: 'in-part', pass: 'second' };
    expect((await office.decide(seen, again)).body['detail']).toContain('Somebody else takes the second');
    expect((await office.decide(seen, again, adam)).body).toMatchObject({
      decision: 'in-part',
      first: { by: 'A records-officer' },
      second: { by: 'A legal' },
    });
    const rest = await office.items('&needsSecond=true');
    expect(rest).toHaveLength(3);
    await office.ask('POST', path, { key: adam, body: all(rest, { decision: 'not-about', pass: 'second' }) });

    // A new first look voids the second.
    await office.decide((await office.items('&decision=not-about'))[0], { decision: 'responsive' });
    expect((await office.items('&needsSecond=true')).map(({ second }) => second)).toEqual([null]);
    expect((await office.step('closing', letter)).status).toBe(409);
    await office.decide((await office.items('&needsSecond=true'))[0], { decision: 'responsive', pass: 'second' }, adam);
    expect((await office.step('closing', letter)).body).toMatchObject({
      counts: { found: 4, released: 1, inPart: 1, notAbout: 2 },
    });
  });

  it('leaves an archive that is sound, and what was said in it cannot be changed behind the log', async () => {
    await office.scenario.get(Followers).settle();
    await expectArchiveSound(office.scenario);
    const trail = office.scenario.get(AuditTrail);
    for (const [sql, what] of [
      [`UPDATE request_letter SET letter = '{"name":"Somebody else"}' WHERE request_id = $1`, 'request_letter'],
      [`UPDATE records_request SET due_on = due_on + 1 WHERE id = $1`, 'records_request'],
    ]) {
      await trail.write(system('setup'), async (tx) => {
        await tx.rows.query(sql ?? '', [office.id]);
        await tx.record('person.signed-out', { person: newId() });
      });
      const faults = await findFaults(office.scenario, ['events-match-rows']);
      expect(faults.map(({ where }) => where)).toContain(`${what} ${office.id}`);
    }
  });
});
