import { Refusal } from '../platform/index.js';
import { readNumber, type SearchField } from '../search/index.js';
import { NOT_RELEASED } from './living-holds.js';

const NOT_RELEASED_THEN = `NOT EXISTS (SELECT FROM hold_release r JOIN log_entry l ON l.event_id = r.approved_event
  WHERE r.hold_id = h.id AND l.seq < $2)`;

/** `hold:`: what a hold names. One that is released keeps nothing any more, and finds nothing. */
export const holdField: SearchField = {
  name: 'hold',
  example: 'hold:2026-L-001',
  help: {
    en: 'What a hold keeps, by its number or that of its case; any: what one of them keeps.',
    pl: 'Co obejmuje blokada, według jej numeru lub numeru sprawy; any: co obejmuje którakolwiek.',
  },
  permission: 'hold.read',
  read: (typed) =>
    readNumber(typed, {
      en: 'the number of a hold or of its case, or any',
      pl: 'numer blokady lub sprawy albo any (którakolwiek)',
    }),
  inWords: (value, language) => {
    if (value === 'any') return language === 'pl' ? 'objęte blokadą' : 'under a hold';
    return language === 'pl' ? `objęte blokadą „${value}”` : `under the hold “${value}”`;
  },
  mean: async (value, { database, at }) => {
    const holds: { id: string; living: boolean }[] = await database.query(
      `SELECT h.id, ${at === null ? NOT_RELEASED : NOT_RELEASED_THEN} AS living FROM hold h JOIN matter m ON m.id = h.matter_id
        WHERE $1 = 'any' OR lower($1) IN (lower(h.number), lower(m.number))`,
      at === null ? [value] : [value, at],
    );
    if (holds.length === 0 && value !== 'any') {
      throw new Refusal(
        'invalid-input',
        `No hold here has the number “${value}”, and no case. akta hold list shows them.`,
      );
    }
    const living = holds.filter((hold) => hold.living).map(({ id }) => id);
    return {
      in: 'item',
      sql: (bind) =>
        `EXISTS (SELECT FROM hold_item k WHERE k.item_id = w.item_id AND k.hold_id = ANY(${bind(living, 'uuid[]')})
          ${at === null ? '' : named(at)})`,
    };
  },
};

/** Of the items a hold names, those it named over a log of this size. */
function named(at: number): string {
  return `AND EXISTS (SELECT FROM hold h JOIN log_entry l ON l.event_id = coalesce(k.event_id, h.event_id)
    WHERE h.id = k.hold_id AND l.seq < ${at})`;
}
