import { bundleFindings } from './bundle-findings.sentences.js';
import { formSentences } from './form.sentences.js';
import { broughtSentences, releaseCounts, type Sentences } from '../../platform/index.js';

export const bundleSentences = {
  title: { en: 'Export {name}', pl: 'Pakiet {name}' },
  subtitle: {
    en: 'What the official accounts of {body} posted, changed and removed',
    pl: 'Co na oficjalnych kontach ({body}) opublikowano, zmieniono i co z nich zniknęło',
  },
  unredacted: {
    en: 'Unredacted: everything is shown as it was posted, with names and addresses.',
    pl: 'Bez anonimizacji: wszystko pokazano tak, jak opublikowano, z nazwiskami i adresami.',
  },
  redacted: {
    en: 'Redacted under {law}: what is withheld stands as a box with the code of its ground. The exemption log says where and why.',
    pl: 'Poddano anonimizacji ({law}): w miejscu każdego nieudostępnionego fragmentu podano kod podstawy. Gdzie i dlaczego, podaje wykaz wyłączeń.',
  },
  'approved.by': {
    en: 'Proposed by {by}, approved by {approver}.',
    pl: 'Zaproponowano: {by}. Zatwierdzono: {approver}.',
  },
  'approved.alone': {
    en: 'No second person approved it: this archive has one person only.',
    pl: 'Druga osoba tego nie zatwierdziła: w tym archiwum jest tylko jedna osoba.',
  },
  simulated: {
    en: 'These times are those of a demonstration, not of real events.',
    pl: 'Podane godziny pochodzą z pokazu i nie odnoszą się do rzeczywistych zdarzeń.',
  },
  'head.asked': { en: 'What was asked for', pl: 'O co zapytano' },
  'head.found': { en: 'What was found', pl: 'Co znaleziono' },
  'head.gaps': { en: 'What was not seen: gaps', pl: 'Czego nie widziano: luki' },
  'head.known': { en: 'Known accounts that are not archived', pl: 'Znane konta, które nie są archiwizowane' },
  'head.limits': { en: 'What this proves, and what it cannot', pl: 'Czego to dowodzi, a czego nie może' },
  'head.gap-list': { en: 'Every gap', pl: 'Wszystkie luki' },
  'head.profiles': { en: 'Profiles of the accounts', pl: 'Profile kont' },
  'head.originals': { en: 'Posts of somebody else', pl: 'Cudze posty' },
  'head.forms': { en: 'For review programs', pl: 'Dla programów do przeglądu' },
  ...formSentences,
  ...broughtSentences,
  'head.custody': { en: 'Custody', pl: 'Kto i kiedy' },
  'custody.lede': {
    en: 'What the log holds of how this bundle came to be, with the numbers of the entries. The same is in data/custody.csv.',
    pl: 'Co rejestr mówi o powstaniu pakietu, z numerami zapisów. To samo zawiera plik data/custody.csv.',
  },
  'custody.line': {
    en: '{at}, {by}: {what}{times, plural, one {} other { (# times)}}; {times, plural, one {entry {first}} other {entries {first} to {last}}}.',
    pl: '{at}, {by}: {what}{times, plural, one {} few { (# razy)} many { (# razy)} other { (# razu)}}; {times, plural, one {zapis {first}} other {zapisy od {first} do {last}}}.',
  },
  'custody.what': {
    en: '{type, select, request_received {request registered} request_stepped {step with the request: {action, select, acknowledge {acknowledged} collect {items found} pause {clock paused} resume {clock resumed} extend {deadline extended} withdraw {withdrawn} other {counted again}}} request_frozen {what was found was frozen} request_closed {request closed} hold_placed {hold placed} hold_grew {hold grew} hold_release_proposed {release of the hold proposed} hold_released {hold released} item_reviewed {decisions on items} item_redacted {places covered} item_redaction_lifted {places uncovered} export_proposed {bundle proposed} export_approved {bundle approved} import_asked {download of an account brought for import} import_ended {import of a download ended} hand_brought {something handed in} other {bundle begun}}',
    pl: '{type, select, request_received {zarejestrowano wniosek} request_stepped {czynność w sprawie wniosku: {action, select, acknowledge {potwierdzenie} collect {zgromadzenie wpisów} pause {zawieszenie terminu} resume {wznowienie terminu} extend {przedłużenie terminu} withdraw {wycofanie} other {ponowne przeliczenie}}} request_frozen {zamrożono wyniki} request_closed {zamknięto wniosek} hold_placed {nałożono blokadę} hold_grew {rozszerzono blokadę} hold_release_proposed {wniesiono o zwolnienie blokady} hold_released {zwolniono blokadę} item_reviewed {rozstrzygnięcia o wpisach} item_redacted {zakryte miejsca} item_redaction_lifted {odkryte miejsca} export_proposed {zaproponowano pakiet} export_approved {zatwierdzono pakiet} import_asked {przekazano do importu archiwum pobrane z serwisu} import_ended {zakończono import} hand_brought {przyjęto zapis ręczny} other {rozpoczęto pakiet}}',
  },
  'head.accounts': { en: 'Accounts', pl: 'Konta' },
  'head.items': { en: 'Posts and replies, in their threads', pl: 'Wpisy i odpowiedzi w wątkach' },
  'asked.window': {
    en: 'Everything dated {from} to {to}, both days included, in the time zone {zone}.',
    pl: 'Wszystko z okresu od {from} do {to}, z oboma dniami włącznie, w strefie czasowej {zone}.',
  },
  'asked.from-start': { en: 'the first day', pl: 'pierwszego dnia' },
  'asked.to-now': { en: 'the day of this export', pl: 'dnia sporządzenia pakietu' },
  'asked.text': {
    en: 'Only items in which these words occur, exactly as written: {text}',
    pl: 'Tylko wpisy, w których występują dokładnie te słowa: {text}',
  },
  'asked.state': {
    en: 'Only items in this state: {state, select, present {at the source} suspected {missed once} gone {no longer at the source} other {hidden}}.',
    pl: 'Tylko wpisy w stanie: {state, select, present {widoczne w źródle} suspected {raz nieodnalezione} gone {nie ma już w źródle} other {ukryte}}.',
  },
  'asked.accounts': { en: 'On: {accounts}.', pl: 'Na kontach: {accounts}.' },
  'asked.more': {
    en: 'and {more, plural, one {# more account} other {# more accounts}}, listed behind this page',
    pl: 'oraz {more, plural, one {# inne konto} few {# inne konta} many {# innych kont} other {# innego konta}}, wymienione dalej',
  },
  'asked.made': { en: 'Made by {by} on {at}.', pl: 'Sporządzono {at}, osoba: {by}.' },
  'asked.request': {
    en: 'In answer to request {number}, received on {received}; what was found was fixed on {frozen}, at {size, plural, one {# entry} other {# entries}} of the log.',
    pl: 'W odpowiedzi na wniosek {number}, otrzymany {received}; znalezione wpisy ustalono {frozen}, przy {size, plural, one {# pozycji} other {# pozycjach}} dziennika.',
  },
  'found.release': releaseCounts,
  'head.exemptions': { en: 'Exemption log', pl: 'Wykaz wyłączeń' },
  'exemption.line': {
    en: 'Item {no}{version, select, none {} other {, version {version}}}, {part} ({extent, select, whole {whole} region {{places, plural, one {# region} other {# regions}}} pseudonym {under a pseudonym, {places, plural, one {# place} other {# places}}} other {{places, plural, one {# place} other {# places}}}}): {code}. {citation}{title, select, none {} other {: {title}}}.',
    pl: 'Wpis {no}{version, select, none {} other {, wersja {version}}}, {part} ({extent, select, whole {w całości} region {{places, plural, one {# obszar} few {# obszary} many {# obszarów} other {# obszaru}}} pseudonym {pod pseudonimem, {places, plural, one {# miejsce} few {# miejsca} many {# miejsc} other {# miejsca}}} other {{places, plural, one {# miejsce} few {# miejsca} many {# miejsc} other {# miejsca}}}}): {code}. {citation}{title, select, none {} other {: {title}}}.',
  },
  'exemption.statute': { en: 'Statute: {statute}', pl: 'Przepis: {statute}' },
  'exemption.harm': { en: 'Reason: {harm}', pl: 'Uzasadnienie: {harm}' },
  'exemption.none': { en: 'Nothing was withheld.', pl: 'Niczego nie wyłączono.' },
  'exemption.more': {
    en: '{more, plural, one {# more line is} other {# more lines are}} in data/exemptions.csv.',
    pl: '{more, plural, one {Jeszcze # wiersz} few {Jeszcze # wiersze} many {Jeszcze # wierszy} other {Jeszcze # wiersza}} w pliku data/exemptions.csv.',
  },
  'exemption.part': {
    en: '{which, select, item {the whole item} text {text} title {title} authorhandle {handle of the author} authorname {name of the author} other {{part}}}',
    pl: '{which, select, item {cały wpis} text {treść} title {tytuł} authorhandle {nazwa konta autora} authorname {nazwisko lub nazwa autora} other {{part}}}',
  },
  'found.counts': {
    en: '{items, plural, one {# item} other {# items}} in {versions, plural, one {# version} other {# versions}}. An item is one post or reply with all its versions. No longer at the source: {gone}. Captured late: {late}.',
    pl: '{items, plural, one {# wpis} few {# wpisy} many {# wpisów} other {# wpisu}} w {versions, plural, one {# wersji} other {# wersjach}}. Wpis to jeden post lub jedna odpowiedź wraz ze wszystkimi wersjami. Nie ma już w źródle: {gone}. Zapisano z opóźnieniem: {late}.',
  },
  'found.beside': {
    en: 'Not counted, but here for what they show: {profiles, plural, one {# profile} other {# profiles}}, {originals, plural, one {# post of somebody else that was repeated} other {# posts of somebody else that were repeated}}.',
    pl: 'Poza tym, niewliczone do wpisów: {profiles, plural, one {# profil} few {# profile} many {# profili} other {# profilu}}, {originals, plural, one {# cudzy post, który udostępniono} few {# cudze posty, które udostępniono} many {# cudzych postów, które udostępniono} other {# cudzego posta, który udostępniono}}.',
  },
  'found.entries': {
    en: 'Entries of the log in this bundle: {entries} = {released} opened here + {withheld} restricted + {destroyed} of destroyed items + {outside} about items outside what was asked for + {events} other events + {boundaries} at the edges. All are proved; only those opened show content.',
    pl: 'Zapisy rejestru w pakiecie: {entries} = {released} otwartych tutaj + {withheld} o ograniczonym dostępie + {destroyed} o wybrakowanych wpisach + {outside} o wpisach spoza zapytania + {events} innych zdarzeń + {boundaries} na krańcach. Miejsca każdego w rejestrze dowiedziono; treść pokazują tylko otwarte.',
  },
  'gaps.none': {
    en: 'No gap is recorded for these accounts in this period.',
    pl: 'Dla tych kont nie zapisano w tym okresie żadnej luki.',
  },
  'gaps.total': {
    en: '{gaps, plural, one {# gap} other {# gaps}}, {minutes, plural, one {# account-minute} other {# account-minutes}} in all.',
    pl: '{gaps, plural, one {# luka} few {# luki} many {# luk} other {# luki}}, łącznie {minutes, plural, one {# minuta} few {# minuty} many {# minut} other {# minuty}}.',
  },
  'gaps.more': {
    en: '{more, plural, one {# more gap is} other {# more gaps are}} listed behind this page and in data/gaps.csv.',
    pl: '{more, plural, one {Jeszcze # lukę} few {Jeszcze # luki} many {Jeszcze # luk} other {Jeszcze # luki}} wymieniono dalej i w pliku data/gaps.csv.',
  },
  'gaps.meaning': {
    en: 'What was posted in a gap and still stood at its end was captured then and is marked so. What was posted and removed in between is not in this archive, and we cannot know whether there was any.',
    pl: 'Wpisy opublikowane w czasie luki i widoczne po jej zakończeniu zapisano z opóźnieniem i tak oznaczono. Wpisów opublikowanych i usuniętych w tym czasie archiwum nie zawiera; nie wiadomo, czy takie były.',
  },
  'gap-short.closed': {
    en: '{account}: {from} to {to}, {date}, {minutes, plural, one {# minute} other {# minutes}}: {reason}.',
    pl: '{account}: od {from} do {to}, {date}, {minutes, plural, one {# minuta} few {# minuty} many {# minut} other {# minuty}}: {reason}.',
  },
  'gap-short.open': {
    en: '{account}: since {from}, {date}: {reason}.',
    pl: '{account}: od {from}, {date}: {reason}.',
  },
  'gap.closed': {
    en: '{account} was not seen from {from} to {to} on {date} ({minutes, plural, one {# minute} other {# minutes}}), because {reason}. What was posted and still stood at {to} was captured then and is marked so. What was posted and removed in between is not in this archive, and we cannot know whether there was any.',
    pl: 'Konta {account} nie obserwowano {date} od {from} do {to} ({minutes, plural, one {# minuta} few {# minuty} many {# minut} other {# minuty}}), ponieważ {reason}. Wpisy opublikowane w tym czasie i nadal widoczne o {to} zapisano z opóźnieniem i tak oznaczono. Wpisów opublikowanych i usuniętych w tym czasie archiwum nie zawiera; nie wiadomo, czy takie były.',
  },
  'gap.open': {
    en: '{account} has not been seen since {from} on {date}, because {reason}. What was posted since is not in this bundle.',
    pl: 'Konta {account} nie obserwuje się od {from} ({date}), ponieważ {reason}. Tego, co opublikowano od tej chwili, pakiet nie zawiera.',
  },
  'gap.platform-unavailable': { en: 'the platform did not answer', pl: 'platforma nie odpowiadała' },
  'gap.access-refused': { en: 'the platform refused our access', pl: 'platforma odmówiła dostępu' },
  'gap.store-unavailable': {
    en: 'our own store could not take what was read',
    pl: 'nasz magazyn nie mógł przyjąć odczytanych danych',
  },
  'gap.rate-limited': { en: 'the platform allowed no more requests', pl: 'platforma nie dopuszczała dalszych zapytań' },
  'gap.window-exceeded': {
    en: 'more had been posted than the platform still listed',
    pl: 'opublikowano więcej, niż platforma jeszcze wykazywała',
  },
  'gap.not-running': { en: 'this archive was not running', pl: 'archiwum nie działało' },
  'known.line': {
    en: '{handle} ({platform}): {reason} Decided by {by}, {at}.',
    pl: '{handle} ({platform}): {reason} Decyzja: {by}, {at}.',
  },
  'known.more': {
    en: '{more, plural, one {# more is} other {# more are}} listed behind this page.',
    pl: '{more, plural, one {Jeszcze # konto} few {Jeszcze # konta} many {Jeszcze # kont} other {Jeszcze # konta}} wymieniono dalej.',
  },
  'known.none': { en: 'None is recorded.', pl: 'Nie odnotowano żadnego.' },
  limits: {
    en: 'What this bundle proves: nothing in it was changed or dropped after it was recorded. What it cannot prove: that the first recording was honest, that nothing existed which we never saw, that the period asked for is the one you wanted, and that the whole log was not written anew before the earliest of these marks. Independent marks that narrow this: {marks}.',
    pl: 'Czego pakiet dowodzi: po zarejestrowaniu niczego w nim nie zmieniono ani nie pominięto. Czego dowieść nie może: że pierwszy zapis był rzetelny, że nie istniało nic, czego nie widzieliśmy, że wskazany okres jest tym, o który chodziło, oraz że całego rejestru nie napisano od nowa przed najwcześniejszym z potwierdzeń. Niezależne potwierdzenia: {marks}.',
  },
  'marks.no-stamp': { en: 'no outside timestamp', pl: 'brak zewnętrznego znacznika czasu' },
  'marks.no-witness': { en: 'none from a witness', pl: 'brak poświadczenia świadka' },
  'marks.stamp': {
    en: 'the timestamp authority {name} says that the first {size} entries of the log were there by {at}',
    pl: 'urząd znakowania czasem {name} stwierdza, że rejestr o rozmiarze {size} istniał najpóźniej {at}',
  },
  'marks.witness': {
    en: 'the witness {name} saw the log only grow, to {size} entries by {at}',
    pl: 'świadek {name} stwierdza, że rejestr tylko przyrastał, do rozmiaru {size} w dniu {at}',
  },
  'marks.earlier': {
    en: 'this log continues that of an earlier bundle, which had {size} entries (compare data/log/earlier/checkpoint)',
    pl: 'rejestr jest dalszym ciągiem rejestru z wcześniejszego pakietu, o rozmiarze {size} (do porównania: data/log/earlier/checkpoint)',
  },
  'storage.probed': {
    en: 'The store of this archive was examined on {at}: of the promises that evidence relies on, {kept} kept, {known} worked around or those of a trial, {ill} not kept. What was tried is in data/scope.json.',
    pl: 'Magazyn tego archiwum przejrzano {at}: z własności, na których opierają się dowody, spełnia {kept}, obchodzi się bez nich lub dotyczą instalacji próbnej {known}, nie spełnia {ill}. Wykaz prób zawiera data/scope.json.',
  },
  'how-to-check': {
    en: 'To check this bundle without us: data/verify/VERIFY.md. Key of the log: {key}.',
    pl: 'Jak sprawdzić pakiet bez naszego udziału: data/verify/VERIFY.md. Klucz rejestru: {key}.',
  },
  convenience: {
    en: 'These pages are for reading; what proves them is checked with data/verify/verify.py.',
    pl: 'Te strony służą do czytania; dowód sprawdza się programem data/verify/verify.py.',
  },
  'item.number': { en: 'Item {no}', pl: 'Wpis {no}' },
  'item.profile': { en: 'Profile', pl: 'Profil' },
  'item.original': { en: 'Original', pl: 'Oryginał' },
  reposts: { en: 'Reposts {who}:', pl: 'Udostępnia wpis {who}:' },
  quotes: { en: 'Quotes {who}:', pl: 'Cytuje wpis {who}:' },
  'reposts.outside': {
    en: 'Reposts something that is not in this bundle.',
    pl: 'Udostępnia wpis, którego nie ma w tym pakiecie.',
  },
  'quotes.outside': {
    en: 'Quotes something that is not in this bundle.',
    pl: 'Cytuje wpis, którego nie ma w tym pakiecie.',
  },
  'item.posted': { en: 'Posted {at}', pl: 'Opublikowano {at}' },
  'item.unposted': {
    en: 'First seen {at}; the source gives no date',
    pl: 'Po raz pierwszy widziano {at}; źródło nie podaje daty',
  },
  'item.late': { en: 'captured late', pl: 'zapisano z opóźnieniem' },
  'item.official': { en: 'the body’s own account', pl: 'konto własne instytucji' },
  'item.reply-to': { en: 'Reply to item {no}', pl: 'Odpowiedź na wpis {no}' },
  'item.reply-outside': { en: 'Reply to an item outside this bundle', pl: 'Odpowiedź na wpis spoza tego pakietu' },
  'item.restricted': {
    en: 'Restricted, by a decision about a person’s data or because it vanished from the source while no legal basis for keeping it was stated: it leaves in no bundle.',
    pl: 'Dostęp ograniczony decyzją dotyczącą danych osoby albo dlatego, że wpis zniknął ze źródła, gdy nie podano podstawy prawnej jego przechowywania: nie trafia do żadnego pakietu.',
  },
  'item.withheld': {
    en: 'Withheld whole: {codes}. Its entries in the log are proved here; nothing of its content is shown.',
    pl: 'Odmówiono udostępnienia w całości: {codes}. Jego zapisów w rejestrze dowiedziono; treści nie pokazano.',
  },
  'item.in-part': { en: 'released in part', pl: 'udostępniono częściowo' },
  'medium.withheld': { en: 'Withheld: {codes}', pl: 'Nie udostępniono: {codes}' },
  'medium.redrawn': {
    en: 'Drawn anew with a part covered: {codes}',
    pl: 'Narysowano na nowo z zakrytą częścią: {codes}',
  },
  'kind.post': { en: 'post', pl: 'post' },
  'kind.reply': { en: 'reply', pl: 'odpowiedź' },
  'kind.repost': { en: 'repost', pl: 'udostępnienie' },
  'kind.entry': { en: 'feed entry', pl: 'wpis w kanale' },
  'kind.profile': { en: 'profile', pl: 'profil' },
  'kind.original': { en: 'Post of somebody else, repeated', pl: 'Cudzy post, powtórzony' },
  version: { en: 'Version {n} of {of}, seen {at}', pl: 'Wersja {n} z {of}, widziana {at}' },
  'version.log': { en: 'entry {seq} of the log', pl: 'zapis {seq} rejestru' },
  'version.same-text': { en: 'The text did not change.', pl: 'Treść się nie zmieniła.' },
  'cause.first-seen': { en: 'as first seen', pl: 'jak widziano po raz pierwszy' },
  'cause.edited': { en: 'edited', pl: 'zmieniono' },
  'cause.history': { en: 'from the platform’s own history', pl: 'z historii prowadzonej przez platformę' },
  'cause.poll-closed': { en: 'the poll closed', pl: 'zakończono głosowanie' },
  'cause.medium-obtained': { en: 'a medium was obtained later', pl: 'plik uzyskano później' },
  warning: { en: 'Content warning: {text}', pl: 'Ostrzeżenie o treści: {text}' },
  alt: { en: 'Alt text: {alt}', pl: 'Opis alternatywny: {alt}' },
  'alt.none': { en: 'No alt text was given.', pl: 'Nie podano opisu alternatywnego.' },
  'medium.missing': { en: 'The file could not be obtained.', pl: 'Pliku nie udało się uzyskać.' },
  'medium.file': { en: 'File: {href} ({bytes} bytes)', pl: 'Plik: {href} ({bytes} B)' },
  'text.cut': {
    en: '[{left, plural, one {# more character} other {# more characters}}; the whole text is in data/items]',
    pl: '[jeszcze {left, plural, one {# znak} few {# znaki} many {# znaków} other {# znaku}}; cała treść w data/items]',
  },
  'poll.votes': {
    en: '{title}: {votes, plural, one {# vote} other {# votes}}',
    pl: '{title}: {votes, plural, one {# głos} few {# głosy} many {# głosów} other {# głosu}}',
  },
  'poll.option': { en: '{title}: still open, not counted', pl: '{title}: głosowanie trwa, nie policzono' },
  link: { en: 'Link: {url}', pl: 'Odnośnik: {url}' },
  'gone.confirmed': {
    en: 'No longer at the source. Last seen {seen}, first missing {missing}, confirmed {confirmed} by two looks while another post of the same account could still be read. The platform does not say who removed it. Our copy is complete.',
    pl: 'Wpisu nie ma już w źródle. Ostatnio widziany {seen}, po raz pierwszy nieobecny {missing}, potwierdzono {confirmed} po dwóch sprawdzeniach, podczas gdy inny wpis tego konta był nadal dostępny. Platforma nie podaje, kto go usunął. Nasza kopia jest kompletna.',
  },
  'gone.asserted': {
    en: 'No longer at the source. Last seen {seen}, first missing {missing}; the platform itself says so: {cause}. Our copy is complete.',
    pl: 'Wpisu nie ma już w źródle. Ostatnio widziany {seen}, po raz pierwszy nieobecny {missing}; podaje to sama platforma: {cause}. Nasza kopia jest kompletna.',
  },
  'gone.suspected': {
    en: 'One look on {missing} did not find it; last seen {seen}. That alone is no finding.',
    pl: 'Podczas jednego sprawdzenia ({missing}) wpisu nie znaleziono; ostatnio widziany {seen}. Samo to o niczym nie rozstrzyga.',
  },
  ...bundleFindings,
  'mark.unknown': { en: 'unknown time', pl: 'nieznana godzina' },
  'pages.threads': { en: 'All threads, as plain pages', pl: 'Wszystkie wątki jako zwykłe strony' },
  footer: { en: '{name} · page {page}', pl: '{name} · strona {page}' },
  sheet: { en: 'Media sheet', pl: 'Wykaz plików' },
  'sheet.item': { en: 'Item', pl: 'Wpis' },
  'sheet.file': { en: 'File', pl: 'Plik' },
  'sheet.bytes': { en: 'Bytes', pl: 'Bajty' },
  'sheet.digest': { en: 'SHA-256', pl: 'SHA-256' },
  'sheet.alt': { en: 'Alt text', pl: 'Opis alternatywny' },
  'spelled-out': {
    en: 'Letters and signs that these pages have no drawing for, and those that would turn the order of the text, are spelled out by their code point, such as U+202E. The text itself is whole in data/items.',
    pl: 'Litery i znaki, których nie da się tu narysować, oraz znaki odwracające kierunek tekstu zapisano ich numerem, na przykład U+202E. Pełna treść znajduje się w data/items.',
  },
} as const satisfies Sentences;
