import type { Sentences } from './sentences.js';

/** Access that owners of accounts grant: how it stands, what ends it, and what platforms say about keeping. */
export const connectPageSentences = {
  'connect.title': { en: 'Connect the account', pl: 'Połączenie z kontem' },
  'connect.text': {
    en: 'Its owner says yes in the platform’s own page. Akta asks for what it needs to read and for nothing that writes, and keeps what it is given sealed.',
    pl: 'Właściciel wyraża zgodę na stronie platformy. Akta prosi tylko o to, co potrzebne do odczytu, o nic, co pozwala pisać, a otrzymany dostęp przechowuje zapieczętowany.',
  },
  'connect.asked': { en: 'What is asked for', pl: 'O co prosimy' },
  'connect.scope': {
    en: '{scope}. Without it: {without}',
    pl: '{scope}. Bez tego: {without}',
  },
  'connect.clauses': { en: 'What the platform says about keeping', pl: 'Co platforma mówi o przechowywaniu' },
  'connect.clause-source': { en: 'Source: {title}, compared {day}.', pl: 'Źródło: {title}, porównano {day}.' },
  'connect.clause-assumed': {
    en: 'Not read in the source itself: read it before you rely on it.',
    pl: 'Nie porównano z samym źródłem: przed powołaniem się należy je przeczytać.',
  },
  'connect.ground': {
    en: 'On what ground is kept what the platform wants removed?',
    pl: 'Na jakiej podstawie zachowuje się to, czego usunięcia wymaga platforma?',
  },
  'connect.ground-hint': {
    en: 'The law that demands keeping, such as 50 ILCS 205/7. It is kept with your name, and committed to in the log.',
    pl: 'Przepis nakazujący przechowywanie, np. art. 5 ustawy o narodowym zasobie archiwalnym i archiwach. Zostanie zapisany z nazwiskiem i potwierdzony w rejestrze.',
  },
  'connect.messages': {
    en: 'Direct messages too: the owner has agreed to that in particular',
    pl: 'Także wiadomości prywatne: właściciel zgodził się na to osobno',
  },
  'connect.messages-both': {
    en: 'Messages are kept only where both are there: this permission of the platform, and the consent to keeping them, given on the account’s page under “Direct messages”.',
    pl: 'Wiadomości przechowujemy tylko wtedy, gdy jest jedno i drugie: to uprawnienie na platformie i zgoda na przechowywanie, udzielona na stronie konta w części „Wiadomości prywatne”.',
  },
  'connect.go': { en: 'Go to the platform', pl: 'Przejdź do platformy' },
  'connect.app-password': { en: 'App password', pl: 'Hasło aplikacji' },
  'connect.app-password-hint': {
    en: 'Made at the platform for Akta alone; never the password of the account. It is used once and not kept.',
    pl: 'Utworzone na platformie tylko dla Akty; nigdy hasło do samego konta. Zostanie użyte raz i nie będzie przechowywane.',
  },
  'connect.sign-in': { en: 'Connect', pl: 'Połącz' },
  'connect.end': { en: 'Give the access back', pl: 'Zrzeknij się dostępu' },
  'connect.ended': {
    en: 'The access was given back, here and at the platform.',
    pl: 'Zrzeczono się dostępu, tutaj i na platformie.',
  },
  'connect.ended-untold': {
    en: 'The access is forgotten here. The platform was not told: take Akta out of the apps in the settings of the account there.',
    pl: 'Dostęp tutaj zapomniano. Platformy nie zawiadomiono: należy usunąć Aktę z listy aplikacji w ustawieniach konta.',
  },
  'connect.done': { en: '{handle} is connected.', pl: 'Konto {handle} jest połączone.' },
  'connect.done-missing': {
    en: '{scope} was not granted: {without}',
    pl: 'Nie udzielono {scope}: {without}',
  },
  'connect.to-account': { en: 'Go to the account', pl: 'Przejdź do konta' },
  'connect.answer': { en: 'Back from the platform', pl: 'Powrót z platformy' },
  'connect.answering': {
    en: 'The answer of the platform is being taken …',
    pl: 'Trwa przyjmowanie odpowiedzi platformy …',
  },
  'connect.no-answer': {
    en: 'There is no answer of a platform in this address. Begin from the account.',
    pl: 'W tym adresie nie ma odpowiedzi platformy. Należy zacząć od strony konta.',
  },
  'connect.no-link': {
    en: 'This address is not complete. Open the link again as it was given to you.',
    pl: 'Ten adres jest niepełny. Należy otworzyć link ponownie, tak jak został przekazany.',
  },
  'connect.close-window': {
    en: 'Nothing more is needed. You can close this window.',
    pl: 'Nic więcej nie trzeba robić. Można zamknąć to okno.',
  },
  'connect.owner.title': { en: 'Grant access to {handle}', pl: 'Udzielenie dostępu do konta {handle}' },
  'connect.owner.text': {
    en: '{body} has to keep what is published on this account, and asks you, who own it, for access. You say yes or no in the platform’s own page; no password of yours is seen here.',
    pl: '{body} ma obowiązek przechowywać to, co publikuje to konto, i prosi Państwa jako właściciela o dostęp. Zgodę lub odmowę wyraża się na stronie platformy; żadne hasło nie jest tu widoczne.',
  },
  'connect.owner.until': { en: 'This link is good once, until {until}.', pl: 'Ten link działa raz, do {until}.' },
  'connect.owner.messages': {
    en: 'Direct messages are asked for too. They are kept locked, and leave only by a decision.',
    pl: 'Prosimy także o wiadomości prywatne. Są przechowywane z ograniczonym dostępem i wydawane tylko na podstawie decyzji.',
  },
  'connect-links.title': { en: 'A personal link for the owner', pl: 'Osobisty link dla właściciela' },
  'connect-links.text': {
    en: 'For an owner who does not sign in here, such as a mayor. It is good once, for seven days, for this account alone. When it was opened and used is recorded.',
    pl: 'Dla właściciela, który się tu nie loguje, np. burmistrza. Działa raz, przez siedem dni, tylko dla tego konta. Zapisuje się, kiedy go otwarto i użyto.',
  },
  'connect-links.language': { en: 'Language of the owner', pl: 'Język właściciela' },
  'connect-links.make': { en: 'Make a personal link', pl: 'Utwórz osobisty link' },
  'connect-links.shown': {
    en: 'Give it to the owner and to nobody else. It is shown this once:',
    pl: 'Należy go przekazać właścicielowi i nikomu innemu. Jest wyświetlany tylko raz:',
  },
  'connect-links.close': { en: 'Close this link', pl: 'Zamknij ten link' },
  'connect-links.state.open': {
    en: 'Made by {by}, open until {until}.',
    pl: 'Utworzył(a): {by}, ważny do {until}.',
  },
  'connect-links.state.used': { en: 'Made by {by}; access was granted.', pl: 'Utworzył(a): {by}; udzielono dostępu.' },
  'connect-links.state.expired': { en: 'Made by {by}, expired {until}.', pl: 'Utworzył(a): {by}, wygasł {until}.' },
  'connect-links.state.closed': { en: 'Made by {by}, closed.', pl: 'Utworzył(a): {by}, zamknięty.' },
  'connect-links.opened': { en: 'First opened {at}.', pl: 'Pierwsze otwarcie: {at}.' },
  'access.none': {
    en: 'No access was granted: only what is public can be captured.',
    pl: 'Nie udzielono dostępu: da się zapisać tylko to, co publiczne.',
  },
  'access.hand': {
    en: 'A token was given by hand; when it ends is not known.',
    pl: 'Token podano ręcznie; nie wiadomo, kiedy wygaśnie.',
  },
  'access.well': {
    en: 'Granted by its owner {since}; no end is known.',
    pl: 'Dostępu udzielił właściciel {since}; koniec nie jest znany.',
  },
  'access.well-until': {
    en: 'Granted by its owner {since}; it ends {end}.',
    pl: 'Dostępu udzielił właściciel {since}; kończy się {end}.',
  },
  'access.ending': {
    en: 'The access ends {end}: {days, plural, =0 {today} one {one day is left} other {# days are left}}. Connect the account again before.',
    pl: 'Dostęp kończy się {end}; {days, plural, =0 {dzisiaj} one {pozostał jeden dzień} few {pozostały # dni} many {pozostało # dni} other {pozostało # dnia}}. Należy wcześniej połączyć konto ponownie.',
  },
  'access.ended': {
    en: 'The access has ended, {why}. Connect the account again; until then what only it shows is not captured.',
    pl: 'Dostęp się skończył: {why}. Należy połączyć konto ponownie; do tego czasu to, co widać tylko przez ten dostęp, nie jest zapisywane.',
  },
  'access.refused': {
    en: 'The platform refuses the access since {since}. Connect the account again; until then what only it shows is not captured.',
    pl: 'Platforma odrzuca dostęp od {since}. Należy połączyć konto ponownie; do tego czasu to, co widać tylko przez ten dostęp, nie jest zapisywane.',
  },
  'access.renews': { en: 'It is renewed by itself.', pl: 'Odnawia się samoczynnie.' },
  'access.with-messages': { en: 'Direct messages were agreed to.', pl: 'Zgodzono się na wiadomości prywatne.' },
  'access.why.expired': { en: 'its time is over', pl: 'upłynął jego czas' },
  'access.why.renewal-refused': { en: 'the platform did not renew it', pl: 'platforma go nie odnowiła' },
  'access.why.renewal-broke-off': {
    en: 'because a renewal broke off before its answer was kept',
    pl: 'ponieważ odnowienie przerwało się przed zapisaniem odpowiedzi',
  },
  'access.told': { en: 'Told by mail ({to}, {kind}): {state}', pl: 'Zawiadomiono pocztą ({to}, {kind}): {state}' },
  'access.to.custodian': { en: 'whoever answers for the account', pl: 'osoba odpowiedzialna za konto' },
  'access.to.administrator': { en: 'an administrator', pl: 'administrator' },
  'access.kind.days-30': { en: '30 days before', pl: '30 dni wcześniej' },
  'access.kind.days-14': { en: '14 days before', pl: '14 dni wcześniej' },
  'access.kind.days-7': { en: '7 days before', pl: '7 dni wcześniej' },
  'access.kind.days-3': { en: '3 days before', pl: '3 dni wcześniej' },
  'access.kind.days-1': { en: 'one day before', pl: 'jeden dzień wcześniej' },
  'access.kind.ended': { en: 'when it had ended', pl: 'po jego końcu' },
  'access.sent': { en: 'sent {at}', pl: 'wysłano {at}' },
  'access.waiting': { en: 'not sent yet', pl: 'jeszcze nie wysłano' },
  'access.no-address': { en: 'not sent: there is no address', pl: 'nie wysłano: brak adresu' },
  'access.refused-mail': { en: 'not sent: the mail server refused it', pl: 'nie wysłano: odrzucił serwer poczty' },
  'access.unreachable': {
    en: 'not sent: the mail server did not answer',
    pl: 'nie wysłano: serwer poczty nie odpowiadał',
  },
  'limits.since': { en: '{limit} Since {from}.', pl: '{limit} Od {from}.' },
  'limits.once': { en: '{limit} From {from} to {to}.', pl: '{limit} Od {from} do {to}.' },
  'limits.earlier': { en: 'What could not be captured earlier', pl: 'Czego nie dało się zapisać wcześniej' },
  'limits.looked': { en: 'Last looked at {at}.', pl: 'Ostatnio sprawdzono {at}.' },
  'limits.never-looked': {
    en: 'Looked at when the account was added, and not since.',
    pl: 'Sprawdzono przy dodaniu konta; później jeszcze nie.',
  },
  'limits.look': { en: 'Look again now', pl: 'Sprawdź teraz' },
  'account.custodian-address': {
    en: 'E-mail address (told when access ends)',
    pl: 'Adres e-mail (zawiadomienia o końcu dostępu)',
  },
  'desk.access': { en: 'Access', pl: 'Dostęp' },
  'desk.access-well': {
    en: 'No access ends within thirty days.',
    pl: 'W ciągu trzydziestu dni nie kończy się żaden dostęp.',
  },
  'desk.clauses': { en: 'What platforms want removed', pl: 'Czego usunięcia wymagają platformy' },
  'clauses.removed-items': {
    en: '{handle}: {items, plural, one {one item is kept that was} other {# items are kept that were}} removed there, since {since}.',
    pl: '{handle}: przechowywane wpisy usunięte u źródła: {items}, od {since}.',
  },
  'clauses.ended-access': {
    en: '{handle}: {items, plural, one {one item is} other {# items are}} kept though our access has ended, since {since}.',
    pl: '{handle}: przechowywane wpisy mimo ustania dostępu: {items}, od {since}.',
  },
  'clauses.due': { en: 'Somebody has to decide now.', pl: 'Trzeba zdecydować teraz.' },
  'clauses.due-on': { en: 'To be decided by {day}.', pl: 'Do rozstrzygnięcia do {day}.' },
  'clauses.decided': {
    en: 'Decided {at}: {says}. Ground: {ground}',
    pl: 'Zdecydowano {at}: {says}. Podstawa: {ground}',
  },
  'clauses.keep': { en: 'Keep it', pl: 'Zachować' },
  'clauses.give-up': { en: 'Let it go by a disposition', pl: 'Wybrakować' },
  'clauses.decide': { en: 'Decide', pl: 'Zdecyduj' },
  'clauses.decision': { en: 'Ground of the decision', pl: 'Podstawa decyzji' },
} as const satisfies Sentences;
