import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unpackBundle } from '../../lab/demo/make-bundles.js';
import type { ExportView } from '../../src/exports/index.js';
import { CODE, onlyFile, ReleaseStory } from '../support/release-story.js';
import { hasPython } from '../support/verify-py.js';

const SUPPORT = join(import.meta.dirname, '../support');
/** Strings that no form may hold. */
const SECRETS = ['22 Mill St', '555-0142', 'Olsen', 'Elm Court', 'karl_h', 'Library hours', 'Kowalska', 'Saint Anne'];

type Row = Readonly<Record<string, string>>;

describe('a production in answer to a request', () => {
  let story: ReleaseStory;
  let made: ExportView;
  let zip: string;
  let bag: string;

  beforeAll(async () => {
    story = await ReleaseStory.tell();
    made = await story.made({ profile: 'litigation' });
    zip = await story.download(made.id);
    const into = join(story.folder, 'production');
    await unpackBundle(zip, into);
    bag = join(into, made.name ?? '');
  }, 120_000);

  afterEach(() => story.expectSound());

  afterAll(() => story.close());

  async function read<T>(reader: string, folder: string): Promise<T[]> {
    const { stdout } = await promisify(execFile)('python3', [join(SUPPORT, reader), join(bag, folder)]);
    return JSON.parse(stdout);
  }

  it('is looked through by the leak test, authentic to both verifiers, and says what each form holds', async () => {
    expect({ status: made.status, fault: made.fault }).toEqual({ status: 'ready', fault: null });
    await story.expectAuthentic(zip);
    const scope = JSON.parse(onlyFile(await story.filesOf(zip), 'scope.json'));
    expect(scope.production).toMatchObject({ volumes: 1, notDrawn: 0 });
    expect(scope.production.documents).toBe(scope.production.texts);
    expect(scope.messages.events).toBe(7);
    expect(scope.exchanges.indexed).toBe(scope.exchanges.whole + scope.exchanges.cut);
    expect(await readdir(join(bag, 'data/web'))).toEqual(expect.arrayContaining(['exchanges.wacz', 'indexes']));
  }, 60_000);

  (hasPython ? it : it.skip)(
    'has a load file that names what was withheld and why, and nothing of what it was',
    async () => {
      const rows = await read<Row>('read-load-file.py', 'data/production');
      expect(SECRETS.filter((secret) => JSON.stringify(rows).includes(secret))).toEqual([]);
      const of = (extent: string): Row[] => rows.filter(({ REDACTED }) => REDACTED === extent);
      expect(of('In part').length + of('Withheld').length).toBeGreaterThan(4);
      for (const row of [...of('In part'), ...of('Withheld')]) expect(row['EXEMPTION']).toBe(CODE);
      const [whole, ...others] = of('Withheld').filter(({ RECORD_TYPE }) => RECORD_TYPE !== 'media');
      expect(others).toEqual([]);
      expect(whole).toMatchObject({
        TEXT: `[Withheld: ${CODE}]`,
        AUTHOR: '',
        POST_URL: '',
        NATIVE_PATH: '',
        CONFIDENTIALITY: '',
      });
      expect(rows.filter(({ RECORD_TYPE, REDACTED }) => RECORD_TYPE === 'media' && REDACTED !== 'No')).toHaveLength(2);
      expect(rows.map(({ TEXT }) => TEXT)).toContain('The river at dusk.');
    },
  );

  (hasPython ? it : it.skip)(
    'has message files in which a withheld post is no message, and names are covered',
    async () => {
      interface File {
        readonly manifest: { readonly events: readonly { readonly type: string; readonly body: string }[] };
      }
      const files = await read<File>('read-rsmf.py', 'data/rsmf');
      expect(SECRETS.filter((secret) => JSON.stringify(files).includes(secret))).toEqual([]);
      const events = files.flatMap(({ manifest }) => manifest.events);
      expect(events).toHaveLength(7);
      const [whole, ...others] = events.filter(({ type }) => type === 'disclaimer');
      expect(others).toEqual([]);
      expect(whole).toMatchObject({ body: `[Withheld: ${CODE}]` });
      expect(whole).not.toHaveProperty('participant');
    },
  );
});
