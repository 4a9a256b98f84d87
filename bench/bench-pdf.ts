import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { BagWriter } from '../src/exports/bundle/write-bag.js';
import { chaptersOf } from '../src/exports/bundle/chapters.rules.js';
import type { BundlePlan } from '../src/exports/bundle/bundle.types.js';
import { writeItems } from '../src/exports/bundle/write-items.js';
import { htmlItem, htmlPage, PLAIN_STYLE } from '../src/exports/renderers/html.renderer.js';
import { type Reading, readTold } from '../src/exports/renderers/read-told.js';
import { renderPdf } from '../src/exports/renderers/render-pdf.js';
import { Teller } from '../src/exports/renderers/tell-bundle.js';
import { benchItem, benchPlan } from './pdf-content.js';
import type { Figure, Measured } from './report.js';
import { watchMemory } from './watch-memory.js';

const progress = async (): Promise<void> => undefined;

/** The PDF of a bundle, and the same items printed by Chromium from the same words, tagged and with an outline too. */
export async function benchPdf(items: number): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'akta-bench-pdf-'));
  try {
    const reading = await prepare(folder, items);
    const memory = watchMemory();
    const ours = await timed(async () => (await renderPdf(reading, { firstPage: 1 })).pages);
    const peak = memory.stop();
    const theirs = await printByChromium(folder, reading);
    const figures: Figure[] = [
      { name: 'ours', value: ours.pages / ours.seconds, unit: 'pages/s' },
      { name: 'ours, whole', value: ours.seconds, unit: 's' },
      { name: 'ours, most memory', value: peak, unit: 'MB', goal: { most: 600 } },
      ...(theirs
        ? ([
            { name: 'Chromium', value: theirs.pages / theirs.seconds, unit: 'pages/s' },
            { name: 'Chromium, whole', value: theirs.seconds, unit: 's' },
            { name: 'ours over Chromium, same items', value: theirs.seconds / ours.seconds, unit: '×', goal: { least: 3 } },
          ] as const)
        : []),
    ]; // prettier-ignore
    return { bench: 'pdf', setting: { items, pages: ours.pages, 'pages by Chromium': theirs?.pages ?? 0 }, figures };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function prepare(folder: string, count: number): Promise<Reading> {
  const bag = await BagWriter.create(join(folder, 'bag.zip'), 'bag');
  const nothing = Buffer.alloc(0);
  const content = {
    async *items() {
      for (let no = 1; no <= count; no += 1) yield benchItem(no);
    },
    partsOf: async () => ({ partsTxt: nothing, parts: [] }),
    exchange: async () => null,
  };
  const listing = await writeItems(bag, content, progress);
  const plan: BundlePlan = benchPlan();
  const teller = new Teller(plan, 'en', new Map(listing.items.map(({ id, no }) => [id, no])));
  const front = { title: 'Bench', subtitle: '', warnings: [], sections: [], behind: [] };
  return { bag, teller, front, chapters: chaptersOf(listing), progress };
}

interface Timed {
  readonly pages: number;
  readonly seconds: number;
}

async function timed(run: () => Promise<number>): Promise<Timed> {
  const began = performance.now();
  const pages = await run();
  return { pages, seconds: (performance.now() - began) / 1_000 };
}

/** Null where there is no Chromium. The browser is started before the clock is. */
async function printByChromium(folder: string, reading: Reading): Promise<Timed | null> {
  const browser = await chromium
    .launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
    .catch(() => null);
  if (!browser) return null;
  try {
    const articles: string[] = [];
    for (const no of reading.chapters.flatMap(({ threads }) => threads.flat())) {
      const { told } = await readTold(reading, no);
      articles.push(htmlItem(told, { anchor: `item-${no}`, reply: false, up: '' }));
    }
    const [page, printed] = [join(folder, 'all.html'), join(folder, 'chromium.pdf')];
    await writeFile(join(folder, 'plain.css'), PLAIN_STYLE);
    await writeFile(page, htmlPage({ language: 'en', title: 'Bench', style: 'plain.css', body: articles.join('') }));
    const tab = await browser.newPage();
    return await timed(async () => {
      await tab.goto(pathToFileURL(page).href, { timeout: 0 });
      await tab.pdf({ path: printed, format: 'A4', tagged: true, outline: true, timeout: 0 } as Parameters<
        typeof tab.pdf
      >[0]);
      return (await readFile(printed, 'latin1')).match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    });
  } finally {
    await browser.close();
  }
}
