import { type Explained, type HeldThen, LASTING_DAYS, type Reason } from './counter.types.js';

export function presentOf({ posts, replies, reposts }: HeldThen): number {
  return posts + replies + reposts;
}

/**
 * What of the difference between a platform's counter and the archive is accounted for. More here than there: what the
 * platform may leave out. More there than here: what we lawfully destroyed, have not found again, or have not fetched yet.
 */
export function explainCounter(says: number, held: HeldThen): Explained {
  const difference = says - presentOf(held);
  const below = held.direct + held.hidden;
  const above = held.backfilling ? Infinity : held.suspected + held.destroyed;
  const unexplained = difference > above ? difference - above : difference < -below ? difference + below : 0;
  return { difference, unexplained, reasons: difference === 0 ? [] : reasonsOf(difference, unexplained, held) };
}

function reasonsOf(difference: number, unexplained: number, held: HeldThen): Explained['reasons'] {
  const counted = (why: 'suspected' | 'destroyed' | 'direct' | 'hidden'): Explained['reasons'] =>
    held[why] > 0 ? [{ why, items: held[why] }] : [];
  if (difference < 0) {
    return [...counted('direct'), ...counted('hidden'), ...open('counter-drifts', unexplained !== 0)];
  }
  return [
    ...open('backfilling', held.backfilling),
    ...counted('suspected'),
    ...counted('destroyed'),
    ...open('followers-only', unexplained !== 0 && !held.access),
    ...open('missed', unexplained !== 0),
    ...open('counter-drifts', unexplained !== 0),
  ];
}

/** Unexplained, and in the same direction, at each of the newest readings; they are of consecutive days or nearly so. */
export function isLasting(days: readonly { readonly on: string; readonly unexplained: number }[]): boolean {
  const newest = days.slice(0, LASTING_DAYS);
  const [first] = newest;
  return (
    first !== undefined &&
    newest.length === LASTING_DAYS &&
    newest.every(({ unexplained }) => Math.sign(unexplained) === Math.sign(first.unexplained) && unexplained !== 0)
  );
}

function open(why: Reason, is: boolean): Explained['reasons'] {
  return is ? [{ why, items: null }] : [];
}
