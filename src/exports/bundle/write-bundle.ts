import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keyFingerprint, publicKeyOf, verifierKey } from '../../audit/index.js';
import { renderPdf } from '../renderers/render-pdf.js';
import { gapMinutes, unseenMinutes } from '../renderers/gaps.rules.js';
import { htmlFront } from '../renderers/html.renderer.js';
import { Teller } from '../renderers/tell-bundle.js';
import { tellLimits } from '../renderers/tell-limits.js';
import { tellFront, tellReadme } from '../renderers/tell-front.js';
import type { BundleContent, BundleCounts, BundleLog, BundlePlan, BundleRelease, Progress } from './bundle.types.js';
import { chaptersOf } from './chapters.rules.js';
import { partOf } from './part-of-progress.js';
import { BagWriter } from './write-bag.js';
import { csvOf } from './write-csv.js';
import { writeCustody } from './write-custody.js';
import { writeExemptions } from './write-exemptions.js';
import { isCounted } from './counted.rules.js';
import { HANDOVERS } from './paths.rules.js';
import { type Listing, writeItems } from './write-items.js';
import { writeMarks } from './write-marks.js';
import { writePlainPages } from './write-plain-pages.js';
import { writeForms } from './write-forms.js';
import { writeRecords } from './write-records.js';
import { writeViewerData, writeViewerFiles } from './write-viewer.js';

/** Files still to come when the counts are taken: source.json, data-0001.js, START-HERE, four tag files, five of the seal. */
const TO_COME = 12;
const GAP_COLUMNS = [
  'gap',
  'account',
  'handle',
  'loop',
  'from',
  'to',
  'minutes',
  'reason',
  'captured_late',
  'recovered_edits',
] as const;

export interface BundleParts {
  readonly plan: BundlePlan;
  readonly content: BundleContent;
  readonly log: BundleLog;
  /** The archive that is written: what stood there before is gone. */
  readonly archive: string;
  /** The built viewer: START-HERE.html, viewer.js, viewer.css. */
  readonly viewer: string;
  /** verify.py with its two parts, and VERIFY.md. */
  readonly verifier: string;
  readonly progress: Progress;
}

export interface WrittenBag {
  /** Lower-case hex SHA-256 of tagmanifest-sha256.txt: what the log will hold. */
  readonly commit: string;
  readonly counts: BundleCounts;
  /** Ids of everything that stands in it. */
  readonly itemIds: readonly string[];
}

/** Writes the bag (DESIGN 8) into an archive; one item, one medium or one exchange in memory at a time. */
export async function writeBundle(parts: BundleParts): Promise<WrittenBag> {
  const bag = await BagWriter.create(parts.archive, parts.plan.name);
  try {
    return await fillBag(bag, parts);
  } finally {
    await bag.abandon();
  }
}

async function fillBag(bag: BagWriter, parts: BundleParts): Promise<WrittenBag> {
  const { plan, content, log, progress } = parts;
  const listing = await writeItems(bag, content, progress);
  const entries = await writeRecords(bag, log, { plan, listing, progress });
  const holds = new Set(plan.profile.holds);
  const forms = await writeForms(bag, content, { plan, listing, progress, beside: parts.archive });
  const exemptions = await writeExemptions(bag, plan, listing);
  await writeCustody(bag, plan);
  await bag.writeStream('data/gaps.csv', csvOf(GAP_COLUMNS, gapRows(plan)));
  await writeLogFiles(bag, plan);
  await writeMarks(bag, log, plan);
  for (const name of await readdir(parts.verifier)) {
    await bag.write(`data/verify/${name}`, await readFile(join(parts.verifier, name)));
  }
  const counted = countsOf(plan, listing);
  await bag.write(
    'data/scope.json',
    pretty({ asked: plan.asked, scope: plan.scope, entries, ...forms, counts: counted, storage: plan.storage }),
  );

  const numbers = new Map(listing.items.map(({ id, no }) => [id, no]));
  const chapters = chaptersOf(listing);
  const fingerprint = keyFingerprint(plan.publicKey);
  const readme: string[] = [];
  let plain = '';
  let firstPage = 1;
  for (const [i, language] of plan.languages.entries()) {
    const teller = new Teller(plan, language, numbers);
    const front = tellFront(teller, { counts: counted, entries, keyFingerprint: fingerprint, exemptions, forms });
    const reading = { bag, teller, front, chapters, progress };
    if (i === 0) plain = holds.has('plain-pages') ? await writePlainPages(reading) : htmlFront(front);
    const told = { ...reading, progress: partOf(progress, i, plan.languages.length) };
    if (holds.has('pdf')) firstPage += (await renderPdf(told, { firstPage })).pages;
    readme.push(tellReadme(front));
  }
  await bag.write('README.txt', readme.join('\n\n'));
  const release = releaseInSource(plan, listing);
  const counts = await writeViewer(bag, parts, { listing, plain, counted, release });
  const [body] = plan.bodies;
  const description = plan.release ? new Teller(plan, 'en', numbers).released(counted.versions) : null;
  const commit = await bag.finish({ organisation: body?.name ?? '', name: plan.name, at: plan.at, description });
  return { commit, counts, itemIds: listing.items.map(({ id }) => id) };
}

