import { Injectable } from '@nestjs/common';
import {
  type FindingView,
  type ItemView,
  OpenEvidence,
  ReadItems,
  readItemJson,
  type VersionView,
} from '../archive/index.js';
import { Refusal, system } from '../platform/index.js';
import type { BundleContent, BundlePlan, OpenedExchange } from './bundle/bundle.types.js';
import type { ExportJob } from './export.types.js';
import type { Mark } from './plan-bundle.js';
import { type Ruled, SelectItems } from './select-items.js';

const BATCH = 100;
const FRAME = 'frame';

interface Opening {
  readonly marks: ReadonlyMap<string, Mark>;
  readonly ruled: Ruled;
  /** Of the answer to a request: how many entries the log had when its items were fixed. Null of any other. */
  readonly frozen: number | null;
}

/** The archive as a bundle sees it: filtered to what may leave, as the log stood when the export was marked, or the request frozen. */
@Injectable()
export class OpenContent {
  constructor(
    private readonly items: ReadItems,
    private readonly evidence: OpenEvidence,
    private readonly selected: SelectItems,
  ) {}

  run(job: ExportJob, plan: BundlePlan, { marks, ruled, frozen }: Opening): BundleContent {
    const { items, evidence, selected } = this;
    // Of an answer every restricted place is covered by its ruling; nobody covers anything in another bundle.
    const places = ruled === null ? 'whole' : 'open';
    return {
      async *items() {
        const withOriginals = plan.profile.holds.includes('originals');
        for await (const ids of selected.batches(job.selection, BATCH, ruled)) {
          for (const item of await items.views(system('export'), ids, { withhold: true, places })) {
            const mark = marks.get(item.accountId)?.seq ?? plan.checkpoint.size;
            const then = await asOf(item, Math.min(mark, frozen ?? mark), evidence);
            if (then && (withOriginals || then.kind !== 'original')) yield then;
          }
        }
      },
      async partsOf(snapshotId) {
        const { partsTxt, ...opened } = await evidence.partsOf(snapshotId);
        return { partsTxt: Buffer.from(partsTxt), ...opened };
      },
      exchange: (id) => openExchange(evidence, id),
    };
  }
}

/** The item without what was recorded after `mark` (a place in the log); null when it was not there yet. */
async function asOf(item: ItemView, mark: number, evidence: OpenEvidence): Promise<ItemView | null> {
  const before = ({ seq }: { readonly seq: number | null }): boolean => seq !== null && seq < mark;
  const versions = item.versions.filter(before);
  const findings = item.findings.filter(before);
  const newest = versions.at(-1);
  if (!newest) return item.restricted ? { ...item, findings } : null;
  const isUnchanged = versions.length === item.versions.length && findings.length === item.findings.length;
  return isUnchanged
    ? item
    : { ...item, versions, findings, ...(await factsAsOf(item, { newest, findings }, evidence)) };
}

/** What an item says of itself comes from its newest version; it is told as of that one. */
async function factsAsOf(
  { author }: ItemView,
  { newest, findings }: { readonly newest: VersionView; readonly findings: readonly FindingView[] },
  evidence: OpenEvidence,
): Promise<Pick<ItemView, 'url' | 'author' | 'state'>> {
  const { parts } = await evidence.partsOf(newest.snapshotId);
  const body = readItemJson(parts.find(({ name }) => name === 'item.json')?.bytes ?? Buffer.from('{}'));
  const standing = findings.findLast(({ kind }) => kind === 'gone' || kind === 'restored');
  const named = author && body.author;
  return {
    url: body.url,
    author: named ? { ...author, handle: named.handle, displayName: named.displayName } : author,
    state: standing?.kind === 'gone' ? 'gone' : 'present',
  };
}

export async function openExchange(evidence: OpenEvidence, id: string): Promise<OpenedExchange | null> {
  const opened = await evidence.exchange(id).catch((error: unknown) => {
    if (error instanceof Refusal && error.problem === 'not-found') return null;
    throw error;
  });
  if (!opened?.meta) return null;
  const { meta, body, masked, slices } = opened;
  return {
    ...meta,
    id,
    body,
    masked,
    owners: slices
      .filter(({ owner }) => owner !== FRAME)
      .map(({ owner, ranges, open }) => ({ itemId: owner, ranges, destroyed: !open })),
  };
}
