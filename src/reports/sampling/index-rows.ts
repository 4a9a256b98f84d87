import { csvText } from '../../search/index.js';
import type { PaperFacts } from './paper.types.js';
import type { DrawnItem } from './sample.types.js';

const DRAWN = ['place', 'stratum', 'item', 'rank'] as const;
const COLUMNS = [
  ...DRAWN,
  'paper',
  'account',
  'kind',
  'state',
  'posted',
  'versions',
  'exchanges',
  'proof',
  'verdict',
  'eligible',
  'holds',
  'decisions',
] as const;

/** The index of what was drawn, before any of it is looked at. */
export function drawnCsv(drawn: readonly DrawnItem[]): string {
  return csvText(
    DRAWN,
    drawn.map(({ place, stratum, itemId, rank }) => ({ place, stratum, item: itemId, rank })),
  );
}

export interface IndexedPaper {
  readonly name: string;
  readonly wrong: boolean;
  readonly facts: PaperFacts;
}

/** One line a working paper, with what it came to. */
export function indexCsv(papers: readonly IndexRow[]): string {
  return csvText(COLUMNS, papers);
}

export type IndexRow = Readonly<Record<(typeof COLUMNS)[number], string | number | null>>;

export function indexRow({ name, wrong, facts }: IndexedPaper): IndexRow {
  const { drawn, item, evidence, schedule, holds, decisions } = facts;
  return {
    place: drawn.place,
    stratum: drawn.stratum,
    item: drawn.itemId,
    rank: drawn.rank,
    paper: name,
    account: item.account,
    kind: item.kind,
    state: item.state,
    posted: item.postedAt,
    versions: item.versions,
    exchanges: evidence.length,
    proof: wrong ? 'does not hold' : 'holds',
    verdict: schedule?.verdict ?? null,
    eligible: schedule?.eligibleOn ?? null,
    holds: holds.join('; '),
    decisions: decisions.map(({ kind, number, decision }) => `${kind} ${number}: ${decision}`).join('; '),
  };
}
