import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { PlacedFault } from './day-faults.rules.js';

export interface LinedFault {
  readonly line: number;
  readonly text: string;
}

/** Longer than any rule a person writes. */
const MOST_BYTES = 2_000_000;
// oxlint-disable-next-line no-control-regex -- YAML allows tab, line feed and carriage return of them
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** How a file of one kind is read: its JSON Schema, and what a schema cannot say. */
export interface RuleKind<T> {
  readonly validate: ValidateFunction<T>;
  readonly faults: (value: T) => readonly PlacedFault[];
}

export function ruleSchema<T>(schema: object): ValidateFunction<T> {
  return new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile<T>(schema);
}

/**
 * A YAML file that people edit, or everything that is wrong with it, each with its line. A citation that is one text is
 * the same in every language.
 */
export function readRuleFile<T>(
  bytes: Uint8Array,
  kind: RuleKind<T>,
): { readonly value: T } | { readonly faults: readonly LinedFault[] } {
  const read = textOf(bytes);
  if ('faults' in read) return read;
  const lines = new LineCounter();
  const document = parseDocument(read.text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    return {
      faults: document.errors.map(({ pos, message }) => ({ line: lines.linePos(pos[0]).line, text: `${message}.` })),
    };
  }
  const plain = plainOf(document);
  if ('faults' in plain) return plain;
  const { value } = plain;
  const placed = ({ path, text }: PlacedFault): LinedFault => ({ line: lineOf(document, lines, path), text });
  if (!kind.validate(value)) return { faults: inWords(kind.validate.errors ?? []).map(placed) };
  const whole = withBothCitations(value);
  const faults = kind.faults(whole);
  return faults.length === 0 ? { value: whole } : { faults: faults.map(placed) };
}

function textOf(bytes: Uint8Array): { readonly text: string } | { readonly faults: readonly LinedFault[] } {
  if (bytes.length > MOST_BYTES) {
    return { faults: [{ line: 1, text: `The file has more than ${MOST_BYTES} bytes, which no rule has.` }] };
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const found = CONTROL.exec(text);
    if (!found) return { text };
    const code = found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return { faults: [{ line: lineAt(text, found.index), text: `There is a character nobody types, U+${code}.` }] };
  } catch {
    const text = new TextDecoder().decode(bytes);
    return { faults: [{ line: lineAt(text, Math.max(0, text.indexOf('\ufffd'))), text: 'The file is not in UTF-8.' }] };
  }
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

/** What stands in it; anchors that unfold without end are refused. */
function plainOf(document: Document): { readonly value: unknown } | { readonly faults: readonly LinedFault[] } {
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return { faults: [{ line: 1, text: `Its anchors cannot be followed: ${said}.` }] };
  }
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
    ({ keyword, instancePath }) =>
      keyword !== 'if' && (keyword === 'oneOf' || !choices.some((choice) => instancePath.startsWith(choice))),
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

function withBothCitations<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (key, part: unknown) =>
    (key === 'citation' || key === 'rollCitation') && typeof part === 'string' ? { en: part, pl: part } : part,
  );
}
