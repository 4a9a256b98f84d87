/**
 * SQL: what the looks of the day after a gap `g` brought of the stretch in between: items posted in it that still stood,
 * and versions of it that the platform's own history supplied. A lateral join; two whole numbers.
 */
export const GAP_BROUGHT = `
  CROSS JOIN LATERAL (
    SELECT (SELECT count(*)::int FROM item i JOIN item_watch w ON w.item_id = i.id
             WHERE i.account_id = g.account_id AND i.captured_late AND i.kind NOT IN ('profile', 'original')
               AND i.first_seen_at BETWEEN g.to_at AND g.to_at + interval '1 day'
               AND w.posted_at >= g.from_at AND w.posted_at < g.to_at) AS late,
           (SELECT count(*)::int FROM snapshot s JOIN snapshot_body b ON b.item_id = s.item_id AND b.snapshot_id = s.id
             WHERE s.account_id = g.account_id AND s.number > 1
               AND s.observed_at BETWEEN g.to_at AND g.to_at + interval '1 day'
               AND b.platform_at >= g.from_at AND b.platform_at < g.to_at) AS edits) brought`;
