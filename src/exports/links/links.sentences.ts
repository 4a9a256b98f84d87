import type { Sentences } from '../../platform/index.js';

/** What is said of a link to whoever makes it, and to whoever follows it. */
export const linkSentences = {
  opened: {
    en: 'Whoever has this address can take the bundle until {until}. It is shown this once. See when it was fetched: akta export links {name}',
    pl: 'Każdy, kto ma ten adres, może pobrać pakiet do {until}. Jest wyświetlany tylko raz. Kiedy go użyto: akta export links {name}',
  },
  'opened.base': {
    en: 'Put the address at which people open Akta before it (PUBLIC_URL is not set).',
    pl: 'Przed nim należy wpisać adres, pod którym otwiera się Aktę (nie ustawiono PUBLIC_URL).',
  },
  closed: { en: 'The link opens nothing any more.', pl: 'Link niczego już nie otwiera.' },
  none: { en: 'No link to this export was made.', pl: 'Do tego pakietu nie utworzono linku.' },
  'state.open': {
    en: 'Link {id}, open until {until}, fetched {n, plural, =0 {never} one {once} other {# times}}.',
    pl: 'Link {id}, otwarty do {until}; {n, plural, =0 {nie pobrano} one {pobrano raz} few {pobrano # razy} many {pobrano # razy} other {pobrano # razu}}.',
  },
  'state.expired': {
    en: 'Link {id}, expired {until}, fetched {n, plural, =0 {never} one {once} other {# times}}.',
    pl: 'Link {id}, wygasł {until}; {n, plural, =0 {nie pobrano} one {pobrano raz} few {pobrano # razy} many {pobrano # razy} other {pobrano # razu}}.',
  },
  'state.closed': {
    en: 'Link {id}, closed, fetched {n, plural, =0 {never} one {once} other {# times}}.',
    pl: 'Link {id}, zamknięty; {n, plural, =0 {nie pobrano} one {pobrano raz} few {pobrano # razy} many {pobrano # razy} other {pobrano # razu}}.',
  },
  'fetch.whole': { en: '{at}: the whole file.', pl: '{at}: cały plik.' },
  'fetch.rest': {
    en: '{at}: {bytes, plural, one {the last byte} other {the last # bytes}}, to the end.',
    pl: '{at}: {bytes} B, do końca.',
  },
  'fetch.part': {
    en: '{at}: {bytes, plural, one {# byte} other {# bytes}}, not to the end.',
    pl: '{at}: {bytes} B, nie do końca.',
  },
  'fetch.of-part': { en: 'Part {part}, {told}', pl: 'Część {part}, {told}' },
  'fetch.unknown': {
    en: '{at}: how much was sent is not known (yet).',
    pl: '{at}: (jeszcze) nie wiadomo, ile wysłano.',
  },
  parts: {
    en: 'The bundle comes in {n} parts. Save all of them in one folder and unpack them into the same place; then open START-HERE.html. Each part can be opened without the others.',
    pl: 'Pakiet podzielono na części ({n}). Wszystkie należy zapisać w jednym folderze i rozpakować w to samo miejsce, a następnie otworzyć START-HERE.html. Każdą część da się otworzyć bez pozostałych.',
  },
  unknown: {
    en: 'This link opens nothing. Check that the address is complete, or ask the office that sent it.',
    pl: 'Ten link niczego nie otwiera. Należy sprawdzić, czy adres jest pełny, albo zwrócić się do urzędu, który go przesłał.',
  },
  'ended.expired': {
    en: 'This link has expired. Ask the office that sent it for another.',
    pl: 'Ten link wygasł. O nowy należy zwrócić się do urzędu, który go przesłał.',
  },
  'ended.removed': {
    en: 'The file is kept no longer: something in it had reached the end of its retention period. Ask the office that sent this link what it still keeps.',
    pl: 'Plik nie jest już przechowywany: upłynął okres przechowywania części jego zawartości. O to, co nadal jest przechowywane, należy zapytać urząd, który przesłał ten link.',
  },
  'ended.restricted': {
    en: 'This file is given out no longer: something in it was restricted by a decision after it was made. Ask the office that sent this link for another.',
    pl: 'Tego pliku już się nie wydaje: po jego sporządzeniu ograniczono decyzją dostęp do części zawartości. O nowy należy zwrócić się do urzędu, który przesłał link.',
  },
  'ended.closed': {
    en: 'This link was closed. Ask the office that sent it for another.',
    pl: 'Ten link zamknięto. O nowy należy zwrócić się do urzędu, który go przesłał.',
  },
  busy: {
    en: 'This link was used very often within the last hour. Try again in an hour.',
    pl: 'Z tego linku w ciągu ostatniej godziny korzystano bardzo często. Należy spróbować ponownie za godzinę.',
  },
  missing: {
    en: 'The file is not here at the moment. Tell the office that sent the link.',
    pl: 'Pliku chwilowo tu nie ma. Należy zawiadomić urząd, który przesłał link.',
  },
} as const satisfies Sentences;
