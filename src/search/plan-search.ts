import type { Bound } from './bound-query.types.js';
import type { Window } from './days.js';
import type { Bind } from './search-field.js';
import { type Stood, stoodAt } from './stood.js';
import { isEither, isMonotone, neededInEither, neededInOne, wordsOf } from './tsquery.rules.js';

/** A search ready to be carried out, as SQL over rows `w` of item_watch and `i` of item. */
export interface SearchPlan {
  /** Whether it tells anything of what somebody wrote. */
  readonly readsText: boolean;
  /** Whether words of restricted material may be found. */
  readonly unlocked: boolean;
  readonly stood: Stood;
  readonly accountIds: readonly string[] | null;
  readonly posted: Window;
  /** What must hold of the item as it stands. */
  readonly facts: (bind: Bind) => string;
  /** The same over `f.item_id` alone, where nothing is asked of the item itself. */
  readonly ids: string | null;
  /** What must hold of one of its versions; null where nothing must. */
  readonly versions: VersionPlan | null;
}

export interface VersionPlan {
  /** Whether one of the versions of `w` answers, whatever `w` is. */
  readonly holds: (bind: Bind) => string;
  /** The same where it is known that `w` repeats or quotes nothing. */
  readonly holdsAlone: (bind: Bind) => string;
  /** The same where it is known that it does. */
  readonly holdsLinked: (bind: Bind) => string;
  /** The whole, where words of one version decide. */
  readonly words: string | null;
  readonly monotone: boolean;
  /** Where an item answers together with what it repeats or quotes, one of the two answers by itself. */
  readonly either: boolean;
  readonly neededInOne: string | null;
  readonly neededInEither: string | null;
}

export const COUNTED = `i.kind NOT IN ('profile', 'original')`;
export const APART = `i.kind IN ('profile', 'original')`;
const NOT_APART = `NOT EXISTS (SELECT FROM item i WHERE i.id = f.item_id AND ${APART})`;
export const IS_LINKED = '(w.reposted_id IS NOT NULL OR w.quoted_id IS NOT NULL)';

export interface PlanOptions {
  /** Whether words of restricted material may be found. */
  readonly unlocked: boolean;
  /** Entries of the log over which it is searched; null: as things stand now. */
  readonly at: number | null;
  /** Whether decisions have restricted anything. */
  readonly barred?: boolean;
}

export function planSearch(bound: Bound | null, { unlocked, at, barred = false }: PlanOptions): SearchPlan {
  const conjuncts = bound === null ? [] : partsOf(bound);
  const facts = conjuncts.flatMap((part) => (part.op === 'fact' && part.fact.in === 'item' ? [part.fact] : []));
  const rest = conjuncts.filter((part) => part.op !== 'fact' || part.fact.in !== 'item');
  const readsText = bound !== null && asksForWords(bound);
  const locked = unlocked || !readsText;
  const stood = stoodAt(at, { closed: barred && !locked });
  const asked = allOf(rest);
  return {
    readsText,
    unlocked,
    stood,
    accountIds: intersection(facts.flatMap(({ accountIds }) => (accountIds === undefined ? [] : [accountIds]))),
    posted: narrowest(facts.flatMap(({ posted }) => posted ?? [])),
    facts: (bind) =>
      [COUNTED, ...(locked ? [] : [notLocked('w.item_id', stood)]), ...facts.map(({ sql }) => sql(bind))].join(' AND '),
    ids: facts.length === 0 ? `${NOT_APART}${locked ? '' : ` AND ${notLocked('f.item_id', stood)}`}` : null,
    versions: asked && planVersions(asked, locked, stood),
  };
}

function partsOf(bound: Bound): readonly Bound[] {
  return bound.op === 'and' ? bound.parts : [bound];
}

function allOf(parts: readonly Bound[]): Bound | null {
  const [only, ...others] = parts;
  if (only === undefined) return null;
  return others.length === 0 ? only : { op: 'and', parts };
}

