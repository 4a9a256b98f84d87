import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ExportView, verifyBundle } from '../../src/exports/index.js';
import { AddPerson, IssueKey } from '../../src/identity/index.js';
import { newId, system } from '../../src/platform/index.js';
import { membersOf } from '../support/app.js';
import { CODE, hasPdfText, LATER, onlyFile, ReleaseStory } from '../support/release-story.js';
import { hasPython, verifyByPython } from '../support/verify-py.js';

/** Strings that no file of the released bundle may hold. */
const SECRETS = ['22 Mill St', '555-0142', 'Olsen', 'Elm Court', 'karl_h', 'Library hours', 'Kowalska', 'Saint Anne'];

describe('the bundle of a release', () => {
  let story: ReleaseStory;
  let answer: ExportView;
  let zip: string;
  let found: ReadonlyMap<string, Buffer>;

  beforeAll(async () => {
    story = await ReleaseStory.tell();
    answer = await story.made();
    zip = await story.download(answer.id);
    found = await story.filesOf(zip);
  }, 120_000);

  afterEach(() => story.expectSound());

  afterAll(() => story.close());

  it('holds no withheld string in any file, is authentic to both verifiers, and its counts add up everywhere', async () => {
    const { status, fault, name, approvedBy, checked } = answer;
    expect(checked).toMatchObject({ pictures: 2 });
    expect(checked?.strings).toBeGreaterThan(15);
    expect({ status, fault, approvedBy }).toEqual({ status: 'ready', fault: null, approvedBy: null });
    expect(name).toMatch(/^EXP-2026-\d{4}-foia$/);
    const { counts } = await story.expectAuthentic(zip);
    expect(counts).toMatchObject({ items: 7, versions: 6 });
    const verdict = await verifyBundle({ path: zip, language: 'en' });
    expect(verdict.sentence).toContain(`${counts.withheldParts} parts of its records are withheld`);
    const second = hasPython ? (await verifyByPython(zip)).text : `records: ${counts.withheldParts}.`;
    expect(second).toContain(`records: ${counts.withheldParts}.`);

    const hidden = ['lou', 'karl', 'dana', 'shelter', 'river'].map((one) => story.named(one).url ?? '');
    expect(hidden.every((url) => url.startsWith('http'))).toBe(true);
    const sought = [...SECRETS, ...hidden, 'dana_k', LATER];
    const leaks = [...found].flatMap(([path, bytes]) =>
      sought.filter((text) => bytes.includes(text)).map((text) => `${text} in ${path}`),
    );
    expect(leaks).toEqual([]);
    const kept = ['The river at dusk.', 'I can bring sandbags.', 'Thank you, [Person A]', `Call her: [${CODE}]!!`];
    for (const text of kept) expect(onlyFile(found, 'index.csv')).toContain(text);

    const sentence =
      'Found 9 = released 2 + released in part 4 + withheld 1 + not about the request 2. An item is one post or reply with all its versions (6 versions released in full or part).';
    for (const file of ['README.txt', 'START-HERE.html', 'plain/index.html']) {
      expect(onlyFile(found, file)).toContain(sentence);
    }
    expect(onlyFile(found, 'bag-info.txt')).toContain(`External-Description: ${sentence}`);
    const said = JSON.parse(onlyFile(found, 'source.json'));
    expect(said.release.counts).toEqual({ found: 9, released: 2, inPart: 4, withheld: 1, notAbout: 2 });
    const polish = 'Znaleziono 9 = udostępniono 2 + udostępniono częściowo 4 + odmówiono 1 + nie dotyczy wniosku 2.';
    expect(onlyFile(found, 'README.txt')).toContain(polish);
    const page = hasPdfText ? onlyFile(found, '.en.pdf (text)').replaceAll(/\s+/g, ' ') : sentence;
    expect(page).toContain(sentence);
  }, 60_000);

  it('says in its exemption log where and why something was taken out, and never what', () => {
    const rows = onlyFile(found, 'exemptions.csv').split('\r\n').slice(1, -1);
    expect(rows.map((row) => row.split(',').slice(2, 7).join(' ').replaceAll('"', '')).toSorted()).toEqual(
      [
        `1 text stretch 3 ${CODE}`, // the reply with a name, a street and a telephone number
        ` item whole 1 ${CODE}`,
        `1 author-handle pseudonym 1 ${CODE}`,
        `1 author-name pseudonym 1 ${CODE}`,
        `1 text pseudonym 1 ${CODE}`, // of the reply that thanks by name
        `1 medium-1 whole 1 ${CODE}`,
        `1 alt-1 whole 1 ${CODE}`,
        `1 medium-1 region 1 ${CODE}`,
      ].toSorted(),
    );
    expect(rows.every((row) => row.includes('5 ILCS 140/7') && /private/i.test(row))).toBe(true);
    expect(hasPdfText ? onlyFile(found, '.en.pdf (text)') : 'Exemption log').toContain('Exemption log');
  }, 60_000);

  it('says whose hands it went through, by entries of the log, and nothing of what was decided', async () => {
    const rows = onlyFile(found, 'custody.csv').split('\r\n').slice(1, -1);
    const cells = rows.map((row) => row.replaceAll('"', '').split(','));
    const told = cells.map(([, , times, , type, action]) => `${type} ${action} ${times}`.replace('  ', ' '));
    expect(told).toEqual([
      'hold.placed 1',
      'request.received 1',
      'request.stepped collect 1',
      'request.frozen 1',
      'item.reviewed 9',
      'item.redacted 6',
      'export.started 1',
    ]);
    for (const [first = '', last = '', times, at, type, , by, proof] of cells) {
      expect([type, by]).toEqual([type, 'Administrator']);
      const entries: { type: string; at: Date }[] = await story.app.database.query(
        `SELECT e.type, e.at FROM log_entry l JOIN audit_event e ON e.id = l.event_id WHERE l.seq IN ($1, $2) ORDER BY l.seq`,
        [first, last],
      );
      expect(entries.map((entry) => entry.type)).toEqual(times === '1' ? [type] : [type, type]);
      expect(entries.at(-1)?.at.toISOString()).toBe(at);
      const entry = [...found.keys()].some((path) => path.endsWith(`/${proof}/entry.json`));
      expect([type, proof !== '', entry]).toEqual([type, type === 'export.started', type === 'export.started']);
    }
    expect(onlyFile(found, 'plain/index.html')).toMatch(
      /Administrator: decisions on items \(9 times\); entries \d+ to \d+/,
    );
  });

  it('draws pictures anew and puts a black field for one withheld; the originals stay behind', async () => {
    const media = [...found].filter(([path]) => path.includes('/data/media/'));
    // The others are those of the account's profile.
    expect(media.filter(([path]) => /redacted-\d{8}-1\.png$/.test(path))).toHaveLength(2);
    const originals = await Promise.all(['shelter', 'river'].map((name) => story.digestOfPicture(name)));
    expect(media.some(([, bytes]) => originals.includes(hash('sha256', bytes)))).toBe(false);
  }, 60_000);

  it('holds of an answer with something withheld a conversion, cut short so that no length is told', () => {
    const warc = onlyFile(found, 'exchanges.warc.gz');
    expect(warc).toContain('WARC-Type: conversion');
    expect(warc).toMatch(/"withheld":\[\[\d+,\d+\]/);
    expect(warc).not.toContain('**');
  }, 60_000);

  it('is changed by nobody unseen', async () => {
    const bytes = await readFile(zip);
    const at = bytes.indexOf('data/items/00000002.json') + 40;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    const altered = join(story.folder, 'altered.zip');
    await writeFile(altered, bytes);
    expect((await verifyBundle({ path: altered, language: 'en' })).verdict).toBe('wrong');
    expect(hasPython ? (await verifyByPython(altered)).code : 1).toBe(1);
  }, 60_000);

  it('is the same twice, but for its number, its time and its seal', async () => {
    const contents = (files: ReadonlyMap<string, Buffer>): string[] => {
      const parts = [...files].filter(([path]) => /data\/(items|media|records\/\d+\/parts)/.test(path));
      return parts.map(([, bytes]) => hash('sha256', bytes)).toSorted();
    };
    const again = await story.filesOf(await story.download((await story.made()).id));
    expect(contents(again)).toEqual(contents(found));
  }, 60_000);

  it('is refused while items are undecided, and while what is covered and what was decided differ', async () => {
    const request = await story.frozen();
    expect(await story.begun(request)).toMatchObject({
      status: 409,
      detail: expect.stringMatching(/^Request 2026-\d{4} cannot be answered: 9 of its items are not decided yet/),
    });
    for (const name of story.ruledItems.keys()) await story.decide(request, name, 'responsive');
    await story.cover(request, 'dana', { version: 1, part: 'text' });
    expect(await story.begun(request)).toMatchObject({
      status: 409,
      detail: expect.stringMatching(/released whole, and something in it is covered/),
    });
  });

  it('is discarded where something withheld can be read in another item, and nothing is logged as built', async () => {
    const { id, status, fault } = await story.made({
      requestId: await story.review({ crew: 'responsive', river: 'not-about' }),
    });
    expect(status).toBe('failed');
    expect(fault).toMatch(
      /^The bundle was not released: a withheld address of item \d+ is still readable in .+, .+\. The draft was discarded\. Looked for \d+ withheld strings and 1 withheld picture in \d+ files\.$/,
    );
    expect(fault).not.toContain('Mill St');
    expect(existsSync(join(story.app.dataDir, 'exports', id, 'draft.zip'))).toBe(false);
    const types: { type: string }[] = await story.app.database.query(
      `SELECT type FROM audit_event WHERE facts->>'export' = $1 ORDER BY at, id`,
      [id],
    );
    expect(types.map(({ type }) => type)).toEqual(['export.started', 'account.headed', 'export.failed']);
  }, 60_000);

  it('of a profile that demands rulings is refused without a request, in one sentence', async () => {
    const begin = (body: object): Promise<Response> => story.app.ask('POST', '/api/v1/exports', { body });
    const refused = await begin({ accountIds: [story.account], profile: 'foia' });
    expect(refused.status).toBe(422);
    expect(await membersOf(refused)).toMatchObject({
      detail:
        'The profile "foia" is for the answer to a request, and none is named. Name the request, or export as "full".',
    });
    expect((await begin({ accountIds: [story.account], profile: 'nothing' })).status).toBe(422);
    expect((await begin({ requestId: newId() })).status).toBe(404);
  });

  it('of one profile leaves out what the profile leaves out', async () => {
    const { id, name } = await story.made({ profile: 'gdpr-access' });
    expect(name).toMatch(/-access$/);
    const other = await story.download(id);
    await story.expectAuthentic(other);
    const paths = [...(await story.filesOf(other)).keys()];
    expect(paths.some((path) => path.endsWith('.warc.gz'))).toBe(false);
    expect(paths.filter((path) => path.endsWith('.pdf'))).toHaveLength(1);
  }, 60_000);

  it('where there is no request and the administrator is alone leaves whole, and says that nobody else approved it', async () => {
    const whole = await story.filesOf(await story.bundle({ accountIds: [story.account] }));
    expect(onlyFile(whole, 'README.txt')).toContain('No second person approved it: this archive has one person only.');
    expect(onlyFile(whole, 'index.csv')).toContain('22 Mill St');
  }, 60_000);

  it('where there is none needs a second person: not who proposed it, nor who was let in by them', async () => {
    const inez = await story.get(AddPerson).run(system('setup'), { name: 'Inez', login: 'inez', roles: ['legal'] });
    const proposed = await story.send<ExportView>('POST', '/exports', { accountIds: [story.account] });
    expect(proposed.status).toBe('proposed');
    expect(await story.work()).toBe(false);
    const path = `/api/v1/exports/${proposed.id}/approve`;
    const approve = (key = story.app.key, code?: string): Promise<Record<string, unknown>> =>
      membersOf(story.app.ask('POST', path, { key, body: {}, ...(code === undefined ? {} : { code }) }));
    expect(await approve()).toMatchObject({ detail: expect.stringMatching(/^You proposed this export/) });

    const wanted = { person: inez, label: 'made by the proposer' };
    const lent = await story.send<{ id: string; key: string }>('POST', '/keys', wanted);
    expect(await approve(lent.key)).toMatchObject({
      detail: expect.stringMatching(/^Whoever proposed this made your key/),
    });
    await story.app.ask('DELETE', `/api/v1/keys/${lent.id}`);
    const own = await story.get(IssueKey).run(system('setup'), { ...wanted, permissions: null, expiresAt: null });
    expect(await approve(own.key)).toMatchObject({ type: '/problems/not-enrolled' });
    const [first = '', second = ''] = await story.app.enrol(own.key);
    expect(await approve(own.key)).toMatchObject({ type: '/problems/code-missing' });
    expect(await approve(own.key, first)).toMatchObject({ status: 'waiting', approvedBy: 'Inez' });
    expect(await approve(own.key, second)).toMatchObject({ status: 409 });
    await story.work();
    const approved = await story.filesOf(await story.download(proposed.id));
    expect(onlyFile(approved, 'README.txt')).toMatch(/Proposed by .+, approved by Inez\./);
    expect(JSON.parse(onlyFile(approved, 'source.json')).approvedBy).toBe('Inez');
    const hands = onlyFile(approved, 'custody.csv').matchAll(/"(export\.\w+)","","(\w+)",/g);
    expect(Array.from(hands, ([, type, by]) => `${type} ${by}`)).toEqual([
      'export.started Administrator',
      'export.proposed Administrator',
      'export.approved Inez',
    ]);
    const answering = await story.made();
    expect({ ...answering.selection, status: answering.status }).toMatchObject({
      requestId: story.request,
      status: 'ready',
    });
  }, 60_000);
});
