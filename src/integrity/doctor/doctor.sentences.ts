import type { Sentences } from '../../platform/index.js';
import { marksSentences } from './marks.sentences.js';

export const doctorSentences = {
  'subject.store': { en: 'Object store', pl: 'Magazyn obiektów' },
  'subject.fixity': { en: 'Reading back', pl: 'Odczyt kontrolny' },
  'subject.access': { en: 'Access to accounts', pl: 'Dostęp do kont' },
  'subject.database': { en: 'Database', pl: 'Baza danych' },
  'subject.clock': { en: 'Clock', pl: 'Zegar' },
  'subject.log': { en: 'Log', pl: 'Rejestr' },
  'subject.search': { en: 'Search', pl: 'Wyszukiwanie' },
  'subject.keys': { en: 'Keys', pl: 'Klucze' },
  'subject.daily-work': { en: 'Daily work', pl: 'Prace codzienne' },
  'subject.disk': { en: 'Disk', pl: 'Dysk' },
  'is.well': { en: 'well', pl: 'w porządku' },
  'is.known': { en: 'worth knowing', pl: 'warto wiedzieć' },
  'is.ill': { en: 'ILL', pl: 'ŹLE' },
  'is.unseen': { en: 'not seen', pl: 'nie sprawdzono' },
  row: { en: '{subject}: {is}. {told}', pl: '{subject}: {is}. {told}' },
  'end.well': {
    en: 'Nothing is ill. {known, plural, =0 {} one {One thing is worth knowing.} other {# things are worth knowing.}}',
    pl: 'Wszystko w porządku. {known, plural, =0 {} one {Jedną rzecz warto wiedzieć.} few {# rzeczy warto wiedzieć.} many {# rzeczy warto wiedzieć.} other {# rzeczy warto wiedzieć.}}',
  },
  'end.ill': {
    en: '{ill, plural, one {One thing is ill: mend it first.} other {# things are ill: mend them first.}}',
    pl: '{ill, plural, one {Jedna rzecz wymaga naprawy.} few {# rzeczy wymagają naprawy.} many {# rzeczy wymaga naprawy.} other {# rzeczy wymaga naprawy.}}',
  },
  'end.unseen': {
    en: '{unseen, plural, one {One thing} other {# things}} could not be looked at.',
    pl: 'Nie udało się sprawdzić: {unseen}.',
  },
  unseen: { en: 'It could not be looked at: {because}', pl: 'Nie udało się sprawdzić: {because}' },

  'probe.lock-kept': {
    en: 'A lock that is asked for with an object is kept: {verdict}.',
    pl: 'Blokada zażądana przy zapisie jest zachowana: {verdict}.',
  },
  'probe.delete-locked': {
    en: 'A locked version cannot be deleted: {verdict}.',
    pl: 'Zablokowanej wersji nie da się usunąć: {verdict}.',
  },
  'probe.shorten-lock': { en: 'A lock cannot be shortened: {verdict}.', pl: 'Blokady nie da się skrócić: {verdict}.' },
  'probe.weaken-lock': {
    en: 'A lock cannot be made one that somebody may end: {verdict}.',
    pl: 'Blokady nie da się zamienić na taką, którą ktoś może zdjąć: {verdict}.',
  },
  'probe.overwrite-locked': {
    en: 'A name that is put again leaves the locked version as it was: {verdict}.',
    pl: 'Ponowny zapis pod tą samą nazwą nie zmienia zablokowanej wersji: {verdict}.',
  },
  'probe.hold': {
    en: 'A legal hold keeps an object that no lock keeps: {verdict}.',
    pl: 'Blokada zniszczenia chroni obiekt bez blokady czasowej: {verdict}.',
  },
  'probe.put-once': {
    en: 'A name can be put once only (If-None-Match): {verdict}.',
    pl: 'Nazwę można zapisać tylko raz (If-None-Match): {verdict}.',
  },
  'probe.lock-of-parts': {
    en: 'What is uploaded in parts keeps its lock: {verdict}.',
    pl: 'Obiekt przesłany w częściach zachowuje blokadę: {verdict}.',
  },
  'probe.lock-of-copy': {
    en: 'What is copied keeps its lock: {verdict}.',
    pl: 'Skopiowany obiekt zachowuje blokadę: {verdict}.',
  },
  'probe.checksum-sha256': {
    en: 'Bytes that do not fit their SHA-256 are refused: {verdict}.',
    pl: 'Bajty niezgodne ze skrótem SHA-256 są odrzucane: {verdict}.',
  },
  'probe.checksum-md5': {
    en: 'Bytes that do not fit their MD5 are refused: {verdict}.',
    pl: 'Bajty niezgodne ze skrótem MD5 są odrzucane: {verdict}.',
  },
  'probe.far-date': {
    en: 'A lock beyond the year 2106 is kept as asked for: {verdict}.',
    pl: 'Blokada sięgająca poza rok 2106 jest zachowana: {verdict}.',
  },
  'verdict.enforced': { en: 'enforced', pl: 'egzekwowane' },
  'verdict.worked-around': {
    en: 'not enforced, worked around: nothing here relies on it',
    pl: 'nieegzekwowane, obchodzimy to: nic tu na tym nie polega',
  },
  'verdict.refused': {
    en: 'NOT ENFORCED. Evidence may not be trusted to this store; use another',
    pl: 'NIEEGZEKWOWANE. Nie można powierzyć dowodów temu magazynowi; należy użyć innego',
  },
  'verdict.trial': {
    en: 'not enforced in a trial, where whoever may write to the disk or end locks can',
    pl: 'nieegzekwowane w instalacji próbnej, gdzie może to zrobić każdy, kto może pisać na dysku lub zdejmować blokady',
  },
  'verdict.unseen': { en: 'could not be tried ({because})', pl: 'nie udało się sprawdzić ({because})' },

  'holds.mirrored': {
    en: '{held, plural, one {# object is} other {# objects are}} under holds; the store is still to be told of {waiting}.',
    pl: 'Obiekty objęte blokadami: {held}; magazyn nie wie jeszcze o {waiting}.',
  },
  'holds.waiting': {
    en: 'For an hour the store could not be told of {n, plural, one {# hold} other {# holds}} on an object. Nothing of them is removed meanwhile. See whether a worker runs and the store answers.',
    pl: 'Od godziny nie udało się przekazać magazynowi blokad obiektów: {n}. Nic z nich nie jest w tym czasie usuwane. Należy sprawdzić, czy działa proces roboczy i czy magazyn odpowiada.',
  },
  'database.version': { en: 'PostgreSQL {version}.', pl: 'PostgreSQL {version}.' },
  'database.old': {
    en: 'PostgreSQL {version} is older than 15. Upgrade it.',
    pl: 'PostgreSQL {version} jest starszy niż 15. Należy go zaktualizować.',
  },
  'database.no-checksums': {
    en: 'It keeps no checksums of its pages, so damage of its disk may stay unseen. Make it with data checksums.',
    pl: 'Nie przechowuje sum kontrolnych stron, więc uszkodzenie dysku może pozostać niezauważone. Należy włączyć sumy kontrolne.',
  },
  'database.embedded': {
    en: 'It is the trial’s own, on the disk of this machine.',
    pl: 'To baza instalacji próbnej, na dysku tego komputera.',
  },
  'clock.agrees': {
    en: 'This machine and the database agree within {seconds} s.',
    pl: 'Zegary tego komputera i bazy danych różnią się najwyżej o {seconds} s.',
  },
  'clock.differs': {
    en: 'This machine and the database differ by {seconds} s. Set both by a time server.',
    pl: 'Zegary tego komputera i bazy danych różnią się o {seconds} s. Oba należy ustawić według serwera czasu.',
  },
  'clock.simulated': {
    en: 'The clock is simulated; the log and every bundle say so.',
    pl: 'Zegar jest symulowany; mówi o tym rejestr i każdy pakiet.',
  },
  'log.refused': { en: 'Nothing is sequenced: {because}', pl: 'Rejestr nie przyjmuje zapisów: {because}' },
  'log.checkpoint': {
    en: '{entries, plural, one {# entry} other {# entries}}; the newest signed checkpoint is {minutes} min old.',
    pl: 'Zapisy: {entries}; najnowszy podpisany stan rejestru sprzed {minutes} min.',
  },
  'log.none': {
    en: 'No checkpoint is signed yet; the first comes within an hour of the first entry.',
    pl: 'Nie podpisano jeszcze stanu rejestru; pierwszy powstanie w ciągu godziny od pierwszego zapisu.',
  },
  'log.old': {
    en: 'Entries have come, and for {minutes} min no checkpoint over them was signed: one is due each hour. See whether a worker runs.',
    pl: 'Przybyły zapisy, a od {minutes} min nie podpisano obejmującego je stanu rejestru; podpis należy składać co godzinę. Należy sprawdzić, czy działa proces roboczy.',
  },
  'log.waiting': {
    en: '{n, plural, one {# event waits} other {# events wait}} for a place in the log since {minutes} min. See whether a worker runs.',
    pl: 'Zdarzenia czekające od {minutes} min na miejsce w rejestrze: {n}. Należy sprawdzić, czy działa proces roboczy.',
  },
  'search.database': {
    en: 'Record search is the database itself: it finds whatever is committed.',
    pl: 'Wyszukiwanie zapisów to sama baza danych: znajduje wszystko, co zatwierdzono.',
  },
  'search.behind': {
    en: 'What search certificates rely on is {n, plural, one {# entry} other {# entries}} of the log behind.',
    pl: 'Podstawa zaświadczeń o wyszukiwaniu jest opóźniona względem rejestru o zapisy: {n}.',
  },
  'search.index-postgres': {
    en: 'Suggestions come out of the database itself; up to {typos, plural, one {one typing mistake} other {# typing mistakes}} in a word are forgiven.',
    pl: 'Podpowiedzi daje sama baza danych; dopuszczalna liczba literówek w słowie: {typos}.',
  },
  'search.index-meilisearch': {
    en: 'Meilisearch answers and holds the index that suggestions come from.',
    pl: 'Meilisearch odpowiada i zawiera indeks, z którego pochodzą podpowiedzi.',
  },
  'search.index-absent': {
    en: 'The index that suggestions come from is empty. A worker fills it from the log; at once: akta reindex.',
    pl: 'Indeks, z którego pochodzą podpowiedzi, jest pusty. Zapełnia go proces roboczy z rejestru; od razu: akta reindex.',
  },
  'search.index-behind': {
    en: 'The index that suggestions come from is {n, plural, one {# event} other {# events}} behind. See whether a worker runs.',
    pl: 'Indeks, z którego pochodzą podpowiedzi, jest opóźniony o {n, plural, one {# zdarzenie} few {# zdarzenia} many {# zdarzeń} other {# zdarzenia}}. Należy sprawdzić, czy działa proces roboczy.',
  },
  'search.index-unreachable': {
    en: 'Nothing is suggested, and no certificate of destruction is written until the index has forgotten: {because}',
    pl: 'Nie ma podpowiedzi, a protokoły zniszczenia nie powstają, dopóki indeks nie zapomni zniszczonych wpisów: {because}',
  },
  'search.index-left': {
    en: 'An index was filled once with {engine}, which is set no more: nobody takes out of it what is destroyed. Name it again and run akta reindex --drop, or delete it there.',
    pl: 'Indeks w {engine} był kiedyś zapełniony, a nie jest już ustawiony: nikt nie usuwa z niego zniszczonych wpisów. Należy ustawić go ponownie i uruchomić akta reindex --drop albo usunąć go na miejscu.',
  },
  'keys.file': {
    en: 'The newest sealed key file is {hours} h old and opens.',
    pl: 'Najnowszy zapieczętowany plik kluczy ma {hours} godz. i da się go otworzyć.',
  },
  'keys.no-file': {
    en: 'There is no sealed key file: if the database is lost, so is what is sealed. Run akta keys backup.',
    pl: 'Nie ma zapieczętowanego pliku kluczy: utrata bazy oznacza utratę zapieczętowanej treści. Należy uruchomić akta keys backup.',
  },
  'keys.old-file': {
    en: 'The newest sealed key file is {hours} h old; one is due each night. See whether a worker runs.',
    pl: 'Najnowszy zapieczętowany plik kluczy ma {hours} godz., a powinien powstawać co noc. Należy sprawdzić, czy działa proces roboczy.',
  },
  'keys.damaged': {
    en: '{n, plural, one {One key file does} other {# key files do}} not open.',
    pl: 'Pliki kluczy, których nie da się otworzyć: {n}.',
  },
  'keys.readable': {
    en: 'Others than the program’s own user may read {file}. Set its mode to 0600.',
    pl: 'Plik {file} mogą czytać inni użytkownicy. Należy ustawić prawa 0600.',
  },
  'keys.closed': {
    en: '{n, plural, one {One key} other {# keys}} on this machine, readable by the program’s own user only. Keep a copy elsewhere.',
    pl: 'Klucze na tym komputerze: {n}; może je czytać tylko użytkownik programu. Kopię należy trzymać gdzie indziej.',
  },
  'keys.copies': {
    en: 'Without {files} nothing sealed can be opened, and Akta cannot see whether you keep a copy of it elsewhere. Compare yours with sha256sum: {sums}.',
    pl: 'Bez plików {files} nie da się otworzyć niczego, co zapieczętowano, a Akta nie widzi, czy ich kopia jest gdzie indziej. Kopię można porównać poleceniem sha256sum: {sums}.',
  },
  'fixity.nothing': { en: 'Nothing is stored yet.', pl: 'Niczego jeszcze nie zapisano.' },
  'fixity.none': {
    en: 'Stored objects are read back at night; that has not been done yet ({n}).',
    pl: 'Obiekty w magazynie odczytuje się nocą; jeszcze tego nie zrobiono ({n}).',
  },
  'fixity.done': {
    en: '{percent} % of {objects, plural, one {# stored object} other {# stored objects}} were read back within {days} days; the last round ended {hours} h ago.',
    pl: 'W ciągu {days} dni odczytano {percent} % obiektów w magazynie (wszystkich: {objects}); ostatni przebieg zakończył się {hours} godz. temu.',
  },
  'fixity.late': {
    en: 'Stored objects are not read back in time: {percent} % within {days} days, the last round ended {hours} h ago. See whether a worker runs: akta fixity status.',
    pl: 'Obiekty w magazynie nie są odczytywane w terminie: {percent} % w ciągu {days} dni, ostatni przebieg zakończył się {hours} godz. temu. Należy sprawdzić, czy działa proces roboczy: akta fixity status.',
  },
  'fixity.open': {
    en: '{n, plural, one {One finding} other {# findings}} about stored objects: they are not as recorded. What, where and what to do: akta fixity status.',
    pl: 'Ustalenia dotyczące obiektów niezgodnych z zapisem: {n}. Co, gdzie i co zrobić, podaje: akta fixity status.',
  },
  'access.well': {
    en: 'No platform refuses the token of an account.',
    pl: 'Żadna platforma nie odrzuca tokenu konta.',
  },
  'access.ended': {
    en: 'The access to {n, plural, one {one account has} other {# accounts have}} ended and was not renewed. Connect {n, plural, one {it} other {them}} again: akta account link.',
    pl: 'Konta, do których dostęp się skończył i nie został odnowiony: {n}. Należy połączyć je ponownie: akta account link.',
  },
  'access.ending': {
    en: 'The access to {n, plural, one {one account ends} other {# accounts ends}} soon, the first in {days, plural, one {one day} other {# days}}. Connect {n, plural, one {it} other {them}} again before: akta account link.',
    pl: 'Konta, do których dostęp wkrótce się skończy: {n}; pierwszy za {days, plural, one {jeden dzień} few {# dni} many {# dni} other {# dnia}}. Należy wcześniej połączyć je ponownie: akta account link.',
  },
  'access.refused': {
    en: 'Platforms refuse access to {n, plural, one {one account} other {# accounts}}: a token has ended or was taken back. Give a new one: akta account access.',
    pl: 'Konta, do których platforma odmawia dostępu: {n}. Token wygasł lub został cofnięty. Nowy podaje się poleceniem: akta account access.',
  },
  'keys.ending': {
    en: '{n, plural, one {One API key ends} other {# API keys end}} within {days} days.',
    pl: 'Klucze API tracące ważność w ciągu {days} dni: {n}.',
  },
  'work-name.key-file': { en: 'The making of key files', pl: 'Tworzenie plików kluczy' },
  'work-name.key-check': { en: 'The check of keys', pl: 'Sprawdzanie kluczy' },
  'work-name.rebuild': { en: 'Bringing the archive back', pl: 'Odtwarzanie archiwum' },
  'work-name.register': { en: 'The copy of the register', pl: 'Kopia skorowidza' },
  'work-name.lock-renewal': { en: 'The renewal of locks', pl: 'Odnawianie blokad' },
  'work-name.counters': { en: 'The comparison with the platforms’ counters', pl: 'Porównanie z licznikami platform' },
  'work-name.schedules': { en: 'The evaluation of schedules', pl: 'Ocena okresów przechowywania' },
  'work-name.fixity': { en: 'The reading back of stored objects', pl: 'Odczytywanie obiektów z magazynu' },
  'work-name.examination': { en: 'The weekly examination', pl: 'Cotygodniowy przegląd' },
  'work.done': { en: 'All of it was done and found nothing.', pl: 'Wszystkie wykonano i niczego nie wykryto.' },
  'work.wrong': {
    en: '{work} found {things, plural, one {# thing} other {# things}} wrong. Run akta check.',
    pl: '{work}: wykryte nieprawidłowości: {things}. Należy uruchomić akta check.',
  },
  'work.overdue': { en: '{work} was not done for two days.', pl: '{work}: nie wykonano od dwóch dni.' },
  'work.unseen': { en: '{work} could not look at everything.', pl: '{work}: nie wszystko udało się sprawdzić.' },
  'disk.free': {
    en: '{free} GB free in {folder} ({percent} %).',
    pl: 'Wolne miejsce w {folder}: {free} GB ({percent} %).',
  },
  'disk.low': {
    en: 'Only {free} GB free in {folder} ({percent} %). Make room: captures stop when it is full.',
    pl: 'W {folder} zostało tylko {free} GB ({percent} %). Należy zwolnić miejsce: po zapełnieniu zapisywanie stanie.',
  },
  ...marksSentences,
} as const satisfies Sentences;
