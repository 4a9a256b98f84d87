import { INCIDENT_KINDS } from '../../accounts/index.js';
import type { SearchField } from '../search-field.js';

const POSTED = 'coalesce(w.posted_at, i.first_seen_at)';
const EXPECTED = {
  en: `one of ${INCIDENT_KINDS.join(', ')}, or * for any`,
  pl: `jedno z: ${INCIDENT_KINDS.join(', ')}, albo * (dowolny)`,
};
const IN_WORDS = {
  any: { en: 'posted during an incident', pl: 'opublikowano podczas incydentu' },
  hijacked: {
    en: 'posted while the account was in somebody else’s hands',
    pl: 'opublikowano, gdy konto było w rękach osoby nieuprawnionej',
  },
  'platform-bug': {
    en: 'posted during a mistake of the platform',
    pl: 'opublikowano podczas błędu platformy',
  },
} as const;

/** `incident:`: what was posted in a stretch noted as not the account's own doing. `NOT incident:*` leaves that out. */
export const incidentField: SearchField = {
  name: 'incident',
  example: 'NOT incident:*',
  help: {
    en: 'What was posted while an account was hijacked, or during a mistake of the platform; * = any. With NOT before it, it is left out.',
    pl: 'Co opublikowano, gdy konto przejęto, albo podczas błędu platformy; * = dowolny. Z NOT na początku jest pomijane.',
  },
  read: (typed) => {
    const word = typed.toLowerCase();
    if (word === '*' || word === 'any') return { value: 'any' };
    const value = INCIDENT_KINDS.find((kind) => kind === word);
    return value === undefined ? { expected: EXPECTED } : { value };
  },
  inWords: (value, language) => (isKnown(value) ? IN_WORDS[value][language] : value),
  mean: (value, { at }) => ({
    in: 'item',
    sql: (bind) => {
      const kinds = bind(value === 'any' ? [...INCIDENT_KINDS] : [value], 'text[]');
      return `EXISTS (SELECT FROM incident n WHERE n.account_id = w.account_id AND n.kind = ANY(${kinds})
        AND n.from_at <= ${POSTED} AND ${at === null ? 'true' : known('n.event_id', at)}
        AND (n.to_at IS NULL OR n.to_at > ${POSTED}${at === null ? '' : ` OR NOT ${known('n.ended_event', at)}`}))`;
    },
  }),
};

function isKnown(value: string): value is keyof typeof IN_WORDS {
  return Object.hasOwn(IN_WORDS, value);
}

/** Recorded in a log of this size. */
function known(event: string, at: number): string {
  return `EXISTS (SELECT FROM log_entry l WHERE l.event_id = ${event} AND l.seq < ${at})`;
}