function planVersions(asked: Bound, unlocked: boolean, stood: Stood): VersionPlan {
  const shown = unlocked ? 'true' : notLocked('o.item_id', stood);
  const alone = (bind: Bind): string =>
    isOne(`${stood.versions} v WHERE v.item_id = w.item_id AND ${inOne(asked, bind)}`);
  const linked = (bind: Bind): string =>
    isOne(`${stood.versions} v
      LEFT JOIN ${stood.versions} o ON o.item_id IN (w.reposted_id, w.quoted_id) AND ${shown}
     WHERE v.item_id = w.item_id AND ${inEither(asked, bind)}`);
  return {
    words: wordsOf(asked),
    monotone: isMonotone(asked),
    either: isEither(asked),
    neededInOne: neededInOne(asked),
    neededInEither: neededInEither(asked),
    holds: (bind) => `CASE WHEN ${IS_LINKED} THEN ${linked(bind)} ELSE ${alone(bind)} END`,
    holdsAlone: alone,
    holdsLinked: linked,
  };
}

/** Whether there is such a row: looked up for each `w`. Of an EXISTS the planner may look up all rows there are, once. */
export function isOne(from: string): string {
  return `((SELECT true FROM ${from} LIMIT 1) IS NOT NULL)`;
}

/** Whoever may not read a text may not learn either which words are in it. */
export function notLocked(id: string, { items, restricted, closed, barred }: Stood): string {
  const row = id === 'w.item_id' ? `(w.state = 'gone' OR ${closed('i.id')}) AND ` : '';
  const item = id === 'w.item_id' ? 'i.id' : id;
  const decided = barred === null ? '' : ` AND NOT ${barred(item)}`;
  return `NOT (${row}EXISTS (SELECT FROM ${items} w JOIN account a ON a.id = w.account_id
    WHERE w.item_id = ${item} AND ${restricted}))${decided}`;
}

function asksForWords(bound: Bound): boolean {
  if (bound.op === 'words') return true;
  if (bound.op === 'fact') return false;
  return bound.op === 'not' ? asksForWords(bound.part) : bound.parts.some(asksForWords);
}

/** Over one version `v`: words that stand together are asked for in one tsquery. */
function inOne(bound: Bound, bind: Bind): string {
  const whole = wordsOf(bound);
  if (whole !== null) return `v.words @@ ${bind(whole, 'tsquery')}`;
  switch (bound.op) {
    case 'fact':
      return `(${bound.fact.sql(bind)})`;
    case 'not':
      return `NOT ${inOne(bound.part, bind)}`;
    case 'words':
      return 'false';
    case 'and':
    case 'or':
    default: {
      const words = bound.parts.filter((part) => wordsOf(part) !== null);
      const others = bound.parts.filter((part) => wordsOf(part) === null).map((part) => inOne(part, bind));
      const together = words.length === 0 ? [] : [inOne({ op: bound.op, parts: words }, bind)];
      return `(${[...together, ...others].join(bound.op === 'and' ? ' AND ' : ' OR ')})`;
    }
  }
}

/** Over a version `v` and, if any, one `o` of what it repeats or quotes: each word may stand in either. */
function inEither(bound: Bound, bind: Bind): string {
  switch (bound.op) {
    case 'words': {
      const sought = bind(bound.tsquery, 'tsquery');
      return `(v.words @@ ${sought} OR coalesce(o.words @@ ${sought}, false))`;
    }
    case 'fact':
      return `(${bound.fact.sql(bind)})`;
    case 'not':
      return `NOT ${inEither(bound.part, bind)}`;
    case 'and':
    case 'or':
    default:
      return `(${bound.parts.map((part) => inEither(part, bind)).join(bound.op === 'and' ? ' AND ' : ' OR ')})`;
  }
}

function intersection(lists: readonly (readonly string[])[]): readonly string[] | null {
  const [first, ...others] = lists;
  return first === undefined ? null : first.filter((id) => others.every((list) => list.includes(id)));
}

function narrowest(windows: readonly Window[]): Window {
  const froms = windows.flatMap(({ from }) => from?.getTime() ?? []);
  const tos = windows.flatMap(({ to }) => to?.getTime() ?? []);
  return {
    from: froms.length === 0 ? null : new Date(Math.max(...froms)),
    to: tos.length === 0 ? null : new Date(Math.min(...tos)),
  };
}

/**
 * All items found, as a statement's `WITH …` and `FROM … WHERE …`: over rows `w` and `i`, over `w` alone, or over no more
 * than `f.item_id`. Words are looked up in their index; what the index does not decide is looked at again.
 */
