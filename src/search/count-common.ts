import { APART, COUNTED, IS_LINKED, isOne, notLocked, type SearchPlan } from './plan-search.js';
import type { Bind } from './search-field.js';

/** Whether so common a query is counted by `commonCountSql`: words decide, over things as they stand, with nothing closed. */
export function isCountedWhole({ ids, versions, stood }: SearchPlan): boolean {
  return ids !== null && versions !== null && versions.words !== null && stood.before === '';
}

/** Items of which one version that answers may not be one item found: several versions, kinds apart, what shows and is shown. */
const OTHERS = `SELECT item_id FROM item_watch WHERE version > 1
  UNION SELECT i.id FROM item i WHERE ${APART}
  UNION SELECT item_id FROM item_watch WHERE reposted_id IS NOT NULL OR quoted_id IS NOT NULL
  UNION SELECT reposted_id FROM item_watch WHERE reposted_id IS NOT NULL
  UNION SELECT quoted_id FROM item_watch WHERE quoted_id IS NOT NULL`;
const MAY_BE_LOCKED = `SELECT item_id FROM item_watch WHERE state <> 'present'
  UNION SELECT item_id FROM direct_message WHERE opened_event IS NULL`;
const IS_HIT = 'IN (SELECT item_id FROM hit)';

/**
 * The count where the words stand in a good part of all items: one pass over all versions. Most items have one version and
 * stand by themselves: they are only counted. Of the others the ids are kept, and each is counted for what it is.
 */
export function commonCountSql(plan: SearchPlan, bind: Bind): string {
  const { versions } = plan;
  if (!versions || versions.words === null) throw new Error('Only words are counted in one pass');
  const words = bind(versions.words, 'tsquery');
  const locked = `(${plan.readsText && !plan.unlocked}
    AND EXISTS (SELECT FROM account a WHERE a.id = w.account_id AND ${plan.stood.restricted}))`;
  const stands = isOne(`snapshot_words v WHERE v.item_id = w.item_id AND v.words @@ ${words}`);
  return `WITH pass AS MATERIALIZED (
      SELECT count(*) FILTER (WHERE o.item_id IS NULL) AS alone, array_agg(v.item_id) FILTER (WHERE o.item_id IS NOT NULL) AS others
        FROM snapshot_words v LEFT JOIN (${OTHERS}) o ON o.item_id = v.item_id WHERE v.words @@ ${words}),
    hit AS MATERIALIZED (SELECT DISTINCT unnest(others) AS item_id FROM pass)
    SELECT alone + (SELECT count(*) FROM hit)
      - (SELECT count(*) FILTER (WHERE i.id ${IS_HIT}) FROM item i WHERE ${APART})
      - (SELECT count(*) FROM (${MAY_BE_LOCKED}) m JOIN item_watch w USING (item_id) JOIN item i ON i.id = w.item_id
          WHERE ${locked} AND NOT ${IS_LINKED} AND ${COUNTED} AND ${stands})
      + (SELECT coalesce(sum((${linkedHolds(plan, bind)} AND NOT ${locked})::int - (w.item_id ${IS_HIT})::int), 0)
           FROM item_watch w JOIN LATERAL (SELECT w.reposted_id AS reposted, w.quoted_id AS quoted) l ON true
          WHERE ${IS_LINKED} AND w.item_id NOT IN (SELECT i.id FROM item i WHERE ${APART})) AS count
      FROM pass`;
}

/**
 * Whether a row that repeats or quotes answers: looked at only where neither of the two does by itself. What it shows
 * stands in `l`, which no `w` further in hides.
 */
function linkedHolds({ versions, unlocked, stood }: SearchPlan, bind: Bind): string {
  if (!versions) return 'false';
  if (!versions.monotone) return versions.holdsLinked(bind);
  const shows = (link: string): string =>
    `coalesce(${link} ${IS_HIT}${unlocked ? '' : ` AND ${notLocked(link, stood)}`}, false)`;
  const known = `w.item_id ${IS_HIT} OR ${shows('l.reposted')} OR ${shows('l.quoted')}`;
  return `(${known}${versions.either ? '' : ` OR ${versions.holdsLinked(bind)}`})`;
}
