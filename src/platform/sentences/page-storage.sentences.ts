import type { Sentences } from './sentences.js';

/** The screen on which an operator sees whether what is stored, and the installation, can be relied on. */
export const storagePageSentences = {
  'nav.storage': { en: 'Storage', pl: 'Magazyn' },
  'storage.title': { en: 'Storage', pl: 'Magazyn' },
  'storage.lede': {
    en: 'Every stored object is read back by turns and held against what was recorded; the installation is examined once a week.',
    pl: 'Każdy obiekt w magazynie jest po kolei odczytywany i porównywany z zapisem; instalacja jest przeglądana raz w tygodniu.',
  },
  'storage.fixity': { en: 'Read back', pl: 'Odczyt kontrolny' },
  'storage.percent': {
    en: '{percent} % of {objects, plural, one {# stored object} other {# stored objects}} were read back within {days, plural, one {# day} other {# days}} and are as recorded.',
    pl: '{percent} % z {objects, plural, one {# obiektu} few {# obiektów} many {# obiektów} other {# obiektu}} w magazynie odczytano w ciągu {days, plural, one {# dnia} few {# dni} many {# dni} other {# dnia}} i są zgodne z zapisem.',
  },
  'storage.oldest': { en: 'Not read back for longest: since {at}.', pl: 'Najdawniej odczytany obiekt: {at}.' },
  'storage.done': { en: 'Last round: {at}.', pl: 'Ostatni przebieg: {at}.' },
  'storage.never': { en: 'Not read back yet: {n}.', pl: 'Jeszcze nieodczytanych: {n}.' },
  'storage.findings': { en: 'Findings', pl: 'Ustalenia' },
  'storage.none': {
    en: 'Nothing was found that is not as recorded.',
    pl: 'Nie stwierdzono żadnej niezgodności z zapisem.',
  },
  'storage.what': { en: 'What, and what to do', pl: 'Co stwierdzono i co zrobić' },
  'storage.where': { en: 'Where', pl: 'Gdzie' },
  'storage.since': { en: 'Since', pl: 'Od kiedy' },
  'storage.state': { en: 'State', pl: 'Stan' },
  'storage.open': { en: 'Open', pl: 'Otwarte' },
  'storage.ended': { en: 'Ended {at}', pl: 'Zakończone {at}' },
  'storage.looked': { en: 'Looked at by {by}: {said}', pl: 'Zapoznał się: {by}: {said}' },
  'storage.said': { en: 'What is being done', pl: 'Co się robi w tej sprawie' },
  'storage.look': { en: 'I have looked at it', pl: 'Zapoznano się' },
  'storage.written': { en: 'Written down.', pl: 'Zapisano.' },
  'storage.examinations': { en: 'Examinations', pl: 'Przeglądy' },
  'storage.examine': { en: 'Examine now', pl: 'Przejrzyj teraz' },
  'storage.examined': {
    en: 'Examined: {ill, plural, =0 {nothing is ill.} one {one part is ill.} other {# parts are ill.}}',
    pl: 'Przejrzano: {ill, plural, =0 {wszystko w porządku.} one {źle działa # element.} few {źle działają # elementy.} many {źle działa # elementów.} other {źle działa # elementu.}}',
  },
  'storage.not-examined': {
    en: 'The installation has not been examined yet.',
    pl: 'Instalacji jeszcze nie przejrzano.',
  },
  'storage.last': { en: 'As examined {at}', pl: 'Stan na {at}' },
  'storage.part': { en: 'Part', pl: 'Element' },
  'storage.is': { en: 'Is', pl: 'Stan' },
  'storage.told': { en: 'Found', pl: 'Ustalono' },
  'storage.history': { en: 'Earlier examinations', pl: 'Wcześniejsze przeglądy' },
  'storage.when': { en: 'When', pl: 'Kiedy' },
  'storage.by': { en: 'By', pl: 'Kto' },
  'storage.well': { en: 'Well', pl: 'W porządku' },
  'storage.known': { en: 'Worth knowing', pl: 'Warto wiedzieć' },
  'storage.ill': { en: 'Ill', pl: 'Źle' },
  'storage.unseen': { en: 'Not seen', pl: 'Nie sprawdzono' },
  // Fact, ground, what to do: of each finding about a stored object.
  'stored-fault.object-missing': {
    en: 'The stored object is not in the store. Keep everything as it is and put it back from a copy of the store; it is looked for again every hour.',
    pl: 'Obiektu nie ma w magazynie. Należy zostawić wszystko bez zmian i przywrócić go z kopii magazynu; co godzinę jest szukany ponownie.',
  },
  'stored-fault.object-changed': {
    en: 'The stored object does not open, or its bytes are not those that were recorded. Keep it as it is, find out who or what changed it, and put the right one back from a copy of the store.',
    pl: 'Obiektu nie da się otworzyć albo jego treść nie jest tą, którą zapisano. Należy go zachować, ustalić, kto lub co go zmieniło, i przywrócić właściwy z kopii magazynu.',
  },
  'stored-fault.rows-differ': {
    en: 'The object is whole, and the database says something else of it. Run akta check, which names the row; restore the database beside this one and compare.',
    pl: 'Obiekt jest nienaruszony, lecz baza danych mówi o nim co innego. Należy uruchomić akta check, które wskaże wiersz, oraz odtworzyć bazę danych obok i porównać.',
  },
  'stored-fault.key-missing': {
    en: 'The key of the object is missing, and nothing says that what it opens was destroyed. Put it back: akta keys restore.',
    pl: 'Brakuje klucza do obiektu, a nic nie mówi, że zniszczono to, co otwiera. Klucz przywraca: akta keys restore.',
  },
  'stored-fault.lock-short': {
    en: 'The lock of the object ends in less than 100 days, or it has none. Look whether the store still honours locks: akta doctor.',
    pl: 'Blokada obiektu wygasa za mniej niż 100 dni albo jej nie ma. Należy sprawdzić, czy magazyn nadal przestrzega blokad: akta doctor.',
  },
  'stored-fault.hold-lost': {
    en: 'The object is under a hold, and the store does not hold it any more. Find out who released it there, and hold it again in the store.',
    pl: 'Obiekt obejmuje blokada zniszczenia, a magazyn już go nie wstrzymuje. Należy ustalić, kto ją tam zdjął, i nałożyć ją ponownie w magazynie.',
  },
  'stored-fault.object-stray': {
    en: 'The store has objects nothing points at, whose locks have ended. Look whether two installations write into one store; if not, they may be removed.',
    pl: 'W magazynie są obiekty, na które nic nie wskazuje i których blokady minęły. Należy sprawdzić, czy do magazynu nie zapisują dwie instalacje; jeśli nie, można je usunąć.',
  },
  'stored-kind.exchange': { en: 'Recorded answer', pl: 'Zapisana odpowiedź' },
  'stored-kind.medium': { en: 'Picture, video or sound', pl: 'Obraz, film lub dźwięk' },
  'stored-kind.log': { en: 'Copy of the log', pl: 'Kopia rejestru' },
  'stored-kind.key-file': { en: 'Copy of the keys', pl: 'Kopia kluczy' },
  'stored-kind.store': { en: 'Store as a whole', pl: 'Cały magazyn' },
} as const satisfies Sentences;
