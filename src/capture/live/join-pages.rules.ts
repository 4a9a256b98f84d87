import { refText } from '../../archive/content.rules.js';
import type { Observation, Page } from '../../connectors/index.js';
import { refsOf } from '../judge-page.rules.js';

export const NO_PAGE: Page = { exchanges: [], observations: [], next: null, done: false };

/**
 * Whether two pages mean the same taken as one: what is more than a sighting (an absence, a history, whether it is
 * shown) speaks of nothing the other page speaks of. Two sightings of one item stay two, in their order.
 */
export function canJoin(first: Page, second: Page): boolean {
  return isFree(first, second) && isFree(second, first);
}

function isFree(of: Page, other: Page): boolean {
  const more = of.observations.filter(({ type }) => type !== 'snapshot' && type !== 'gap');
  if (more.length === 0) return true;
  const spoken = new Set(refsOf(other.observations).map(refText));
  return !refsOf(more).some((ref) => spoken.has(refText(ref)));
}

/** The second after the first. Where to go on from is what the later one says, if it says it. */
export function joinPages(first: Page, second: Page): Page {
  const shift = first.exchanges.length;
  return {
    exchanges: [...first.exchanges, ...second.exchanges],
    observations: [...first.observations, ...second.observations.map((one) => moved(one, shift))],
    next: second.next ?? first.next,
    done: second.done,
    ...handleOf(second.handle ?? first.handle),
    refused: [...(first.refused ?? []), ...(second.refused ?? []).map((index) => index + shift)],
    whenDurable: () => {
      first.whenDurable?.();
      second.whenDurable?.();
    },
  };
}

function handleOf(handle: string | undefined): Pick<Page, 'handle'> {
  return handle === undefined ? {} : { handle };
}

function moved(observation: Observation, shift: number): Observation {
  if (observation.type === 'gap') return observation;
  const evidence = { ...observation.evidence, exchange: observation.evidence.exchange + shift };
  if (observation.type !== 'gone' || observation.confirmedBy === undefined) return { ...observation, evidence };
  return { ...observation, evidence, confirmedBy: observation.confirmedBy + shift };
}
