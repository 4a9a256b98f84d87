import { Refusal } from '../../platform/index.js';
import type { SearchField } from '../../search/index.js';

const NAME = /^[a-z0-9][a-z0-9._-]{0,59}(\/[a-z0-9][a-z0-9._-]{0,59})?$/i;

/** `series:`: what a series of a retention schedule decides, as the last night worked it out. */
export const seriesField: SearchField = {
  name: 'series',
  example: 'series:us-grs-6.4/020',
  help: {
    en: 'What a series of a retention schedule decides: its id, or policy/id; none: what no rule fits; any: what one of them does.',
    pl: 'O czym rozstrzyga seria zasad przechowywania: jej symbol lub zasady/symbol; none: do czego nie pasuje żadna; any: do czego pasuje którakolwiek.',
  },
  permission: 'policy.read',
  read: (typed) =>
    NAME.test(typed)
      ? { value: typed.toLowerCase() }
      : {
          expected: {
            en: 'a series such as 020 or us-grs-6.4/020, none or any',
            pl: 'seria, np. 020 albo us-grs-6.4/020, none (żadna) albo any (którakolwiek)',
          },
        },
  inWords: (value, language) => {
    if (value === 'none') return language === 'pl' ? 'bez zasady przechowywania' : 'without a retention rule';
    if (value === 'any') return language === 'pl' ? 'objęte zasadą przechowywania' : 'under a retention rule';
    return language === 'pl' ? `w serii „${value}”` : `in the series “${value}”`;
  },
  mean: async (value, { database, at }) => {
    if (at !== null) {
      throw new Refusal(
        'invalid-input',
        '“series:” says what the schedules came to last night, which the log does not hold. Leave it out where a search is to be repeated exactly.',
      );
    }
    if (value === 'none') return { in: 'item', sql: () => `NOT ${among('s.series_id IS NOT NULL')}` };
    if (value === 'any') return { in: 'item', sql: () => among('s.series_id IS NOT NULL') };
    const series: { id: string }[] = await database.query(
      `SELECT s.id FROM policy_series s JOIN policy_version v ON v.id = s.version_id
        WHERE lower(s.series) = $1 OR lower(v.policy || '/' || s.series) = $1`,
      [value],
    );
    if (series.length === 0) {
      throw new Refusal('invalid-input', `No policy loaded here has a series “${value}”. akta policy list shows them.`);
    }
    return {
      in: 'item',
      sql: (bind) =>
        among(
          `s.series_id = ANY(${bind(
            series.map(({ id }) => id),
            'uuid[]',
          )})`,
        ),
    };
  },
};

function among(rows: string): string {
  return `EXISTS (SELECT FROM item_schedule s WHERE s.item_id = w.item_id AND ${rows})`;
}
