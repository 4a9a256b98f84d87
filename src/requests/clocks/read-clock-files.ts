import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { Refusal } from '../../platform/index.js';
import { calendarFaults } from './build-calendar.js';
import type { ClockLaw } from './clock.types.js';
import { lawFaults, type PlacedFault } from './clock-faults.rules.js';
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
  const validate: ValidateFunction<T> = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile<T>(schema);
  const read: ReadFile<T>[] = [];
  const faults: FileFault[] = [];
  const names = namesIn(kind.folder).filter((name) => name.endsWith('.yaml'));
  for (const name of names.toSorted((a, b) => (a < b ? -1 : 1))) {
    const text = readFileSync(join(kind.folder, name), 'utf8');
    const file = `${kind.below}${name}`;
    const found = readOne(text, { name, validate, faults: kind.faults });
    if ('value' in found)
      read.push({ file, value: found.value, sha256: createHash('sha256').update(text).digest('hex') });
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

type Lined = Omit<FileFault, 'file'>;

function readOne<T extends { readonly id: string }>(
  text: string,
  of: { readonly name: string; readonly validate: ValidateFunction<T>; readonly faults: Kind<T>['faults'] },
): { readonly value: T } | { readonly faults: readonly Lined[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    return {
      faults: document.errors.map(({ pos, message }) => ({ line: lines.linePos(pos[0]).line, text: `${message}.` })),
    };
  }
  const value: unknown = document.toJS({ maxAliasCount: 100 });
  const placed = (path: readonly string[], said: string): Lined => ({
    line: lineOf(document, lines, path),
    text: said,
  });
  if (!of.validate(value)) {
    return { faults: inWords(of.validate.errors ?? []).map(({ path, text: said }) => placed(path, said)) };
  }
  const whole = withBothCitations(value);
  const named: PlacedFault[] =
    `${whole.id}.yaml` === of.name
      ? []
      : [{ path: ['id'], text: `The id is "${whole.id}", the file is called ${of.name}.` }];
  const faults = [...named, ...of.faults(whole)];
  return faults.length === 0 ? { value: whole } : { faults: faults.map((fault) => placed(fault.path, fault.text)) };
}

/** The line of the thing at a path, or of what is around it where that is missing. */
function lineOf(document: Document, lines: LineCounter, path: readonly string[]): number {
  for (let end = path.length; end >= 0; end -= 1) {
    const keys = path.slice(0, end).map((key) => (/^\d+$/.test(key) ? Number(key) : key));
    const node = end === 0 ? document.contents : document.getIn(keys, true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

/** What the schema says is wrong. Of alternatives that all fail only the whole is told. */
function inWords(errors: readonly ErrorObject[]): PlacedFault[] {
  const choices = errors.filter(({ keyword }) => keyword === 'oneOf').map(({ instancePath }) => instancePath);
  const told = errors.filter(
    ({ keyword, instancePath }) => keyword === 'oneOf' || !choices.some((choice) => instancePath.startsWith(choice)),
  );
  return told.map((error) => ({
    path: error.instancePath.split('/').slice(1),
    text: `${nameOf(error.instancePath)} ${saidOf(error)}.`,
  }));
}

function nameOf(pointer: string): string {
  return pointer === '' ? 'The file' : `"${pointer.slice(1).replaceAll('/', '.')}"`;
}

function saidOf({ keyword, params, message }: ErrorObject): string {
  const param = (name: string): string => String(Object(params)[name]);
  if (keyword === 'required') return `lacks "${param('missingProperty')}"`;
  if (keyword === 'additionalProperties') return `has "${param('additionalProperty')}", which nothing reads`;
  if (keyword === 'enum') return `is none of: ${param('allowedValues').replaceAll(',', ', ')}`;
  if (keyword === 'oneOf') return 'has none of the shapes that are allowed here';
  return message ?? keyword;
}

/** A citation that is one text is the same in every language. */
function withBothCitations<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (key, part: unknown) =>
    (key === 'citation' || key === 'rollCitation') && typeof part === 'string' ? { en: part, pl: part } : part,
  );
}
