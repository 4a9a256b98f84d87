import type { Sentences } from '../../platform/index.js';

/** Lists that go to another archive, and lists that the state archive looks at. */
export const transferSentences = {
  package: {
    en: 'Package {name} for {archive}, {status}: {done} of {total} packed; SHA-256 {commit}',
    pl: 'Paczka {name} dla {archive}, {status}: spakowano {done} z {total}; SHA-256 {commit}',
  },
  receipt: {
    en: 'Received by {archive} on {day} under {accession}; {file}, SHA-256 {sha256}',
    pl: 'Przejęte przez {archive} {day} pod numerem {accession}; {file}, SHA-256 {sha256}',
  },
  'status.waiting': { en: 'being made', pl: 'w przygotowaniu' },
  'status.ready': { en: 'ready', pl: 'gotowa' },
  'status.failed': { en: 'not made', pl: 'nieprzygotowana' },
  'status.removed': { en: 'removed', pl: 'usunięta' },
  'waits.package': {
    en: 'It waits for its package: akta disposition package {number} --profile …',
    pl: 'Czeka na paczkę: akta disposition package {number} --profile …',
  },
  'waits.hand-over': {
    en: 'The package waits to be handed over: akta disposition download {number}, then akta disposition hand-over {number}',
    pl: 'Paczka czeka na przekazanie: akta disposition download {number}, potem akta disposition hand-over {number}',
  },
  'waits.receipt': {
    en: 'It waits for the receipt of the archive. Until that is confirmed everything stays: akta disposition receipt {number}',
    pl: 'Czeka na potwierdzenie przejęcia. Do tego czasu wszystko pozostaje: akta disposition receipt {number}',
  },
  'waits.copy': {
    en: 'It was received. Destroy our copy (akta disposition execute {number}) or keep it (akta disposition keep-copy {number}).',
    pl: 'Przejęto. Naszą kopię można zniszczyć (akta disposition execute {number}) albo zachować (akta disposition keep-copy {number}).',
  },
  'waits.submission': {
    en: 'Go through it, then give it to the state archive: akta disposition inventory {number}, akta disposition submit {number}',
    pl: 'Należy go przejrzeć i przedłożyć archiwum państwowemu: akta disposition inventory {number}, akta disposition submit {number}',
  },
  'waits.expertise': {
    en: 'It waits for the expertise of the state archive: akta disposition consent {number} --name state-archive-expertise',
    pl: 'Czeka na ekspertyzę archiwum państwowego: akta disposition consent {number} --name state-archive-expertise',
  },
  'waits.decisions': {
    en: 'What the state archive said is to be written down: akta disposition decide {number}',
    pl: 'Trzeba odnotować rozstrzygnięcie archiwum państwowego: akta disposition decide {number}',
  },
  'now.handed-over': {
    en: 'The package of the list {number} is handed over to {archive}. Everything stays here until that archive confirms it.',
    pl: 'Paczkę według spisu {number} przekazano: {archive}. Do potwierdzenia przejęcia wszystko tu pozostaje.',
  },
  'now.received': {
    en: '{archive} took the transfer of the list {number}, accession {accession}. Now our copy can be destroyed (akta disposition execute {number}) or kept (akta disposition keep-copy {number}).',
    pl: '{archive} przejęło materiały według spisu {number} pod numerem {accession}. Naszą kopię można teraz zniszczyć (akta disposition execute {number}) albo zachować (akta disposition keep-copy {number}).',
  },
  'now.refused': {
    en: 'The transfer of the list {number} was not taken. Its package is removed, everything stays, and the list is approved still.',
    pl: 'Materiałów według spisu {number} nie przejęto. Paczkę usunięto, wszystko pozostaje, a spis jest nadal zatwierdzony.',
  },
  'now.copy-kept': {
    en: 'The transfer of the list {number} is ended and our copy kept: {n, plural, one {# item} other {# items}}.',
    pl: 'Przekazanie według spisu {number} zakończono, a naszą kopię zachowano: {n, plural, one {# wpis} few {# wpisy} many {# wpisów} other {# wpisu}}.',
  },
  'now.submitted': {
    en: 'The list {number} is with the state archive. File its expertise when it comes: akta disposition consent {number}',
    pl: 'Spis {number} przedłożono archiwum państwowemu. Po otrzymaniu ekspertyzy: akta disposition consent {number}',
  },
  'now.decided.permanent': {
    en: 'Of permanent value: {n, plural, one {# item} other {# items}} of the list {number}, to be transferred; {left} undecided.',
    pl: 'Wartość wieczysta: {n, plural, one {# wpis} few {# wpisy} many {# wpisów} other {# wpisu}} ze spisu {number}, do przekazania; nierozstrzygnięte: {left}.',
  },
  'now.decided.destroy': {
    en: 'May be destroyed: {n, plural, one {# item} other {# items}} of the list {number}, by a list of their own; {left} undecided.',
    pl: 'Można wybrakować: {n, plural, one {# wpis} few {# wpisy} many {# wpisów} other {# wpisu}} ze spisu {number}, na osobnym spisie; nierozstrzygnięte: {left}.',
  },
  'now.decided.prolong': {
    en: 'Kept on and looked at again: {n, plural, one {# item} other {# items}} of the list {number}; {left} undecided.',
    pl: 'Przechowywać dalej i ocenić ponownie: {n, plural, one {# wpis} few {# wpisy} many {# wpisów} other {# wpisu}} ze spisu {number}; nierozstrzygnięte: {left}.',
  },
} as const satisfies Sentences;
