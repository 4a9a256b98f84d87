import { Refusal } from '../../platform/index.js';

/** RFC 9110: a strong tag, the revision of the item in quotes. */
export function tagOf(revision: number): string {
  return `"${revision}"`;
}

/** The revision a change rests on. A change that names none is refused, and so is one that would take any. */
export function revisionOf(ifMatch: string | undefined): number {
  const revision = /^"(\d{1,7})"$/.exec(ifMatch?.trim() ?? '')?.[1];
  if (revision !== undefined) return Number(revision);
  throw new Refusal(
    'precondition-missing',
    'Say which revision of the item you have seen: send its ETag in the header If-Match.',
  );
}
