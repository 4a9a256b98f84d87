import type { Language } from '../platform/index.js';
import { dispositionTrail } from './trail-dispositions.sentences.js';
import type { EventType } from './event-types.js';
import { trailOfCapture } from './trail-capture.sentences.js';
import { trailOfKeys } from './trail-keys.sentences.js';
import { trailOfReports } from './trail-reports.sentences.js';
import { trailOfIncidents } from './trail-incidents.sentences.js';
import { trailOfMarks } from './trail-marks.sentences.js';
import { trailOfBrought } from './trail-brought.sentences.js';
import { trailOfStorage } from './trail-storage.sentences.js';
import { trailOfErasures } from './trail-erasures.sentences.js';
import { trailOfNotices } from './trail-holds.sentences.js';
import { trailOfRebuilds } from './trail-rebuilds.sentences.js';
import { trailOfConnections } from './trail-connections.sentences.js';
import { trailOfPeople } from './trail-people.sentences.js';

/**
 * One sentence for each kind of event. `{who}` is the person or part of the system; `{item}`, `{account}`, `{body}`,
 * `{person}`, `{custodian}`, `{known}`, `{confirmation}` and `{day}` are names; `{said}` is a reason given; times are in the body's zone.
 */
export const trailSentences = {
  'log.opened': {
    en: '{who} opened the log, on a {clock} clock.',
    pl: 'Otwarto rejestr ({who}); zegar: {clock}.',
  },
  'log.recovered': {
    en: '{who} recovered the log at {size, plural, one {# entry} other {# entries}}.',
    pl: 'Odtworzono rejestr ({who}): {size, plural, one {# zapis} few {# zapisy} many {# zapisów} other {# zapisu}}.',
  },
  'operator.intervened': {
    en: '{who} intervened by hand: {said}.',
    pl: 'Ręczna interwencja ({who}): {said}.',
  },
  ...trailOfPeople,
  ...trailOfConnections,
  ...trailOfMarks,
  ...trailOfRebuilds,
  'body.added': { en: '{who} added the body {body}.', pl: 'Dodano podmiot {body} ({who}).' },
  'account.added': {
    en: '{who} began to archive {account}, an {character} account of {body}.',
    pl: 'Rozpoczęto archiwizację konta {account} ({who}); podmiot: {body}, charakter: {character}.',
  },
  'account.paused': { en: '{who} paused {account}: {said}.', pl: 'Wstrzymano konto {account} ({who}): {said}.' },
  'account.resumed': { en: '{who} resumed {account}: {said}.', pl: 'Wznowiono konto {account} ({who}): {said}.' },
  'account.retired': {
    en: '{who} retired {account}: {said}.',
    pl: 'Zakończono archiwizację konta {account} ({who}): {said}.',
  },
  'account.basis-stated': {
    en: '{who} stated the legal basis of {account}: {said}.',
    pl: 'Podano podstawę prawną dla konta {account} ({who}): {said}.',
  },
  'account.character-set': {
    en: '{who} set the character of {account} to {character}.',
    pl: 'Ustalono charakter konta {account} ({who}): {character}.',
  },
  'account.access-set': {
    en: '{who} changed the access to {account}: {stated}.',
    pl: 'Zmieniono dostęp do konta {account} ({who}): {stated}.',
  },
  'account.secret-set': {
    en: '{who} changed {name} of {account}: {change}.',
    pl: 'Zmieniono {name} konta {account} ({who}): {change}.',
  },
  'account.limits-changed': {
    en: 'What cannot be archived of {account} changed: {limits, plural, one {# limit} other {# limits}} now.',
    pl: 'Zmienił się zakres tego, czego nie da się zapisać z konta {account}: {limits, plural, one {# ograniczenie} few {# ograniczenia} many {# ograniczeń} other {# ograniczenia}}.',
  },
  'account.renamed': {
    en: '{account} is called otherwise at its source: {said}.',
    pl: 'Konto {account} nazywa się w źródle inaczej: {said}.',
  },
  'custodian.assigned': {
    en: '{who} made {custodian} answer for {account} from {from}.',
    pl: 'Za konto {account} odpowiada {custodian} od {from} ({who}).',
  },
  'custodian.ended': {
    en: '{custodian} ceased to answer for {account} on {to}.',
    pl: 'Koniec odpowiedzialności za konto {account}: {custodian}, {to} ({who}).',
  },
  ...trailOfIncidents,
  'known-account.noted': {
    en: '{who} noted {known} as known and not archived: {said}.',
    pl: 'Odnotowano konto znane, lecz niearchiwizowane: {known} ({who}): {said}.',
  },
  ...trailOfCapture,
  'item.suppressed': {
    en: '{suppressed, plural, one {# item} other {# items}} destroyed by disposition came by again at {account} and stayed destroyed.',
    pl: 'Na koncie {account} ponownie napotkano wybrakowane wpisy ({suppressed}); nie zapisano ich.',
  },
  'gap.opened': {
    en: '{account} is not seen since {from}, because {reason}.',
    pl: 'Konta {account} nie widać od {from}, ponieważ {reason}.',
  },
  'gap.closed': {
    en: '{account} was not seen from {from} to {to} ({minutes, plural, one {# minute} other {# minutes}}), because {reason}.',
    pl: 'Konta {account} nie obserwowano od {from} do {to} ({minutes, plural, one {# minuta} few {# minuty} many {# minut} other {# minuty}}), ponieważ {reason}.',
  },
  ...dispositionTrail,
  ...trailOfKeys,
  'locks.renewed': {
    en: '{who} looked at the locks of {objects, plural, one {# object} other {# objects}}: renewed {renewed}, removed {removed}, locked too shortly {short}.',
    pl: 'Sprawdzono blokady {objects, plural, one {# obiektu} few {# obiektów} many {# obiektów} other {# obiektu}} ({who}): odnowiono {renewed}, usunięto {removed}, zbyt krótkich {short}.',
  },
  'object.removed': {
    en: '{who} removed a stored object of which everything had been destroyed and whose lock had ended.',
    pl: 'Usunięto obiekt, którego całą zawartość wybrakowano i którego blokada minęła ({who}).',
  },
  'installation.examined': {
    en: '{who} looked over the installation: {well} well, {known} worth knowing, {ill} ill, {unseen} not seen.',
    pl: 'Przejrzano instalację ({who}): w porządku {well}, warto wiedzieć {known}, źle {ill}, nie sprawdzono {unseen}.',
  },
  'archive.scrubbed': {
    en: '{who} took what had been destroyed ({destroyed, plural, one {# item} other {# items}}) out of the files of the database: {reached}.',
    pl: 'Usunięto z plików bazy danych to, co wybrakowano ({destroyed, plural, one {# wpis} few {# wpisy} many {# wpisów} other {# wpisu}}): {reached} ({who}).',
  },
  'material.looked-at': {
    en: '{who} looked at {what} material: {item}.',
    pl: 'Obejrzano materiał ({what}), {who}: {item}.',
  },
  'person.searched-for': { en: '{who} searched for a person: {said}.', pl: 'Szukano osoby ({who}): {said}.' },
  'search.certified': {
    en: '{who} certified a search over the log of {size, plural, one {# entry} other {# entries}}: {items, plural, one {# item} other {# items}} in {versions, plural, one {# version} other {# versions}}.',
    pl: 'Poświadczono wyszukiwanie ({who}); zapisów w rejestrze: {size}, wpisów: {items}, wersji: {versions}.',
  },
  'search.saved': { en: '{who} saved a search.', pl: 'Zapisano zapytanie ({who}).' },
  'search.forgotten': { en: '{who} took a saved search off the list.', pl: 'Zdjęto zapytanie z listy ({who}).' },
  'export.started': { en: '{who} began an export of {account}.', pl: 'Rozpoczęto eksport konta {account} ({who}).' },
  'export.built': {
    en: 'A bundle was built: {versions, plural, one {# version} other {# versions}} of {items, plural, one {# item} other {# items}}.',
    pl: 'Sporządzono pakiet: wersje: {versions}, wpisy: {items}.',
  },
  'export.failed': { en: 'A bundle could not be built.', pl: 'Nie udało się sporządzić pakietu.' },
  'export.proposed': {
    en: 'Without redaction it needs a second person: {who} proposed it.',
    pl: 'Bez anonimizacji potrzebna jest druga osoba: pakiet zaproponowano ({who}).',
  },
  'export.approved': {
    en: '{who} approved a bundle without redaction.',
    pl: 'Zatwierdzono pakiet bez anonimizacji ({who}).',
  },
  'export.removed': {
    en: 'The file of a bundle was removed, because {items, plural, one {# item} other {# items}} in it {items, plural, one {was} other {were}} destroyed.',
    pl: 'Usunięto plik pakietu, bo zniszczono {items, plural, one {# wpis} few {# wpisy} many {# wpisów} other {# wpisu}} z tego pakietu.',
  },
  'export.downloaded': { en: '{who} downloaded a bundle.', pl: 'Pobrano pakiet ({who}).' },
  'clock.confirmed': {
    en: '{who} confirmed the deadline rule {confirmation}: {said}.',
    pl: 'Potwierdzono regułę terminu {confirmation} ({who}): {said}.',
  },
  'calendar.day-added': {
    en: '{who} added a day that does not count, {day}: {said}.',
    pl: 'Dodano dzień, który się nie liczy: {day} ({who}): {said}.',
  },
  'calendar.day-removed': {
    en: '{who} made a day count again, {day}: {said}.',
    pl: 'Przywrócono liczenie dnia {day} ({who}): {said}.',
  },
  'numbering.set': {
    en: '{who} set the numbers of {body} ({series}): the next is {next}.',
    pl: 'Ustalono numerację ({series}), podmiot: {body} ({who}); następny numer: {next}.',
  },
  'matter.opened': { en: '{who} opened the matter {matter}.', pl: 'Założono sprawę {matter} ({who}).' },
  ...trailOfErasures,
  ...trailOfNotices,
  'hold.placed': {
    en: '{who} placed the hold {hold} for {matter} over {items, plural, one {# item} other {# items}}, triggered {trigger}: {said}.',
    pl: 'Nałożono blokadę {hold} w sprawie {matter} ({who}), zdarzenie: {trigger}; {items, plural, one {# wpis} few {# wpisy} many {# wpisów} other {# wpisu}}: {said}.',
  },
  'hold.grew': {
    en: '{items, plural, one {# more item} other {# more items}} came under the hold {hold}.',
    pl: 'Blokada {hold} objęła kolejne wpisy: {items}.',
  },
  'hold.release-proposed': {
    en: '{who} proposed to release the hold {hold}: {said}.',
    pl: 'Wniesiono o zwolnienie blokady {hold} ({who}): {said}.',
  },
  'request.received': {
    en: '{who} registered the request {request} ({kind}) to {body}, received {received}.',
    pl: 'Zarejestrowano wniosek {request} ({kind}), podmiot: {body} ({who}); wpływ: {received}.',
  },
  'request.stepped': {
    en: '{who} took a step with the request {request}: {action}; it is {to} now ({said}).',
    pl: 'Czynność w sprawie wniosku {request} ({who}): {action}; stan: {to} ({said}).',
  },
  'request.reminded': {
    en: 'A reminder of the request {request} fell due: {kind}.',
    pl: 'Przypomnienie o wniosku {request}: {kind}.',
  },
  'request.notice-sent': {
    en: 'A message about the deadline of the request {request} was sent to {person}.',
    pl: 'Wysłano wiadomość o terminie wniosku {request}; adresat: {person}.',
  },
  'person.mail-set': {
    en: '{who} set the e-mail address at which {person} is reminded.',
    pl: 'Ustawiono adres e-mail, na który osoba {person} otrzymuje przypomnienia ({who}).',
  },
  'due-feed.opened': {
    en: '{who} made an address at which the calendar of {person} reads deadlines.',
    pl: 'Utworzono adres, pod którym kalendarz osoby {person} odczytuje terminy ({who}).',
  },
  'due-feed.closed': {
    en: '{who} ended the address at which the calendar of {person} read deadlines.',
    pl: 'Zamknięto adres, pod którym kalendarz osoby {person} odczytywał terminy ({who}).',
  },
  'handle.challenged': {
    en: '{who} issued a code with which the requester of {request} can prove a handle, good until {until} ({said}).',
    pl: 'Wydano kod, którym osoba wnioskująca ({request}) może potwierdzić swoje konto, ważny do {until} ({who}; {said}).',
  },
  'handle.proved': {
    en: '{who} recorded that the requester of {request} controls a handle: {path} ({said}).',
    pl: 'Odnotowano, że osoba wnioskująca ({request}) włada kontem: {path} ({who}; {said}).',
  },
  'request.frozen': {
    en: '{who} froze what was found for the request {request}: {items, plural, one {# item} other {# items}}, {versions, plural, one {# version} other {# versions}}, at {size, plural, one {# entry} other {# entries}} of the log.',
    pl: 'Zamrożono wyniki dla wniosku {request} ({who}); wpisy: {items}, wersje: {versions}, zapisy rejestru: {size}.',
  },
  'request.closed': {
    en: '{who} closed the request {request}: found {found} = released {released} + in part {inPart} + withheld {withheld} + not about it {notAbout}; {versions, plural, one {# version} other {# versions}} released.',
    pl: 'Zamknięto wniosek {request} ({who}): znaleziono {found} = udostępniono {released} + częściowo {inPart} + odmówiono {withheld} + nie dotyczy {notAbout}; udostępnione wersje: {versions}.',
  },
  'item.reviewed': {
    en: '{who} decided for the request {request} ({pass} look): {decision}: {item}.',
    pl: 'Rozstrzygnięto dla wniosku {request} ({who}, ocena: {pass}): {decision}: {item}.',
  },
  'item.redacted': {
    en: '{who} covered something for the request {request} in {item}.',
    pl: 'Zanonimizowano fragment dla wniosku {request} ({who}): {item}.',
  },
  'item.redaction-lifted': {
    en: '{who} uncovered something for the request {request} in {item}.',
    pl: 'Cofnięto anonimizację fragmentu dla wniosku {request} ({who}): {item}.',
  },
  'hold.released': {
    en: '{who}, as the second person, released the hold {hold}.',
    pl: 'Blokadę {hold} zwolniła druga osoba ({who}).',
  },
  'letterhead.set': {
    en: '{who} set what the letters of {body} say in each case ({language}).',
    pl: 'Ustalono stałe informacje pism ({language}), podmiot: {body} ({who}).',
  },
  'letter.written': {
    en: '{who} wrote a letter about the request {request}: {kind}.',
    pl: 'Sporządzono pismo w sprawie wniosku {request} ({who}): {kind}.',
  },
  'declaration.written': {
    en: '{who} wrote a paper about a bundle: {kind}.',
    pl: 'Sporządzono dokument dotyczący pakietu ({who}): {kind}.',
  },
  'export-link.opened': {
    en: '{who} made a link at which a requester takes a bundle until {until}.',
    pl: 'Utworzono link, pod którym osoba wnioskująca może pobrać pakiet do {until} ({who}).',
  },
  'export-link.closed': {
    en: '{who} closed a link to a bundle.',
    pl: 'Zamknięto link do pakietu ({who}).',
  },
  'export-link.fetched': {
    en: 'Somebody who has the link began to fetch a bundle.',
    pl: 'Osoba mająca link zaczęła pobierać pakiet.',
  },
  'export-link.delivered': {
    en: 'The fetching of a bundle by its link ended: {outcome} ({bytes, plural, one {# byte} other {# bytes}}).',
    pl: 'Pobieranie pakietu za pomocą linku zakończyło się: {outcome} ({bytes} B).',
  },
  'policy.loaded': {
    en: '{who} put the retention schedule {policy} in force for {body} ({trust}): {said}.',
    pl: 'Wprowadzono w życie zasady przechowywania {policy}, podmiot: {body} ({who}; {trust}): {said}.',
  },
  'retention-event.recorded': {
    en: '{who} recorded for {body} what starts a retention clock, {name}, of {on}: {said}.',
    pl: 'Odnotowano zdarzenie, od którego biegnie okres przechowywania: {name}, {on}; podmiot: {body} ({who}): {said}.',
  },
  'retention-event.withdrawn': {
    en: '{who} withdrew for {body} what started a retention clock, {name}: {said}.',
    pl: 'Wycofano zdarzenie, od którego biegł okres przechowywania: {name}; podmiot: {body} ({who}): {said}.',
  },
  ...trailOfReports,
  ...trailOfStorage,
  ...trailOfBrought,
} as const satisfies Record<EventType, Record<Language, string>>;
