import { followHandovers, type Handover, openHandover } from '../../audit/index.js';
import { HANDOVERS } from '../bundle/paths.rules.js';
import type { Inspection } from './inspection.js';

export interface Followed {
  readonly handovers: readonly Handover[];
  /** The key that signs now, for whoever trusts the one named. */
  readonly current: Buffer | null;
  readonly handedOver: boolean;
}

export async function followNamed(look: Inspection, named: Buffer | null): Promise<Followed> {
  const handovers = await readHandovers(look);
  const current = named && followHandovers(named, handovers);
  return { handovers, current, handedOver: named !== null && current?.equals(named) === false };
}

/** How the log's key came to be what it is, in order. A handover that its two keys did not both sign is named. */
async function readHandovers(look: Inspection): Promise<Handover[]> {
  const handovers: Handover[] = [];
  for (const path of look.bagPaths(HANDOVERS)) {
    const handover = openHandover(await look.text(path));
    if (handover) handovers.push(handover);
    else look.fail(path, 'signature');
  }
  return handovers.toSorted((a, b) => a.size - b.size);
}

/** This key and those that led to it: whichever signed an older checkpoint of the log. */
export function keysUntil(key: Buffer, handovers: readonly Handover[]): Buffer[] {
  const keys = [key];
  for (const { from, to } of handovers.toReversed()) if (keys.at(-1)?.equals(to)) keys.push(from);
  return keys;
}
