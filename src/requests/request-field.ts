import { Refusal } from '../platform/index.js';
import { readNumber, type SearchField } from '../search/index.js';

/** `request:`: what was fixed as found for a request. */
export const requestField: SearchField = {
  name: 'request',
  example: 'request:2026-0031',
  help: {
    en: 'What was found for a records request when it was frozen, by its number; any: for one of them.',
    pl: 'Co znaleziono do wniosku, gdy ustalono zbiór, według numeru; any: do któregokolwiek.',
  },
  permission: 'request.read',
  read: (typed) =>
    readNumber(typed, { en: 'the number of a request, or any', pl: 'numer wniosku albo any (którykolwiek)' }),
  inWords: (value, language) => {
    if (value === 'any') return language === 'pl' ? 'znalezione do wniosku' : 'found for a request';
    return language === 'pl' ? `znalezione do wniosku „${value}”` : `found for the request “${value}”`;
  },
  mean: async (value, { database, at }) => {
    const requests: { id: string; frozen: boolean }[] = await database.query(
      `SELECT r.id, EXISTS (SELECT FROM frozen_set f LEFT JOIN log_entry l ON l.event_id = f.event_id
                 WHERE f.request_id = r.id AND ($2::bigint IS NULL OR l.seq < $2)) AS frozen
         FROM records_request r
        WHERE $1 = 'any' OR lower(r.number) = lower($1)`,
      [value, at],
    );
    const frozen = requests.filter((request) => request.frozen).map(({ id }) => id);
    if (frozen.length === 0 && value !== 'any') throw nothingFixed(value, requests.length);
    return {
      in: 'item',
      sql: (bind) =>
        `EXISTS (SELECT FROM request_item q WHERE q.item_id = w.item_id AND q.request_id = ANY(${bind(frozen, 'uuid[]')}))`,
    };
  },
};

function nothingFixed(number: string, known: number): Refusal {
  return new Refusal(
    'invalid-input',
    known === 0
      ? `No request here has the number “${number}”. akta request list --all shows them.`
      : `What request “${number}” finds is not fixed yet. Freeze it first: akta request freeze ${number}`,
  );
}