async function writeLogFiles(bag: BagWriter, { checkpoint, origin, publicKey, handovers }: BundlePlan): Promise<void> {
  await bag.write('data/log/checkpoint', checkpoint.note);
  await bag.write('data/log/log.pub.pem', String(publicKeyOf(publicKey).export({ format: 'pem', type: 'spki' })));
  await bag.write('data/log/origin.vkey', `${verifierKey(origin, publicKey)}\n`);
  for (const { size, note } of handovers) await bag.write(`${HANDOVERS}${size}`, note);
}

/** The viewer's data, source.json (which says the same and is what verifiers read) and START-HERE.html. */
async function writeViewer(
  bag: BagWriter,
  parts: BundleParts,
  told: {
    listing: Listing;
    plain: string;
    counted: Omit<BundleCounts, 'files'>;
    release: ReleaseInSource | null;
  },
): Promise<BundleCounts> {
  const { plan } = parts;
  const scripts = await writeViewerData(bag, told.listing);
  for (const name of ['viewer.js', 'viewer.css']) {
    await bag.write(`data/viewer/${name}`, await readFile(join(parts.viewer, name)));
  }
  const counts = { ...told.counted, files: bag.count + TO_COME };
  const [language = 'en'] = plan.languages;
  const limits = Object.fromEntries((['en', 'pl'] as const).map((one) => [one, limitsIn(plan, one)]));
  const head = {
    source: {
      name: plan.name,
      exportedAt: plan.at,
      from: plan.asked.from,
      to: plan.asked.to,
      text: plan.asked.text,
      logOrigin: plan.origin,
      logSize: plan.checkpoint.size,
      logRoot: plan.checkpoint.root.toString('base64'),
      checkpointAt: plan.checkpoint.at.toISOString(),
      keyFingerprint: keyFingerprint(plan.publicKey),
      unredacted: plan.release === null,
    },
    release: told.release,
    bodies: plan.bodies,
    accounts: plan.accounts,
    gaps: plan.gaps,
    knownAccounts: plan.knownAccounts,
    limits,
    counts,
    clock: plan.clock,
    language,
  };
  await bag.write(
    'data/source.json',
    pretty({
      exportId: plan.exportId,
      zone: plan.asked.zone,
      ranges: plan.ranges,
      approvedBy: plan.approvedBy,
      ...head,
    }),
  );
  await writeViewerFiles(bag, parts.viewer, { head, language, plain: told.plain, scripts });
  return counts;
}

interface ReleaseInSource extends Omit<BundleRelease, 'codes'> {
  /** Parts of the records that stay closed; their lines in parts.txt are shown. */
  readonly withheldParts: number;
}

function releaseInSource({ release }: BundlePlan, { items }: Listing): ReleaseInSource | null {
  if (release === null) return null;
  const { codes: _, ...said } = release;
  return { ...said, withheldParts: items.reduce((sum, { closedParts }) => sum + closedParts, 0) };
}

function limitsIn(plan: BundlePlan, language: 'en' | 'pl'): string {
  const teller = new Teller(plan, language, new Map());
  return tellLimits(teller);
}

/** Profiles and originals of reposts travel in the bundle, but only what the accounts and their public wrote is counted. */
function countsOf(plan: BundlePlan, listing: Listing): Omit<BundleCounts, 'files'> {
  const items = listing.items.filter(({ kind }) => isCounted(kind));
  return {
    items: items.length,
    versions: items.reduce((sum, item) => sum + item.versions, 0),
    gone: items.filter((item) => item.state === 'gone').length,
    capturedLate: items.filter((item) => item.capturedLate).length,
    gaps: plan.gaps.length,
    gapMinutes: unseenMinutes(plan.gaps, plan.at),
    profiles: listing.items.filter(({ kind }) => kind === 'profile').length,
    originals: listing.items.filter(({ kind }) => kind === 'original').length,
  };
}

function gapRows(plan: BundlePlan): Record<(typeof GAP_COLUMNS)[number], string | number>[] {
  return plan.gaps.map((gap) => ({
    gap: gap.id,
    account: gap.accountId,
    handle: plan.accounts.find(({ id }) => id === gap.accountId)?.handle ?? '',
    loop: gap.loop,
    from: gap.from,
    to: gap.to ?? '',
    minutes: gapMinutes(gap, plan.at),
    reason: gap.reason,
    captured_late: gap.capturedLateCount,
    recovered_edits: gap.recoveredEdits,
  }));
}

function pretty(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
