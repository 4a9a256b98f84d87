import type { Sentences } from '../../platform/index.js';

/** What is told of imports of downloads. */
export const importSentences = {
  hashing: {
    en: 'Reading the whole file for its digest: {percent} %',
    pl: 'Odczyt całego pliku, aby wyliczyć skrót: {percent}%',
  },
  'goes-on': {
    en: 'This file was begun before and not finished; the import goes on where it was left.',
    pl: 'Import tego pliku już rozpoczęto i nie dokończono; jest kontynuowany od tego miejsca.',
  },
  progress: {
    en: '{percent} % · {new} new, {alike} as known · about {eta} s left',
    pl: '{percent}% · nowych {new}, zgodnych {alike} · zostało około {eta} s',
  },
  made: {
    en: 'A download from {format}, made by the network on {at}.',
    pl: 'Archiwum pobrane z serwisu {format}, przygotowane {at}.',
  },
  'made.unknown': {
    en: 'A download from {format}; it does not say when the network made it.',
    pl: 'Archiwum pobrane z serwisu {format}; nie podaje, kiedy je przygotowano.',
  },
  done: {
    en: '{new, plural, one {# item is} other {# items are}} new, {changed, plural, one {# version} other {# versions}} of known ones; {gone} no longer at the source; {alike} as known before.',
    pl: 'Nowych wpisów: {new}, wersji znanych wpisów: {changed}; brakujących w źródle: {gone}; zgodnych z tym, co już było: {alike}.',
  },
  differing: {
    en: '{n, plural, one {# item is} other {# items are}} shown otherwise than known. Somebody has to decide: akta import differences',
    pl: 'Odmiennych od tego, co już było: {n}. Trzeba je rozstrzygnąć: akta import differences',
  },
  waiting: { en: 'The import waits for a worker.', pl: 'Import czeka na wykonanie.' },
  running: { en: 'The import is under way.', pl: 'Import trwa.' },
  failed: { en: 'The import broke off: {fault}', pl: 'Import przerwano: {fault}' },
  cancelled: {
    en: 'The import was cancelled; what had been imported stays in the archive.',
    pl: 'Import anulowano; to, co już zaimportowano, zostaje w archiwum.',
  },
  stopped: {
    en: 'Stopped. The same command goes on where it was left.',
    pl: 'Zatrzymano. To samo polecenie podejmie import od tego miejsca.',
  },
  'no-differences': { en: 'Nothing waits for a decision.', pl: 'Nic nie czeka na rozstrzygnięcie.' },
  difference: {
    en: '{id}: item {item} differs in {fields}\n  known: {known}\n  download: {told}',
    pl: '{id}: wpis {item} różni się ({fields})\n  znany: {known}\n  w pobranym archiwum: {told}',
  },
  decided: { en: 'Decided: {decision}.', pl: 'Rozstrzygnięto: {decision}.' },
} as const satisfies Sentences;
