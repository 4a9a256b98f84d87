import { Injectable } from '@nestjs/common';
import { tagOf, tagQuery } from './match-series.rules.js';
import { VISIBILITIES } from './policy.types.js';
import type { Rows } from './read-scene.js';
import type { DatedEvent } from './retention-events.types.js';
import type { ItemFacts } from './schedule.types.js';

/**
 * Who wrote a version, by the body's own accounts. The bytes are those of `itemJsonOf`: a quotation mark inside a text is
 * escaped there, so that no text can pass for a name and its value. What has no author is the account's own.
 */
const BY_BODY = (version: string, item: string): string => `(
  position('"author":null'::bytea IN ${version}.item_json) > 0 OR EXISTS (
    SELECT FROM account o WHERE o.body_id = ${item}.body_id AND o.canonical_uri =
      split_part(split_part(convert_from(${version}.item_json, 'UTF8'), '"author":{"canonicalUri":"', 2), '"', 1)))`;

const AUDIENCE = `CASE ${VISIBILITIES.map(
  (word) => `WHEN position('"audience":"${word}"'::bytea IN v.item_json) > 0 THEN '${word}'`,
).join(' ')} END`;

const FACTS = `
  SELECT i.id AS "itemId", i.body_id AS "bodyId", i.account_id AS "accountId", i.kind AS type,
         coalesce(w.posted_at, i.first_seen_at) AS "createdAt", ${AUDIENCE} AS visibility,
         CASE WHEN v.item_json IS NULL OR ${BY_BODY('v', 'i')} THEN 'body' ELSE 'others' END AS author,
         EXISTS (SELECT FROM item_watch c JOIN snapshot_body cb ON cb.item_id = c.item_id AND cb.number = 1
                  WHERE c.parent_id = i.id AND ${BY_BODY('cb', 'i')}) AS "hasReplyByBody",
         ARRAY(SELECT t.tag FROM unnest($2::text[], $3::text[]) AS t (tag, query)
                WHERE EXISTS (SELECT FROM snapshot_words w WHERE w.item_id = i.id AND w.words @@ t.query::tsquery)) AS hashtags,
         (SELECT json_agg(json_build_object('id', e.id, 'name', e.name, 'on', to_char(e.on_day, 'YYYY-MM-DD')))
            FROM retention_event_item n JOIN retention_event e ON e.id = n.retention_event_id
           WHERE n.item_id = i.id AND e.withdrawn_at IS NULL) AS events,
         (SELECT json_build_object('decision', p.decision, 'from', p.from_day, 'seriesRow', p.series_row, 'list', l.number)
            FROM item_appraisal p JOIN disposition_list l ON l.id = p.list_id
           WHERE p.item_id = i.id ORDER BY p.id DESC LIMIT 1) AS appraisal,
         CASE WHEN i.kind = 'original' THEN ARRAY(
           SELECT s.item_id FROM item_watch s WHERE s.reposted_id = i.id
           UNION SELECT s.item_id FROM item_watch s WHERE s.quoted_id = i.id) ELSE '{}' END AS "shownBy"
    FROM unnest($1::uuid[]) AS asked (id) JOIN item i ON i.id = asked.id JOIN item_key k ON k.item_id = i.id
    LEFT JOIN item_watch w ON w.item_id = i.id
    LEFT JOIN LATERAL (SELECT b.item_json FROM snapshot_body b WHERE b.item_id = i.id ORDER BY b.number DESC LIMIT 1) v ON true`;

/** What the schedules ask of items. Destroyed ones are none. */
@Injectable()
export class ReadItemFacts {
  async run(rows: Rows, itemIds: readonly string[], hashtags: readonly string[]): Promise<Map<string, ItemFacts>> {
    const found: (Omit<ItemFacts, 'events'> & { events: DatedEvent[] | null })[] = await rows.query(FACTS, [
      itemIds,
      hashtags.map(tagOf),
      hashtags.map(tagQuery),
    ]);
    return new Map(found.map(({ events, ...facts }) => [facts.itemId, { ...facts, events: events ?? [] }]));
  }
}
