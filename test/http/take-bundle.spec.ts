import { hash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ArchiveFileView, type ExportLinkView, type ExportView, WorkExports } from '../../src/exports/index.js';
import { runAkta } from '../support/command-line.js';
import { membersOf } from '../support/app.js';
import { ReleaseStory } from '../support/release-story.js';

const digestOf = (...parts: readonly Buffer[]): string => hash('sha256', Buffer.concat(parts));

const fileOf = ({ files: [file] }: ExportView): ArchiveFileView => {
  if (!file) throw new Error('The export has no file');
  return file;
};

/** One answer to a request for a file, read to its end. */
interface Taken {
  readonly status: number;
  readonly bytes: Buffer;
  readonly headers: Headers;
}

describe('a finished bundle', () => {
  let story: ReleaseStory;
  let answer: ExportView;

  const take = async (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Taken> => {
    const signedIn = path.includes('/exports/') ? { authorization: `Bearer ${story.app.key}` } : {};
    const response = await fetch(`${story.app.url}${path}`, { method, headers: { ...signedIn, ...headers } });
    return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()), headers: response.headers };
  };

  beforeAll(async () => {
    story = await ReleaseStory.tell();
    answer = await story.made();
  }, 120_000);

  afterEach(() => story.expectSound());

  afterAll(() => story.close());

  it('whose download was cut goes on where it stopped, to the same bytes', async () => {
    const href = fileOf(answer).href;
    const whole = await take(href);
    const { length } = whole.bytes;
    expect([whole.status, whole.headers.get('accept-ranges'), length]).toEqual([200, 'bytes', fileOf(answer).bytes]);
    expect(whole.headers.get('content-disposition')).toBe(`attachment; filename="${answer.name}.zip"`);
    const tag = whole.headers.get('etag') ?? '';
    expect(tag).toMatch(/^"[0-9a-f]{64}"$/);

    const cut = whole.bytes.subarray(0, 1_000);
    const rest = await take(href, { range: `bytes=${cut.length}-`, 'if-range': tag });
    expect([rest.status, rest.headers.get('content-range')]).toEqual([206, `bytes 1000-${length - 1}/${length}`]);
    expect(digestOf(cut, rest.bytes)).toBe(digestOf(whole.bytes));
    expect((await take(href, { range: 'bytes=-9' })).bytes).toEqual(whole.bytes.subarray(-9));
    expect(await take(href, {}, 'HEAD')).toMatchObject({ status: 200, bytes: Buffer.alloc(0) });
  });

  it('is sent whole where what was begun is another, and where the ranges are several or cannot be read', async () => {
    const href = fileOf(answer).href;
    const asked = [
      { range: 'bytes=9-', 'if-range': '"another"' },
      { range: 'bytes=0-1,5-6' },
      { range: 'lines=1-2' },
      { range: 'bytes=x' },
    ];
    for (const headers of asked) {
      const { status, bytes } = await take(href, headers);
      expect([headers, status, bytes.length]).toEqual([headers, 200, fileOf(answer).bytes]);
    }
  });

  it('is not said to be taken where a part beyond its end was asked for', async () => {
    const takings = async (): Promise<unknown> =>
      story.app.database.query(`SELECT count(*) FROM audit_event WHERE type = 'export.downloaded'`);
    const before = await takings();
    const beyond = await take(fileOf(answer).href, { range: `bytes=${fileOf(answer).bytes}-` });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${fileOf(answer).bytes}`]);
    expect(String(beyond.bytes)).toContain('/problems/range-outside');
    expect(await takings()).toEqual(before);
  });

  interface Link {
    readonly id: string;
    readonly path: string;
  }
  const linked = async (body: object = {}, id = answer.id): Promise<Link> =>
    Object(await membersOf(story.app.ask('POST', `/api/v1/exports/${id}/links`, { body })));
  const close = async (id: string, key = story.app.key): Promise<number> =>
    (await story.app.ask('DELETE', `/api/v1/export-links/${id}`, { key })).status;
  const linkOf = async (id: string): Promise<ExportLinkView | undefined> => {
    const { items } = await story.read<{ items: ExportLinkView[] }>(`/exports/${answer.id}/links`);
    return items.find((link) => link.id === id);
  };
  /** Of its newest fetch: the end of an answer is written after it was sent. */
  const outcomeOf = async (id: string, fetched: number): Promise<string> => {
    for (;;) {
      const link = await linkOf(id);
      const [newest] = link?.fetches ?? [];
      if (link?.fetched === fetched && newest && newest.outcome !== null) return `${newest.outcome} ${newest.bytes}`;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  it('is taken by its link without a key, and each time is in the log with how much left', async () => {
    const link = await linked();
    expect(link.path).toMatch(/^\/api\/v1\/export-links\/[\w-]{43}\/file$/);
    expect(await linkOf(link.id)).toMatchObject({ state: 'open', fetched: 0, fetches: [] });
    expect((await take(link.path, {}, 'HEAD')).headers.get('content-length')).toBe(String(fileOf(answer).bytes));
    const whole = await take(link.path);
    expect([whole.status, digestOf(whole.bytes)]).toEqual([200, digestOf((await take(fileOf(answer).href)).bytes)]);
    const length = whole.bytes.length;
    expect(await outcomeOf(link.id, 1)).toBe(`whole ${length}`);

    story.clock.advance(60_000);
    const tag = whole.headers.get('etag') ?? '';
    const rest = await take(link.path, { range: 'bytes=1000-', 'if-range': tag });
    expect(digestOf(whole.bytes.subarray(0, 1_000), rest.bytes)).toBe(digestOf(whole.bytes));
    expect(await outcomeOf(link.id, 2)).toBe(`rest ${length - 1_000}`);
    story.clock.advance(60_000);
    expect((await take(link.path, { range: 'bytes=5-9' })).bytes).toEqual(whole.bytes.subarray(5, 10));
    expect(await outcomeOf(link.id, 3)).toBe('part 5');
    expect((await take(link.path, { range: `bytes=${length}-` })).status).toBe(416);

    const [kept] = await story.app.database.query<{ rows: string; events: string; types: string[] }[]>(
      `SELECT (SELECT json_agg(l)::text FROM export_link l) || (SELECT json_agg(f)::text FROM export_fetch f) AS rows,
              (SELECT json_agg(e)::text FROM audit_event e) AS events,
              ARRAY(SELECT type FROM audit_event WHERE facts->>'link' = $1 ORDER BY id) AS types`,
      [link.id],
    );
    expect(`${kept?.rows} ${kept?.events}`).not.toContain(link.path.split('/')[4]);
    expect(`${kept?.rows} ${kept?.events}`).not.toContain('127.0.0.1');
    const each = ['export-link.fetched', 'export-link.delivered'];
    expect(kept?.types).toEqual(['export-link.opened', ...each, ...each, ...each]);
  });

  it('is refused by a link that was closed or has expired, in one sentence of the language of the bundle', async () => {
    const [closed, expired] = [await linked(), await linked({ days: 1 })];
    expect([await close(closed.id), await close(closed.id)]).toEqual([204, 404]);
    const gone = await take(closed.path, { 'accept-language': 'pl' });
    expect([gone.status, gone.headers.get('content-type')]).toEqual([410, 'text/html; charset=utf-8']);
    expect(String(gone.bytes)).toContain('<p>This link was closed. Ask the office that sent it for another.</p>');
    story.clock.advance(86_400_000);
    const late = await take(expired.path);
    expect([late.status, String(late.bytes)]).toEqual([410, expect.stringContaining('This link has expired.')]);
    expect(await linkOf(expired.id)).toMatchObject({ state: 'expired', fetched: 0 });
    for (const secret of ['x', '%00', 'a'.repeat(5_000), '..%2f..', "';--"]) {
      const none = await take(`/api/v1/export-links/${secret}/file`, { 'accept-language': 'pl' });
      expect([secret, none.status]).toEqual([secret, 404]);
      expect(String(none.bytes)).toContain('Ten link niczego nie otwiera.');
    }
  });

  it('in parts is taken part by part, by key or by a link that lists them, and says which was fetched', async () => {
    const asked = { requestId: story.request, language: 'pl' };
    const tooSmall = await story.app.ask('POST', '/api/v1/exports', { body: { ...asked, partSize: 99_999 } });
    expect([tooSmall.status, JSON.stringify(await tooSmall.json())]).toEqual([
      422,
      expect.stringContaining('partSize'),
    ]);
    const { id } = await story.send<ExportView>('POST', '/exports', { ...asked, partSize: 200_000 });
    while (await story.get(WorkExports).tick({ only: id }));
    const made = await story.read<ExportView>(`/exports/${id}`);
    const n = made.files.length;
    expect(n).toBeGreaterThan(1);
    expect(made.files.map(({ name }) => name)).toEqual(made.files.map((_, i) => `${made.name}.part${i + 1}of${n}.zip`));
    const whole = await take(`/api/v1/exports/${id}/file`);
    expect([whole.status, String(whole.bytes)]).toEqual([422, expect.stringContaining(`in ${n} parts. Name one`)]);
    for (const part of [0, n + 1, 'x', '1&part=2']) {
      expect([part, (await take(`/api/v1/exports/${id}/file?part=${part}`)).status]).not.toEqual([part, 200]);
    }
    for (const { name, bytes, href } of made.files) {
      const { headers, bytes: content, status } = await take(href);
      expect([status, content.length]).toEqual([200, bytes]);
      expect(headers.get('content-disposition')).toBe(`attachment; filename="${name}"`);
      await writeFile(join(story.folder, name), content);
    }
    expect(await story.expectAuthentic(join(story.folder, made.files[0]?.name ?? ''))).toMatchObject({ failures: [] });

    const link = await linked({}, id);
    const list = await take(link.path);
    expect([list.status, list.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    for (const [i, { name }] of made.files.entries()) {
      expect(String(list.bytes)).toContain(`<a href="?part=${i + 1}" download>${name}</a>`);
    }
    expect(String(list.bytes)).toContain('Pakiet podzielono na części');
    const last = await take(`${link.path}?part=${n}`);
    expect([last.status, last.bytes.length]).toEqual([200, made.files.at(-1)?.bytes]);
    expect((await take(`${link.path}?part=${n + 1}`)).status).toBe(404);
    const { items } = await story.read<{ items: ExportLinkView[] }>(`/exports/${id}/links`);
    expect(items[0]?.fetches.map(({ part }) => part)).toEqual([n]);
    const told = await runAkta(['export', 'links', made.name], { env: story.app.env, clock: story.clock });
    expect(told.out).toContain(`Part ${n}`);
  }, 120_000);

  it('has a link for 1 to 90 days, made by whoever may export, and none unredacted that nobody approved', async () => {
    const asked = async (id: string, body: object, key = story.app.key): Promise<number> =>
      (await story.app.ask('POST', `/api/v1/exports/${id}/links`, { body, key })).status;
    for (const days of [0, 91, 1.5, '14', null]) expect([days, await asked(answer.id, { days })]).toEqual([days, 422]);
    const auditor = await story.app.keyOf('auditor');
    expect(await asked(answer.id, {}, auditor)).toBe(403);
    expect(await close((await linked()).id, auditor)).toBe(403);

    // Proposed by one while there are several, and not let go yet; then approved.
    const whole = { accountIds: [story.account], language: 'en' };
    const { id } = await story.send<ExportView>('POST', '/exports', whole);
    expect(await asked(id, {})).toBe(409);
    const second = await story.app.keyOf('records-officer');
    const [code = ''] = await story.app.enrol(second);
    const approve = { body: {}, key: second, code };
    expect((await story.app.ask('POST', `/api/v1/exports/${id}/approve`, approve)).status).toBe(200);
    expect(await asked(id, {})).toBe(409);
    while (await story.get(WorkExports).tick({ only: id }));
    expect(await asked(id, {})).toBe(201);
    await story.app.database.query(`UPDATE export_job SET approved_by = NULL WHERE id = $1`, [id]);
    expect(await asked(id, {})).toBe(409);
  });

  it('is given by one link sixty times an hour and no more', async () => {
    const link = await linked();
    for (let n = 1; n <= 60; n += 1) expect((await take(link.path, { range: 'bytes=0-0' })).status).toBe(206);
    const busy = await take(link.path);
    expect([busy.status, String(busy.bytes)]).toEqual([429, expect.stringContaining('Try again in an hour.')]);
    story.clock.advance(3_600_000);
    expect((await take(link.path, { range: 'bytes=0-0' })).status).toBe(206);
    await outcomeOf(link.id, 61);
  });

  it('is linked, listed and closed at the command line', async () => {
    const akta = async (...args: string[]): Promise<string> => {
      const { exit, out, err } = await runAkta(args, { env: story.app.env, clock: story.clock });
      return `${exit} ${out}${err}`;
    };
    const opened = await akta('export', 'link', answer.name, '--days', '3');
    const [, path = ''] = /^0 (\S+)\n/.exec(opened) ?? [];
    expect(opened).toContain('It is shown this once.');
    expect((await take(path)).status).toBe(200);
    const number = answer.name.replace(/^EXP-\d+-0*(\d+).*$/, '$1');
    const listed = await akta('export', 'links', number);
    const [, id = ''] = /Link (\S+), open until/.exec(listed) ?? [];
    expect(await outcomeOf(id, 1)).toMatch(/^whole/);
    expect(await akta('export', 'links', answer.id, '--lang', 'pl')).toContain('pobrano raz');
    expect(await akta('export', 'link', 'close', id)).toBe('0 The link opens nothing any more.\n');
    expect((await take(path)).status).toBe(410);
    expect(await akta('export', 'link', 'EXP-2026-9999')).toMatch(/^2 There is no such export/);
    expect(await akta('export', 'link', answer.name, '--days', 'x')).toMatch(/^2 A link is open for 1 to 90 days/);
  });
});
