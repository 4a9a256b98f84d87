import { createHash } from 'node:crypto';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { Client } from 'pg';
import { ReadTrail } from '../../src/audit/index.js';
import { DrawSample, ReadSamples, RenderPaper, type SampleView } from '../../src/reports/index.js';
import { ReleaseHold } from '../../src/retention/index.js';
import { urlsOf } from '../support/database.js';
import { DispositionOffice, HOST, putPolicy } from '../support/disposition-office.js';
import { expectArchiveSound, findFaults } from '../support/expect-archive-sound.js';
import { person, type PersonActor, refused } from '../support/people.js';
import { policy, series } from '../support/policies.js';

const TEXTS = Array.from({ length: 12 }, (_, i) => `Notice ${i + 1} of the City of Newford`);

async function pagesOf(bytes: Buffer): Promise<{ pages: number; text: string }> {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const { items } = await (await document.getPage(1)).getTextContent();
  const text = items.map((item) => ('str' in item ? item.str : '')).join(' ');
  return { pages: document.numPages, text: text.replaceAll(/\s+/g, ' ') };
}

describe('a sample of an auditor', () => {
  let office: DispositionOffice;
  let inez: PersonActor;

  const draw = async (asked: Partial<Parameters<DrawSample['run']>[1]> = {}): Promise<SampleView> => {
    const { archive } = office;
    const id = await archive.get(DrawSample).run(inez, { n: 6, seed: '7', stratify: 'state', ...asked });
    return archive.get(ReadSamples).one(inez, id);
  };
  const paper = async (
    sample: SampleView,
    place: number,
    { actor = inez, language = 'en' }: { actor?: PersonActor; language?: 'en' | 'pl' } = {},
  ): Promise<Awaited<ReturnType<RenderPaper['run']>>> =>
    office.archive.get(RenderPaper).run(actor, { sample, place, language });
  const placeOf = (sample: SampleView, stratum: string): number =>
    sample.drawn.find((item) => item.stratum === stratum)?.place ?? 0;

  beforeAll(async () => {
    office = await DispositionOffice.open(TEXTS);
    inez = await person(office.archive, 'Inez Duarte', 'auditor');
    const { world } = office.lab;
    world.remove(world.postNamed('post 3'));
    for (let i = 0; i < 12; i += 1) await office.look(6 * 60);
  }, 120_000);

  afterAll(() => office.close());

  it('is the same for whoever has the seed and the log, and another for another seed', async () => {
    const first = await draw();
    expect(first).toMatchObject({ population: 12, by: 'Inez Duarte', seed: '7', n: 6 });
    expect(first.strata.map(({ stratum, items }) => [stratum, items])).toEqual([
      ['gone', 1],
      ['present', 11],
    ]);
    const again = await draw({ logSize: first.logSize });
    expect(again.drawn).toEqual(first.drawn);
    expect(again.root).toBe(first.root);
    expect((await draw({ seed: '8', logSize: first.logSize })).drawn).not.toEqual(first.drawn);
    // As the method says, without this program.
    const [{ rows }]: [{ rows: string[] }] = await office.archive.database.query(
      `SELECT array_agg(id::text) AS rows FROM item WHERE kind = 'post'`,
    );
    const rank = (id: string): string => createHash('sha256').update(`7\n${id}`).digest('hex');
    const present = rows.filter((id) => !first.drawn.some((item) => item.stratum === 'gone' && item.itemId === id));
    const expected = present.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1)).slice(0, 5);
    const drawn = first.drawn.filter(({ stratum }) => stratum === 'present');
    expect(drawn.map(({ itemId }) => itemId)).toEqual(expected);
    expect(drawn.map((item) => item.rank)).toEqual(expected.map(rank));
  });

  it('is written down with an event before anything of it is looked at', async () => {
    await office.archive.settle();
    const { items } = await office.archive.get(ReadTrail).run(inez, {}, { limit: 5, language: 'en' });
    expect(items[0]?.sentence).toMatch(
      /^Inez Duarte drew a sample of 6 items out of 12 over the first \d+ entries of the log\.$/,
    );
  });

  it('puts each item on one page: evidence, proof checked now, rule, decisions, room for a conclusion', async () => {
    await putPolicy(office.archive, office.bodyId, policy('jrwa', [series('B5', { period: 'P5Y' })]));
    const sample = await draw({ stratify: 'none', n: 12 });
    expect(sample.strata).toEqual([{ stratum: 'all', items: 12, drawn: 12 }]);
    const gone = await goneId();
    const place = sample.drawn.findIndex(({ itemId }) => itemId !== gone) + 1;
    const { facts, bytes, wrong, name } = await paper(sample, place);
    expect(wrong).toBe(false);
    expect(name).toMatch(/^\d{3}-all-[0-9a-f]{8}\.pdf$/);
    expect(facts.proof).toMatchObject({ signed: true });
    expect(facts.proof.lines).toMatchObject([{ what: 'version', number: 1, inclusion: 'holds', commitment: 'holds' }]);
    expect(facts.evidence).toMatchObject([{ roles: ['version-1'], opened: 'holds' }]);
    expect(facts.schedule).toMatchObject({ policyId: 'jrwa', seriesId: 'B5', eligibleOn: '2029-03-01' });
    const { pages, text } = await pagesOf(bytes);
    expect(pages).toBe(1);
    for (const part of [
      'Working paper',
      'of the City of Newford',
      'Recorded answer',
      'its signature holds',
      'jrwa 1, B5',
      'It is under no hold.',
      'Name, date, signature',
    ]) {
      expect(text).toContain(part);
    }
    const polish = await pagesOf((await paper(sample, place, { language: 'pl' })).bytes);
    expect(polish.pages).toBe(1);
    expect(polish.text).toContain('Karta robocza');
    expect(polish.text).toContain('podpis jest zgodny');
  }, 60_000);

  it('keeps restricted material from whoever may not read it, and notes who looked', async () => {
    const sample = await draw();
    const place = placeOf(sample, 'gone');
    const locked = await paper(sample, place);
    expect(locked.facts.item).toMatchObject({ state: 'gone', restricted: true, text: '', author: null, url: null });
    expect(locked.facts.proof.lines[0]).toMatchObject({ inclusion: 'holds', commitment: 'locked' });
    expect((await pagesOf(locked.bytes)).text).not.toContain('Notice');
    const looks = async (): Promise<number> => {
      const [row] = await office.archive.database.query<{ n: number }[]>(
        `SELECT count(*)::int AS n FROM audit_event WHERE type = 'material.looked-at'`,
      );
      return row?.n ?? 0;
    };
    expect(await looks()).toBe(0);
    const read = await paper(sample, place, { actor: office.adam });
    expect(read.facts.item.text).toContain('Notice 4');
    expect(read.facts.findings).toMatchObject([{ kind: 'gone' }]);
    expect(await looks()).toBe(1);
  }, 60_000);

  it('has strata of what is held and what was destroyed, as the log stood, and the paper says what is left', async () => {
    const [held = '', ...others] = await office.items();
    const hold = await office.hold('2024-CV-9', { itemIds: [held] });
    const sample = await draw({ n: 8 });
    expect(sample.strata).toMatchObject([
      { stratum: 'gone' },
      { stratum: 'held', items: 1, drawn: 1 },
      { stratum: 'present' },
    ]);
    expect((await paper(sample, placeOf(sample, 'held'))).facts.holds).toEqual([expect.stringContaining('Kowalczyk')]);

    await office.until('2029-03-02T12:00:00Z');
    const list = await office.propose();
    await office.approved(list);
    await office.execute(list);
    await office.archive.get(ReleaseHold).propose(office.marta, { holdId: hold, reason: 'Settled' });
    await office.archive.get(ReleaseHold).approve(office.adam, { holdId: hold });
    await office.archive.settle();
    const after = await draw({ n: 8 });
    expect(after.strata).toMatchObject([
      { stratum: 'destroyed', items: others.length },
      { stratum: 'present', items: 1 },
    ]);
    // As the log stood before, the same items are drawn, though most of them are gone by now.
    expect((await draw({ n: 8, logSize: sample.logSize })).drawn).toEqual(sample.drawn);
    const { facts, bytes, wrong } = await paper(after, placeOf(after, 'destroyed'));
    expect(wrong).toBe(false);
    expect(facts.destroyed).toMatchObject({ list: list.number, class: 'jrwa 1, B5' });
    expect(facts.proof.lines.map(({ what, inclusion }) => `${what} ${inclusion}`)).toContain('destroyed holds');
    expect(facts.item.text).toBe('');
    const { pages, text } = await pagesOf(bytes);
    expect(pages).toBe(1);
    expect(text).toContain('Nothing of what it said is left here.');
  }, 120_000);

  it('stays on one page whatever was written, and counts what finds no room', async () => {
    const { lab } = office;
    const post = lab.world.post(lab.world.account(`newford@${HOST}`), 'ż'.repeat(450), { key: 'long' });
    for (let i = 0; i < 9; i += 1) {
      await office.look(10);
      lab.world.edit(post, `${i} ${'zażółć gęślą jaźń '.repeat(25)}`);
    }
    for (let i = 0; i < 4; i += 1) await office.look(30);
    const sample = await draw({ n: 14, stratify: 'none' });
    const [row] = await office.archive.database.query<{ item_id: string }[]>(
      `SELECT item_id FROM snapshot GROUP BY 1 ORDER BY count(*) DESC LIMIT 1`,
    );
    const place = sample.drawn.find(({ itemId }) => itemId === row?.item_id)?.place ?? 0;
    const { facts, bytes } = await paper(sample, place, { language: 'pl' });
    expect(facts.proof.lines.length).toBeGreaterThan(6);
    const { pages, text } = await pagesOf(bytes);
    expect(pages).toBe(1);
    expect(text).toMatch(/i jeszcze \d+, w danych tej karty/);
    expect(text).toContain('podpis');
  }, 60_000);

  it('says so where something does not hold, and nothing else is wrong', async () => {
    await expectArchiveSound(office.archive);
    const sample = await draw({ n: 2, stratify: 'none', from: '2028-01-01' });
    const { itemId, place } = sample.drawn[0] ?? { itemId: '', place: 0 };
    await behindAll(
      `UPDATE snapshot_body SET item_json = convert_to(replace(convert_from(item_json, 'UTF8'), '"text":"', '"text":"No '), 'UTF8')
        WHERE item_id = '${itemId}'`,
    );
    const { wrong, facts } = await paper(sample, place);
    expect(wrong).toBe(true);
    expect(facts.proof.lines[0]).toMatchObject({ inclusion: 'holds', commitment: 'wrong' });
  });

  it.each([
    [{ seed: '  ' }, 'A seed is one line'],
    [{ seed: 'a\nb' }, 'A seed is one line'],
    [{ n: 0 }, 'A sample has from 1 to 500 items'],
    [{ n: 1 }, 'A sample has at least one of each: ask for 2 or more'],
    [{ from: '2024-02-30' }, '"2024-02-30" is not a day'],
    [{ from: '2024-05-02', to: '2024-05-01' }, 'The period ends'],
    [{ to: '1999-12-31' }, 'There is no item to draw from'],
    [{ logSize: 10_000_000 }, 'Give a size from 1 to'],
    [{ accountIds: ['01900000-0000-7000-8000-000000000000'] }, 'One of these accounts is not archived here'],
  ])('is refused in one sentence: %j', async (asked, sentence) => {
    expect((await refused(draw(asked))).sentence).toContain(sentence);
  });

  it('is not for whoever may not read the log', async () => {
    const custodian = await person(office.archive, 'Cora', 'custodian');
    const asked = { n: 5, seed: '7', stratify: 'none' } as const;
    expect(await refused(office.archive.get(DrawSample).run(custodian, asked))).toMatchObject({
      problem: 'not-allowed',
    });
  });

  it('is missed by the integrity checks when its row or its event is', async () => {
    await behindAll(`DELETE FROM audit_sample WHERE id = (SELECT id FROM audit_sample ORDER BY id LIMIT 1)`);
    const found = await findFaults(office.archive, ['events-match-rows']);
    expect(found.map(({ is }) => is)).toEqual(['wrong']);
  });

  /** As whoever runs the database could. */
  async function behindAll(sql: string): Promise<void> {
    const client = new Client({ connectionString: (await urlsOf(office.archive.database)).postgres });
    await client.connect();
    await client.query(`SET session_replication_role = 'replica'`);
    await client.query(sql);
    await client.end();
  }

  async function goneId(): Promise<string> {
    const [row] = await office.archive.database.query<{ id: string }[]>(
      `SELECT item_id AS id FROM item_watch WHERE state = 'gone'`,
    );
    return row?.id ?? '';
  }
});
