import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PlacedFault, readRuleFile, Refusal, ruleSchema } from '../../platform/index.js';
import { calendarFaults } from './build-calendar.js';
import type { ClockLaw } from './clock.types.js';
import { lawFaults } from './clock-faults.rules.js';
import type { CalendarFile, ClockFiles, FileFault, ReadFile } from './clock-files.types.js';

interface Kind<T> {
  readonly folder: string;
  /** Below the folder that holds the laws, with a slash at its end where it is another. */
  readonly below: string;
  /** Its JSON Schema. */
  readonly schema: string;
  readonly faults: (value: T) => readonly PlacedFault[];
}

/**
 * The laws and calendars of a folder. A file with a fault is left out and its faults are told with their lines, so that
 * one wrong file takes no other with it. `schemas` is the folder of the schemas they are held against: the program's own.
 */
export function readClockFiles(folder: string, schemas: string): ClockFiles {
  const calendars = readKind<CalendarFile>({
    folder: join(folder, 'calendars'),
    below: 'calendars/',
    schema: join(schemas, 'calendars', 'calendar.schema.json'),
    faults: calendarFaults,
  });
  const known = new Set(calendars.read.map(({ value }) => value.id));
  const laws = readKind<ClockLaw>({
    folder,
    below: '',
    schema: join(schemas, 'clock.schema.json'),
    faults: (law) => lawFaults(law, known),
  });
  return { laws: laws.read, calendars: calendars.read, faults: [...laws.faults, ...calendars.faults] };
}

function readKind<T extends { readonly id: string }>(
  kind: Kind<T>,
): { readonly read: ReadFile<T>[]; readonly faults: FileFault[] } {
  const schema: object = JSON.parse(readFileSync(kind.schema, 'utf8'));
  const validate = ruleSchema<T>(schema);
  const read: ReadFile<T>[] = [];
  const faults: FileFault[] = [];
  const names = namesIn(kind.folder).filter((name) => name.endsWith('.yaml'));
  for (const name of names.toSorted((a, b) => (a < b ? -1 : 1))) {
    const bytes = readFileSync(join(kind.folder, name));
    const file = `${kind.below}${name}`;
    const found = readRuleFile(bytes, {
      validate,
      faults: (value) => [...misnamed(value.id, name), ...kind.faults(value)],
    });
    if ('value' in found)
      read.push({ file, value: found.value, sha256: createHash('sha256').update(bytes).digest('hex') });
    else faults.push(...found.faults.map((fault) => ({ file, ...fault })));
  }
  return { read, faults };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    throw new Refusal(
      'not-found',
      `The folder ${folder} cannot be read. It must hold laws, and calendars/ beside them.`,
      {},
      { cause },
    );
  }
}

function misnamed(id: string, name: string): PlacedFault[] {
  return `${id}.yaml` === name ? [] : [{ path: ['id'], text: `The id is "${id}", the file is called ${name}.` }];
}
