import type { EntityManager } from 'typeorm';
import { type Actor, Refusal } from '../../platform/index.js';

type Rows = Pick<EntityManager, 'query'>;

export async function isEnrolled(rows: Rows, personId: string): Promise<boolean> {
  const found = await rows.query<unknown[]>(`SELECT FROM second_factor WHERE person_id = $1 AND sealed IS NOT NULL`, [
    personId,
  ]);
  return found.length > 0;
}

/** Whoever does this has shown the second factor, with this call or a little earlier in this session. */
export async function demandShown(rows: Rows, actor: Actor): Promise<void> {
  if (actor.kind === 'person' && actor.credential?.proved === true) return;
  if (actor.kind !== 'person') {
    throw new Refusal('not-allowed', 'A named person does this with a second factor; a part of the system cannot.');
  }
  if (await isEnrolled(rows, actor.personId)) {
    throw new Refusal(
      'code-missing',
      'This needs a code of your second factor: the six digits your app shows now, or a recovery code.',
    );
  }
  throw new Refusal(
    'not-enrolled',
    'This needs a second factor, and you have none yet. Enrol one in the page under your own name, or with: akta factor enrol',
  );
}

/** The same of who has a second factor; who has none is let through. */
export async function demandShownIfEnrolled(rows: Rows, actor: Actor): Promise<void> {
  if (actor.kind === 'person' && (await isEnrolled(rows, actor.personId))) await demandShown(rows, actor);
}
