import type { Sentences } from '../../src/platform/index.js';

export const demoSentences = {
  opening: {
    en: 'A simulated day in Newford. The clock is the town’s; every file says so.',
    pl: 'Symulowany dzień w Newford. Zegar jest zegarem miasta; każdy plik o tym mówi.',
  },
  watch: { en: 'Open it and watch: {url}', pl: 'Otwórz i patrz: {url}' },
  key: { en: 'Sign in with this key: {key}', pl: 'Zaloguj się tym kluczem: {key}' },
  step: { en: '{time}  {note}', pl: '{time}  {note}' },
  captured: {
    en: '{time}  {account}: {new, plural, =0 {} one {# new item} other {# new items}}{changed, plural, =0 {} one {{new, plural, =0 {} other {, }}# new version} other {{new, plural, =0 {} other {, }}# new versions}}{late, plural, =0 {} one { (# captured late)} other { (# captured late)}}.',
    pl: '{time}  {account}: {new, plural, =0 {} one {# nowy wpis} few {# nowe wpisy} many {# nowych wpisów} other {# wpisu}}{changed, plural, =0 {} one {{new, plural, =0 {} other {, }}# nowa wersja} few {{new, plural, =0 {} other {, }}# nowe wersje} many {{new, plural, =0 {} other {, }}# nowych wersji} other {{new, plural, =0 {} other {, }}# wersji}}{late, plural, =0 {} other { (zapisano z opóźnieniem: #)}}.',
  },
  missed: {
    en: '{time}  {account}: one item was not found. It is looked for again before anything is said.',
    pl: '{time}  {account}: jednego wpisu nie znaleziono. Zanim cokolwiek stwierdzimy, sprawdzimy ponownie.',
  },
  gone: {
    en: '{time}  {account}: no longer at the source. Last seen {lastSeen}, first missing {firstMissing}, confirmed {confirmed}. The platform does not say who removed it.',
    pl: '{time}  {account}: wpisu nie ma już w źródle. Ostatnio widziany o {lastSeen}, po raz pierwszy nieobecny o {firstMissing}, potwierdzono o {confirmed}. Platforma nie podaje, kto go usunął.',
  },
  hidden: {
    en: '{time}  {account}: hidden at the source since {since}. The platform does not say who hid it. Our copy is complete.',
    pl: '{time}  {account}: wpis ukryto w źródle o {since}. Platforma nie podaje, kto go ukrył. Nasza kopia jest kompletna.',
  },
  shown: {
    en: '{time}  {account}: shown again at the source; it was hidden for {minutes, plural, one {# minute} other {# minutes}}.',
    pl: '{time}  {account}: wpis znów pokazano w źródle; był ukryty przez {minutes, plural, one {# minutę} few {# minuty} many {# minut} other {# minuty}}.',
  },
  'gap-opened': {
    en: '{time}  {account} cannot be seen. Nothing is counted as deleted.',
    pl: '{time}  Konta {account} nie widać. Żadnego wpisu nie uznano za usunięty.',
  },
  'gap-closed': {
    en: '{time}  {account} was not seen from {from} to {to} ({minutes} minutes). What was posted and removed in between is not in this archive, and we cannot know whether there was any.',
    pl: '{time}  Konta {account} nie obserwowano od {from} do {to} ({minutes, plural, one {# minuta} few {# minuty} many {# minut} other {# minuty}}). Wpisów opublikowanych i usuniętych w tym czasie archiwum nie zawiera; nie wiadomo, czy takie były.',
  },
  latency: {
    en: 'Seen {seconds} s after posting (median, town time).',
    pl: 'Zapisano {seconds} s po publikacji (mediana, czas miasta).',
  },
  totals: {
    en: '{accounts} accounts, {bodies} bodies; {items} items, {versions} versions; {gone} no longer at the source; {hiddenAndShown} hidden and shown again; {late} captured late; {gaps} gaps, {minutes} account-minutes; {alikes} look-alikes not counted as deletions.',
    pl: 'Kont: {accounts}, podmiotów: {bodies}; wpisów: {items}, wersji: {versions}; nie ma już w źródle: {gone}; ukryto i znów pokazano: {hiddenAndShown}; zapisano z opóźnieniem: {late}; luk: {gaps}, razem {minutes} min; pozornych usunięć, których nie policzono: {alikes}.',
  },
  'totals-differ': {
    en: 'These totals are not those of the world that was played ({expected}). The demonstration is not sound.',
    pl: 'Te liczby różnią się od stanu odegranego świata ({expected}). Pokaz jest wadliwy.',
  },
  unseen: {
    en: 'The lab’s diary knows of {count, plural, one {# reply} other {# replies}} written and removed inside a gap. Akta does not have it, and says that it cannot know.',
    pl: 'Dziennik laboratorium zna odpowiedzi napisane i usunięte w trakcie luki: {count}. Akta ich nie ma i mówi, że nie może tego wiedzieć.',
  },
  request: {
    en: 'Request {number} of {name} is registered, and what it asks about is held. {due}',
    pl: 'Zarejestrowano wniosek {number}, wnioskodawca: {name}; to, o co pyta, objęto blokadą. {due}',
  },
  destroy: {
    en: 'Somebody tries to destroy the rumour about the dam:',
    pl: 'Próba zniszczenia plotki o tamie:',
  },
  answer: {
    en: 'The answer to {number} is made. Looked for {strings, plural, one {# withheld string} other {# withheld strings}} in {files, plural, one {# file} other {# files}}; none can be read: {file}',
    pl: 'Sporządzono odpowiedź na wniosek {number}. Szukano {strings, plural, one {# ukrytego fragmentu} other {# ukrytych fragmentów}} w {files, plural, one {# pliku} other {# plikach}}; żadnego nie da się odczytać: {file}',
  },
  'verify-own': { en: 'Verified with the key of the town:', pl: 'Sprawdzono kluczem miasta:' },
  'verify-altered': {
    en: 'A copy in which one letter was changed and every checksum made to fit again:',
    pl: 'Kopia, w której zmieniono jedną literę i poprawiono wszystkie sumy kontrolne:',
  },
  'verify-stranger': {
    en: 'A bundle of the same account made by a stranger with a key of his own, no key named:',
    pl: 'Pakiet tego samego konta sporządzony przez obcą osobę jej własnym kluczem, bez wskazania klucza:',
  },
  'verify-stranger-key': {
    en: 'The same, checked with the key of the town:',
    pl: 'Ten sam, sprawdzony kluczem miasta:',
  },
  trail: { en: 'The last entries of the audit trail:', pl: 'Ostatnie wpisy rejestru:' },
  erasure: {
    en: 'Two weeks later {name} asks Nowy Bród to erase what he wrote: request {number}, due {due}. His handle is proved by a code that came back as a message. Decided:',
    pl: 'Dwa tygodnie później {name} żąda od Nowego Brodu usunięcia tego, co napisał: wniosek {number}, termin {due}. Konto potwierdzono kodem odesłanym w wiadomości. Rozstrzygnięto:',
  },
  'erasure-differs': {
    en: 'The decision about the erasure is not what the story says.',
    pl: 'Rozstrzygnięcie w sprawie usunięcia różni się od opisanego.',
  },
  'three-things': { en: 'Three things to open', pl: 'Trzy rzeczy do otwarcia' },
  'open-page': { en: '  1. The page: {url}  (key: {key})', pl: '  1. Strona: {url}  (klucz: {key})' },
  'open-pdf': { en: '  2. The PDF: {file}', pl: '  2. PDF: {file}' },
  'open-start': { en: '  3. The bundle’s START-HERE.html: {file}', pl: '  3. START-HERE.html w pakiecie: {file}' },
  'own-account': {
    en: 'Your own account: npm start, sign in with the key it prints, then Accounts → Add; or npm run akta -- account add https://social.example/@city',
    pl: 'Własne konto: npm start, zaloguj się wydrukowanym kluczem, potem Konta → Dodaj; albo npm run akta -- account add https://social.example/@city',
  },
  stop: {
    en: 'Stop with Ctrl-C. The data stay in the folder below.',
    pl: 'Zakończ: Ctrl-C. Dane zostają w poniższym folderze.',
  },
  'bundle-at': { en: 'Bundle: {file}', pl: 'Pakiet: {file}' },
  'data-at': { en: 'Data directory: {folder}', pl: 'Folder z danymi: {folder}' },
} as const satisfies Sentences;
