import type { Sentences } from '../platform/index.js';

/** What becomes of disposition lists and of what stands on them, as the trail tells it. */
export const dispositionTrail = {
  'disposition.executed': {
    en: '{who} executed a disposition of {items, plural, one {# item} other {# items}}.',
    pl: 'Wykonano brakowanie ({who}): {items, plural, one {# wpis} few {# wpisy} many {# wpisów} other {# wpisu}}.',
  },
  'item.destroyed': {
    en: 'Destroyed by disposition: an item of {account}.',
    pl: 'Wybrakowano wpis z konta {account}.',
  },
  'disposition.proposed': {
    en: '{who} proposed the disposition list {list} of {body}: {items, plural, one {# item} other {# items}}.',
    pl: 'Utworzono spis do brakowania {list} ({who}); podmiot: {body}; {items, plural, one {# wpis} few {# wpisy} many {# wpisów} other {# wpisu}}.',
  },
  'disposition.grew': {
    en: '{who} added {items, plural, one {# item} other {# items}} to the disposition list {list}.',
    pl: 'Do spisu {list} dodano {items, plural, one {# wpis} few {# wpisy} many {# wpisów} other {# wpisu}} ({who}).',
  },
  'disposition.stepped': {
    en: 'Disposition list {list}, now {to}: {action} ({who}; {said}).',
    pl: 'Spis do brakowania {list}, obecnie {to}: {action} ({who}; {said}).',
  },
  'disposition.kept': {
    en: 'Kept, although it stood on the disposition list {list}: {item}; {why}.',
    pl: 'Zachowano mimo umieszczenia w spisie {list}: {item}; {why}.',
  },
  'disposition.certified': {
    en: '{who} certified that the disposition list {list} was carried out.',
    pl: 'Wystawiono zaświadczenie o wybrakowaniu według spisu {list} ({who}).',
  },
  'transfer.built': {
    en: '{who} made the transfer package of the list {list}: {items, plural, one {# item} other {# items}}, {versions, plural, one {# version} other {# versions}}.',
    pl: 'Przygotowano paczkę do przekazania według spisu {list} ({who}): {items, plural, one {# wpis} few {# wpisy} many {# wpisów} other {# wpisu}}, {versions, plural, one {# wersja} few {# wersje} many {# wersji} other {# wersji}}.',
  },
  'transfer.downloaded': {
    en: '{who} downloaded the transfer package of the list {list}.',
    pl: 'Pobrano paczkę do przekazania według spisu {list} ({who}).',
  },
  'transfer.removed': {
    en: 'The transfer package of the list {list} was removed from this archive.',
    pl: 'Paczkę do przekazania według spisu {list} usunięto z tego archiwum.',
  },
  'item.appraised': {
    en: 'Appraised by the state archive on the list {list}: {item}; {decision}.',
    pl: 'Ekspertyza archiwum państwowego, spis {list}: {item}; {decision}.',
  },
} as const satisfies Sentences;
