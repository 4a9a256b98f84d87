import type { Sentences } from '../platform/index.js';

/** What people brought of an account. */
export const trailOfBrought = {
  'import.asked': {
    en: 'The own download of {account} was brought to be imported: {bytes, plural, one {# byte} other {# bytes}}.',
    pl: 'Przekazano do importu archiwum konta {account} pobrane z platformy (bajtów: {bytes}).',
  },
  'import.ended': {
    en: 'The import of a download of {account} ended: {outcome}. New {new}, other versions {changed}, no longer at the source {gone}, as known {alike}, otherwise than known {differing}.',
    pl: 'Import pobranego archiwum konta {account} zakończył się: {outcome}. Nowe wpisy: {new}, inne wersje: {changed}, nie ma już w źródle: {gone}, zgodne: {alike}, odmienne: {differing}.',
  },
  'item.differs': {
    en: 'A download shows {item} otherwise than it is known; a person decides which holds.',
    pl: 'Pobrane archiwum pokazuje inaczej niż dotąd: {item}; rozstrzygnie to człowiek.',
  },
  'difference.decided': {
    en: '{who} decided what holds of {item}, which a download shows otherwise: {decision}.',
    pl: 'Rozstrzygnięto, co obowiązuje w razie różnicy w pobranym archiwum: {item} ({who}): {decision}.',
  },
  'hand.brought': {
    en: '{who} handed in {item} with a custody form and {files, plural, one {# file} other {# files}}.',
    pl: 'Zapisano ręcznie z formularzem przekazania i plikami ({files}): {item} ({who}).',
  },
} as const satisfies Sentences;
