import type { Actor } from '../platform/index.js';

/** The id of whoever acts; empty, and so nobody's, for a part of the system. */
export function selfOf(actor: Actor): string {
  return actor.kind === 'person' ? actor.personId : '';
}
