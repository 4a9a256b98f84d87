import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unpackBundle } from '../../lab/demo/make-bundles.js';
import { zipFolder } from '../../lab/demo/zip-folder.js';
import type { BundlePlan } from '../../src/exports/bundle/bundle.types.js';
import { packBundle } from '../../src/exports/bundle/pack-bundle.js';
import { writeBundle } from '../../src/exports/bundle/write-bundle.js';
import type { Written } from './bundle-items.js';
import { type Marking, record, STORY } from './bundle-story.js';
import { FixtureLog } from './fixture-log.js';

export const VERIFIER_FOLDER = join(import.meta.dirname, '../../exports/verify');

const progress = async (): Promise<void> => undefined;

export interface Fixture {
  readonly folder: string;
  readonly log: FixtureLog;
  readonly plan: BundlePlan;
  /** Below it: the bag's folder and its seal, as they are in the archive. */
  readonly unpacked: string;
  readonly zip: string;
}

/** A real bundle of a small invented account: real log, real parts and salts, the real writer. */
export async function buildFixture(
  options: {
    story?: readonly Written[];
    languages?: readonly ('en' | 'pl')[];
    mostProofFiles?: number;
    log?: FixtureLog;
    clock?: 'real' | 'simulated';
    marks?: Marking;
    profile?: string;
  } = {},
): Promise<Fixture> {
  const log = options.log ?? new FixtureLog();
  const { content, plan } = record(log, options.story ?? STORY, options);
  const folder = await mkdtemp(join(tmpdir(), 'akta-bundle-'));
  const unpacked = join(folder, 'unpacked');
  const draft = join(folder, 'draft.zip');
  const viewer = join(folder, 'viewer');
  await mkdir(viewer);
  await writeFile(join(viewer, 'START-HERE.html'), START);
  await writeFile(join(viewer, 'viewer.js'), '// viewer\n');
  await writeFile(join(viewer, 'viewer.css'), 'body {}\n');
  const written = await writeBundle({
    plan,
    content,
    log,
    archive: draft,
    viewer,
    verifier: VERIFIER_FOLDER,
    progress,
  });
  const { items, versions } = written.counts;
  const entry = log.add('export.built', '2026-05-21T15:02:30.000Z', {
    export: plan.exportId,
    commit: written.commit,
    items,
    versions,
  });
  log.add('export.downloaded', '2026-05-21T15:03:00.000Z', { export: plan.exportId });
  const zip = join(folder, `${plan.name}.zip`);
  await packBundle({ bag: draft, folder, partSize: null }, log, { plan, entry, checkpoint: log.checkpoint() });
  await unpackBundle(zip, unpacked);
  return { folder, log, plan, unpacked, zip };
}

export async function removeFixture({ folder }: Fixture): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

export async function packAgain(fixture: Fixture, name: string): Promise<string> {
  const zip = join(fixture.folder, name);
  await zipFolder(fixture.unpacked, zip);
  return zip;
}

/** What somebody does who changes a file and covers it: both manifests in the bag made anew. */
export async function recomputeManifests(fixture: Fixture): Promise<void> {
  const bag = join(fixture.unpacked, fixture.plan.name);
  const renew = async (name: string): Promise<void> => {
    const lines = (await readFile(join(bag, name), 'utf8')).trimEnd().split('\n');
    const fresh: string[] = [];
    for (const line of lines) {
      const path = line.slice(66);
      fresh.push(
        `${createHash('sha256')
          .update(await readFile(join(bag, path)))
          .digest('hex')}  ${path}\n`,
      );
    }
    await writeFile(join(bag, name), fresh.join(''));
  };
  await renew('manifest-sha256.txt');
  await renew('tagmanifest-sha256.txt');
}

const START = `<!doctype html>
<html lang="en">
  <body>
    <noscript>
      <!--akta:plain-pages-->
    </noscript>
    <!--akta:data-scripts-->
    <script src="data/viewer/viewer.js"></script>
  </body>
</html>
`;
