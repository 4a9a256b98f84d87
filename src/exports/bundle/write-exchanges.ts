import { WARCSerializer } from 'warcio';
import type { BundleContent, BundlePlan, OpenedExchange, Progress } from './bundle.types.js';
import { type Captured, capturedIn } from './index-warc.js';
import { about, type Cut, cutRecords, type Range, type WarcVersion, wholeRecords } from './warc-records.js';
import type { BagWriter } from './write-bag.js';
import type { Listing } from './write-items.js';

export const WARC_PATH = 'data/web/exchanges.warc.gz';
export const WARC_OPTIONS = { gzip: true, digest: { algo: 'sha-256', prefix: 'sha256:', base32: false } } as const;
const BLANK = 0x2a;

export interface ExchangeCounts {
  readonly whole: number;
  readonly cut: number;
  /** Not here at all: destroyed, or something withheld could have been read around its items. */
  readonly leftOut: number;
}

export interface ExchangeWork {
  readonly plan: Pick<BundlePlan, 'name' | 'at' | 'clock' | 'release'>;
  readonly listing: Pick<Listing, 'items' | 'exchanges'>;
  readonly progress: Progress;
  /** 1.1 unless told; 1.0 for archives that ask for it. */
  readonly version?: WarcVersion;
}

/** One record, packed by itself; `captured` where it is what an index leads to. */
export interface WarcMember {
  readonly bytes: Uint8Array;
  readonly captured: Captured | null;
}

/** The answers the items rest on, as one WARC file. */
export async function writeExchanges(
  bag: BagWriter,
  content: BundleContent,
  work: ExchangeWork,
): Promise<ExchangeCounts> {
  const members = new WarcMembers(content, work);
  async function* bytes(): AsyncGenerator<Uint8Array> {
    for await (const member of members.all()) yield member.bytes;
  }
  await bag.writeStream(WARC_PATH, bytes());
  return members.counts;
}

/**
 * The answers the items rest on, as WARC 1.1 (ISO 28500:2017). One whose every slice may leave is a request and a
 * response record; of any other a `conversion` leaves, with the withheld bytes overwritten by `*` and their ranges named
 * in a `metadata` record. Of a redacted bundle they are cut out instead, one `*` for each stretch, so that nothing tells how
 * long it was; an item released in part is withheld there whole. Record ids come from ours, so the same bundle gives the same bytes.
 */
export class WarcMembers {
  private readonly counted = { whole: 0, cut: 0, leftOut: 0 };

  constructor(
    private readonly content: BundleContent,
    private readonly work: ExchangeWork,
  ) {}

  /** Complete when all were gone through. */
  get counts(): ExchangeCounts {
    return this.counted;
  }

  async *all(): AsyncGenerator<WarcMember> {
    const { plan, listing, progress, version = 'WARC/1.1' } = this.work;
    const released = new Set(listing.items.filter(isOpen).map((item) => item.id));
    const ids = [...listing.exchanges].toSorted();
    const cut = plan.release === null ? blanked : shortened;
    yield { bytes: await WARCSerializer.serialize(about(plan, version), WARC_OPTIONS), captured: null };
    for (const [i, id] of ids.entries()) {
      const exchange = await this.content.exchange(id);
      await progress('exchanges', i + 1, ids.length);
      if (!exchange) {
        this.counted.leftOut += 1;
        continue;
      }
      const withheld = withheldRanges(exchange, released);
      this.counted[withheld.length === 0 ? 'whole' : 'cut'] += 1;
      const records =
        withheld.length === 0 ? wholeRecords(exchange, version) : cutRecords(cut(exchange, withheld), version);
      for (const record of records) {
        const bytes = await WARCSerializer.serialize(record, WARC_OPTIONS);
        yield { bytes, captured: capturedIn(record, exchange) };
      }
    }
  }
}

function isOpen({ restricted, closedParts }: Listing['items'][number]): boolean {
  return !restricted && closedParts === 0;
}

/** Ranges of owners that are not in the bundle, in order. The frame around the items leaves with them. */
function withheldRanges(exchange: OpenedExchange, released: ReadonlySet<string>): Range[] {
  return exchange.owners
    .filter((owner) => owner.destroyed || !released.has(owner.itemId))
    .flatMap((owner) => owner.ranges)
    .toSorted((a, b) => a[0] - b[0]);
}

/** With what is withheld overwritten by `*`, at its length. */
export function blanked(exchange: OpenedExchange, withheld: readonly Range[]): Cut {
  const body = Buffer.from(exchange.body);
  for (const [start, end] of withheld) body.fill(BLANK, start, end);
  return { exchange, body, withheld };
}

/** One sign for each stretch. What was masked when it was received is not counted anew: its bytes are `*` already. */
function shortened(exchange: OpenedExchange, withheld: readonly Range[]): Cut {
  const pieces: Buffer[] = [];
  const ranges: Range[] = [];
  let [taken, kept] = [0, 0];
  for (const [start, end] of withheld) {
    pieces.push(exchange.body.subarray(taken, start), Buffer.of(BLANK));
    kept += start - taken;
    ranges.push([kept, kept + 1]);
    kept += 1;
    taken = end;
  }
  pieces.push(exchange.body.subarray(taken));
  return { exchange: { ...exchange, masked: [] }, body: Buffer.concat(pieces), withheld: ranges };
}
