import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { programFolder, Refusal } from '../../platform/index.js';
import type { TransferProfile } from './transfer-profile.types.js';

const SCHEMA = 'transfer.schema.json';

/** Every profile of a receiving archive, by name. A file that does not fit the schema stops whoever asks for one. */
export function loadTransferProfiles(
  folder = join(programFolder(), 'exports', 'transfers'),
): readonly TransferProfile[] {
  const schema: Record<string, unknown> = JSON.parse(readFileSync(join(folder, SCHEMA), 'utf8'));
  const fits = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile<TransferProfile>(schema);
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return files.toSorted().map((name) => {
    const profile: unknown = parse(readFileSync(join(folder, name), 'utf8'));
    if (!fits(profile)) {
      const faults = (fits.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message ?? ''}`);
      throw new Error(`${name} is not a profile of a receiving archive: ${faults.join('; ')}`);
    }
    if (profile.profile !== basename(name, '.yaml')) throw new Error(`${name} holds the profile ${profile.profile}`);
    return profile;
  });
}

/** @throws {Refusal} where there is none of that name */
export function transferProfileNamed(name: string): TransferProfile {
  const profiles = loadTransferProfiles();
  const found = profiles.find(({ profile }) => profile === name);
  if (found) return found;
  const names = profiles.map(({ profile }) => profile).join(', ');
  throw new Refusal(
    'invalid-input',
    `There is no profile of a receiving archive "${name.slice(0, 40)}". Choose one of: ${names}. Nothing was changed.`,
  );
}
