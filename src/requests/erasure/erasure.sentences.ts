import type { Sentences } from '../../platform/index.js';

/** Erasure at the request of a person: what is proposed and why, what was decided, what it came to. */
export const erasureSentences = {
  counts: {
    en: 'Found {found} = erased {erased} + restricted {restricted} + refused {refused}.',
    pl: 'Znaleziono {found} = usunięto {erased} + ograniczono dostęp {restricted} + odmówiono usunięcia {refused}.',
  },
  progress: {
    en: 'Found {found}: {undecided} undecided, {waiting} to be erased and not destroyed yet, {erased} erased, {restricted} restricted, {refused} refused ({details} of them with places restricted).',
    pl: 'Znaleziono {found}: nierozstrzygnięte {undecided}, do usunięcia i jeszcze niezniszczone {waiting}, usunięte {erased}, dostęp ograniczony {restricted}, odmowa {refused} (w tym z ograniczeniem fragmentów {details}).',
  },
  line: {
    en: '{item}  {decision}{state, select, listed {, on the list {list}} destroyed {, destroyed} other {}}. Proposed: {proposed}',
    pl: '{item}  {decision}{state, select, listed {, na spisie {list}} destroyed {, zniszczony} other {}}. Propozycja: {proposed}',
  },
  'line.destroyed': { en: '{item}  {decision}, destroyed', pl: '{item}  {decision}, zniszczony' },
  'decision.undecided': { en: 'undecided', pl: 'nierozstrzygnięty' },
  'decision.erase': { en: 'erase', pl: 'usunąć' },
  'decision.restrict': { en: 'restrict', pl: 'ograniczyć dostęp' },
  'decision.refuse': { en: 'refuse', pl: 'odmówić' },
  decided: {
    en: '{items, plural, one {# item} other {# items}} decided: {decision}. Batch {batch}: take it back with akta request erasure undo.',
    pl: 'Rozstrzygnięto: {decision}; wpisy: {items}. Partia {batch}: można cofnąć poleceniem akta request erasure undo.',
  },
  undone: {
    en: '{items, plural, one {# item} other {# items}} as before{kept, plural, =0 {} one {; # was decided anew since and stays} other {; # were decided anew since and stay}}.',
    pl: 'Przywrócono poprzedni stan; wpisy: {items}{kept, plural, =0 {} other {; ponownie rozstrzygnięte i niezmienione: {kept}}}.',
  },
  ordered: {
    en: '{items, plural, one {# item stands} other {# items stand}} on the disposition list {number}. A second person approves it, then it is carried out.',
    pl: 'Spis do brakowania {number}; wpisy: {items}. Zatwierdza go druga osoba, potem zostaje wykonany.',
  },
  none: { en: 'Nothing is frozen for this request yet.', pl: 'Dla tego wniosku niczego jeszcze nie zamrożono.' },
  'reason.held': {
    en: 'It is kept for legal claims: {holds} (Article 17(3)(e)).',
    pl: 'Wpis obejmuje blokada: {holds} (art. 17 ust. 3 lit. e).',
  },
  'reason.duty': {
    en: 'It must be kept until {until} under {duty} (Article 17(3)(b)).',
    pl: 'Wpis trzeba przechowywać do {until}: {duty} (art. 17 ust. 3 lit. b).',
  },
  'reason.endless': {
    en: 'It must be kept under {duty}, and no day is known on which that ends (Article 17(3)(b)).',
    pl: 'Wpis trzeba przechowywać: {duty}; nie wiadomo, kiedy ten obowiązek ustanie (art. 17 ust. 3 lit. b).',
  },
  'reason.archival': {
    en: 'It is for an archive: {duty} (Article 17(3)(d)).',
    pl: 'Wpis podlega archiwizacji: {duty} (art. 17 ust. 3 lit. d).',
  },
  'reason.no-duty': {
    en: 'No schedule of law obliges to keep it.',
    pl: 'Żaden przepis nie zobowiązuje do jego przechowywania.',
  },
  'reason.details': {
    en: 'Personal details that nobody needs for that are restricted: {kinds}.',
    pl: 'Ogranicza się dostęp do danych, które nie są do tego potrzebne: {kinds}.',
  },
  'article.b': { en: 'Article 17(3)(b) GDPR', pl: 'art. 17 ust. 3 lit. b RODO' },
  'article.d': { en: 'Article 17(3)(d) GDPR', pl: 'art. 17 ust. 3 lit. d RODO' },
  'article.e': { en: 'Article 17(3)(e) GDPR', pl: 'art. 17 ust. 3 lit. e RODO' },
  'detail.pesel': { en: 'the PESEL number', pl: 'numer PESEL' },
  'detail.nip': { en: 'the tax number (NIP)', pl: 'numer NIP' },
  'detail.regon': { en: 'the REGON number', pl: 'numer REGON' },
  'detail.iban': { en: 'the bank account', pl: 'numer rachunku' },
  'detail.ssn': { en: 'the social security number', pl: 'numer ubezpieczenia' },
  'detail.payment-card': { en: 'the number of a payment card', pl: 'numer karty płatniczej' },
  'detail.phone': { en: 'the telephone number', pl: 'numer telefonu' },
  'detail.email': { en: 'the e-mail address', pl: 'adres e-mail' },
  'detail.address': { en: 'the postal address', pl: 'adres zamieszkania' },
  'detail.birth-date': { en: 'the date of birth', pl: 'data urodzenia' },
  'detail.plate': { en: 'the registration number of a vehicle', pl: 'numer rejestracyjny' },
  'detail.name': { en: 'the name', pl: 'imię i nazwisko' },
  'item.one': { en: '{kind} of {at}', pl: '{kind} z {at}' },
  'item.gone': { en: '{kind}, first recorded on {at}', pl: '{kind}, po raz pierwszy zapisany {at}' },
  'item.more': {
    en: '{items} items of {from} to {to}',
    pl: '{items, plural, few {# wpisy} many {# wpisów} other {# wpisu}} z okresu od {from} do {to}',
  },
  'item.more-gone': {
    en: '{items} items, first recorded from {from} to {to}',
    pl: '{items, plural, few {# wpisy} many {# wpisów} other {# wpisu}}, po raz pierwszy zapisane od {from} do {to}',
  },
  'kind.post': { en: 'post', pl: 'wpis' },
  'kind.reply': { en: 'reply', pl: 'odpowiedź' },
  'kind.repost': { en: 'repost', pl: 'podany dalej wpis' },
  'kind.entry': { en: 'entry', pl: 'wpis kanału' },
  'kind.profile': { en: 'profile', pl: 'profil' },
  'kind.original': { en: 'post that was repeated', pl: 'wpis podany dalej' },
  'told.duty': {
    en: 'until {until}, because {duty} obliges us ({article})',
    pl: 'co najmniej do {until}, ponieważ zobowiązuje nas do tego {duty} ({article})',
  },
  'told.endless': {
    en: 'without an end, because {duty} obliges us ({article})',
    pl: 'bezterminowo, ponieważ zobowiązuje nas do tego {duty} ({article})',
  },
  'told.other': {
    en: '{article}{duty, select, none {} other {: {duty}}}',
    pl: '{article}{duty, select, none {} other {: {duty}}}',
  },
  'told.details': { en: '{kinds} ({item})', pl: '{kinds} ({item})' },
  'told.places': { en: 'the places marked in it ({item})', pl: 'zaznaczone fragmenty ({item})' },
  'told.line': { en: '{item}: {grounds}. {why}', pl: '{item}: {grounds}. {why}' },
} as const satisfies Sentences;
