import type { Sentences } from '../platform/index.js';

/** What others set to our log, and we to theirs, as the trail tells it. */
export const trailOfMarks = {
  'checkpoint.stamped': {
    en: 'A timestamp authority dated the first {size, plural, one {# entry} other {# entries}} of the log: they were there by {on}.',
    pl: 'Urząd znakowania czasem potwierdził, że rejestr o rozmiarze {size} istniał najpóźniej {on}.',
  },
  'checkpoint.cosigned': {
    en: 'A witness signed the first {size, plural, one {# entry} other {# entries}} of the log on {on}: for it the log only ever grew.',
    pl: 'Świadek podpisał {on} rejestr o rozmiarze {size}: według niego rejestr tylko przyrastał.',
  },
  'log.witnessed': {
    en: 'Another archive’s log was seen to have only grown, to {size, plural, one {# entry} other {# entries}}, and signed as its witness.',
    pl: 'Sprawdzono, że rejestr innego archiwum tylko przyrósł, do rozmiaru {size}, i podpisano go jako świadek.',
  },
  'account.headed': {
    en: '{who} noted what had been destroyed of {account} when an export of it began: {destroyed, plural, =0 {nothing} one {# item} other {# items}}.',
    pl: 'Odnotowano, co wybrakowano z konta {account} do chwili rozpoczęcia eksportu ({who}): {destroyed, plural, =0 {nic} one {# wpis} few {# wpisy} many {# wpisów} other {# wpisu}}.',
  },
} as const satisfies Sentences;
