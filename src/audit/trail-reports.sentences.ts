import type { Sentences } from '../platform/index.js';

/** What auditors draw, as the trail tells it. */
export const trailOfReports = {
  'sample.drawn': {
    en: '{who} drew a sample of {items, plural, one {# item} other {# items}} out of {population} over the first {size, plural, one {# entry} other {# entries}} of the log.',
    pl: 'Wylosowano próbę ({who}): {items, plural, one {# wpis} few {# wpisy} many {# wpisów} other {# wpisu}} z {population}; rejestr o rozmiarze {size}.',
  },
} as const satisfies Sentences;
