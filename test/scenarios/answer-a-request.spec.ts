import { execFileSync } from 'node:child_process';
import type { ExportView, FilledLetter, LettersOfRequest } from '../../src/exports/index.js';
import type { TrailLine } from '../../src/audit/index.js';
import { AnswerStory, hasTools, type Town } from '../support/answer-story.js';
import { doDailyWork } from '../support/expect-archive-sound.js';

const NEWFORD: Town = {
  language: 'en',
  body: { name: 'City of Newford', zone: 'America/Chicago', country: 'US-IL', prefix: 'NEWFORD' },
  host: 'social.newford.example',
  law: 'us-il',
  kind: 'state-law',
  code: '7(1)(b)',
  days: {
    begins: '2026-05-19T13:00:00Z',
    received: '2026-05-20T16:40:00-05:00',
    now: '2026-05-20T21:45:00Z',
    due: '2026-05-28',
    dueInWords: '28 May 2026',
    extendBy: '2026-05-26T15:00:00Z',
    extended: '2026-06-04',
    extendedInWords: '4 June 2026',
    answered: '2026-05-29T15:00:00Z',
  },
  extension: { kind: 'voluminous' },
  query: 'flood',
  scope: { from: '2026-05-18', to: '2026-05-20' },
  posts: {
    watch: 'Flood watch for the Plank River until noon.',
    call: 'Flood or not, Mrs. Olsen of 22 Mill St is alone. Call her: 555-0142!!',
    threat: 'The flood will find the mayor at Elm Court 9.',
    thanks: 'A flood of thanks to our librarians.',
    later: 'The flood is over.',
  },
  covered: ['22 Mill St', '555-0142'],
  head: {
    bodyAddress: ['1 Plank Street', 'Newford, IL 61000'],
    bodyContact: 'foia@newford.example',
    place: 'Newford',
    officerName: 'Marta Zielinski',
    officerTitle: 'FOIA Officer',
    officerContact: '555-0100',
    fee: 'The copies are electronic and cost nothing.',
    courtName: 'Circuit Court of Plank County',
  },
  withAnswer: {},
  why: 'Home addresses and a telephone number of residents stand in two replies.',
  counts: 'Found 4 = released 1 + released in part 1 + withheld 1 + not about the request 1.',
  profile: 'foia',
};

const NOWY_BROD: Town = {
  language: 'pl',
  body: { name: 'Burmistrz Nowego Brodu', zone: 'Europe/Warsaw', country: 'PL', prefix: 'NB' },
  host: 'nowybrod.example',
  law: 'pl-udip',
  kind: 'udip',
  code: 'art. 5 ust. 2 (prywatność)',
  days: {
    begins: '2026-05-20T07:00:00Z',
    received: '2026-05-21T09:10:00+02:00',
    now: '2026-05-21T08:00:00Z',
    due: '2026-06-05',
    dueInWords: '5 czerwca 2026 r.',
    extendBy: '2026-05-27T08:00:00Z',
    extended: '2026-06-30',
    extendedInWords: '30 czerwca 2026 r.',
    answered: '2026-05-30T08:00:00Z',
  },
  extension: { kind: 'reasons', until: '2026-06-30' },
  query: 'powódź',
  scope: { from: '2026-05-18', to: '2026-05-21' },
  posts: {
    watch: 'Alarm: powódź na rzece Bród do południa.',
    call: 'Powódź czy nie, pani Olga z ulicy Młyńskiej 22 jest sama, tel. 22 555 01 42!',
    threat: 'Powódź znajdzie burmistrza przy Dębowej 9.',
    thanks: 'Powódź podziękowań dla naszej biblioteki.',
    later: 'Powódź opadła.',
  },
  covered: ['Młyńskiej 22', '22 555 01 42'],
  head: {
    bodyAddress: ['Rynek 1', '22-400 Nowy Bród'],
    place: 'Nowy Bród',
    officerName: 'Anna Lis',
    officerTitle: 'Inspektor',
    officerContact: 'tel. 22 555 01 00',
    fee: 'Kopie elektroniczne są bezpłatne.',
    appealBody: 'Samorządowe Kolegium Odwoławcze w Zamościu',
    appealAddress: ['ul. Partyzantów 3', '22-400 Zamość'],
  },
  withAnswer: { protectedSubjects: ['dwie osoby mieszkające w Nowym Brodzie'] },
  why: 'W dwóch odpowiedziach podano adresy i numer telefonu osób prywatnych.',
  counts: 'Znaleziono 4 = udostępniono 1 + udostępniono częściowo 1 + odmówiono 1 + nie dotyczy wniosku 1.',
  profile: 'udip',
};

