import { spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { unpackBundle } from '../../lab/demo/make-bundles.js';
import { type Lab, startLab } from '../../lab/index.js';
import type { ItemSummary, ItemView } from '../../src/archive/index.js';
import { Log, publicKeyOf, Sequencer } from '../../src/audit/index.js';
import { WorkQueue } from '../../src/capture/index.js';
import { type Draft, DraftCheck, type ExportView, verifyBundle, WorkExports } from '../../src/exports/index.js';
import { AddPerson, IssueKey } from '../../src/identity/index.js';
import { newId, Refusal, SimulatedClock, system } from '../../src/platform/index.js';
import { type ItemRuling, type Release, ReleaseSource, type Ruling, type Target } from '../../src/requests/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';
import { hasPython, verifyByPython } from '../support/verify-py.js';

const HOST = 'social.newford.example';
const CODE = '7(1)(b)';
const REQUEST = newId();

/** Strings that no file of the released bundle may hold. */
const SECRETS = [
  '22 Mill St',
  '555-0142',
  'Olsen',
  'Elm Court',
  'karl_h',
  'Library',
  'dana_k',
  'Kowalska',
  'Saint Anne',
];

const hasPdfText = spawnSync('pdftotext', ['-v']).error === undefined;
if (!hasPdfText) console.warn('Skipped: pdftotext is not on this machine, so the text of the PDF is not searched.');

/** The rulings a test hands over, kept in memory. */
class RulingsInHand extends ReleaseSource {
  release: Release | null = null;
  rulings: ItemRuling[] = [];

  async releaseOf(requestId: string): Promise<Release> {
    if (requestId === REQUEST && this.release) return this.release;
    throw new Refusal('not-found', 'There is no such request.');
  }

  async *rulingsOf(): AsyncGenerator<ItemRuling> {
    yield* this.rulings;
  }
}

/** Remembers every draft it was shown, and finds fault where it is told to. */
class SeenDrafts extends DraftCheck {
  readonly drafts: Draft[] = [];
  fault: Refusal | null = null;

  async run(draft: Draft): Promise<void> {
    expect(existsSync(join(draft.folder, draft.name, 'tagmanifest-sha256.txt'))).toBe(true);
    this.drafts.push(draft);
    if (this.fault) throw this.fault;
  }
}

describe('the bundle of a release', () => {
  const source = new RulingsInHand();
  const seen = new SeenDrafts();
  let clock: SimulatedClock;
  let lab: Lab;
  let app: TestApp;
  let folder: string;
  let account: string;
  let pem: string;
  let items: Record<string, ItemView>;

  const ask = async <T>(
    method: string,
    path: string,
    body?: unknown,
    key?: string,
  ): Promise<{ status: number; json: T }> => {
    const answer = await app.ask(method, `/api/v1${path}`, { body, ...(key === undefined ? {} : { key }) });
    return { status: answer.status, json: Object(await answer.json()) };
  };
  const work = (): Promise<boolean> => app.akta.app.get(WorkExports, { strict: false }).tick();
  const download = async (id: string): Promise<string> => {
    const zip = join(folder, `${id}.zip`);
    await writeFile(zip, Buffer.from(await (await app.ask('GET', `/api/v1/exports/${id}/file`)).arrayBuffer()));
    return zip;
  };
  const minutes = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i += 1) {
      clock.advance(60_000);
      await app.akta.app.get(WorkQueue, { strict: false }).settle();
      await app.akta.app.get(Sequencer, { strict: false }).settle();
    }
  };
  const item = (name: string): ItemView => {
    const found = items[name];
    if (!found) throw new Error(`There is no item ${name}`);
    return found;
  };

  /** Rules on an item; targets on its only version. */
  const rule = (name: string, decision: Ruling['decision'], targets: readonly Target[] = []): ItemRuling => {
    const { id, versions } = item(name);
    const snapshotId = versions.at(-1)?.snapshotId ?? '';
    return {
      itemId: id,
      ruling: {
        decision,
        codes: decision === 'withheld' ? [CODE] : [],
        redactions: targets.map((target) => ({ snapshotId, code: CODE, target })),
      },
      grounds:
        decision === 'in-part' || decision === 'withheld' ? [{ code: CODE, harm: 'It names a private home.' }] : [],
    };
  };
  const stretch = (name: string, said: string): Target => {
    const text = item(name).versions.at(-1)?.text ?? '';
    const start = Array.from(text.slice(0, text.indexOf(said))).length;
    return { kind: 'text', field: 'text', start, end: start + Array.from(said).length };
  };
  const start = async (more: object = {}): Promise<ExportView> =>
    (await ask<ExportView>('POST', '/exports', { profile: 'foia', requestId: REQUEST, language: 'en', ...more })).json;
  const made = async (more: object = {}): Promise<ExportView> => {
    const { id } = await start(more);
    await work();
    return (await ask<ExportView>('GET', `/exports/${id}`)).json;
  };

  /** Every file of a bundle as text, unpacked, with what is packed in it unpacked too. */
  const filesOf = async (zip: string): Promise<Map<string, Buffer>> => {
    const into = await mkdtemp(join(folder, 'unpacked-'));
    await unpackBundle(zip, into);
    const files = new Map<string, Buffer>();
    for (const entry of await readdir(into, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      const bytes = await readFile(path);
      files.set(path, path.endsWith('.gz') ? gunzipSync(bytes) : bytes);
      if (path.endsWith('.pdf') && hasPdfText)
        files.set(`${path} (text)`, spawnSync('pdftotext', ['-raw', path, '-']).stdout);
    }
    return files;
  };
  const only = (files: ReadonlyMap<string, Buffer>, ending: string): string => {
    const found = [...files.keys()].filter((path) => path.endsWith(ending));
    expect(found).toHaveLength(1);
    return files.get(found[0] ?? '')?.toString('utf8') ?? '';
  };
  const authentic = async (zip: string): Promise<string> => {
    const report = await verifyBundle({ path: zip, key: { pem, name: 'log.pub.pem' }, language: 'en' });
    expect(report.details).toEqual([]);
    expect(report.verdict).toBe('authentic');
    if (hasPython) {
      const second = await verifyByPython(zip, ['--key', join(folder, 'log.pub.pem')]);
      expect(second.text).toContain('complete and unchanged');
      expect(second.text).toContain(`Withheld parts of its records: ${report.counts.withheldParts}.`);
      expect(second.code).toBe(0);
    }
    return report.sentence;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'akta-release-'));
    clock = new SimulatedClock(new Date('2026-05-19T13:00:00Z'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' });
        world.openAccount(`neighbor_lou@${HOST}`, { displayName: 'Lou' });
        world.openAccount(`karl_h@${HOST}`, { displayName: 'Karl Heller' });
        world.openAccount(`dana_k@${HOST}`, { displayName: 'Dana Kowalska' });
      },
    });
    app = await startTestApp({
      clock,
      ports: [
        { provide: ReleaseSource, useValue: source },
        { provide: DraftCheck, useValue: seen },
      ],
    });
    const { world } = lab;
    const [city, lou, karl, dana] = ['newford', 'neighbor_lou', 'karl_h', 'dana_k'].map((name) =>
      world.account(`${name}@${HOST}`),
    );
    if (!city || !lou || !karl || !dana) throw new Error('The accounts were not opened');
    world.post(city, 'A Flood Watch starts at noon.', { key: 'watch' });
    const body = await ask<{ id: string }>('POST', '/bodies', {
      name: 'City of Newford', zone: 'America/Chicago', languages: ['en', 'pl'], country: 'US-IL', prefix: 'NEWFORD',
    }); // prettier-ignore
    const address = `${lab.mastodon(HOST)}/@newford`;
    const added = await ask<{ id: string }>('POST', '/accounts', {
      address, bodyId: body.json.id, character: 'official', privateAllowed: true,
    }); // prettier-ignore
    account = added.json.id;
    await ask('PUT', `/accounts/${account}/legal-basis`, {
      statute: '50 ILCS 205', scheduleItem: '14-012', officer: 'Marta Zielinski',
    }); // prettier-ignore
    await minutes(1);
    const watch = world.postNamed('watch');
    world.reply(lou, watch, 'Mrs. Greta Olsen, 22 Mill St, is 84 and alone. Call her: 555-0142!!', { key: 'lou' });
    world.reply(karl, watch, 'I know where the mayor sleeps: Elm Court 9', { key: 'karl' });
    world.reply(dana, watch, 'I can bring sandbags.', { key: 'dana' });
    world.reply(city, watch, 'Thank you, Dana Kowalska, that helps.', { key: 'thanks' });
    world.post(city, 'The shelter is open.', { key: 'shelter', media: [{ scene: 'map', alt: 'Cots at Saint Anne' }] });
    world.post(city, 'The river at dusk.', { key: 'river', media: [{ scene: 'sunset', alt: 'The river' }] });
    world.post(city, 'Library hours are unchanged.', { key: 'library' });
    await minutes(8);
    const listed = await ask<{ items: ItemSummary[] }>('GET', `/items?account=${account}&limit=100`);
    const named = async (begins: string): Promise<ItemView> => {
      const { id } = listed.json.items.find(({ latest }) => latest.text.startsWith(begins)) ?? { id: '' };
      return (await ask<ItemView>('GET', `/items/${id}`)).json;
    };
    items = {
      watch: await named('A Flood'),
      lou: await named('Mrs.'),
      karl: await named('I know'),
      dana: await named('I can'),
      thanks: await named('Thank'),
      shelter: await named('The shelter'),
      river: await named('The river'),
      library: await named('Library'),
    };
    source.release = {
      law: 'us-il',
      title: 'Request 2026-0031',
      question: 'All posts and replies about the flood.',
      accountIds: [account],
      window: { from: '2026-05-19', to: '2026-05-20' },
      thirdParties: [
        {
          uri: `https://${HOST}/users/dana_k`,
          handles: [item('dana').author?.handle ?? ''],
          names: ['Dana Kowalska'],
          ground: { code: CODE, harm: 'A private person.' },
        },
      ],
    };
    source.rulings = [
      rule('watch', 'released'),
      rule(
        'lou',
        'in-part',
        ['Greta Olsen', '22 Mill St', '555-0142'].map((said) => stretch('lou', said)),
      ),
      rule('karl', 'withheld'),
      rule('dana', 'released'),
      rule('thanks', 'released'),
      rule('shelter', 'in-part', [{ kind: 'medium', ordinal: 1 }]),
      rule('river', 'in-part', [{ kind: 'region', ordinal: 1, x: 16, y: 16, width: 40, height: 40 }]),
      rule('library', 'not-responsive'),
    ];
    pem = String(
      publicKeyOf(app.akta.app.get(Log, { strict: false }).publicKey).export({ format: 'pem', type: 'spki' }),
    );
    await writeFile(join(folder, 'log.pub.pem'), pem);
  }, 120_000);

  afterEach(async () => {
    await expectArchiveSound({ get: (type) => app.akta.app.get(type, { strict: false }) });
  });

  afterAll(async () => {
    await app.close();
    await lab.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('holds no withheld string in any file, is authentic to both verifiers, and its counts add up everywhere', async () => {
    const { id, status, fault, name, approvedBy } = await made();
    expect({ status, fault, approvedBy }).toEqual({ status: 'ready', fault: null, approvedBy: null });
    expect(name).toMatch(/^EXP-2026-\d{4}-foia$/);
    const zip = await download(id);
    expect(await authentic(zip)).toMatch(/\d+ parts of its records are withheld/);

    const files = await filesOf(zip);
    const withheld = seen.drafts.at(-1)?.withheld.map(({ text }) => text) ?? [];
    expect(withheld).toEqual(expect.arrayContaining(['22 Mill St', '555-0142']));
    const sought = [...new Set([...SECRETS, ...withheld])];
    const leaks = [...files].flatMap(([path, bytes]) =>
      sought.filter((text) => bytes.includes(text)).map((text) => `${text} in ${path}`),
    );
    expect(leaks).toEqual([]);
    const kept = [
      'The river at dusk.',
      'is 84 and alone',
      'I can bring sandbags.',
      'Thank you, [Person A]',
      `Call her: [${CODE}]!!`,
    ];
    for (const text of kept) expect(only(files, 'index.csv')).toContain(text);

    const sentence =
      'Found 8 = released 3 + released in part 3 + withheld 1 + not about the request 1. An item is one post or reply with all its versions (6 versions released in full or part).';
    for (const file of ['README.txt', 'START-HERE.html', 'plain/index.html'])
      expect(only(files, file)).toContain(sentence);
    expect(only(files, 'bag-info.txt')).toContain(`External-Description: ${sentence}`);
    const said = JSON.parse(only(files, 'source.json'));
    expect(said.release.counts).toEqual({ found: 8, released: 3, inPart: 3, withheld: 1, notAbout: 1 });
    expect(only(files, 'README.txt')).toContain(
      'Znaleziono 8 = udostępniono 3 + udostępniono częściowo 3 + odmówiono 1',
    );
    if (hasPdfText) expect(only(files, '.en.pdf (text)').replaceAll(/\s+/g, ' ')).toContain(sentence);
  }, 60_000);

  it('says in its exemption log where and why something was taken out, and never what', async () => {
    const { id } = await made();
    const files = await filesOf(await download(id));
    const rows = only(files, 'exemptions.csv').split('\r\n').slice(1, -1);
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
    if (hasPdfText) expect(only(files, '.en.pdf (text)')).toContain('Exemption log');
  }, 60_000);

  it('draws pictures anew and puts a black field for one withheld; the originals stay behind', async () => {
    const { id } = await made();
    const files = await filesOf(await download(id));
    const media = [...files].filter(([path]) => path.includes('/data/media/'));
    // The others are those of the account's profile.
    expect(media.filter(([path]) => /redacted-\d{8}-1\.png$/.test(path))).toHaveLength(2);
    const digests = new Set(seen.drafts.at(-1)?.withheld.map(({ text }) => text));
    expect(media.some(([, bytes]) => digests.has(hash('sha256', bytes)))).toBe(false);
  }, 60_000);

  it('holds of an answer with something withheld a conversion, cut short so that no length is told', async () => {
    const { id } = await made();
    const warc = only(await filesOf(await download(id)), 'exchanges.warc.gz');
    expect(warc).toContain('WARC-Type: conversion');
    expect(warc).toMatch(/"withheld":\[\[\d+,\d+\]/);
    expect(warc).not.toContain('**');
  }, 60_000);

  it('is changed by nobody unseen', async () => {
    const { id } = await made();
    const zip = await download(id);
    const bytes = await readFile(zip);
    const at = bytes.indexOf('data/items/00000002.json') + 40;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    const altered = join(folder, 'altered.zip');
    await writeFile(altered, bytes);
    expect((await verifyBundle({ path: altered, key: { pem, name: 'k' }, language: 'en' })).verdict).toBe('wrong');
    if (hasPython) expect((await verifyByPython(altered, ['--key', join(folder, 'log.pub.pem')])).code).toBe(1);
  }, 60_000);

  it('is the same twice, but for its number, its time and its seal', async () => {
    const contents = async (): Promise<string[]> => {
      const files = await filesOf(await download((await made()).id));
      return [...files]
        .filter(([path]) => /data\/(items|media|records\/\d+\/parts)/.test(path))
        .map(([, bytes]) => hash('sha256', bytes))
        .toSorted();
    };
    expect(await contents()).toEqual(await contents());
  }, 60_000);

  it('is not made while the same can be read in another place, nor while an item decided on is missing', async () => {
    const { rulings } = source;
    const half = rule('lou', 'in-part', [stretch('lou', '84')]);
    source.rulings = [...rulings.filter(({ itemId }) => itemId !== half.itemId), { ...half, itemId: newId() }];
    const missing = await made();
    expect(missing).toMatchObject({ status: 'failed', fault: expect.stringContaining('1 of 8 items decided on') });
    source.rulings = [rule('lou', 'in-part', [{ kind: 'text', field: 'text', start: 0, end: 9_999 }])];
    expect(await made()).toMatchObject({ status: 'failed', fault: expect.stringContaining('because of item 1') });
    source.rulings = rulings;
  }, 60_000);

  it('is discarded where the check of its draft finds something, and nothing is logged as built', async () => {
    seen.fault = new Refusal('wrong-state', 'The bundle was not released: something can still be read.');
    const { id, status, fault } = await made();
    seen.fault = null;
    expect({ status, fault }).toEqual({
      status: 'failed',
      fault: 'The bundle was not released: something can still be read.',
    });
    expect(existsSync(join(app.dataDir, 'exports', id, 'unpacked'))).toBe(false);
    const types: { type: string }[] = await app.database.query(
      `SELECT type FROM audit_event WHERE facts->>'export' = $1 ORDER BY at, id`,
      [id],
    );
    expect(types.map(({ type }) => type)).toEqual(['export.started', 'export.failed']);
  }, 60_000);

  it('of a profile that demands rulings is refused without a request, in one sentence', async () => {
    const refused = await ask<{ detail: string }>('POST', '/exports', { accountIds: [account], profile: 'foia' });
    expect(refused.status).toBe(422);
    expect(refused.json.detail).toBe(
      'The profile "foia" is for the answer to a request, and none is named. Name the request, or export as "full".',
    );
    expect((await ask('POST', '/exports', { accountIds: [account], profile: 'nothing' })).status).toBe(422);
    expect((await ask('POST', '/exports', { requestId: newId() })).status).toBe(404);
  });

  it('of one profile leaves out what the profile leaves out', async () => {
    const { id, name } = await made({ profile: 'gdpr-access' });
    expect(name).toMatch(/-access$/);
    const zip = await download(id);
    await authentic(zip);
    const files = [...(await filesOf(zip)).keys()];
    expect(files.some((path) => path.endsWith('.warc.gz'))).toBe(false);
    expect(files.filter((path) => path.endsWith('.pdf'))).toHaveLength(1);
  }, 60_000);

  it('is not needed by an administrator who is alone: everything leaves, and says that nobody else approved it', async () => {
    const { id } = (await ask<ExportView>('POST', '/exports', { accountIds: [account] })).json;
    await work();
    const files = await filesOf(await download(id));
    expect(only(files, 'README.txt')).toContain('No second person approved it: this archive has one person only.');
    expect(only(files, 'index.csv')).toContain('22 Mill St');
  }, 60_000);

  it('is not needed where a second person approves the unredacted one: not who proposed it, nor who was let in by them', async () => {
    const people = app.akta.app.get(AddPerson, { strict: false });
    const keys = app.akta.app.get(IssueKey, { strict: false });
    const inez = await people.run(system('setup'), { name: 'Inez Duarte', login: 'inez', roles: ['legal'] });
    const { json: proposed } = await ask<ExportView>('POST', '/exports', { accountIds: [account] });
    expect(proposed.status).toBe('proposed');
    expect(await work()).toBe(false);
    const approve = (key?: string): Promise<{ status: number; json: { detail: string } & ExportView }> =>
      ask('POST', `/exports/${proposed.id}/approve`, {}, key);
    expect((await approve()).json.detail).toMatch(/^You proposed this export, so you cannot approve it\./);

    const issued = await ask<{ id: string; key: string }>('POST', '/keys', {
      person: inez,
      label: 'made by the proposer',
    });
    expect(issued.status).toBe(201);
    expect((await approve(issued.json.key)).json.detail).toMatch(/^Whoever proposed this export made a key/);
    await app.ask('DELETE', `/api/v1/keys/${issued.json.id}`);
    const own = await keys.run(system('setup'), { person: inez, label: 'own', permissions: null, expiresAt: null });
    const approved = await approve(own.key);
    expect(approved.json).toMatchObject({ status: 'waiting', approvedBy: 'Inez Duarte' });
    expect((await approve(own.key)).status).toBe(409);
    await work();
    const files = await filesOf(await download(proposed.id));
    expect(only(files, 'README.txt')).toMatch(/Proposed by .+, approved by Inez Duarte\./);
    expect(JSON.parse(only(files, 'source.json')).approvedBy).toBe('Inez Duarte');
  }, 60_000);
});
