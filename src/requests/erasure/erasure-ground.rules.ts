import { Temporal } from 'temporal-polyfill';
import type { Duty } from '../../retention/index.js';
import { ARTICLES, type Article, type Decided, type ErasureGround } from './erasure.types.js';
import { dutyName, groundOf } from './propose-erasure.rules.js';

/** A ground as a person gives it. */
export interface AskedGround {
  /** `b`, `d`, `e`; Art. 17(3)(b) is read too. */
  readonly article: string;
  readonly duty?: string | undefined;
  readonly until?: string | undefined;
}

/** The law whose grounds these are. */
export const ERASURE_LAW = 'eu-gdpr';

const CITED = /^(?:art(?:icle|\.)?\s*17\s*(?:\(3\)|ust\.\s*3)\s*)?(?:lit\.\s*)?\(?([a-e])\)?\.?$/iu;

/** The letter of Article 17(3) that is meant; null: it is a ground of another law, or of none. */
export function articleOf(typed: string): Article | null {
  const letter = CITED.exec(typed.trim())?.[1]?.toLowerCase();
  return ARTICLES.find((one) => one === letter) ?? null;
}

/** What is wrong with the grounds of a decision, in a sentence; null: nothing. */
export function groundsFault(decision: Decided, { why, grounds }: Given): string | null {
  if (decision === 'erase') {
    return grounds.length === 0
      ? null
      : 'What is erased is refused on no ground. Leave the ground away, or decide otherwise.';
  }
  if (grounds.length === 0) {
    return `What is ${decision === 'restrict' ? 'restricted' : 'refused'} instead of erased needs its ground: (b), (d) or (e) of Article 17(3) GDPR. Give one.`;
  }
  const strange = grounds.find(({ article }) => articleOf(article) === null);
  if (strange !== undefined) {
    return `“${strange.article.slice(0, 40)}” is no ground on which an archive may refuse an erasure. Give (b), (d) or (e) of Article 17(3) GDPR.`;
  }
  return why === null ? 'Say in a few words why the ground applies: the letter gives it as the reason.' : null;
}

export interface Given {
  readonly why: string | null;
  readonly grounds: readonly AskedGround[];
}

export type SettledGrounds = { readonly fault: string } | { readonly grounds: readonly ErasureGround[] };

/**
 * The grounds made definite for one item. A duty to keep is named with its rule and its day: that of the schedule unless
 * a person names another; without either the ground does not hold.
 */
export function settleGrounds(
  asked: readonly AskedGround[],
  about: { readonly duties: readonly Duty[]; readonly holds: readonly string[]; readonly item: string },
): SettledGrounds {
  const grounds: ErasureGround[] = [];
  for (const { article: typed, duty = '', until = '' } of asked) {
    const article = articleOf(typed);
    if (article === null) continue;
    const named = duty.trim();
    if (article !== 'b') {
      grounds.push({ article, duty: named === '' ? knownDuty(article, about) : named, until: null });
      continue;
    }
    const settled = settleDuty({ named, until: until.trim() }, about);
    if ('fault' in settled) return settled;
    grounds.push(settled);
  }
  return { grounds };
}

function knownDuty(
  article: Article,
  { duties, holds }: { duties: readonly Duty[]; holds: readonly string[] },
): string | null {
  if (article === 'e') return holds.length === 0 ? null : holds.join(', ');
  const archival = duties.find((one) => one.archival);
  return archival === undefined ? null : dutyName(archival);
}

function settleDuty(
  { named, until }: { readonly named: string; readonly until: string },
  { duties, item }: { readonly duties: readonly Duty[]; readonly item: string },
): ErasureGround | { readonly fault: string } {
  if (named !== '') {
    if (isDay(until)) return { article: 'b', duty: named, until };
    return {
      fault: `Ground (b) names until when “${named.slice(0, 80)}” obliges to keep the item: a day such as 2032-01-01.`,
    };
  }
  const [longest] = duties;
  if (longest !== undefined) return { ...groundOf(longest), article: 'b' };
  return {
    fault: `No schedule obliges to keep item ${item}, so ground (b) does not hold by itself. Name the rule that does, and until when; or decide otherwise.`,
  };
}

function isDay(text: string): boolean {
  try {
    return (
      /^\d{4}-\d{2}-\d{2}$/.test(text) && Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text
    );
  } catch {
    return false;
  }
}
