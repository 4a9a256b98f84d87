import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { programFolder } from '../../platform/index.js';
import type { ExemptionLibrary } from './exemption-codes.rules.js';

const SCHEMA = 'exemption-codes.schema.json';

/**
 * Every library of codes in a folder, by law. A file that does not fit the schema, is not named after its law, or holds
 * a code twice stops the program with the file's name: half a library of law is worse than none.
 */
export function loadExemptionCodes(
  folder = join(programFolder(), 'exports', 'exemption-codes'),
): readonly ExemptionLibrary[] {
  const schema: Record<string, unknown> = JSON.parse(readFileSync(join(folder, SCHEMA), 'utf8'));
  const fits = new Ajv2020({ allErrors: true }).compile<ExemptionLibrary>(schema);
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return files.toSorted().map((name) => {
    const library: unknown = parse(readFileSync(join(folder, name), 'utf8'));
    if (!fits(library)) {
      const faults = (fits.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message ?? ''}`);
      throw new Error(`${name} is not a library of exemption codes: ${faults.join('; ')}`);
    }
    if (library.law !== basename(name, '.yaml')) throw new Error(`${name} holds the codes of ${library.law}`);
    const twice = library.codes.find(({ id }, i) => library.codes.findIndex((code) => code.id === id) < i);
    if (twice) throw new Error(`${name} holds ${twice.id} twice`);
    return library;
  });
}
