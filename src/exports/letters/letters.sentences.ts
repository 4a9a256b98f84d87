import type { Sentences } from '../../platform/index.js';

/** What is said about letters, and the foot of their pages: the words of letters are in exports/letters. */
export const lettersSentences = {
  'restricted.to': { en: 'legal staff', pl: 'pracownicy obsługi prawnej' },
  'fact.missing': {
    en: 'The letter needs one more fact: {label}. Give it as "{name}".',
    pl: 'W piśmie brakuje informacji: {label}. Należy ją podać jako „{name}”.',
  },
  'fact.unknown': {
    en: 'No letter knows a fact "{name}". See: akta letter facts',
    pl: 'Żadne pismo nie używa informacji „{name}”. Wykaz: akta letter facts',
  },
  'fact.shape': {
    en: '"{name}" ({label}) is not {shape}.',
    pl: '„{name}” ({label}) to nie jest {shape}.',
  },
  'fact.long': {
    en: '"{name}" ({label}) has {length, number} characters, and a letter takes {longest, number} there. Shorten it.',
    pl: '„{name}” ({label}) ma {length, number} znaków, a w piśmie mieści się {longest, number}. Należy skrócić.',
  },
  'fact.many': {
    en: '"{name}" ({label}) has {length, number} entries, and a letter takes {longest, number}. Name the others in the bundle.',
    pl: '„{name}” ({label}) ma {length, number} pozycji, a w piśmie mieści się {longest, number}. Pozostałe należy podać w pakiecie.',
  },
  'facts.not-json': {
    en: 'The facts are not one JSON object. See: akta letter facts',
    pl: 'Informacje nie są jednym obiektem JSON. Wzór: akta letter facts',
  },
  'facts.written': {
    en: 'The facts are in {file}, as examples. Replace them by yours.',
    pl: 'Informacje zapisano w pliku {file} jako przykłady. Należy wpisać własne.',
  },
  'facts.unreadable': {
    en: 'The file {file} cannot be read. Name another.',
    pl: 'Nie można odczytać pliku {file}. Należy wskazać inny.',
  },
  'shape.name': { en: 'a short text of one line', pl: 'krótki tekst w jednym wierszu' },
  'shape.text': { en: 'a text', pl: 'tekst' },
  'shape.day': { en: 'a day such as 2026-05-28', pl: 'dzień, na przykład 2026-05-28' },
  'shape.count': { en: 'a whole number from 0', pl: 'liczba całkowita od 0' },
  'shape.lines': { en: 'a list of texts', pl: 'lista tekstów' },
  'shape.codes': {
    en: 'a list of codes, each with "code" and "why"',
    pl: 'lista podstaw, każda z polami „code” i „why”',
  },
  'shape.people': {
    en: 'a list of persons, each with "name" and "title"',
    pl: 'lista osób, każda z polami „name” i „title”',
  },
  'shape.hashes': {
    en: 'a list of files, each with "path" and "sha256"',
    pl: 'lista plików, każdy z polami „path” i „sha256”',
  },
  'lint.stands': { en: 'The letter does not say {what}.', pl: 'W piśmie brakuje: {what}.' },
  'lint.words': { en: 'The letter does not say "{what}".', pl: 'W piśmie brakuje słów „{what}”.' },
  'lint.least': {
    en: 'The letter grants {given, number}, and the law at least {bound, number} ({what}).',
    pl: 'W piśmie podano {given, number}, a według prawa co najmniej {bound, number} ({what}).',
  },
  'lint.most': {
    en: 'The letter says {given, number}, and the law at most {bound, number} ({what}).',
    pl: 'W piśmie podano {given, number}, a według prawa najwyżej {bound, number} ({what}).',
  },
  'lint.counts': {
    en: 'It says {found, number} were found and accounts for {sum, number}.',
    pl: 'Podano, że znaleziono {found, number}, a rozliczono {sum, number}.',
  },
  'lint.clean': {
    en: 'The letter has what {law} wants in it: {rules, plural, one {# rule} other {# rules}} checked{drafts, plural, =0 {} one {, # of them not yet compared with the statute} other {, # of them not yet compared with the statute}}.',
    pl: 'Pismo zawiera to, czego wymaga {law}: sprawdzono {rules, plural, one {# regułę} few {# reguły} many {# reguł} other {# reguły}}{drafts, plural, =0 {} other {, w tym jeszcze nieporównane z ustawą: #}}.',
  },
  'lint.finding': { en: 'Must {must}. {says} ({authority}{draft})', pl: 'Wymóg: {must}. {says} ({authority}{draft})' },
  'lint.draft': { en: '; not yet compared with the statute', pl: '; jeszcze nieporównane z ustawą' },
  'letter.refused': {
    en: 'The letter was not written: {count, plural, one {# thing is} other {# things are}} missing or wrong.',
    pl: 'Pisma nie sporządzono: {count, plural, one {# rzeczy brakuje lub jest błędna} few {# rzeczy brakuje lub są błędne} many {# rzeczy brakuje lub jest błędnych} other {# rzeczy brakuje lub jest błędnych}}.',
  },
  foot: { en: '{title} · page {page} of {of}', pl: '{title} · strona {page} z {of}' },
  'letter.written': { en: 'The letter is in {file}.', pl: 'Pismo zapisano w pliku {file}.' },
  'fact.archives': {
    en: '"{name}" is read from the archive and not given by hand. Leave it away.',
    pl: 'Informację „{name}” odczytuje się z archiwum i nie podaje się jej ręcznie. Należy ją pominąć.',
  },
  'fact.not-kept': {
    en: '"{name}" is not the same in each letter, so it is not kept for the body. Give it with the letter.',
    pl: 'Informacja „{name}” nie jest taka sama w każdym piśmie, więc nie zapisuje się jej dla podmiotu. Należy ją podać z pismem.',
  },
  'code.why': {
    en: 'Say why {code} applies here: the law wants the facts, and the review holds only the code. Give it in "codes" as "why".',
    pl: 'Należy podać, dlaczego zastosowano {code}: prawo wymaga okoliczności, a w ocenie zapisano tylko podstawę. Miejsce: „codes”, pole „why”.',
  },
  'code.unused': {
    en: 'The request is not answered with {code}. Leave it away, or decide so in the review.',
    pl: 'W odpowiedzi na wniosek nie zastosowano {code}. Należy ją pominąć albo tak rozstrzygnąć w ocenie.',
  },
  'code.covered': {
    en: 'Covered: {places, plural, one {# place} other {# places}} in {items, plural, one {# item} other {# items}}.',
    pl: 'Zakryto {places, plural, one {# fragment} few {# fragmenty} many {# fragmentów} other {# fragmentu}} w {items, plural, one {# wpisie} other {# wpisach}}.',
  },
  'code.whole': {
    en: '{items, plural, one {# item is} other {# items are}} withheld whole.',
    pl: 'W całości odmówiono {items, plural, one {# wpisu} other {# wpisów}}.',
  },
  'due.stated': {
    en: 'This day was set by whoever asks, not counted.',
    pl: 'Termin ten wyznaczono w samym piśmie; nie został obliczony.',
  },
  'due.noticed': { en: 'This day is set by this notice.', pl: 'Termin ten wyznacza niniejsze pismo.' },
  searched: {
    en: 'all versions of {items, plural, one {# item} other {# items}} on {accounts}, {from} to {to}, {zone}, exact words, no guessing of spelling.',
    pl: 'wszystkie wersje {items, plural, one {# wpisu} other {# wpisów}} na kontach {accounts}, od {from} do {to}, {zone}, dokładne słowa, bez domyślania się pisowni.',
  },
  'searched.start': { en: 'the beginning', pl: 'początku' },
  'searched.end': { en: 'the day of the search', pl: 'dnia wyszukiwania' },
  'searched.words': { en: 'The search: {query}', pl: 'Zapytanie: {query}' },
  'accounts.more': {
    en: '{more, plural, one {# more} other {# more}}',
    pl: '{more, plural, one {i # inne} few {i # inne} many {i # innych} other {i # innego}}',
  },
  'gap.days': {
    en: '{account}: {from} to {to}, {minutes, plural, one {# minute} other {# minutes}}: {reason}.',
    pl: '{account}: od {from} do {to}, {minutes, plural, one {# minuta} few {# minuty} many {# minut} other {# minuty}}: {reason}.',
  },
  'gaps.more': {
    en: '{more, plural, one {# more gap is} other {# more gaps are}} listed in the bundle.',
    pl: '{more, plural, one {Jeszcze # lukę} few {Jeszcze # luki} many {Jeszcze # luk} other {Jeszcze # luki}} wymieniono w pakiecie.',
  },
  'known.line': { en: '{handle} ({platform}): {reason}', pl: '{handle} ({platform}): {reason}' },
  'letter.unfit': {
    en: 'This letter does not fit request {number} as it stands. What fits now: {offered}.',
    pl: 'To pismo nie odpowiada stanowi wniosku {number}. Obecnie odpowiednie: {offered}.',
  },
  'letter.none-fits': {
    en: 'No letter fits request {number} as it stands.',
    pl: 'Żadne pismo nie odpowiada obecnemu stanowi wniosku {number}.',
  },
  'letter.entered': {
    en: 'It is {name} in the list of letters: name it so where a step asks for its letter.',
    pl: 'W wykazie pism ma nazwę {name}: tę nazwę należy podać tam, gdzie czynność wymaga pisma.',
  },
  accuracy: {
    en: 'Each answer of a platform is kept byte for byte before anything is read from it. The SHA-256 of what was recorded enters a signed log that only grows, and each version is checked against it. A look that failed is recorded as a gap and not passed over. Copies are made by the same program and compared with these hashes.',
    pl: 'Każdą odpowiedź platformy zapisuje się bajt po bajcie, zanim cokolwiek zostanie z niej odczytane. Skrót SHA-256 zapisu trafia do podpisanego rejestru, który może tylko rosnąć, a każda wersja jest z nim porównywana. Nieudany odczyt odnotowuje się jako lukę. Kopie sporządza ten sam program i porównuje je z tymi skrótami.',
  },
  'clock.simulated': {
    en: 'These times are those of a demonstration, not of real events.',
    pl: 'Podane godziny pochodzą z pokazu i nie odnoszą się do rzeczywistych zdarzeń.',
  },
  'captured.line': {
    en: '{name}, {url}: read through the public interface of the platform since {since}; {items, plural, one {# item} other {# items}}, {versions, plural, one {# version} other {# versions}}.',
    pl: '{name}, {url}: odczyt przez publiczny interfejs platformy od {since}; wpisy: {items}, wersje: {versions}.',
  },
  'custody.export.started': {
    en: '{at}: {who} began the bundle and marked it in the log.',
    pl: '{at}: rozpoczęto sporządzanie pakietu i odnotowano je w rejestrze ({who}).',
  },
  'custody.export.built': {
    en: '{at}: the bundle was made, and its hash entered in the log ({who}).',
    pl: '{at}: pakiet sporządzono, a jego skrót wpisano do rejestru ({who}).',
  },
  'custody.export.approved': {
    en: '{at}: {who} approved the bundle as the second person.',
    pl: '{at}: pakiet zatwierdziła druga osoba ({who}).',
  },
  'custody.export.downloaded': { en: '{at}: {who} took the file.', pl: '{at}: plik pobrano ({who}).' },
  'extension.which': {
    en: 'Say which extension is announced: its ground in the list of the law, or the day it names.',
    pl: 'Należy wskazać przedłużenie: jego przyczynę z wykazu ustawy albo nowy dzień.',
  },
  'data.categories': {
    en: 'posts and replies with the name and handle shown there and the pictures in them, what became of them at the source, and the times at which they were read.',
    pl: 'wpisy i odpowiedzi wraz z podaną w nich nazwą i nazwą konta oraz zdjęciami, ich dalsze losy w źródle i czas każdego odczytu.',
  },
  'data.purposes': {
    en: 'keeping the records of our official accounts, under {basis}.',
    pl: 'przechowywanie dokumentacji oficjalnych kont; podstawa: {basis}.',
  },
  'data.kept': {
    en: 'as long as the retention schedule says: {items}.',
    pl: 'przez czas określony w wykazie akt: {items}.',
  },
  'letterhead.set': {
    en: 'The letterhead is set: {count, plural, one {# fact} other {# facts}} for every letter from now on.',
    pl: 'Ustalono stałe informacje pism ({count}); będą w każdym kolejnym piśmie.',
  },
  'law.fallback': {
    en: 'There are no letters of {law}: the general ones were taken, and only what holds everywhere was checked.',
    pl: 'Nie ma pism dla {law}: użyto ogólnych i sprawdzono tylko to, co obowiązuje wszędzie.',
  },
} as const satisfies Sentences;
