import type { Sentences } from '../platform/index.js';

/** What can be wrong. Each sentence names the thing and what it should be; the place is said beside it. */
export const wrongSentences = {
  'hold-lost': {
    en: 'The object is under a hold, and the store does not hold it any more.',
    pl: 'Obiekt obejmuje blokada zniszczenia, a magazyn już go nie wstrzymuje.',
  },
  'object-missing': {
    en: 'The stored object is not in the store, or not as long as recorded.',
    pl: 'Obiektu nie ma w magazynie albo ma inną długość niż zapisana.',
  },
  'exchange-changed': {
    en: 'The recorded answer does not open, or is not what was recorded.',
    pl: 'Zapisanej odpowiedzi nie da się otworzyć albo nie jest tym, co zarejestrowano.',
  },
  'exchange-row': {
    en: 'The row of the recorded answer does not say what the sealed answer says.',
    pl: 'Wiersz zapisanej odpowiedzi nie zgadza się z zapieczętowaną odpowiedzią.',
  },
  'exchange-owners': {
    en: 'The items the recorded answer belongs to are not those that were sealed in it.',
    pl: 'Zapisana odpowiedź należy do innych wpisów niż te, które w niej zapieczętowano.',
  },
  'sealed-version': {
    en: 'The version in the database is not the version sealed in the recorded answer.',
    pl: 'Wersja w bazie różni się od wersji zapieczętowanej w zapisanej odpowiedzi.',
  },
  'medium-changed': {
    en: 'The picture, video or sound does not open, or is not what was recorded.',
    pl: 'Obrazu, filmu lub dźwięku nie da się otworzyć albo nie jest tym, co zarejestrowano.',
  },
  'text-changed': {
    en: 'The text of this version is not the text that was recorded.',
    pl: 'Treść tej wersji różni się od zarejestrowanej.',
  },
  'body-missing': {
    en: 'The text of this version is missing, and nothing says that it was destroyed.',
    pl: 'Brakuje treści tej wersji, a nic nie mówi, że została zniszczona.',
  },
  'body-facts': {
    en: 'What is derived from the text of this version (times, digest, words) does not fit the text.',
    pl: 'Dane wyprowadzone z treści tej wersji (czasy, skrót, słowa) nie zgadzają się z treścią.',
  },
  'item-facts': {
    en: 'The row of the item does not fit its first version.',
    pl: 'Wiersz wpisu nie zgadza się z jego pierwszą wersją.',
  },
  'key-missing': {
    en: 'A key is missing, and nothing says that what it opens was destroyed.',
    pl: 'Brakuje klucza, a nic nie mówi, że zniszczono to, co otwiera.',
  },
  'key-left-over': {
    en: 'A key is still there although what it opens was destroyed.',
    pl: 'Klucz nadal istnieje, choć zniszczono to, co otwiera.',
  },
  'key-file-changed': {
    en: 'A copy of the keys does not open, or is not what was stored.',
    pl: 'Kopii kluczy nie da się otworzyć albo nie jest tym, co zapisano.',
  },
  'key-file-row': {
    en: 'A copy of the keys that is to be kept is not there, or its row says something else.',
    pl: 'Brakuje kopii kluczy, którą należało zachować, albo jej wiersz mówi co innego.',
  },
  'key-file-late': {
    en: 'The newest copy of the keys is older than two days, or there is none: akta keys backup',
    pl: 'Najnowsza kopia kluczy ma ponad dwa dni albo nie ma żadnej: akta keys backup',
  },
  'lock-short': {
    en: 'The lock of this object ends in less than 100 days, or it has none. It should have been renewed.',
    pl: 'Blokada tego obiektu wygasa za mniej niż 100 dni albo jej nie ma. Powinna była zostać przedłużona.',
  },
  'key-changed': { en: 'A key does not unwrap.', pl: 'Klucza nie da się odwinąć.' },
  'versions-gap': {
    en: 'The versions of this item are not numbered 1, 2, 3 without a gap, or it has none.',
    pl: 'Wersje tego wpisu nie mają kolejnych numerów 1, 2, 3 albo nie ma żadnej.',
  },
  'watch-differs': {
    en: 'The item is watched at another version than its newest.',
    pl: 'Wpis jest obserwowany w innej wersji niż najnowsza.',
  },
  'account-seq-gap': {
    en: 'The log entries of this account are not numbered without a gap.',
    pl: 'Zapisy rejestru dotyczące tego konta nie są numerowane bez luk.',
  },
  'entry-changed': {
    en: 'The log entry does not hash to what the log holds.',
    pl: 'Skrót zapisu nie zgadza się z rejestrem.',
  },
  'entry-missing': {
    en: 'The log counts an entry that is not there, or one that it does not count.',
    pl: 'W rejestrze brakuje zapisu, który jest policzony, albo jest zapis niepoliczony.',
  },
  'event-unnumbered': {
    en: 'An event is neither in the log nor waiting for its number.',
    pl: 'Zdarzenia nie ma w rejestrze i nie czeka ono na numer.',
  },
  'tile-changed': {
    en: 'A tile of the log does not hold the hashes of what lies below it.',
    pl: 'Kafel rejestru nie zawiera skrótów tego, co leży pod nim.',
  },
  'head-changed': {
    en: 'The root of the log is not the root of its entries.',
    pl: 'Korzeń rejestru nie jest korzeniem jego zapisów.',
  },
  'checkpoint-changed': {
    en: 'A checkpoint is not signed by the log’s key, or signs something else than the log.',
    pl: 'Punkt kontrolny nie jest podpisany kluczem rejestru albo podpisuje coś innego niż rejestr.',
  },
  'mirror-differs': {
    en: 'The copy of the log in the object store is not the log.',
    pl: 'Kopia rejestru w magazynie obiektów różni się od rejestru.',
  },
  'event-missing': {
    en: 'There is no log entry for this row, or it says something else.',
    pl: 'Dla tego wiersza nie ma zapisu w rejestrze albo zapis mówi co innego.',
  },
  'row-missing': {
    en: 'The log speaks of a row that is not there.',
    pl: 'Rejestr mówi o wierszu, którego nie ma.',
  },
  'statement-changed': {
    en: 'The words of a statement are not those that were committed to.',
    pl: 'Słowa oświadczenia różnią się od tych, które utrwalono w rejestrze.',
  },
  'object-stray': {
    en: 'Nothing points at this stored object, and its lock has ended: it should have been swept.',
    pl: 'Nic nie wskazuje na ten obiekt, a jego blokada minęła: powinien był zostać usunięty.',
  },
  'ground-missing': {
    en: 'A ground of this finding is not among the kept answers.',
    pl: 'Wśród zachowanych odpowiedzi brakuje podstawy tego ustalenia.',
  },
  'index-differs': {
    en: 'The index of discovery does not hold these items as the tables do: akta reindex. Nothing of the archive is damaged.',
    pl: 'Indeks podpowiedzi nie zawiera tych wpisów w takiej postaci jak tabele: akta reindex. Archiwum nie jest uszkodzone.',
  },
  'grounds-differ': {
    en: 'The times of this finding are not those of the answers it rests on.',
    pl: 'Czasy tego ustalenia nie są czasami odpowiedzi, na których się opiera.',
  },
} as const satisfies Sentences;

