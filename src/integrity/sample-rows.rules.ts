import { both, by, type OddEvents } from './event-row.rules.js';

/** Samples that auditors drew: each as its event tells it. */
export const SAMPLES: readonly OddEvents[] = both(
  { table: 'audit_sample', types: ['sample.drawn'], fact: 'sample' },
  `${by('by', 'at')} AND (e.facts->>'items')::int = json_array_length(r.said->'drawn')
    AND e.facts->>'size' = r.said->>'logSize' AND e.facts->>'population' = r.said->>'population'`,
);
