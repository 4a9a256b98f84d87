import type { ExemptionUse } from '../redaction/exemption-codes.rules.js';
import type { Decision as Ruled, Redaction, Target } from '../redaction/redaction.types.js';
import type { Ground } from '../review/ground.rules.js';
import type { RedactionSaid } from '../review/review.types.js';
import type { Decision } from '../review/standing-decision.rules.js';
import type { ItemRuling } from './release.types.js';

export interface ReviewedItem {
  readonly itemId: string;
  readonly decision: Exclude<Decision, 'undecided'>;
  /** Of an item withheld whole. */
  readonly ground: Ground | null;
  readonly redactions: readonly { readonly snapshotId: string; readonly said: RedactionSaid }[];
}

const RULED: Readonly<Record<ReviewedItem['decision'], Ruled>> = {
  responsive: 'released',
  'in-part': 'in-part',
  withhold: 'withheld',
  'not-about': 'not-responsive',
};

/** What reviewers decided of an item, as the words a bundle is made by. What an item not released has covered is idle. */
export function rulingOf({ itemId, decision, ground, redactions }: ReviewedItem): ItemRuling {
  const covered = decision === 'in-part' ? redactions : [];
  const grounds = [...(ground === null ? [] : [ground]), ...covered.map(({ said }) => said.ground)];
  return {
    itemId,
    ruling: { decision: RULED[decision], codes: ground === null ? [] : [ground.code], redactions: covered.map(placed) },
    grounds: groundsByCode(grounds),
  };
}

function placed({ snapshotId, said }: ReviewedItem['redactions'][number]): Redaction {
  return { snapshotId, code: said.ground.code, target: targetOf(said) };
}

/** An author is covered under handle and name at once: either alone would name them. */
function targetOf({ part, range, region }: RedactionSaid): Target {
  if (part === 'author-handle' || part === 'author-name') return { kind: 'author' };
  const medium = /^medium-(\d+)$/.exec(part);
  if (!medium) return { kind: 'text', field: part, start: range?.start ?? 0, end: range?.end ?? 0 };
  const ordinal = Number(medium[1]);
  return region === null ? { kind: 'medium', ordinal } : { kind: 'region', ordinal, ...region };
}

/** Each code once, with all that was said for it. */
function groundsByCode(grounds: readonly Ground[]): ExemptionUse[] {
  return Array.from(new Set(grounds.map(({ code }) => code)), (code) => {
    const same = grounds.filter((ground) => ground.code === code);
    return { code, statute: joined(same.map((one) => one.statute)), harm: joined(same.map((one) => one.harm)) };
  });
}

function joined(texts: readonly (string | null)[]): string | null {
  return [...new Set(texts.filter((text) => text !== null))].join('; ') || null;
}
