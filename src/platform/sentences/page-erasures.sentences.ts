import type { Sentences } from './sentences.js';

/** The page of a request for erasure, and of what is left of something destroyed. */
export const erasurePageSentences = {
  'erasures.counts': {
    en: 'Found {found} = erased {erased} + restricted {restricted} + refused {refused}',
    pl: 'Znaleziono {found} = usunięto {erased} + ograniczono dostęp {restricted} + odmówiono usunięcia {refused}',
  },
  'erasures.open': {
    en: '{undecided, plural, =0 {Nothing is undecided} one {# item is undecided} other {# items are undecided}}; {waiting, plural, =0 {nothing waits to be destroyed} one {# waits to be destroyed} other {# wait to be destroyed}}.',
    pl: 'Nierozstrzygnięte wpisy: {undecided}; oczekujące na zniszczenie: {waiting}.',
  },
  'erasures.table': { en: 'Items the person asks to have erased', pl: 'Wpisy, których usunięcia żąda osoba' },
  'erasures.choose': { en: 'Choose', pl: 'Wybór' },
  'erasures.item': { en: 'Item', pl: 'Wpis' },
  'erasures.proposed': { en: 'Proposed, and why', pl: 'Propozycja i powody' },
  'erasures.decided': { en: 'Decided', pl: 'Rozstrzygnięcie' },
  'erasures.one': { en: 'Choose this item: {item}', pl: 'Wybierz wpis: {item}' },
  'erasures.repeated': {
    en: '{n, plural, one {# item of others repeats} other {# items of others repeat}} it; that stays, without its words.',
    pl: 'Wpisy innych osób, które go podają dalej lub cytują: {n}. Pozostają, lecz bez jego treści.',
  },
  'erasures.on-list': { en: 'On the list {number}', pl: 'Na spisie {number}' },
  'erasures.destroyed': { en: 'Destroyed', pl: 'Zniszczony' },
  'erasures.by': { en: '{by}, {at}', pl: '{by}, {at}' },
  'erasures.places': {
    en: '{n, plural, one {# place} other {# places}} restricted',
    pl: 'Fragmenty o ograniczonym dostępie: {n}',
  },
  'erasures.whole': { en: 'Restricted whole', pl: 'Dostęp ograniczony w całości' },
  'erasures.decide': { en: 'Decide about the items chosen', pl: 'Rozstrzygnij wybrane wpisy' },
  'erasures.decision': { en: 'Decision', pl: 'Rozstrzygnięcie' },
  'erasures.ground': { en: 'Ground, unless they are erased', pl: 'Podstawa, jeśli wpisy nie są usuwane' },
  'erasures.ground-none': { en: 'None', pl: 'Brak' },
  'erasures.ground-b': {
    en: 'Art. 17(3)(b): a law obliges to keep it',
    pl: 'art. 17 ust. 3 lit. b: obowiązek prawny',
  },
  'erasures.ground-d': {
    en: 'Art. 17(3)(d): archiving in the public interest',
    pl: 'art. 17 ust. 3 lit. d: archiwizacja w interesie publicznym',
  },
  'erasures.ground-e': { en: 'Art. 17(3)(e): legal claims', pl: 'art. 17 ust. 3 lit. e: roszczenia' },
  'erasures.duty': { en: 'Rule that obliges, if not that of the schedule', pl: 'Przepis, jeśli inny niż wykaz akt' },
  'erasures.until': { en: 'Kept until, with that rule', pl: 'Termin przechowywania według tego przepisu' },
  'erasures.why': { en: 'Why, as the letter says it', pl: 'Uzasadnienie do pisma' },
  'erasures.details': {
    en: 'Restrict the places that look like personal details',
    pl: 'Ogranicz dostęp do fragmentów wyglądających na dane osobowe',
  },
  'erasures.none-chosen': { en: 'Choose at least one item above.', pl: 'Najpierw należy wybrać wpis powyżej.' },
  'erasures.undo': { en: 'Take the newest decisions back', pl: 'Cofnij ostatnie rozstrzygnięcia' },
  'erasures.undone': {
    en: '{n, plural, one {# item} other {# items}} as before.',
    pl: 'Przywrócono poprzedni stan; wpisy: {n}.',
  },
  'erasures.order': { en: 'Put what is to be erased on a list', pl: 'Umieść wpisy do usunięcia na spisie' },
  'erasures.order-hint': {
    en: 'A disposition list is made of {n, plural, one {# item} other {# items}}. A second person, who decided about none of them, approves it with a second factor.',
    pl: 'Powstanie spis do brakowania; wpisy: {n}. Zatwierdzi go druga osoba, która o żadnym z nich nie rozstrzygała, z użyciem drugiego składnika.',
  },
  'erasures.list': { en: 'Disposition list {number}: {state}', pl: 'Spis do brakowania {number}: {state}' },
  'erasure-decision.undecided': { en: 'Undecided', pl: 'Nierozstrzygnięty' },
  'erasure-decision.erase': { en: 'Erase', pl: 'Usunąć' },
  'erasure-decision.restrict': { en: 'Restrict access', pl: 'Ograniczyć dostęp' },
  'erasure-decision.refuse': { en: 'Refuse', pl: 'Odmówić' },
  'again.title': { en: 'Capture it again', pl: 'Ponowne zapisanie' },
  'again.hint': {
    en: 'What was destroyed does not come back by itself. If it may, and the source still shows it, it is captured as another item; this page stays.{second, select, yes { It was erased at a person’s request: a second person has to approve this.} other {}}',
    pl: 'Zniszczony wpis nie wraca sam. Jeżeli ma to być możliwe, a wpis jest nadal widoczny w źródle, zostanie zapisany jako nowy; ta strona pozostanie.{second, select, yes { Wpis usunięto na żądanie osoby: decyzję musi zatwierdzić druga osoba.} other {}}',
  },
  'again.reason': { en: 'Reason', pl: 'Powód' },
  'again.decide': { en: 'It may be captured again', pl: 'Zezwól na ponowne zapisanie' },
  'again.decided': { en: '{by}, {at}: {reason}', pl: '{by}, {at}: {reason}' },
  'again.waits': { en: 'A second person has to approve this.', pl: 'Decyzję musi zatwierdzić druga osoba.' },
  'again.in-force': { en: 'In force since {at} ({by}).', pl: 'Obowiązuje od {at} ({by}).' },
  'again.approve': { en: 'Approve', pl: 'Zatwierdź' },
} as const satisfies Sentences;
