import type { Sentences } from '../platform/index.js';

export const retentionSentences = {
  held: {
    en: 'Not destroyed: item {item} is under {count, plural, one {# hold} other {# holds}}, {holds}. It stays until {count, plural, =1 {it is} =2 {both are} other {all of them are}} released. Nothing was changed.',
    pl: 'Nie zniszczono: wpis {item} {count, plural, one {obejmuje # blokada} few {obejmują # blokady} many {obejmuje # blokad} other {obejmuje # blokady}}: {holds}. Pozostanie w archiwum do zwolnienia {count, plural, =1 {tej blokady} =2 {obu} other {wszystkich}}. Niczego nie zmieniono.',
  },
  and: { en: ' and ', pl: ' oraz ' },
  'name.request': { en: 'request {number}', pl: 'wniosek {number}' },
  'name.matter': { en: '{hold} {matter}', pl: '{hold} {matter}' },
  placed: {
    en: 'The hold {name} is in place. It keeps {items, plural, one {# item} other {# items}} so far{living, select, true {, and what its scope comes to mean} other {}}.',
    pl: 'Nałożono blokadę {name}. Obejmuje na razie {items, plural, one {# wpis} few {# wpisy} many {# wpisów} other {# wpisu}}{living, select, true { oraz to, co jeszcze znajdzie się w jej zakresie} other {}}.',
  },
  line: {
    en: '{number}  {state}  {items, plural, one {# item} other {# items}}  {name}',
    pl: '{number}  {state}  {items, plural, one {# wpis} few {# wpisy} many {# wpisów} other {# wpisu}}  {name}',
  },
  none: { en: 'There is no hold.', pl: 'Nie ma żadnej blokady.' },
  'state.active': { en: 'in place', pl: 'obowiązuje' },
  'state.release-proposed': { en: 'release proposed', pl: 'wniesiono o zwolnienie' },
  'state.released': { en: 'released', pl: 'zwolniona' },
  trigger: { en: 'The duty to keep arose on {at}.', pl: 'Obowiązek zachowania powstał {at}.' },
  'placed-by': { en: 'Placed on {at} by {who}: {reason}', pl: 'Nałożono {at} ({who}): {reason}' },
  'scope.items': {
    en: 'Scope: {items, plural, one {# item} other {# items}} named one by one.',
    pl: 'Zakres: {items, plural, one {# wpis wskazany} few {# wpisy wskazane} many {# wpisów wskazanych} other {# wpisu wskazanego}} pojedynczo.',
  },
  'scope.living': {
    en: 'Scope: {accounts, plural, =0 {every account of the body} one {# account} other {# accounts}}, {from} – {to}, words: {query}. It also means what comes later.',
    pl: 'Zakres: {accounts, plural, =0 {wszystkie konta podmiotu} one {# konto} few {# konta} many {# kont} other {# konta}}, {from} – {to}, słowa: {query}. Obejmuje także to, co pojawi się później.',
  },
  'scope.open': { en: 'open', pl: 'bez ograniczenia' },
  'scope.any': { en: 'any', pl: 'dowolne' },
  'release.proposed': {
    en: 'Release proposed on {at} by {who}: {reason} A second person has to approve it.',
    pl: 'Wniesiono o zwolnienie {at} ({who}): {reason} Musi je zatwierdzić druga osoba.',
  },
  'release.approved': { en: 'Released on {at}; approved by {who}.', pl: 'Zwolniono {at}; zatwierdzenie: {who}.' },
  preview: {
    en: 'Its release would free {freed, plural, one {# item} other {# items}} that no other hold names; {stays, plural, one {# stays} other {# stay}} under another. Nothing is destroyed by a release.',
    pl: 'Zwolnienie uwolni {freed, plural, one {# wpis, którego} few {# wpisy, których} many {# wpisów, których} other {# wpisu, których}} nie obejmuje inna blokada; pod inną {stays, plural, one {pozostanie # wpis} few {pozostaną # wpisy} many {pozostanie # wpisów} other {pozostanie # wpisu}}. Samo zwolnienie niczego nie niszczy.',
  },
  'preview.account': {
    en: '  {handle}: {freed} free, {stays} stay',
    pl: '  {handle}: uwolnione {freed}, pozostaje {stays}',
  },
  'release.now-proposed': {
    en: 'The release of {name} is proposed. A second person approves it: akta hold release {number} --approve',
    pl: 'Wniesiono o zwolnienie blokady {name}. Zatwierdza druga osoba: akta hold release {number} --approve',
  },
  'release.now-approved': { en: 'The hold {name} is released.', pl: 'Zwolniono blokadę {name}.' },
} as const satisfies Sentences;
