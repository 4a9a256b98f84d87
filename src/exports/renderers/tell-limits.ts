import type { Teller } from './tell-bundle.js';

/** What a bundle proves, what it cannot, and the marks from outside that narrow that. */
export function tellLimits(teller: Teller): string {
  const { stamped, cosigned, earlier } = teller.plan.marks;
  const marks = [
    ...stamped.map(({ stamp: { authority: name, at, size } }) =>
      teller.say('marks.stamp', { name, size, at: teller.time(at.toISOString()) }),
    ),
    ...(stamped.length === 0 ? [teller.say('marks.no-stamp')] : []),
    ...(cosigned?.cosignatures ?? []).map(({ name, at }) =>
      teller.say('marks.witness', { name, size: cosigned?.checkpoint.size ?? 0, at: teller.time(at.toISOString()) }),
    ),
    ...(cosigned ? [] : [teller.say('marks.no-witness')]),
    ...(earlier ? [teller.say('marks.earlier', { size: earlier.size })] : []),
  ];
  return teller.say('limits', { marks: marks.join('; ') });
}
