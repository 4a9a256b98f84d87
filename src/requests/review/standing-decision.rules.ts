/**
 * What stands of the decisions about an item: the newest first look, unless a second person has decided after it. SQL over
 * review_decision, whose rows are never changed.
 */
export const DECISIONS = ['undecided', 'responsive', 'not-about', 'withhold', 'in-part'] as const;
export type Decision = (typeof DECISIONS)[number];
export const PASSES = ['first', 'second'] as const;
export type Pass = (typeof PASSES)[number];

/** One row an item of a request: what was decided first and second, the newest revision, and what stands. */
export const STANDING = `
  SELECT i.request_id, i.item_id, i.versions, i.released_before, coalesce(n.revision, 0) AS revision,
         f.id AS first_id, s.id AS second_id, coalesce(s.decision, f.decision, 'undecided') AS decision
    FROM request_item i
    LEFT JOIN LATERAL (SELECT d.revision FROM review_decision d
      WHERE d.request_id = i.request_id AND d.item_id = i.item_id ORDER BY d.revision DESC LIMIT 1) n ON true
    LEFT JOIN LATERAL (SELECT d.* FROM review_decision d
      WHERE d.request_id = i.request_id AND d.item_id = i.item_id AND d.pass = 'first'
      ORDER BY d.revision DESC LIMIT 1) f ON true
    LEFT JOIN LATERAL (SELECT d.* FROM review_decision d
      WHERE d.request_id = i.request_id AND d.item_id = i.item_id AND d.pass = 'second' AND d.revision > f.revision
      ORDER BY d.revision DESC LIMIT 1) s ON s.decision <> 'undecided'`;

/** The newest version of an item that a closed request of this requester, other than this one, has released. */
export const RELEASED_BEFORE = (item: string, requester: string, request: string): string => `
  SELECT max(t.versions) FROM (${STANDING}) t JOIN records_request q ON q.id = t.request_id
   WHERE t.item_id = ${item} AND q.requester = ${requester} AND q.id <> ${request} AND q.state = 'closed'
     AND t.decision IN ('responsive', 'in-part')`;
