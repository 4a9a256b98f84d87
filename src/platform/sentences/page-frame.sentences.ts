import { releaseCounts } from './release-counts.sentences.js';
import type { Sentences } from './sentences.js';

/** The frame around every screen: navigation, sign-in, banners, what is said while and when nothing can be shown. */
export const frameSentences = {
  'app.name': { en: 'Akta', pl: 'Akta' },
  'app.purpose': { en: 'Public-records archive', pl: 'Archiwum dokumentów publicznych' },
  'frame.skip': { en: 'Skip to the content', pl: 'Przejdź do treści' },
  'frame.nav': { en: 'Screens', pl: 'Ekrany' },
  'frame.language': { en: 'Language', pl: 'Język' },
  'frame.signed-in': { en: 'Signed in as {name}', pl: 'Użytkownik: {name}' },
  'frame.sign-out': { en: 'Sign out', pl: 'Wyloguj' },
  'frame.reading': { en: 'Reading the archive …', pl: 'Odczytywanie archiwum …' },
  'frame.notices': { en: 'Notices', pl: 'Komunikaty' },
  'nav.desk': { en: 'Duty desk', pl: 'Pulpit dyżurny' },
  'nav.accounts': { en: 'Accounts', pl: 'Konta' },
  'nav.search': { en: 'Search', pl: 'Wyszukiwanie' },
  'nav.audit': { en: 'Audit trail', pl: 'Rejestr czynności' },
  'nav.export': { en: 'Export', pl: 'Eksport' },
  'nav.people': { en: 'People', pl: 'Osoby' },
  'banner.simulated': {
    en: 'These times are those of a demonstration, not of real events.',
    pl: 'Podane godziny pochodzą z pokazu i nie odnoszą się do rzeczywistych zdarzeń.',
  },
  'banner.trial': {
    en: 'Trial installation: store, keys and database on one disk. Losing that disk loses the archive.',
    pl: 'Instalacja próbna: magazyn, klucze i baza danych na jednym dysku. Utrata dysku oznacza utratę archiwum.',
  },
  'signin.title': { en: 'Sign in', pl: 'Logowanie' },
  'signin.lede': {
    en: 'This archive is open to named people only. Each sign-in is written to the log.',
    pl: 'Archiwum jest dostępne wyłącznie dla imiennie wskazanych osób. Każde logowanie jest odnotowywane w rejestrze.',
  },
  'signin.how': { en: 'How to sign in', pl: 'Sposób logowania' },
  'signin.with-key': { en: 'With a key', pl: 'Kluczem' },
  'signin.with-password': { en: 'With a password', pl: 'Hasłem' },
  'signin.key': { en: 'Key', pl: 'Klucz' },
  'signin.key-hint': {
    en: 'It begins with “akta_”. The administrator’s first key was printed when Akta was started; “akta key new” on the same machine makes another.',
    pl: 'Zaczyna się od „akta_”. Pierwszy klucz administratora wyświetlono przy uruchomieniu; nowy tworzy polecenie „akta key new” na tym samym komputerze.',
  },
  'signin.name': { en: 'Name', pl: 'Nazwa użytkownika' },
  'signin.password': { en: 'Password', pl: 'Hasło' },
  'signin.go': { en: 'Sign in', pl: 'Zaloguj' },
  'signin.ended': {
    en: 'The session has ended. Sign in again to go on; nothing was lost.',
    pl: 'Sesja wygasła. Aby kontynuować, należy zalogować się ponownie; niczego nie utracono.',
  },
  'trouble.unreachable': {
    en: 'The archive did not answer. Nothing was changed. The page asks again by itself.',
    pl: 'Archiwum nie odpowiedziało. Niczego nie zmieniono. Strona sama ponowi próbę.',
  },
  'trouble.unreadable': {
    en: 'The archive gave an answer the page cannot read. Nothing was changed. Reload the page; it may be older than the server.',
    pl: 'Odpowiedzi archiwum nie udało się odczytać. Niczego nie zmieniono. Należy odświeżyć stronę; może być starsza niż serwer.',
  },
  'trouble.title': { en: 'This cannot be shown now', pl: 'Tego ekranu nie można teraz pokazać' },
  'trouble.no-screen': {
    en: 'There is no screen at this address. The duty desk leads to everything else.',
    pl: 'Pod tym adresem nie ma ekranu. Do wszystkich ekranów prowadzi pulpit dyżurny.',
  },
  'trouble.again': { en: 'Ask again', pl: 'Spróbuj ponownie' },
  'viewer.convenience': {
    en: 'This page is a convenience. What proves the bundle is verify.py, in the folder data/verify, or “akta verify”.',
    pl: 'Ta strona służy wygodzie. Pakiet dowodowo sprawdza program verify.py z folderu data/verify albo polecenie „akta verify”.',
  },
  'viewer.unredacted': {
    en: 'Unredacted: nothing in this bundle was withheld.',
    pl: 'Bez anonimizacji: w tym pakiecie niczego nie ukryto.',
  },
  'viewer.release': releaseCounts,
  'viewer.withheld': {
    en: 'Withheld whole: {codes}. Its entries in the log are proved; nothing of its content is shown.',
    pl: 'Odmówiono udostępnienia w całości: {codes}. Jego zapisów w rejestrze dowiedziono; treści nie pokazano.',
  },
  'viewer.title': { en: 'Bundle {name}', pl: 'Pakiet {name}' },
  'viewer.list': { en: 'Items', pl: 'Wpisy' },
  'viewer.about': { en: 'About this bundle', pl: 'O pakiecie' },
  'viewer.missing': { en: 'What is not here', pl: 'Czego tu nie ma' },
  'viewer.proves': { en: 'What it proves and what it cannot', pl: 'Czego dowodzi, a czego nie może' },
  'viewer.filter': { en: 'Show only items with these words', pl: 'Tylko wpisy zawierające te słowa' },
  'viewer.shown': {
    en: '{shown, plural, one {# item} other {# items}} of {all}',
    pl: '{shown, plural, one {# wpis} few {# wpisy} many {# wpisów} other {# wpisu}} z {all}',
  },
  'viewer.beside': {
    en: 'Not among them: {profiles, plural, one {# profile} other {# profiles}}, {originals, plural, one {# post of somebody else that was repeated} other {# posts of somebody else that were repeated}}.',
    pl: 'Poza nimi: {profiles, plural, one {# profil} few {# profile} many {# profili} other {# profilu}}, {originals, plural, one {# cudzy post, który podano dalej} few {# cudze posty, które podano dalej} many {# cudzych postów, które podano dalej} other {# cudzego posta, który podano dalej}}.',
  },
  'viewer.beside-title': {
    en: 'Also here: profiles, and posts of others that were repeated',
    pl: 'Ponadto: profile i cudze posty, które podano dalej',
  },
  'viewer.nothing': {
    en: 'No item of this bundle holds these words in any version. Clear the box to see all {all}.',
    pl: 'Żaden wpis tego pakietu w żadnej wersji nie zawiera tych słów. Po wyczyszczeniu pola widać wszystkie ({all}).',
  },
  'viewer.no-data': {
    en: 'The data of this bundle did not load. Unpack the whole zip, keep its folders together and open START-HERE.html again.',
    pl: 'Nie wczytano danych pakietu. Należy rozpakować całe archiwum zip, zachować układ folderów i ponownie otworzyć START-HERE.html.',
  },
  'viewer.no-item': {
    en: 'This bundle holds no item under this number. The list shows those it holds.',
    pl: 'W pakiecie nie ma wpisu o tym numerze. Zawartość pakietu pokazuje lista.',
  },
  'viewer.made': {
    en: 'Made {at} from the log of {origin}: {size, plural, one {# entry} other {# entries}}, key {key}.',
    pl: 'Sporządzono {at} z rejestru {origin}: {size, plural, one {# zapis} few {# zapisy} many {# zapisów} other {# zapisu}}, klucz {key}.',
  },
  'viewer.scope': { en: 'Period asked for: {from} to {to}.', pl: 'Wskazany okres: od {from} do {to}.' },
  'viewer.scope-open': { en: 'the beginning', pl: 'początku' },
  'viewer.scope-now': { en: 'the making of this bundle', pl: 'sporządzenia pakietu' },
  'viewer.scope-text': { en: 'Selected by the words “{text}”.', pl: 'Wybrano według słów „{text}”.' },
} as const satisfies Sentences;
