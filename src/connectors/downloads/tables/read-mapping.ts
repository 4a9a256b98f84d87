import { readRuleFile, type RuleKind, ruleSchema } from '../../../platform/index.js';
import { DownloadFault } from '../download-fault.types.js';
import { isZone } from './table-time.rules.js';
import type { TableMapping } from './table.types.js';

const FIELD = { type: 'string', minLength: 1, maxLength: 200 };

/** Printed in docs/import.md. */
export const MAPPING_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  required: ['lists'],
  additionalProperties: false,
  properties: {
    lists: {
      type: 'array',
      minItems: 1,
      maxItems: 50,
      items: {
        type: 'object',
        required: ['file', 'fields'],
        additionalProperties: false,
        properties: {
          file: FIELD,
          list: { type: 'array', maxItems: 10, items: FIELD },
          kind: { enum: ['post', 'reply', 'repost', 'entry'] },
          zone: FIELD,
          fields: {
            type: 'object',
            required: ['postedAt'],
            additionalProperties: false,
            properties: {
              id: FIELD,
              text: FIELD,
              title: FIELD,
              url: FIELD,
              postedAt: FIELD,
              editedAt: FIELD,
              inReplyTo: FIELD,
              author: FIELD,
              link: FIELD,
              media: FIELD,
            },
          },
        },
      },
    },
  },
};

const MAPPING: RuleKind<TableMapping> = {
  validate: ruleSchema<TableMapping>(MAPPING_SCHEMA),
  faults: ({ lists }) =>
    lists.flatMap(({ zone, fields }, i) => [
      ...(zone !== undefined && !isZone(zone)
        ? [{ path: ['lists', String(i), 'zone'], text: `"${zone}" is no time zone.` }]
        : []),
      ...(fields.text === undefined && fields.title === undefined && fields.media === undefined
        ? [{ path: ['lists', String(i), 'fields'], text: 'Name at least one of: text, title, media.' }]
        : []),
    ]),
};

/** What a person says of the lists in a download. @throws {DownloadFault} naming every fault with its line */
export function readMapping(text: string): TableMapping {
  const read = readRuleFile(Buffer.from(text), MAPPING);
  if ('value' in read) return read.value;
  const faults = read.faults.map((fault) => `line ${fault.line}: ${fault.text}`).join(' ');
  throw new DownloadFault('unknown', `The mapping cannot be used. ${faults}`);
}