export type Wrong = keyof typeof wrongSentences;

export const checkSentences = {
  started: { en: 'Looking: {check} …', pl: 'Sprawdzanie: {check} …' },
  holds: {
    en: '{check}: {things, plural, one {# thing} other {# things}} looked at, all fit.',
    pl: '{check}: {things, plural, one {sprawdzono # rzecz, zgadza się} few {sprawdzono # rzeczy, wszystkie się zgadzają} many {sprawdzono # rzeczy, wszystkie się zgadzają} other {sprawdzono # rzeczy, wszystkie się zgadzają}}.',
  },
  wrong: { en: 'Wrong, {check}, {where}: {sentence}', pl: 'Niezgodność, {check}, {where}: {sentence}' },
  blind: {
    en: 'Could not look, {check}, {where}: {because}',
    pl: 'Nie udało się sprawdzić, {check}, {where}: {because}',
  },
  sound: {
    en: 'The archive holds what was recorded: {things, plural, one {# thing} other {# things}} looked at.',
    pl: 'Archiwum zawiera to, co zarejestrowano: {things, plural, one {sprawdzono # rzecz} few {sprawdzono # rzeczy} many {sprawdzono # rzeczy} other {sprawdzono # rzeczy}}.',
  },
  damaged: {
    en: '{count, plural, one {# thing is} other {# things are}} not what was recorded. Keep everything as it is, and restore from a backup beside it.',
    pl: '{count, plural, one {# rzecz różni} few {# rzeczy różnią} many {# rzeczy różni} other {# rzeczy różni}} się od zarejestrowanej. Należy zostawić wszystko bez zmian i odtworzyć kopię zapasową obok.',
  },
  ignorant: {
    en: 'No finding either way: {count, plural, one {# thing} other {# things}} could not be looked at. The rest holds. Try again.',
    pl: 'Brak rozstrzygnięcia: nie udało się sprawdzić {count, plural, one {# rzeczy} few {# rzeczy} many {# rzeczy} other {# rzeczy}}. Reszta się zgadza. Należy spróbować ponownie.',
  },
} as const satisfies Sentences;
