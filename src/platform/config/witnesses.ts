import type { SettingsReader } from './settings.rules.js';

/** Who watches our log: where it is asked, and its key (`name+id+base64`, C2SP). */
export interface NamedWitness {
  readonly url: string;
  readonly key: string;
}

const EXAMPLES = {
  WITNESS_URLS: 'https://records.oldford.example/witness',
  WITNESS_KEYS: 'records.oldford.example/witness+1a2b3c4d+BJ…',
  WITNESSED_LOGS: 'records.oldford.example/log+1a2b3c4d+AZ…',
} as const;
const KEY = /^[^\s+]{1,200}\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}$/;

export function readWitnesses(settings: SettingsReader): readonly NamedWitness[] {
  const [urls, keys] = [settings.list('WITNESS_URLS'), settings.list('WITNESS_KEYS')];
  demandKeys(settings, 'WITNESS_KEYS', keys);
  if (!urls.every((url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol))) {
    settings.fault('WITNESS_URLS', 'holds something that is no web address', EXAMPLES.WITNESS_URLS);
    return [];
  }
  if (urls.length !== keys.length) {
    const what = `names ${keys.length} keys, WITNESS_URLS ${urls.length} witnesses; one key for each, in the same order`;
    settings.fault('WITNESS_KEYS', what, EXAMPLES.WITNESS_KEYS);
    return [];
  }
  return urls.map((url, i) => ({ url: url.replace(/\/$/, ''), key: keys[i] ?? '' }));
}

/** Keys of the logs that this archive is a witness of. */
export function readWitnessedLogs(settings: SettingsReader): readonly string[] {
  const keys = settings.list('WITNESSED_LOGS');
  demandKeys(settings, 'WITNESSED_LOGS', keys);
  return keys;
}

function demandKeys(settings: SettingsReader, name: 'WITNESS_KEYS' | 'WITNESSED_LOGS', keys: readonly string[]): void {
  if (!keys.every((key) => KEY.test(key))) settings.fault(name, 'holds something that is no key', EXAMPLES[name]);
}
