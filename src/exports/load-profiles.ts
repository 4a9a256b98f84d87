import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { programFolder, Refusal } from '../platform/index.js';
import type { RequestKind } from '../requests/index.js';
import type { BundleProfile } from './profile.types.js';

const SCHEMA = 'profile.schema.json';

/** Every profile in a folder, by name. A file that does not fit the schema or is not named after its profile stops the program. */
export function loadProfiles(folder = join(programFolder(), 'exports', 'profiles')): readonly BundleProfile[] {
  const schema: Record<string, unknown> = JSON.parse(readFileSync(join(folder, SCHEMA), 'utf8'));
  const fits = new Ajv2020({ allErrors: true }).compile<BundleProfile>(schema);
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return files.toSorted().map((name) => {
    const profile: unknown = parse(readFileSync(join(folder, name), 'utf8'));
    if (!fits(profile)) {
      const faults = (fits.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message ?? ''}`);
      throw new Error(`${name} is not a profile of bundles: ${faults.join('; ')}`);
    }
    if (profile.profile !== basename(name, '.yaml')) throw new Error(`${name} holds the profile ${profile.profile}`);
    return profile;
  });
}

/** @throws {Refusal} where there is none of that name */
export function profileNamed(profiles: readonly BundleProfile[], name: string): BundleProfile {
  const found = profiles.find(({ profile }) => profile === name);
  if (found) return found;
  const names = profiles.map(({ profile }) => profile).join(', ');
  throw new Refusal('invalid-input', `There is no export profile "${name.slice(0, 40)}". Choose one of: ${names}.`);
}

/** The profile of the answer to a request of this kind. */
export function profileFor(profiles: readonly BundleProfile[], kind: RequestKind): BundleProfile {
  const found = profiles.find(({ answers }) => answers.includes(kind));
  if (found) return found;
  throw new Refusal('wrong-state', 'Requests of this kind are not answered with a bundle.', { kind });
}
