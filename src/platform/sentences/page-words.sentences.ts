import type { Sentences } from './sentences.js';

/** Words the screens share: states, kinds, reasons, limits, counts. */
export const wordSentences = {
  'state.present': { en: 'At the source', pl: 'Widoczny w źródle' },
  'state.gone': { en: 'No longer at the source', pl: 'Nie ma już w źródle' },
  'state.suspected': { en: 'Not found by one look', pl: 'Nie znaleziono w jednym odczycie' },
  'state.hidden': { en: 'Hidden at the source', pl: 'Ukryty w źródle' },
  'state.late': { en: 'Captured late', pl: 'Zapisano z opóźnieniem' },
  'state.restricted': { en: 'Restricted', pl: 'Dostęp ograniczony' },
  'state.versions': {
    en: '{n, plural, one {# version} other {# versions}}',
    pl: '{n, plural, one {# wersja} few {# wersje} many {# wersji} other {# wersji}}',
  },
  'state.replies': {
    en: '{n, plural, one {# reply} other {# replies}}',
    pl: '{n, plural, one {# odpowiedź} few {# odpowiedzi} many {# odpowiedzi} other {# odpowiedzi}}',
  },
  'kind.post': { en: 'Post', pl: 'Post' },
  'kind.reply': { en: 'Reply', pl: 'Odpowiedź' },
  'kind.repost': { en: 'Repost', pl: 'Podanie dalej' },
  'kind.entry': { en: 'Feed entry', pl: 'Wpis kanału' },
  'kind.profile': { en: 'Profile', pl: 'Profil' },
  'kind.original': { en: 'Post of somebody else, repeated', pl: 'Cudzy post, powtórzony' },
  'author.official': { en: 'Official account', pl: 'Konto urzędowe' },
  'author.unknown': { en: 'Author not stated', pl: 'Autora nie podano' },
  'character.official': { en: 'Official', pl: 'Urzędowe' },
  'character.mixed': { en: 'Mixed', pl: 'Mieszane' },
  'character.personal': { en: 'Personal', pl: 'Osobiste' },
  'account-state.active': { en: 'Archived', pl: 'Archiwizowane' },
  'account-state.paused': { en: 'Paused', pl: 'Wstrzymane' },
  'account-state.retired': { en: 'Retired', pl: 'Zakończone' },
  'reason.platform-unavailable': { en: 'the platform did not answer', pl: 'platforma nie odpowiadała' },
  'reason.access-refused': { en: 'the platform refused our access', pl: 'platforma odmówiła dostępu' },
  'reason.store-unavailable': {
    en: 'our own store could not take what was read',
    pl: 'nasz magazyn nie mógł przyjąć odczytanych danych',
  },
  'reason.rate-limited': {
    en: 'the platform allowed no more requests',
    pl: 'platforma nie przyjmowała kolejnych zapytań',
  },
  'reason.window-exceeded': {
    en: 'more was posted than the platform’s list shows',
    pl: 'opublikowano więcej, niż obejmuje lista platformy',
  },
  'reason.not-running': { en: 'Akta was not running', pl: 'Akta nie działała' },
  'limit.replies-unknown-servers': {
    en: 'Replies from servers that this server does not know cannot be archived here.',
    pl: 'Nie da się tu zapisać odpowiedzi z serwerów, których ten serwer nie zna.',
  },
  'limit.replies-none': {
    en: 'Replies cannot be archived here: the source does not carry them.',
    pl: 'Nie da się tu zapisać odpowiedzi: źródło ich nie zawiera.',
  },
  'limit.replies-limited-without-token': {
    en: 'Without access granted by the account, long threads are cut short: at most 60 replies of each can be archived.',
    pl: 'Bez dostępu udzielonego przez konto długie wątki są ucinane: można zapisać najwyżej 60 odpowiedzi w każdym.',
  },
  'limit.edit-history-none': {
    en: 'This server keeps no history of edits: only what stood there when we looked is archived.',
    pl: 'Ten serwer nie przechowuje historii zmian: zapisujemy tylko to, co było widoczne podczas odczytu.',
  },
  'limit.edits-between-looks': {
    en: 'If an item is edited twice between two looks, the version in between is not archived.',
    pl: 'Jeśli wpis zmieniono dwukrotnie między odczytami, wersji pośredniej archiwum nie zawiera.',
  },
  'limit.messages-not-granted': {
    en: 'Direct messages are not archived until access to them is granted.',
    pl: 'Wiadomości prywatnych nie zapisujemy, dopóki nie zostanie udzielony dostęp.',
  },
  'limit.no-scope-messages': {
    en: 'The access given does not open direct messages: they are not archived until the owner of the account grants that too.',
    pl: 'Udzielony dostęp nie obejmuje wiadomości prywatnych: nie zapisujemy ich, dopóki właściciel konta nie udzieli i tego uprawnienia.',
  },
  'limit.stories-metadata-only': {
    en: 'Of stories is archived that there was one, when, and of what kind: their pictures and videos are not.',
    pl: 'Z relacji zapisujemy tylko to, że się pojawiła, kiedy i jakiego była rodzaju: ich zdjęć i filmów archiwum nie zawiera.',
  },
  'limit.stories-not-granted': {
    en: 'With this access, stories cannot be read: nothing of them is archived.',
    pl: 'Przy tym dostępie nie da się odczytać relacji: archiwum ich nie zawiera.',
  },
  'limit.deletions-by-look-only': {
    en: 'Removals are found by looking again; the platform does not report them. The time is known only between two looks.',
    pl: 'Zniknięcie wpisu stwierdza się przez ponowny odczyt; platforma go nie zgłasza. Czas znany jest tylko w granicach dwóch odczytów.',
  },
  'limit.deletions-never-from-feed': {
    en: 'A feed cannot show that an entry was removed: an entry that leaves it is not counted as gone.',
    pl: 'Kanał nie pokazuje, że wpis usunięto: wpisu, który z niego wypadł, nie uznajemy za brakujący w źródle.',
  },
  'limit.feed-window': {
    en: 'The feed shows only its newest entries: what appears and leaves between two looks is not archived.',
    pl: 'Kanał pokazuje tylko najnowsze wpisy: tego, co pojawi się i zniknie między odczytami, archiwum nie zawiera.',
  },
  'limit.comments-not-granted': {
    en: 'With this access, comments and visitors’ posts cannot be read: they are not archived until the permission to read them is granted.',
    pl: 'Przy tym dostępie nie da się odczytać komentarzy ani postów odwiedzających: nie zapisujemy ich, dopóki nie zostanie udzielone uprawnienie do ich odczytu.',
  },
  'limit.listing-incomplete': {
    en: 'The platform’s list of older posts is not complete: it gives some 600 of a year. For the rest, bring in the page’s own download.',
    pl: 'Lista starszych postów na platformie nie jest pełna: zawiera około 600 z każdego roku. Pozostałe można wprowadzić z kopii danych strony pobranej z platformy.',
  },
  'limit.deletions-by-look-or-push': {
    en: 'Removals are known at once only where the platform reports them to this archive; else they are found by looking again, and the time is known only between two looks.',
    pl: 'O usunięciu wiadomo od razu tylko wtedy, gdy platforma zgłasza je temu archiwum; w innym razie stwierdza się je przez ponowny odczyt, a czas znany jest tylko w granicach dwóch odczytów.',
  },
  'limit.moderator-not-named': {
    en: 'The platform says that a comment is hidden, not who hid it.',
    pl: 'Platforma podaje, że komentarz ukryto, ale nie podaje, kto to zrobił.',
  },
  'limit.not-connected': {
    en: 'Its owner has not connected this account yet: nothing of it is captured until that is done.',
    pl: 'Właściciel nie połączył jeszcze tego konta: do tego czasu nic z niego nie jest zapisywane.',
  },
  'limit.mentions-not-granted': {
    en: 'With this access, posts in which others tag the account cannot be read: they are not archived until the permission to read them is granted.',
    pl: 'Ten dostęp nie pozwala odczytać wpisów, w których inni oznaczają konto: nie są zapisywane, dopóki nie zostanie udzielone odpowiednie uprawnienie.',
  },
  'limit.stories-by-look-only': {
    en: 'Stories end after 24 hours, and the platform does not say whether one ended or was removed: one that is removed before we look is not archived, and none is counted as gone.',
    pl: 'Relacje kończą się po 24 godzinach, a platforma nie podaje, czy relacja się skończyła, czy ją usunięto: usuniętej przed odczytem archiwum nie zawiera, a żadnej nie uznajemy za brakującą w źródle.',
  },
  'limit.not-captured': {
    en: 'Nothing of this account is captured by itself: what the archive has of it comes from its own downloads and was recorded by hand. What is not imported or recorded so is not here.',
    pl: 'Z tego konta nic nie jest zapisywane samoczynnie: archiwum zawiera tylko to, co zaimportowano z pobranych archiwów konta albo zapisano ręcznie. Niczego więcej tu nie ma.',
  },
  'limit.replies-by-index-only': {
    en: 'Replies are those that the network’s public index shows; what it leaves out cannot be archived here.',
    pl: 'Zapisujemy odpowiedzi pokazywane przez publiczny indeks sieci; tych, które pomija, archiwum nie zawiera.',
  },
  'limit.removals-proved-by-look': {
    en: 'Removals are found by looking again, and proved by the account’s own signature. The time is known only between two looks.',
    pl: 'Zniknięcie wpisu stwierdza się przez ponowny odczyt i potwierdza podpisem samego konta. Czas znany jest tylko w granicach dwóch odczytów.',
  },
  'limit.between-looks-unseen': {
    en: 'What is posted and removed, or edited twice, between two looks is not archived: the source keeps no earlier versions.',
    pl: 'Tego, co opublikowano i usunięto albo zmieniono dwukrotnie między odczytami, archiwum nie zawiera: źródło nie przechowuje wcześniejszych wersji.',
  },
  'limit.no-scope-posts': {
    en: 'The access granted does not reach posts: of what is not public to everybody nothing can be archived. Connect the account again and allow it.',
    pl: 'Udzielony dostęp nie obejmuje wpisów: tego, co nie jest publiczne, nie da się zapisać. Należy połączyć konto ponownie i wyrazić na to zgodę.',
  },
  'limit.no-scope-profile': {
    en: 'The access granted does not reach the profile: changes of it that only the account sees are not archived. Connect the account again and allow it.',
    pl: 'Udzielony dostęp nie obejmuje profilu: jego zmiany widoczne tylko dla konta nie są zapisywane. Należy połączyć konto ponownie i wyrazić na to zgodę.',
  },
  'limit.no-scope-notifications': {
    en: 'The access granted does not reach notifications: mentions of the account from other servers may be missed. Connect the account again and allow it.',
    pl: 'Udzielony dostęp nie obejmuje powiadomień: wzmianki o koncie z innych serwerów mogą zostać pominięte. Należy połączyć konto ponownie i wyrazić na to zgodę.',
  },
  'limit.no-scope-pushes': {
    en: 'The access granted does not let the platform tell us of changes at once: what is hidden or removed between two looks may be missed. Connect the account again and allow it.',
    pl: 'Udzielony dostęp nie pozwala platformie zawiadamiać nas od razu o zmianach: to, co ukryto lub usunięto między odczytami, może zostać pominięte. Należy połączyć konto ponownie i wyrazić na to zgodę.',
  },
  'limit.none': { en: 'No limit is known for this account.', pl: 'Dla tego konta nie są znane żadne ograniczenia.' },
  'count.items': {
    en: '{n, plural, one {# item} other {# items}}',
    pl: '{n, plural, one {# wpis} few {# wpisy} many {# wpisów} other {# wpisu}}',
  },
  'count.gaps': {
    en: '{n, plural, one {# gap} other {# gaps}}',
    pl: '{n, plural, one {# luka} few {# luki} many {# luk} other {# luki}}',
  },
  'figure.items': { en: 'Items', pl: 'Wpisy' },
  'figure.versions': { en: 'Versions', pl: 'Wersje' },
  'figure.gone': { en: 'No longer at the source', pl: 'Nie ma już w źródle' },
  'figure.late': { en: 'Captured late', pl: 'Zapisane z opóźnieniem' },
  'figure.gaps': { en: 'Gaps', pl: 'Luki' },
  'figure.gap-minutes': { en: 'Account-minutes not seen', pl: 'Minuty bez obserwacji kont' },
  'gap.closed': {
    en: '{account} was not seen from {from} to {to} on {date} ({minutes, plural, one {# minute} other {# minutes}}), because {reason}. What was posted and still stood at {to} was captured then and is marked so. What was posted and removed in between is not in this archive, and we cannot know whether there was any.',
    pl: 'Konta {account} nie obserwowano {date} od {from} do {to} ({minutes, plural, one {# minuta} few {# minuty} many {# minut} other {# minuty}}), ponieważ {reason}. Wpisy opublikowane w tym czasie i nadal widoczne o {to} zapisano z opóźnieniem i tak oznaczono. Wpisów opublikowanych i usuniętych w tym czasie archiwum nie zawiera; nie wiadomo, czy takie były.',
  },
  'gap.open': {
    en: '{account} has not been seen since {from} on {date}, because {reason}. Nothing is counted as gone. Until the account can be read again, this stretch is recorded as a gap.',
    pl: 'Konta {account} nie obserwujemy od {from} dnia {date}, ponieważ {reason}. Żadnego wpisu nie uznano za brakujący w źródle. Do czasu ponownego odczytu okres ten odnotowujemy jako lukę.',
  },
  'gap.brought': {
    en: '{late, plural, =0 {Nothing was captured late} one {# item captured late} other {# items captured late}}; {edits, plural, =0 {no edit was recovered} one {# edit recovered from the platform’s own history} other {# edits recovered from the platform’s own history}}.',
    pl: '{late, plural, =0 {Niczego nie zapisano z opóźnieniem} one {# wpis zapisano z opóźnieniem} few {# wpisy zapisano z opóźnieniem} many {# wpisów zapisano z opóźnieniem} other {# wpisu zapisano z opóźnieniem}}; {edits, plural, =0 {nie odzyskano żadnej zmiany} one {# zmianę odzyskano z historii platformy} few {# zmiany odzyskano z historii platformy} many {# zmian odzyskano z historii platformy} other {# zmiany odzyskano z historii platformy}}.',
  },
  'gaps.none': { en: 'No gap is recorded.', pl: 'Nie odnotowano żadnej luki.' },
  'gaps.title': { en: 'Gaps', pl: 'Luki' },
  'known.title': { en: 'Known, not archived', pl: 'Znane, niearchiwizowane' },
  'known.none': {
    en: 'No account is known that exists and is not archived.',
    pl: 'Nie jest znane żadne istniejące konto, które nie jest archiwizowane.',
  },
  'known.line': {
    en: '{handle} ({platform}): {reason}. Decided by {who}, {date}.',
    pl: '{handle} ({platform}): {reason}. Decyzja: {who}, {date}',
  },
} as const satisfies Sentences;
