import { createHmac } from 'node:crypto';
import type { CheckedRecords } from './check-records.js';
import type { Inspection } from './inspection.js';
import { readJson } from './formats.rules.js';
import { type Fields, fieldsOf, listOf, textOf } from './shape.rules.js';

const SCOPE = 'data/scope.json';

/**
 * What was asked for is what the log holds that was asked for: the marks that the export set when it began commit to it,
 * and the window that source.json claims is the one in it.
 */
export async function checkScope(look: Inspection, source: Fields, records: CheckedRecords): Promise<void> {
  if (!look.has(SCOPE)) return look.fail(SCOPE, 'missing');
  const scope = fieldsOf(fieldsOf(await look.json(SCOPE))['scope']);
  const digest = createHmac('sha256', Buffer.from(textOf(scope['salt']), 'hex'))
    .update(textOf(scope['text']))
    .digest('hex');
  for (const { fields, folder } of records.values()) {
    const ours = fields['type'] === 'export.started' && fields['export'] === source['exportId'];
    if (ours && fields['scope'] !== digest) return look.fail(SCOPE, 'rendition', { against: `${folder}/entry.json` });
  }
  const windows = listOf(fieldsOf(readJson(textOf(scope['text'])))['accounts']);
  const claimed = fieldsOf(source['source']);
  const early = windows.some(
    ({ from }) => claimed['from'] !== null && (from === null || textOf(from) < textOf(claimed['from'])),
  );
  const late = windows.some(({ to }) => claimed['to'] !== null && (to === null || textOf(to) > textOf(claimed['to'])));
  if (early || late) look.fail(SCOPE, 'window', { against: 'data/source.json' });
}
