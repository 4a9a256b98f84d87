import { readFileSync, writeFileSync } from 'node:fs';

/** What was agreed, from a committed file; with UPDATE_GOLDEN=1 `present` is agreed to first. */
export function golden(file: string, present: unknown): unknown {
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, `${JSON.stringify(present, null, 2)}\n`);
  return JSON.parse(readFileSync(file, 'utf8'));
}
