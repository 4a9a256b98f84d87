import { readFileSync } from 'node:fs';
import { ConfigFaults } from './settings.rules.js';

/** The settings of one process as text, by name; an empty value counts as not given. */
export type Env = Readonly<Record<string, string | undefined>>;

/** What should stand in no environment, where every child and every crash report has it. */
const SECRETS = [
  'AKTA_KEY',
  'DATABASE_URL',
  'DATABASE_OWNER_URL',
  'FACEBOOK_APP_SECRET',
  'MEILI_KEY',
  'METRICS_TOKEN',
  'S3_ACCESS_KEY_ID',
  'S3_SECRET_ACCESS_KEY',
  'SMTP_URL',
] as const;

/** The only place that reads the environment. Throws ConfigFaults where a file that is named cannot be read. */
export function readEnv(): Env {
  return withSecretFiles(process.env);
}

/** Of a secret `NAME` that is not given itself, the content of the file that `NAME_FILE` names, without its last newline. */
export function withSecretFiles(given: Env): Env {
  const env = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== ''));
  const faults: string[] = [];
  for (const name of SECRETS) {
    const path = env[`${name}_FILE`];
    if (path === undefined || env[name] !== undefined) continue;
    try {
      env[name] = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
    } catch {
      faults.push(`${name}_FILE names a file that cannot be read; for example ${name}_FILE=/run/secrets/akta`);
    }
  }
  if (faults.length > 0) throw new ConfigFaults(faults);
  return Object.freeze(env);
}
