import { type Certificate, WorkDispositions } from '../../src/retention/index.js';
import {
  type Answer,
  EMAIL,
  ErasureOffice,
  LETTER_SAYS,
  LETTERHEAD,
  MAREK,
  PESEL,
  SAID,
  type Said,
} from '../support/erasure-office.js';

const WHY = 'The file plan obliges us to keep what citizens write to the town.';

describe('a request for erasure', () => {
  let office: ErasureOffice;
  let batch = '';

  const problem = (answer: { readonly body: object }): string => String(Object(answer.body).detail);
  const events = async (type: string): Promise<number> => {
    const [row] = await office.app.database.query(`SELECT count(*)::int AS n FROM audit_event WHERE type = $1`, [type]);
    return row.n;
  };

  beforeAll(async () => {
    office = await ErasureOffice.open();
    await office.frozen();
  }, 180_000);

  afterEach(() => office.scenario.expectSound());

  afterAll(() => office.close());

  it('is collected by person alone, by handles that are proved or stated', async () => {
    const id = await office.register();
    const scope = { query: 'koce' };
    expect(await office.refused('POST', `/requests/${id}/collection`, { scope })).toMatch(
      /^422 Request \S+ asks for erasure: collect it by person/,
    );
    expect(await office.refused('POST', `/requests/${id}/collection`, { person: {} })).toMatch(
      /^409 No handle is proved/,
    );
    expect(await office.refused('POST', `/requests/${id}/closing`, { letter: 'L-1' })).toMatch(/^409 /);
  });

  it('finds everything the person wrote, on every account, what is gone and what is only repeated here', async () => {
    expect([...office.ids.keys()].toSorted()).toEqual(Object.keys(SAID).toSorted());
    expect(await office.erasures()).toHaveLength(Object.keys(SAID).length);
    expect(await office.erasure('sunset')).toMatchObject({ repeatedBy: 1, item: { kind: 'original' } });
    expect(await office.erasure('taken')).toMatchObject({ item: { state: 'gone' } });
    expect((await office.view()).erasure).toMatchObject({ found: 6, undecided: 6, erased: 0, waiting: 0 });
    expect((await office.view()).steps.at(-1)).toMatchObject({ action: 'freeze' });
  });

  it('proposes for each item what schedules and holds speak for, and why', async () => {
    const hold = { itemIds: [office.id('claim')] };
    const matter = { bodyId: office.bodyId, number: '2026-C-1', name: 'Fall on the stairs', kind: 'litigation' };
    const { body: opened } = await office.ask('POST', '/matters', matter);
    const asked = { matterId: opened['id'], reason: 'A claim', triggerAt: '2026-05-19T18:00:00Z', scope: hold };
    expect((await office.ask('POST', '/holds', asked)).status).toBe(201);

    const blankets = (await office.erasure('blankets')).proposal;
    expect(blankets).toMatchObject({
      decision: 'refuse',
      restrictsDetails: true,
      grounds: [{ article: 'b', duty: 'pl-jrwa 1, B5', until: '2032-01-01' }],
    });
    expect(blankets?.sentences.en).toEqual([
      'It must be kept until 1 January 2032 under pl-jrwa 1, B5 (Article 17(3)(b)).',
      'Personal details that nobody needs for that are restricted: the e-mail address, the PESEL number.',
    ]);
    expect(blankets?.sentences.pl[0]).toBe(
      'Wpis trzeba przechowywać do 1 stycznia 2032 r.: pl-jrwa 1, B5 (art. 17 ust. 3 lit. b).',
    );
    expect((await office.erasure('saturday')).proposal).toMatchObject({ decision: 'refuse', restrictsDetails: false });
    expect((await office.erasure('concert')).proposal).toMatchObject({ decision: 'erase', grounds: [] });
    expect((await office.erasure('sunset')).proposal).toMatchObject({
      decision: 'erase',
      reasons: [{ reason: 'no-duty' }],
    });
    expect((await office.erasure('claim')).proposal).toMatchObject({
      decision: 'restrict',
      grounds: [{ article: 'e' }],
    });
  });

  it('refuses by name a decision that rests on nothing, and nothing is changed', async () => {
    const before = await office.erasures();
    const said = async (items: readonly Said[], input: object): Promise<string> =>
      problem(await office.decide(items, input));
    expect(await said(['saturday'], { decision: 'refuse', why: WHY })).toContain('needs its ground: (b), (d) or (e)');
    const other = { decision: 'refuse', why: WHY, grounds: [{ article: '7(1)(b)' }] };
    expect(await said(['saturday'], other)).toContain(
      '“7(1)(b)” is no ground on which an archive may refuse an erasure',
    );
    expect(await said(['saturday'], { ...other, grounds: [{ article: 'Art. 17(3)(a)' }] })).toContain('is no ground');
    expect(await said(['saturday'], { decision: 'refuse', grounds: [{ article: 'b' }] })).toContain(
      'why the ground applies',
    );
    expect(await said(['concert'], { decision: 'refuse', why: WHY, grounds: [{ article: 'b' }] })).toMatch(
      /^No schedule obliges to keep item \S+, so ground \(b\) does not hold by itself/,
    );
    const typed = { article: 'b', duty: 'Art. 6 u.n.z.a.', until: '2032-02-31' };
    expect(await said(['concert'], { decision: 'refuse', why: WHY, grounds: [typed] })).toContain(
      'a day such as 2032-01-01',
    );
    expect(await said(['claim'], { decision: 'erase' })).toMatch(
      /^The item \S+ is under a hold \(.+ Fall on the stairs\), so it is not erased/,
    );
    expect(await said(['saturday'], { decision: 'erase' })).toMatch(
      /^The item \S+ must be kept until 2032-01-01 under pl-jrwa 1, B5/,
    );
    expect(await said(['concert'], { decision: 'erase', grounds: [{ article: 'b' }] })).toContain(
      'is refused on no ground',
    );
    expect(await said(['concert', 'saturday'], { decision: 'erase' })).toContain('must be kept');
    expect(
      await said(['saturday'], { decision: 'restrict', why: WHY, grounds: [{ article: 'd' }], details: true }),
    ).toMatch(/^Nothing in item \S+ looks like a personal detail/);
    const past = {
      decision: 'restrict',
      why: WHY,
      grounds: [{ article: 'd' }],
      places: [{ version: 1, part: 'text', start: 0, end: 999 }],
    };
    expect(await said(['saturday'], past)).toContain('past its end');
    expect(problem(await office.decide(['concert'], { decision: 'erase' }, office.people.adam))).toBe('undefined');
    const items = [{ itemId: office.id('concert'), revision: 0 }];
    const stale = await office.ask('POST', `/requests/${office.request}/erasures/decisions`, {
      items,
      decision: 'erase',
    });
    expect(stale).toMatchObject({ status: 412 });
    const { batch: made } = await office.erasure('concert');
    await office.ask('POST', `/requests/${office.request}/erasures/decisions/${made}/undo`, {});
    const now = await office.erasures();
    expect(now.map(({ decision }) => decision)).toEqual(before.map(({ decision }) => decision));
    expect(await events('item.restricted')).toBe(0);
  });

  it('refuses what is under another law, and what was not asked to be erased', async () => {
    const foreign = await office.register({ law: undefined, dueOn: '2026-12-01' });
    expect(foreign).not.toBe('undefined');
    const udip = await office.register({ law: 'pl-udip' });
    const items = [{ itemId: office.id('concert'), revision: 0 }];
    const path = `/requests/${udip}/erasures/decisions`;
    expect(await office.refused('POST', path, { items, decision: 'erase' })).toMatch(
      /^422 Request \S+ is under pl-udip; what is decided here rests on Article 17 GDPR/,
    );
    expect(
      await office.refused('POST', `/requests/${foreign}/erasures/decisions`, { items, decision: 'erase' }),
    ).toMatch(/^409 Request \S+ is received: freeze what was found first/);
    const review = { items, decision: 'responsive' };
    expect(await office.refused('POST', `/requests/${office.request}/decisions`, review)).toMatch(
      /^409 Request \S+ asks for erasure: its items are erased, restricted or refused, not reviewed/,
    );
  });

  it('restricts places in an item at once, for everybody but legal staff, and takes that back whole', async () => {
    const grounds = [{ article: 'b' }];
    const answer = await office.decide(['blankets'], { decision: 'refuse', why: WHY, grounds, details: true });
    expect(answer.status).toBe(201);
    batch = String(answer.body['batch']);
    expect(await office.erasure('blankets')).toMatchObject({
      decision: 'refuse',
      restricts: 'places',
      kinds: ['email', 'pesel'],
      grounds: [{ article: 'b', duty: 'pl-jrwa 1, B5', until: '2032-01-01' }],
    });
    expect(await office.found(PESEL)).toEqual([]);
    expect(await office.found(PESEL, office.people.adam)).toHaveLength(1);
    const undo = await office.ask('POST', `/requests/${office.request}/erasures/decisions/${batch}/undo`, {});
    expect(undo).toMatchObject({ status: 200, body: { kept: 0 } });
    expect(await office.found(PESEL)).toHaveLength(1);
    expect(await office.erasure('blankets')).toMatchObject({ decision: 'undecided', restricts: 'nothing' });
    const again = await office.decide(['blankets'], { decision: 'refuse', why: WHY, grounds, details: true });
    expect(again.status).toBe(201);
  });

  it('is not withdrawn while it restricts something', async () => {
    const step = { ground: 'Taken back', letter: 'L-9' };
    expect(await office.refused('POST', `/requests/${office.request}/withdrawal`, step)).toMatch(
      /^409 Request \S+ has 1 item that it restricts or has on a list/,
    );
  });

  it('is not closed while something is undecided, or is to be erased and not destroyed', async () => {
    const close = (): Promise<string> =>
      office.refused('POST', `/requests/${office.request}/closing`, { letter: 'L-7' });
    expect(await close()).toMatch(/^409 Request \S+ cannot be closed: 5 items are undecided/);
    const grounds = [{ article: 'Article 17(3)(b)' }];
    await office.decide(['saturday', 'taken'], { decision: 'refuse', why: WHY, grounds });
    await office.decide(['claim'], {
      decision: 'restrict',
      why: 'A claim was announced.',
      grounds: [{ article: 'e' }],
    });
    expect((await office.decide(['concert', 'sunset'], { decision: 'erase' }, office.people.adam)).status).toBe(201);
    expect(await close()).toMatch(
      /^409 Request \S+ is not answered: 2 of its items are to be erased and are not destroyed yet/,
    );
    expect((await office.view()).state).toBe('in-review');
  });

  it('erases by a list that who decided cannot approve, with a second factor', async () => {
    const order = (): Promise<Answer> => office.ask('POST', `/requests/${office.request}/erasures/list`, {});
    const { status, body } = await order();
    expect({ status, items: body['items'] }).toEqual({ status: 201, items: 2 });
    const path = `/dispositions/${String(body['id'])}`;
    expect(await office.erasure('concert')).toMatchObject({ state: 'listed', list: { number: body['number'] } });
    const other = { decision: 'refuse', why: WHY, grounds: [{ article: 'd' }] };
    expect(problem(await office.decide(['concert'], other))).toMatch(
      /stands on the disposition list \S+\. Withdraw that/,
    );
    const same = await office.ask('POST', `${path}/approval`, {}, office.people.adam, office.code());
    expect(`${same.status} ${problem(same)}`).toMatch(/^403 You proposed this destruction, so you cannot approve it/);
    expect((await office.ask('POST', `${path}/withdrawal`, { reason: 'Marta decides it' })).status).toBe(200);
    expect((await office.decide(['concert', 'sunset'], { decision: 'erase' })).status).toBe(201);
    const list = `/dispositions/${String((await order()).body['id'])}`;
    expect((await office.ask('POST', `${list}/approval`, {}, office.people.adam)).status).toBe(403);
    expect((await office.ask('POST', `${list}/approval`, {}, office.people.adam, office.code())).status).toBe(200);
    expect((await office.ask('POST', `${list}/execution`, {})).status).toBe(202);
    await office.scenario.get(WorkDispositions).tick();
    await office.scenario.settle();
    const done = await office.ask('GET', list);
    expect(done.body).toMatchObject({ state: 'certified', counts: { destroyed: 2, kept: 0 } });
    const certificate: Certificate = Object((await office.ask('GET', `${list}/certificate`)).body);
    expect(certificate.about.authority.citation.en).toMatch(/^Regulation \(EU\) 2016\/679, Art\. 17\(1\); request /);
    expect(await office.erasure('concert')).toMatchObject({ state: 'destroyed', proposal: null, item: null });
  });

  it('leaves of what was erased a residual, and the repost of another without its bytes', async () => {
    const gone = await office.ask('GET', `/items/${office.id('sunset')}`);
    expect(gone).toMatchObject({
      status: 410,
      body: { residual: { kind: 'original', erased: true, recapture: null } },
    });
    expect(
      (await office.ask('GET', `/items/${office.id('sunset')}`, undefined, await office.app.keyOf('custodian'))).status,
    ).toBe(404);
    await office.minutes(4, 30 * 60_000);
    expect(await office.found(SAID.sunset)).toEqual([]);
    expect(await office.found(SAID.concert)).toEqual([]);
    const items = await office.scenario.items(office.accounts.town);
    expect(items.filter(({ kind }) => kind === 'repost')).toHaveLength(1);
    const [{ looks }] = await office.app.database.query(
      `SELECT count(*)::int AS looks FROM audit_event WHERE type = 'material.looked-at' AND facts->>'what' = 'erased'`,
    );
    expect(looks).toBe(1);
  });

  it('is answered by a letter in the language of the request that gives every reason, in both formats', async () => {
    const head = LETTERHEAD;
    const path = `/requests/${office.request}/letters`;
    const bare = await office.ask('POST', `${path}/preview`, { kind: 'erasure-decision' });
    expect(String(bare.body['objections'])).toContain('organ');
    const { body } = await office.ask('POST', `${path}/preview`, { kind: 'erasure-decision', facts: head });
    expect(body).toMatchObject({ law: 'eu-gdpr', language: 'pl', objections: [] });
    const text = String(body['text']).replaceAll('\n', ' ');
    for (const said of LETTER_SAYS(WHY)) expect(text).toContain(said);
    for (const secret of [EMAIL, PESEL, SAID.concert, SAID.claim]) expect(text).not.toContain(secret);
    const written = await office.ask('POST', path, { kind: 'erasure-decision', facts: head });
    expect(written.status).toBe(201);
    for (const [format, magic] of [
      ['pdf', '%PDF'],
      ['docx', 'PK'],
    ] as const) {
      const file = await office.app.ask('GET', `/api/v1/letters/${String(written.body['id'])}/file?format=${format}`);
      expect(
        Buffer.from(await file.arrayBuffer())
          .subarray(0, 4)
          .toString('latin1'),
      ).toContain(magic);
    }
    expect(
      await office.refused('POST', path, { kind: 'erasure-decision', facts: { ...head, erasureErased: 3 } }),
    ).toMatch(/^422 /);
  });

  it('is closed with counts that add up', async () => {
    const { status, body } = await office.ask('POST', `/requests/${office.request}/closing`, { letter: 'L-2026-7' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      state: 'closed',
      erasure: { found: 6, erased: 2, restricted: 1, refused: 3, details: 1, undecided: 0, waiting: 0 },
    });
    expect(
      problem(await office.decide(['saturday'], { decision: 'refuse', why: WHY, grounds: [{ article: 'd' }] })),
    ).toContain('it has ended');
  });

  it('captures again what was destroyed only by two people, as another item', async () => {
    const path = `/residuals/${office.id('concert')}/recapture`;
    expect(await office.refused('POST', `/residuals/${office.id('saturday')}/recapture`, { reason: 'x' })).toMatch(
      /^404 No item of this id was destroyed here/,
    );
    expect(await office.refused('POST', path, { reason: ' ' })).toMatch(/^422 The reason is missing/);
    expect((await office.ask('POST', path, { reason: 'He asks for it back' }, office.people.adam)).status).toBe(403);
    const decided = await office.ask('POST', path, { reason: 'He asks for it back' });
    expect(decided).toMatchObject({ status: 201, body: { recapture: { needsSecond: true, inForceAt: null } } });
    await office.minutes(4, 30 * 60_000);
    expect(await office.found(SAID.concert)).toEqual([]);
    expect((await office.ask('POST', `${path}/approval`, {}, office.people.adam)).status).toBe(403);
    const approved = await office.ask('POST', `${path}/approval`, {}, office.people.adam, office.code());
    expect(approved).toMatchObject({ status: 200, body: { recapture: { inForceBy: 'A legal' } } });
    await office.minutes(8, 60 * 60_000);
    const [found, ...more] = await office.found(SAID.concert);
    expect(more).toEqual([]);
    expect(found?.id).not.toBe(office.id('concert'));
    expect(found).toMatchObject({ versionCount: 1, author: { handle: MAREK } });
    expect((await office.ask('GET', `/residuals/${office.id('concert')}`)).body).toMatchObject({ erased: true });
    await office.minutes(4, 60 * 60_000);
    expect(await office.found(SAID.concert)).toHaveLength(1);
    expect(await office.found(SAID.sunset)).toEqual([]);
  });
});
