import { releaseCounts, type Sentences } from '../platform/index.js';

export const requestsSentences = {
  counts: releaseCounts,
  'no-records': {
    en: 'No item matches. Searched: all versions of {searched, plural, one {# item} other {# items}} on {accounts, plural, one {# account} other {# accounts}}, {from} to {to}, {zone}, exact words, no guessing of spelling. Not searched, because not in this archive: {gaps, plural, one {# gap} other {# gaps}}, {minutes, plural, one {# minute} other {# minutes}} in all; {known, plural, one {# known account that is} other {# known accounts that are}} not archived.',
    pl: 'Nie znaleziono żadnego wpisu. Przeszukano wszystkie wersje {searched, plural, one {# wpisu} few {# wpisów} many {# wpisów} other {# wpisu}} na {accounts, plural, one {# koncie} few {# kontach} many {# kontach} other {# konta}}, od {from} do {to}, {zone}, dokładne słowa, bez domyślania się pisowni. Nie przeszukano, bo archiwum tego nie zawiera: {gaps, plural, one {# luka} few {# luki} many {# luk} other {# luki}}, łącznie {minutes, plural, one {# minuta} few {# minuty} many {# minut} other {# minuty}}; {known, plural, one {# znane konto, które nie jest archiwizowane} few {# znane konta, które nie są archiwizowane} many {# znanych kont, które nie są archiwizowane} other {# znanego konta, które nie jest archiwizowane}}.',
  },
  frozen: {
    en: 'Frozen at {size, plural, one {# entry} other {# entries}} of the log: {items, plural, one {# item} other {# items}} with {versions, plural, one {# version} other {# versions}} found, of {searched} searched on {accounts, plural, one {# account} other {# accounts}}, {from} to {to}, {zone}. Not in this archive: {gaps, plural, one {# gap} other {# gaps}}, {minutes, plural, one {# minute} other {# minutes}} in all; {known, plural, one {# known account that is} other {# known accounts that are}} not archived.',
    pl: 'Zamrożono przy {size, plural, one {# zapisie} few {# zapisach} many {# zapisach} other {# zapisu}} rejestru: znaleziono {items, plural, one {# wpis} few {# wpisy} many {# wpisów} other {# wpisu}} ({versions, plural, one {# wersja} few {# wersje} many {# wersji} other {# wersji}}) spośród {searched} na {accounts, plural, one {# koncie} few {# kontach} many {# kontach} other {# konta}}, od {from} do {to}, {zone}. Archiwum nie zawiera: {gaps, plural, one {# luka} few {# luki} many {# luk} other {# luki}}, łącznie {minutes, plural, one {# minuta} few {# minuty} many {# minut} other {# minuty}}; {known, plural, one {# znane konto, które nie jest archiwizowane} few {# znane konta, które nie są archiwizowane} many {# znanych kont, które nie są archiwizowane} other {# znanego konta, które nie jest archiwizowane}}.',
  },
  'days.open-start': { en: 'the beginning', pl: 'początku' },
  'days.open-end': { en: 'the day of the search', pl: 'dnia wyszukiwania' },
  opened: {
    en: 'Request {number} is registered. {held, plural, =0 {Nothing is held for it.} one {# item is held from now on, and what comes under its scope.} other {# items are held from now on, and what comes under its scope.}}',
    pl: 'Zarejestrowano wniosek {number}. {held, plural, =0 {Nie nałożono blokady.} one {Blokada obejmuje # wpis i to, co znajdzie się w zakresie.} few {Blokada obejmuje # wpisy i to, co znajdzie się w zakresie.} many {Blokada obejmuje # wpisów i to, co znajdzie się w zakresie.} other {Blokada obejmuje # wpisu i to, co znajdzie się w zakresie.}}',
  },
  due: { en: 'Due {due}. {authority}', pl: 'Termin: {due} {authority}' },
  'due.none': { en: 'No deadline is set.', pl: 'Nie ustalono terminu.' },
  'due.paused': { en: 'The clock stands still.', pl: 'Bieg terminu jest zawieszony.' },
  'due.overdue': { en: 'The deadline has passed.', pl: 'Termin upłynął.' },
  'due.type': { en: 'Counted as {type}.', pl: 'Liczony jako: {type}.' },
  'recount.added': {
    en: '{at}: counted anew, because {day} ({name}) does not count any more in the calendar {calendar}.',
    pl: '{at}: termin obliczono ponownie, ponieważ {day} ({name}) nie liczy się już w kalendarzu {calendar}.',
  },
  'recount.removed': {
    en: '{at}: counted anew, because {day} counts again in the calendar {calendar}.',
    pl: '{at}: termin obliczono ponownie, ponieważ {day} znowu liczy się w kalendarzu {calendar}.',
  },
  'recount.moved': {
    en: 'It was due {before}; it is due {due}.',
    pl: 'Poprzedni termin: {before}; nowy termin: {due}',
  },
  'recount.stayed': { en: 'The deadline stays as it was.', pl: 'Termin pozostaje bez zmian.' },
  'recount.stuck': {
    en: 'What was stated of this request does not fit it any more, so the deadline stays as it was. Look at its pauses and at the day named in its notice.',
    pl: 'Dane tego wniosku już do niego nie pasują, więc termin pozostaje bez zmian. Należy sprawdzić zawieszenia terminu i dzień podany w zawiadomieniu.',
  },
  'mail.not-set': {
    en: 'No mail server is set (SMTP_URL), so nobody is reminded by mail: look here each day.',
    pl: 'Nie ustawiono serwera poczty (SMTP_URL), więc nikt nie otrzymuje przypomnień e-mailem: należy zaglądać tu codziennie.',
  },
  'mail.failing': {
    en: 'The mail server has not taken {waiting, plural, one {# reminder} other {# reminders}} after several tries. It is tried again every hour; look at the server.',
    pl: 'Serwer poczty mimo kilku prób nie przyjął {waiting, plural, one {# przypomnienia} few {# przypomnień} many {# przypomnień} other {# przypomnienia}}. Próby są ponawiane co godzinę; należy sprawdzić serwer.',
  },
  'mail.no-address': {
    en: '{n, plural, one {# reminder has} other {# reminders have}} nobody to go to: whoever registered the request has no e-mail address (akta person mail).',
    pl: '{n, plural, one {# przypomnienie nie ma adresata} few {# przypomnienia nie mają adresata} many {# przypomnień nie ma adresata} other {# przypomnienia nie ma adresata}}: osoba, która zarejestrowała wniosek, nie ma adresu e-mail (akta person mail).',
  },
  'mail.refused': {
    en: 'The mail server refused {n, plural, one {# reminder} other {# reminders}} for good: look at the e-mail address of whoever registered the request.',
    pl: 'Serwer poczty trwale odrzucił {n, plural, one {# przypomnienie} few {# przypomnienia} many {# przypomnień} other {# przypomnienia}}: należy sprawdzić adres e-mail osoby, która zarejestrowała wniosek.',
  },
  line: { en: '{number}  {state}  {due}  {requester}', pl: '{number}  {state}  {due}  {requester}' },
  none: { en: 'There is no request.', pl: 'Nie ma żadnego wniosku.' },
  collected: {
    en: '{found, plural, =0 {Nothing matches.} one {# item matches.} other {# items match.}}',
    pl: '{found, plural, =0 {Nie znaleziono żadnego wpisu.} one {Znaleziono # wpis.} few {Znaleziono # wpisy.} many {Znaleziono # wpisów.} other {Znaleziono # wpisu.}}',
  },
  stepped: { en: 'Request {number}: {state}.', pl: 'Wniosek {number}: {state}.' },
  asks: { en: '{requester} asked on {at}:', pl: '{requester}, {at}:' },
  progress: {
    en: '{decided} of {found} decided; {second} looked at by a second person.',
    pl: 'Rozstrzygnięto {decided} z {found}; {second} sprawdziła druga osoba.',
  },
  decided: {
    en: '{items, plural, one {# item} other {# items}} decided: {decision}.',
    pl: 'Rozstrzygnięto {items, plural, one {# wpis} few {# wpisy} many {# wpisów} other {# wpisu}}: {decision}.',
  },
  undone: {
    en: '{undone, plural, one {# decision} other {# decisions}} taken back; {kept, plural, one {# was} other {# were}} decided anew since and stays so.',
    pl: 'Cofnięto {undone, plural, one {# rozstrzygnięcie} few {# rozstrzygnięcia} many {# rozstrzygnięć} other {# rozstrzygnięcia}}; rozstrzygnięte ponownie i pozostawione: {kept}.',
  },
  redacted: {
    en: 'Covered in version {version}: {part}, {code}.',
    pl: 'Zanonimizowano w wersji {version}: {part}, {code}.',
  },
  'state.received': { en: 'received', pl: 'przyjęty' },
  'state.acknowledged': { en: 'acknowledged', pl: 'potwierdzony' },
  'state.collected': { en: 'being collected', pl: 'gromadzenie' },
  'state.in-review': { en: 'in review', pl: 'w ocenie' },
  'state.closed': { en: 'closed', pl: 'zamknięty' },
  'state.withdrawn': { en: 'withdrawn', pl: 'wycofany' },
  'decision.undecided': { en: 'undecided', pl: 'nierozstrzygnięty' },
  'decision.responsive': { en: 'released', pl: 'udostępniony' },
  'decision.not-about': { en: 'not about the request', pl: 'nie dotyczy wniosku' },
  'decision.withhold': { en: 'withheld', pl: 'odmowa' },
  'decision.in-part': { en: 'released in part', pl: 'udostępniony częściowo' },
  'reminder.half': { en: 'Half of the time has gone.', pl: 'Upłynęła połowa terminu.' },
  'reminder.three-quarters': { en: 'Three quarters of the time have gone.', pl: 'Upłynęły trzy czwarte terminu.' },
  'reminder.nine-tenths': { en: 'Nine tenths of the time have gone.', pl: 'Upłynęło dziewięć dziesiątych terminu.' },
  'reminder.day-before': { en: 'One day is left.', pl: 'Pozostał jeden dzień.' },
} as const satisfies Sentences;
