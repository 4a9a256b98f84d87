import { type Clock, type Config, ConfigFaults, openOutbound, userAgent } from '../../../platform/index.js';
import { HttpTimestampAuthority } from './http-timestamp-authority.js';
import { HttpWitness } from './http-witness.js';
import { readNamedKey } from '../cosignature.rules.js';
import type { TimestampAuthorities } from '../timestamp-authority.port.js';
import type { Witnesses } from '../witness.port.js';

/** Those that the settings name. The operator named them, so that they may stand in his own network. */
export function openAuthorities(
  config: Pick<Config, 'contact' | 'timestampAuthorities'>,
  clock: Clock,
): TimestampAuthorities {
  const http = openOutbound({ clock, allowPrivate: true, userAgent: userAgent(config) });
  const now = (): Date => clock.now();
  return { all: config.timestampAuthorities.map((named) => new HttpTimestampAuthority(named, http, now)) };
}

export function openWitnesses(config: Pick<Config, 'contact' | 'witnesses'>, clock: Clock): Witnesses {
  const http = openOutbound({ clock, allowPrivate: true, userAgent: userAgent(config) });
  const all = config.witnesses.map(({ url, key }) => {
    const named = readNamedKey(key, 'cosignature');
    if (!named) throw new ConfigFaults([`WITNESS_KEYS: ${key} is not the key of a witness; its operator has it from: akta witness`]); // prettier-ignore
    return new HttpWitness(named, url, http);
  });
  return { all };
}
