import type { Sentences } from '../../platform/index.js';

/** What `akta backup`, `restore`, `rebuild`, `register` and `log recover` answer. */
export const rebuildSentences = {
  'backup.made': {
    en: 'Made a backup in {folder}: {rows, plural, one {# row} other {# rows}}, {size}, at {entries, plural, one {# entry} other {# entries}} of the log. It holds no key: keep it together with the object store and its key files, and the keys folder apart from both.',
    pl: 'Utworzono kopię zapasową w {folder}: wierszy {rows}, {size}, zapisów rejestru {entries}. Nie zawiera kluczy: należy ją przechowywać razem z magazynem obiektów i plikami kluczy, a katalog kluczy osobno.',
  },
  'register.made': {
    en: 'Put the register into the object store: {rows, plural, one {# row} other {# rows}}, {size}, at {entries, plural, one {# entry} other {# entries}} of the log.',
    pl: 'Zapisano skorowidz w magazynie obiektów: wierszy {rows}, {size}, zapisów rejestru {entries}.',
  },
  'step.dump': {
    en: '{done, plural, one {# row} other {# rows}} written ({about})',
    pl: 'zapisane wiersze: {done} ({about})',
  },
  'step.part': {
    en: '{done, plural, one {# part} other {# parts}} read and found whole',
    pl: 'sprawdzone części: {done}',
  },
  'step.table': { en: '{done, plural, one {# row} other {# rows}} loaded', pl: 'wczytane wiersze: {done}' },
  'step.log': {
    en: 'the log is back at {done, plural, one {# entry} other {# entries}}',
    pl: 'zapisy rejestru: {done}',
  },
  'step.keys': {
    en: '{done, plural, one {# key file} other {# key files}} read',
    pl: 'odczytane pliki kluczy: {done}',
  },
  'step.rows': {
    en: '{done, plural, one {# text} other {# texts}} read from the copy',
    pl: 'treści odczytane z kopii: {done}',
  },
  'step.exchanges': {
    en: '{done, plural, one {# recorded answer} other {# recorded answers}} brought back from the object store',
    pl: 'zapisane odpowiedzi odtworzone z magazynu obiektów: {done}',
  },
  'step.versions': {
    en: '{done, plural, one {# text} other {# texts}} read from recorded answers',
    pl: 'treści odczytane z zapisanych odpowiedzi: {done}',
  },
  'step.end': { en: 'what is missing has been listed', pl: 'spisano, czego brakuje' },
  done: {
    en: 'The archive is back: {items, plural, one {# item} other {# items}}, {versions, plural, one {# version} other {# versions}}, a log of {entries, plural, one {# entry} other {# entries}}; {exchanges, plural, =0 {no recorded answer was} one {# recorded answer was} other {# recorded answers were}} newer than the copy.',
    pl: 'Archiwum odtworzono: wpisów {items}, wersji {versions}, zapisów rejestru {entries}; zapisanych odpowiedzi nowszych niż kopia: {exchanges}.',
  },
  frozen: {
    en: 'Nothing is destroyed in it until a records officer has looked and confirms it: akta rebuild confirm',
    pl: 'Dopóki osoba prowadząca akta tego nie sprawdzi i nie potwierdzi, niczego się w nim nie niszczy: akta rebuild confirm',
  },
  check: { en: 'See whether everything opens: akta check', pl: 'Czy wszystko się otwiera, sprawdza: akta check' },
  'lost.none': { en: 'Nothing is known to be lost.', pl: 'Nie stwierdzono strat.' },
  'lost.some': { en: 'Not recoverable from what there is:', pl: 'Nie do odzyskania z tego, co jest:' },
  'lost.no-key-file': {
    en: '  there is no key file: nothing that was captured can be read. Bring the objects under k/ back from your own copy, and go on: akta log recover --apply',
    pl: '  nie ma pliku kluczy: niczego zapisanego nie da się odczytać. Należy przywrócić obiekty z katalogu k/ z własnej kopii i kontynuować: akta log recover --apply',
  },
  'lost.exchanges-unreadable': {
    en: '  {count, plural, one {# recorded answer} other {# recorded answers}}: no key file holds its key, or it was changed',
    pl: '  zapisane odpowiedzi ({count}): brak klucza w plikach kluczy albo zostały zmienione',
  },
  'lost.exchanges-of-unknown-account': {
    en: '  {count, plural, one {# recorded answer} other {# recorded answers}} of an account that was added after the copy: add the account again, and what is still at the source is captured',
    pl: '  zapisane odpowiedzi ({count}) konta dodanego po utworzeniu kopii: należy dodać konto ponownie; co jest w źródle, zostanie zapisane',
  },
  'lost.versions-unreadable': {
    en: '  the text of {count, plural, one {# version} other {# versions}} the log knows: captured after the newest key file, or its object is missing (first: {first})',
    pl: '  treść wersji znanych rejestrowi ({count}): zapisane po utworzeniu najnowszego pliku kluczy albo brakuje obiektu (pierwsza: {first})',
  },
  'lost.media-missing': {
    en: '  {count, plural, one {# picture or video} other {# pictures and videos}} the log knows (first: {first})',
    pl: '  obrazy i filmy znane rejestrowi ({count}; pierwszy: {first})',
  },
  'lost.items-without-key': {
    en: '  {count, plural, one {# item} other {# items}} without a key: no key file holds it (first: {first})',
    pl: '  wpisy bez klucza ({count}; pierwszy: {first})',
  },
  'lost.events-without-row': {
    en: '  {count, plural, one {# event} other {# events}} "{about}" after the copy: the log says that it happened, not what it said. Enter it again (first: {first})',
    pl: '  zdarzenia „{about}” po utworzeniu kopii ({count}): rejestr mówi, że nastąpiły, nie mówi, co zawierały. Należy wprowadzić je ponownie (pierwsze: {first})',
  },
  'lost.register-damaged': {
    en: '  {count, plural, one {# copy of the register} other {# copies of the register}} could not be opened',
    pl: '  nieczytelne kopie skorowidza: {count}',
  },
  'log.level': {
    en: 'The log of this database holds everything the object store knows: {here, plural, one {# entry} other {# entries}}. Nothing is missing.',
    pl: 'Rejestr tej bazy zawiera wszystko, co zna magazyn obiektów: zapisów {here}. Niczego nie brakuje.',
  },
  'log.behind': {
    en: 'The log of this database holds {here, plural, one {# entry} other {# entries}}, the object store {there}. These happened since and are missing here:',
    pl: 'Rejestr tej bazy liczy zapisów: {here}, w magazynie obiektów: {there}. Brakuje tu następujących późniejszych zdarzeń:',
  },
  'log.missing': { en: '  {count} × {about}', pl: '  {count} × {about}' },
  'log.how': {
    en: 'Nothing was changed. Bring back what the object store holds of it: akta log recover --apply. A newer backup, or akta rebuild into an empty database, brings back more.',
    pl: 'Niczego nie zmieniono. To, co jest w magazynie obiektów, przywraca: akta log recover --apply. Nowsza kopia zapasowa albo akta rebuild do pustej bazy przywraca więcej.',
  },
  confirmed: {
    en: 'Confirmed. Dispositions are carried out again.',
    pl: 'Potwierdzono. Brakowanie jest znów wykonywane.',
  },
} as const satisfies Sentences;
