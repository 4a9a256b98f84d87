import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExportView, LetterheadView, LetterPreview, WrittenLetterView } from '../../src/exports/index.js';
import { membersOf } from '../support/app.js';
import { runAkta } from '../support/command-line.js';
import { hasPdfText, onlyFile, ReleaseStory } from '../support/release-story.js';

const HEAD = {
  bodyAddress: ['1 Plank Street', 'Newford, IL 61000'],
  place: 'Newford',
  officerTitle: 'FOIA Officer',
  officerContact: '555-0100',
  fee: 'The copies are electronic and cost nothing.',
  courtName: 'Circuit Court of Plank County',
};
const WHY = { codes: [{ code: '7(1)(b)', why: 'Homes of residents are named.' }] };

describe('letters written from an archive', () => {
  let story: ReleaseStory;
  let made: ExportView;

  beforeAll(async () => {
    story = await ReleaseStory.tell();
    made = await story.made();
  }, 120_000);

  afterEach(() => story.expectSound());

  afterAll(() => story.close());

  const post = (path: string, body: object): Promise<Record<string, unknown>> =>
    membersOf(story.app.ask('POST', `/api/v1${path}`, { body }));

  const letters = (): string => `/requests/${story.request}/letters`;

  async function pdfOf({ files }: WrittenLetterView): Promise<string> {
    const path = join(story.folder, 'letter.pdf');
    writeFileSync(path, Buffer.from(await (await story.app.ask('GET', files.pdf)).arrayBuffer()));
    return execFileSync('pdftotext', ['-raw', path, '-'], { encoding: 'utf8' }).replaceAll(/\s+/g, ' ');
  }

  it('say what is missing, in one sentence each, and ask for no more than that', async () => {
    const seen: LetterPreview = Object(await post(`${letters()}/preview`, { kind: 'partial-release' }));
    expect(seen.codes).toEqual(['7(1)(b)']);
    expect(seen.objections).toContain(
      'The letter needs one more fact: the address of the body. Give it as "bodyAddress".',
    );
    expect(seen.wanted.filter(({ needed }) => needed).map(({ name }) => name)).toEqual([
      'bodyAddress', 'place', 'officerTitle', 'officerContact', 'fee', 'courtName',
    ]); // prettier-ignore
    const refused = await post(letters(), { kind: 'partial-release' });
    expect(refused['detail']).toMatch(
      /^The letter was not written: \d+ things are missing or wrong\.\nSay why 7\(1\)\(b\)/,
    );
    expect((await post(letters(), { kind: 'refusal' }))['detail']).toContain('What fits now: clarification, extension');
  });

  it('take what is the same in each of them from the letterhead of the body, and nothing else is kept there', async () => {
    const path = `/api/v1/bodies/${story.body}/letterhead/en`;
    const wrong = { facts: { question: 'Which?', bundleHash: 'a'.repeat(64), place: 7 } };
    const refused = await membersOf(story.app.ask('PUT', path, { body: wrong }));
    expect(refused).toMatchObject({
      status: 422,
      detail: expect.stringContaining('"question" is not the same in each letter'),
    });
    const set: LetterheadView = Object(await membersOf(story.app.ask('PUT', path, { body: { facts: HEAD } })));
    expect(set.facts).toEqual(HEAD);
    const seen: LetterPreview = Object(await post(`${letters()}/preview`, { kind: 'partial-release', facts: WHY }));
    expect([seen.objections, seen.wanted.filter(({ needed }) => needed)]).toEqual([[], []]);
    const other = await membersOf(story.app.ask('GET', `/api/v1/bodies/${story.body}/letterhead/pl`));
    expect(other).toMatchObject({ facts: {}, setAt: null });
    expect((await story.app.ask('GET', `/api/v1/bodies/${story.body}/letterhead/de`)).status).toBe(404);
  });

  it('are written once however often they are sent, and read the same however often they are fetched', async () => {
    const send = async (): Promise<WrittenLetterView> => {
      const answer = await fetch(`${story.app.url}/api/v1${letters()}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${story.app.key}`,
          'content-type': 'application/json',
          'idempotency-key': 'the-answer',
        },
        body: JSON.stringify({ kind: 'partial-release', facts: WHY }),
      });
      return Object(await answer.json());
    };
    const [first, second] = [await send(), await send()];
    expect(second).toEqual(first);
    const fetched = async (): Promise<Buffer> =>
      Buffer.from(await (await story.app.ask('GET', first.files.docx)).arrayBuffer());
    expect((await fetched()).equals(await fetched())).toBe(true);
    expect(hasPdfText ? await pdfOf(first) : 'Homes of residents are named.').toContain(
      'Homes of residents are named.',
    );
    const auditor = await story.app.keyOf('auditor');
    const body = { kind: 'clarification' };
    expect((await story.app.ask('POST', `/api/v1${letters()}`, { key: auditor, body })).status).toBe(403);
  });

  it('certify a bundle with the hashes that are in it, and leave open what only its signer knows', async () => {
    const path = `/exports/${made.id}/letters`;
    const seen: LetterPreview = Object(await post(`${path}/preview`, { kind: 'declaration' }));
    expect(seen.wanted.filter(({ needed }) => needed).map(({ name }) => name)).toEqual([
      'declarantName', 'declarantBasis',
    ]); // prettier-ignore
    const facts = {
      declarantName: 'Marta Zielinski',
      declarantTitle: 'FOIA Officer',
      declarantBasis: 'I have run the archive since 12 January 2026 and know how it records.',
    };
    const paper: WrittenLetterView = Object(await post(path, { kind: 'declaration', facts }));
    expect(paper.name).toBe(`${made.name}-L1`);
    const files = await story.filesOf(await story.download(made.id));
    const manifest = onlyFile(files, `${made.name}.manifest-sha256.txt`);
    const index = /^([0-9a-f]{64}) +data\/index\.csv$/m.exec(manifest)?.[1] ?? 'none';
    const text = hasPdfText ? (await pdfOf(paper)).replaceAll(' ', '') : index;
    expect(text).toContain(index);
    expect(hasPdfText ? text : '28U.S.C.1746').toContain('28U.S.C.1746');
    expect(await post(path, { kind: 'declaration', facts: { hashes: [] } })).toMatchObject({ status: 422 });
    expect(await membersOf(story.app.ask('GET', `/api/v1${path}`))).toMatchObject({ items: [{ id: paper.id }] });
  }, 60_000);

  it('are written at the command line, too, under the same name', async () => {
    const number = (await story.read<{ number: string }>(`/requests/${story.request}`)).number;
    const out = join(story.folder, 'question.docx');
    const facts = join(story.folder, 'facts.json');
    const asked = { question: 'Which accounts?', answerBy: '2026-06-01', unanswered: 'It is answered as it stands.' };
    writeFileSync(facts, JSON.stringify(asked));
    const args = ['letter', 'write', 'clarification', '--request', number, '--facts', facts, '--out', out];
    const written = await runAkta(args, { env: story.app.env, clock: story.clock });
    expect([written.exit, written.err]).toEqual([0, '']);
    expect(written.out).toContain(`It is ${number}-L2 in the list of letters`);
    // The names of a ZIP's files stand in it unpacked.
    expect(readFileSync(out).includes('word/document.xml')).toBe(true);
    const head = await runAkta(['letter', 'head'], { env: story.app.env, clock: story.clock });
    expect(head.out).toContain('place (the place of the letter): Newford');
  }, 60_000);

  it('announce no extension to a day that is not later', async () => {
    const order = {
      bodyId: story.body,
      kind: 'internal',
      channel: 'other',
      dueOn: '2026-06-30',
      letter: { name: 'Adam Okafor', text: 'Posts on the bridge' },
      receivedAt: story.clock.now().toISOString(),
      scope: { query: 'bridge' },
    };
    const { id } = await story.send<{ id: string }>('POST', '/requests', order);
    const announced = async (until: string): Promise<unknown[]> => {
      const wanted = { kind: 'extension', extension: { until }, facts: { extensionGround: 'Counsel has to look.' } };
      const answer = await post(`/requests/${id}/letters/preview`, wanted);
      return [answer['status'] ?? 200, answer['detail'] ?? answer['objections']];
    };
    expect(await announced('2026-07-15')).toEqual([200, []]);
    expect(await announced('2026-06-30')).toEqual([422, expect.stringMatching(/^Say which extension is announced/)]);
    expect(await announced('2026-02-31')).toEqual([422, expect.stringContaining('is not a day')]);
  });

  it('do not name a bundle after which something was decided anew', async () => {
    story.clock.advance(60_000);
    await story.decide(story.request, 'watch', 'not-about');
    const stale = await post(letters(), { kind: 'partial-release', facts: WHY });
    expect([stale['status'], String(stale['detail'])]).toEqual([
      409,
      expect.stringContaining('was decided anew after'),
    ]);
  });
});
