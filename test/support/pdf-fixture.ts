import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { chaptersOf } from '../../src/exports/bundle/chapters.rules.js';
import { BagWriter } from '../../src/exports/bundle/write-bag.js';
import { writeItems } from '../../src/exports/bundle/write-items.js';
import type { AboutPdf } from '../../src/exports/renderers/pdf.renderer.js';
import { renderPdf } from '../../src/exports/renderers/render-pdf.js';
import { Teller } from '../../src/exports/renderers/tell-bundle.js';
import { tellFront } from '../../src/exports/renderers/tell-front.js';
import type { Written } from './bundle-items.js';
import { record } from './bundle-story.js';
import { FixtureLog } from './fixture-log.js';

const NOTHING = { entries: 0, released: 0, withheld: 0, destroyed: 0, outside: 0, events: 0, boundaries: 0 };
const NO_FORMS = { exchanges: null, production: null, messages: null };
const progress = async (): Promise<void> => undefined;

/** The PDF of a story and nothing else: the files it was written to, and how many pages they have. */
export async function renderStory(
  story: readonly Written[],
  options: { language?: 'en' | 'pl'; conformance?: AboutPdf['conformance']; pagesAVolume?: number } = {},
): Promise<{ readonly files: readonly string[]; readonly pages: number; readonly folder: string }> {
  const { language = 'en', ...rest } = options;
  const { content, plan } = record(new FixtureLog(), story, {});
  const folder = await mkdtemp(join(tmpdir(), 'akta-pdf-'));
  const bag = await BagWriter.create(join(folder, 'bag.zip'), 'bag');
  const listing = await writeItems(bag, content, progress);
  const teller = new Teller(plan, language, new Map(listing.items.map(({ id, no }) => [id, no])));
  const counts = {
    items: 0,
    versions: 0,
    gone: 0,
    capturedLate: 0,
    gaps: 1,
    gapMinutes: 28,
    profiles: 0,
    originals: 0,
  };
  const front = tellFront(teller, {
    counts,
    entries: NOTHING,
    keyFingerprint: 'a1b2',
    exemptions: [],
    forms: NO_FORMS,
  });
  const reading = { bag, teller, front, chapters: chaptersOf(listing), progress };
  const rendered = await renderPdf(reading, { firstPage: 1, ...rest });
  const files: string[] = [];
  for (const path of rendered.paths) {
    const file = join(folder, basename(path));
    await writeFile(file, await bag.read(path));
    files.push(file);
  }
  await bag.abandon();
  return { files, pages: rendered.pages, folder };
}