export function foundSql(plan: SearchPlan, bind: Bind, over: 'rows' | 'order' | 'ids' = 'rows'): FoundSql {
  const { versions, stood } = plan;
  const own = versions && (versions.words ?? versions.neededInOne);
  if (!versions || own === null) return walkedThrough(plan, bind);
  const before = `WITH ${stood.before} hits AS MATERIALIZED (
      SELECT DISTINCT item_id FROM ${stood.versions} WHERE words @@ ${bind(own, 'tsquery')}),
    linked AS MATERIALIZED (${linkedSql(plan, bind, own)}),
    found AS (${hitsSql(plan, bind)}
      UNION ALL SELECT w.item_id FROM linked l JOIN ${stood.items} w ON w.item_id = l.item_id JOIN item i ON i.id = w.item_id
       WHERE ${versions.holdsLinked(bind)}${isSure(versions) ? ' AND NOT EXISTS (SELECT FROM hits h WHERE h.item_id = l.item_id)' : ''})`;
  if (over !== 'rows' && plan.ids !== null) {
    const joined = over === 'order' ? ` JOIN ${stood.items} w ON w.item_id = f.item_id` : '';
    return { before, from: `found f${joined} WHERE ${plan.ids}` };
  }
  return {
    before,
    from: `found f JOIN ${stood.items} w ON w.item_id = f.item_id JOIN item i ON i.id = f.item_id WHERE ${plan.facts(bind)}`,
  };
}

/** Where no word can be looked up, every row is looked at. */
function walkedThrough({ versions, facts, stood }: SearchPlan, bind: Bind): FoundSql {
  const holds = versions ? ` AND ${versions.holds(bind)}` : '';
  return {
    before: stood.before === '' ? '' : `WITH ${stood.before.slice(0, -1)}`,
    from: `${stood.items} w JOIN item i ON i.id = w.item_id JOIN LATERAL (SELECT w.item_id) f ON true
      WHERE ${facts(bind)}${holds}`,
  };
}

/** What the index of words finds answers, whatever it repeats or quotes. */
function isSure({ words, monotone }: VersionPlan): boolean {
  return words !== null && monotone;
}

export interface FoundSql {
  readonly before: string;
  readonly from: string;
}

/** Of what the index found, what is found for sure, and what is by itself. Linked items are looked at on their own. */
function hitsSql({ versions, stood }: SearchPlan, bind: Bind): string {
  if (!versions) throw new Error('Nothing is looked up where nothing is asked of versions');
  const { words, monotone, holdsAlone } = versions;
  if (words !== null && monotone) return 'SELECT item_id FROM hits';
  if (words !== null)
    return `SELECT h.item_id FROM hits h WHERE NOT EXISTS (SELECT FROM linked l WHERE l.item_id = h.item_id)`;
  return `SELECT w.item_id FROM hits h JOIN ${stood.items} w ON w.item_id = h.item_id JOIN item i ON i.id = w.item_id
     WHERE NOT ${IS_LINKED} AND ${holdsAlone(bind)}`;
}

/**
 * Items that repeat or quote and may answer together with it. A query that more words can make answer less is asked of
 * every one of them.
 */
function linkedSql({ versions, stood }: SearchPlan, bind: Bind, own: string): string {
  const { neededInEither: needed = null, monotone = false, words = null } = versions ?? {};
  if (needed === null || !monotone) return `SELECT item_id FROM ${stood.items} w WHERE ${IS_LINKED}`;
  const texts =
    needed === own
      ? 'hits'
      : `(SELECT DISTINCT item_id FROM ${stood.versions} WHERE words @@ ${bind(needed, 'tsquery')})`;
  const both = `SELECT w.item_id FROM texts t JOIN ${stood.items} w ON w.item_id = t.item_id WHERE ${IS_LINKED} UNION `;
  return `WITH texts AS MATERIALIZED (SELECT item_id FROM ${texts} t)
    ${needed === own && words !== null ? '' : both}${shownSql('reposted_id', stood)} UNION ${shownSql('quoted_id', stood)}`;
}

function shownSql(link: string, { items }: Stood): string {
  return `SELECT s.item_id FROM texts t JOIN ${items} s ON s.${link} = t.item_id AND s.${link} IS NOT NULL`;
}