const towns = [
  { law: NEWFORD.law, town: NEWFORD },
  { law: NOWY_BROD.law, town: NOWY_BROD },
];

(hasTools ? describe : describe.skip).each(towns)('a request under $law, from its letter to its answer', ({ town }) => {
  const { days, language } = town;
  let story: AnswerStory;
  let number: string;
  let zip: string;
  let answer: string;

  beforeAll(async () => {
    story = await AnswerStory.open(town);
    await story.send('PUT', `/bodies/${story.bodyId}/letterhead/${language}`, { facts: town.head });
    await story.go(days.now);
  }, 120_000);

  afterAll(() => story.close());

  it('on day 0 gets its number, its day and its hold, and a letter that says so', async () => {
    const request = await story.register({ secondReview: true });
    ({ number } = request);
    expect(request.dueOn).toBe(days.due);
    expect((await story.ask('GET', `/holds/${request.holdId}`)).body).toMatchObject({ items: 4, state: 'active' });

    const offered: LettersOfRequest = Object((await story.ask('GET', `/requests/${request.id}/letters`)).body);
    expect(offered).toEqual({ offered: ['acknowledgement', 'clarification', 'extension', 'referral'], written: [] });
    const preview = await story.ask('POST', `/requests/${request.id}/letters/preview`, { kind: 'acknowledgement' });
    const seen: FilledLetter = Object(preview.body);
    expect([preview.status, seen.objections, seen.law]).toEqual([200, [], town.law]);

    const letter = await story.letter('acknowledgement');
    expect([letter.name, letter.language]).toEqual([`${number}-L1`, language]);
    for (const format of ['docx', 'pdf'] as const) {
      const text = await story.textOf(letter, format);
      expect(text).toContain(number);
      expect(text).toContain(days.dueInWords);
      expect(text).toContain('Dana Whitlock');
      expect(text).toContain(town.posts.watch);
      expect(text).not.toMatch(/undefined|\{\w+\}|\[object/);
    }
    expect((await story.step('acknowledgement', { letter: letter.name })).state).toBe('acknowledged');
  }, 60_000);

  it('on day 1 is collected and frozen, and what was not seen meanwhile stands in the certificate', async () => {
    await story.step('collection');
    const certificate = await story.ask('POST', `/requests/${story.request}/freeze`, {});
    expect(certificate.body).toMatchObject({ number, items: 4, kind: 'found', givenBefore: 0 });
  });

  it('on day 6 is extended by a notice that goes out before the step, and says the same after it', async () => {
    await story.go(days.extendBy);
    const unsaid = await story.ask('POST', `/requests/${story.request}/letters`, { kind: 'extension' });
    expect(unsaid.status).toBe(422);
    const notice = await story.letter('extension', { extension: town.extension });
    const text = await story.textOf(notice, 'pdf');
    expect(text).toContain(days.dueInWords);
    expect(text).toContain(days.extendedInWords);
    const ground = language === 'en' ? 'Counsel has to look' : 'Konieczna jest analiza prawna';
    const extended = await story.step('extension', { ...town.extension, ground, letter: notice.name });
    expect(extended.dueOn).toBe(days.extended);
    const after = await story.letter('extension');
    const told = await story.textOf(after, 'docx');
    expect(told).toContain(days.extendedInWords);
    expect(told).toContain(ground);
  }, 60_000);

  it('is reviewed by two people, and no letter answers it before its bundle is made', async () => {
    const early = await story.ask('POST', `/requests/${story.request}/letters/preview`, { kind: 'partial-release' });
    expect(early).toMatchObject({ status: 409, body: { offered: 'clarification, extension' } });
    await story.review();
    const { body } = await story.ask('GET', `/requests/${story.request}/letters`);
    expect(body['offered']).toEqual(['clarification', 'extension', 'partial-release']);
    const without = await story.ask('POST', `/requests/${story.request}/letters`, { kind: 'partial-release' });
    expect(without).toMatchObject({ status: 409, body: { missing: 'bundle' } });
  }, 60_000);

  it('on day 9 is answered by a bundle that both verifiers find whole, with nothing withheld in it', async () => {
    await story.go(days.answered);
    const made = await story.ask('POST', '/exports', { requestId: story.request, language });
    expect([made.status, made.body['detail']]).toEqual([202, undefined]);
    const id = String(made.body['id']);
    await story.work();
    const { status, fault, name }: ExportView = Object((await story.ask('GET', `/exports/${id}`)).body);
    expect([status, fault, name]).toEqual(['ready', null, expect.stringMatching(new RegExp(`-${town.profile}$`))]);
    zip = await story.download(id);
    await story.expectAuthentic(zip);
    const index = story.fileIn(zip, 'data/index.csv');
    expect(index).toContain(town.posts.watch);
    for (const secret of [...town.covered, town.posts.threat, town.posts.thanks]) expect(index).not.toContain(secret);
  }, 120_000);

  it('gets a letter that names codes, reasons, bundle and hash, and is refused one that lacks a reason', async () => {
    const lacking = await story.ask('POST', `/requests/${story.request}/letters`, {
      kind: 'partial-release',
      facts: town.withAnswer,
    });
    expect([lacking.status, lacking.body['detail']]).toEqual([422, expect.stringContaining(town.code)]);
    const claimed = { kind: 'partial-release', facts: { found: 3, bundleHash: 'f'.repeat(64) } };
    const forged = await story.ask('POST', `/requests/${story.request}/letters`, claimed);
    expect([forged.status, String(forged.body['detail'])]).toEqual([
      422,
      expect.stringMatching(/found.*\n.*bundleHash/),
    ]);

    const codes = [{ code: town.code, why: town.why }];
    const letter = await story.letter('partial-release', { facts: { ...town.withAnswer, codes } });
    answer = letter.name;
    const [sha] = execFileSync('sha256sum', [zip], { encoding: 'utf8' }).split(' ');
    const [pdf, docx] = [await story.textOf(letter, 'pdf'), await story.textOf(letter, 'docx')];
    for (const text of [docx, pdf]) expect(text).toContain(town.counts);
    expect(docx).toContain(sha);
    expect(docx).toContain(town.why);
    expect(pdf.replaceAll(' ', '')).toContain(sha);
    for (const secret of town.covered) expect(`${docx} ${pdf}`).not.toContain(secret);
  }, 60_000);

  it('is closed by that letter, and found = released + in part + withheld + not about, wherever it is said', async () => {
    const closed = await story.step('closing', { letter: answer });
    const { found, released, inPart, withheld, notAbout } = closed.counts ?? {};
    expect([closed.state, found, released, inPart, withheld, notAbout]).toEqual(['closed', 4, 1, 1, 1, 1]);
    expect(closed.steps.at(-1)?.letter).toBe(answer);

    expect(story.fileIn(zip, 'README.txt')).toContain(town.counts);
    expect(story.fileIn(zip, 'bag-info.txt').replaceAll(/\r?\n +/g, ' ')).toContain('Found 4 = released 1');
    const counted = { found: 4, released: 1, inPart: 1, withheld: 1, notAbout: 1 };
    expect(JSON.parse(story.fileIn(zip, 'data/source.json')).release.counts).toEqual(counted);
    const { items } = await story.read<{ items: TrailLine[] }>('/audit?limit=200');
    const trail = items.map(({ sentence }) => sentence).join('\n');
    expect(trail).toContain('found 4 = released 1 + in part 1 + withheld 1 + not about it 1');
    expect(trail).toContain(`wrote a letter about the request ${number}: released in part.`);
    const facts = await story.app.database.query(`SELECT facts FROM audit_event WHERE type LIKE 'letter%'`);
    expect(JSON.stringify(facts)).not.toMatch(/Dana|ledger|Mill|Młyń/);
  }, 60_000);

  it('is followed by one for what is new, which gets nothing twice', async () => {
    story.lab.world.post(story.lab.world.account(`hall@${town.host}`), town.posts.later);
    story.clock.advance(3_600_000);
    await story.look();
    const now = story.clock.now().toISOString();
    const scope = { from: town.scope.from, to: now.slice(0, 10), query: town.query };
    const again = await story.register({ onlyNew: true, receivedAt: now, scope });
    expect(again.earlier.map((earlier) => earlier.number)).toEqual([number]);
    await story.step('collection');
    const { body } = await story.ask('POST', `/requests/${story.request}/freeze`, {});
    // What was released, whole or in part, she has; what was withheld or not about the first request comes back.
    expect([body['givenBefore'], body['items']]).toEqual([2, 3]);
  }, 60_000);

  it('leaves an archive that is sound', async () => {
    await doDailyWork(story);
    await story.expectSound();
  }, 60_000);
});
