import type { BundlePlan } from './bundle.types.js';
import { recordFolder } from './paths.rules.js';
import type { BagWriter } from './write-bag.js';
import { csvOf } from './write-csv.js';

const COLUMNS = ['first_log_index', 'last_log_index', 'times', 'recorded_at', 'type', 'action', 'by', 'proof'] as const;

/** data/custody.csv. `proof`: where the bag proves the first of these entries, which not every bag does. After the records. */
export async function writeCustody(bag: BagWriter, { custody }: BundlePlan): Promise<void> {
  const rows = custody.map((step) => {
    const folder = recordFolder(step.firstSeq);
    return {
      first_log_index: step.firstSeq,
      last_log_index: step.lastSeq,
      times: step.times,
      recorded_at: step.at,
      type: step.type,
      action: step.action,
      by: step.by,
      proof: bag.has(`${folder}/entry.json`) ? folder : '',
    };
  });
  await bag.writeStream('data/custody.csv', csvOf(COLUMNS, rows));
}
