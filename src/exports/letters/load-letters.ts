import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { programFolder } from '../../platform/index.js';
import { isFact } from './read-facts.rules.js';
import type { LetterFrame, LetterLaw, LetterLibrary, LetterTemplate, Words } from './letter-library.types.js';

const ENTRY_MEMBERS = ['code', 'citation', 'title', 'why', 'name', 'path', 'sha256'];

/**
 * The templates and laws in a folder. A file that does not fit its schema, is not named after what it holds, or names a
 * fact nobody knows stops the program with the file's name: a letter with a hole in it is worse than none.
 */
export function loadLetters(folder = join(programFolder(), 'exports', 'letters')): LetterLibrary {
  const ajv = new Ajv2020({ allErrors: true });
  ajv.addSchema(JSON.parse(readFileSync(join(folder, 'letter-parts.schema.json'), 'utf8')));
  const schema = (name: string): object => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const templates = ajv.compile<LetterTemplate>(schema('letter-template.schema.json'));
  const laws = ajv.compile<LetterLaw>(schema('letter-law.schema.json'));
  const frame = ajv.compile<LetterFrame>(schema('letter-frame.schema.json'));
  return {
    frame: readOne(folder, 'frame.yaml', frame),
    templates: readAll(join(folder, 'templates'), templates, ({ kind }) => kind),
    laws: readAll(join(folder, 'laws'), laws, ({ law }) => law),
  };
}

function readAll<T extends object>(folder: string, fits: ValidateFunction<T>, idOf: (read: T) => string): readonly T[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return files.toSorted().map((name) => {
    const read = readOne(folder, name, fits);
    if (idOf(read) !== basename(name, '.yaml')) throw new Error(`${name} holds ${idOf(read)}`);
    return read;
  });
}

function readOne<T extends object>(folder: string, name: string, fits: ValidateFunction<T>): T {
  const read: unknown = parse(readFileSync(join(folder, name), 'utf8'));
  if (!fits(read)) {
    const faults = (fits.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message ?? ''}`);
    throw new Error(`${name} is not as its schema says: ${faults.join('; ')}`);
  }
  const stray = strayNames(read);
  if (stray.length > 0) throw new Error(`${name} names facts that no letter knows: ${stray.join(', ')}`);
  return read;
}

/** Placeholders and conditions that name no fact, and what Polish says and English does not. */
function strayNames(value: unknown): string[] {
  if (isWords(value)) {
    const [en, pl] = [placeholders(value.en), placeholders(value.pl)];
    const known = (name: string): boolean => isFact(name) || ENTRY_MEMBERS.includes(name);
    return [...en.filter((name) => !known(name)), ...pl.filter((name) => !en.includes(name))];
  }
  if (Array.isArray(value)) return value.flatMap(strayNames);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]: [string, unknown]) =>
    ['each', 'ifAny', 'ifNone', 'ifGiven', 'fact'].includes(key) && typeof member === 'string' && !isFact(member)
      ? [member]
      : strayNames(member),
  );
}

function isWords(value: unknown): value is Words {
  return typeof value === 'object' && value !== null && 'en' in value && typeof value.en === 'string';
}

/** A name after an opening brace: ICU's plural forms open braces too, and theirs hold words with spaces or a #. */
function placeholders(pattern: string): string[] {
  return [...new Set([...pattern.matchAll(/\{\s*(\w+)\s*[,}]/g)].map(([, name = '']) => name))];
}
