import type { Sentences } from '../../platform/index.js';

/** What is said of a due date and of each day on the way to it. Days and names are put into words by the caller. */
export const dueSentences = {
  'day.counted': { en: 'day {n}', pl: 'dzień {n}.' },
  'day.in-month': { en: 'within the period', pl: 'w biegu terminu' },
  'day.extension': { en: 'extension, day {n}', pl: 'przedłużenie, dzień {n}.' },
  'day.saturday': { en: 'Saturday', pl: 'sobota' },
  'day.sunday': { en: 'Sunday', pl: 'niedziela' },
  'day.rolled-to': {
    en: 'the next working day, on which the period ends',
    pl: 'następny dzień roboczy, w którym upływa termin',
  },
  'day.paused': { en: 'the clock stands still: {title}', pl: 'bieg terminu wstrzymany: {title}' },
  'day.restarted': { en: 'the period begins anew after: {title}', pl: 'termin biegnie od nowa po: {title}' },
  'day.deemed': {
    en: 'sent by {via}, not yet received in law',
    pl: 'przesłano: {via}; jeszcze nie uznane za otrzymane',
  },
  'day.elsewhere': {
    en: 'another office of the body has had it since {day}, the clock has not begun',
    pl: 'wniosek ma inna jednostka (od {day}), termin jeszcze nie biegnie',
  },
  'via.post': { en: 'post', pl: 'poczta' },
  'via.email': { en: 'e-mail', pl: 'poczta elektroniczna' },
  'via.fax': { en: 'fax', pl: 'faks' },
  'via.portal': { en: 'portal', pl: 'portal' },
  'via.hand': { en: 'hand', pl: 'doręczenie osobiste' },

  'span.working': {
    en: '{words} {called, select, business {business} other {working}} {n, plural, one {day} other {days}}',
    pl: '{n, plural, one {# dzień roboczy} few {# dni robocze} many {# dni roboczych} other {# dnia roboczego}}',
  },
  'span.calendar': {
    en: '{words} {n, plural, one {day} other {days}}',
    pl: '{n, plural, one {# dzień} few {# dni} many {# dni} other {# dnia}}',
  },
  'span.months': {
    en: '{words} {n, plural, one {month} other {months}}',
    pl: '{n, plural, one {miesiąc} few {# miesiące} many {# miesięcy} other {# miesiąca}}',
  },
  'span.weeks': {
    en: '{words} {n, plural, one {week} other {weeks}}',
    pl: '{n, plural, one {tydzień} few {# tygodnie} many {# tygodni} other {# tygodnia}}',
  },
  'span.working-weeks': {
    en: '{words} {n, plural, one {week} other {weeks}} of five weekdays',
    pl: '{n, plural, one {tydzień} few {# tygodnie} many {# tygodni} other {# tygodnia}} po pięć dni roboczych',
  },
  'nth.working': { en: '{nth} {called, select, business {business} other {working}} day', pl: '{nth} dzień roboczy' },
  'nth.calendar': { en: '{nth} day', pl: '{nth} dzień' },
  'nth.months': { en: 'last day of {span}', pl: 'ostatni dzień terminu ({span})' },
  'nth.weeks': { en: 'last day of {span}', pl: 'ostatni dzień terminu ({span})' },
  'nth.working-weeks': { en: 'last day of {span}', pl: 'ostatni dzień terminu ({span})' },

  due: {
    en: 'Due {due}: {span} after {start}{extended}{without}. {cite}.',
    pl: 'Termin: {due} {Nth} po {start}{extended}{without}. {cite}.',
  },
  'due.rolled': {
    en: 'Due {due}: the {nth} after {start}{extended} falls on {fell}, so the period ends on the next working day{without}. {cite}.',
    pl: 'Termin: {due} {Nth} po {start}{extended} przypada w {fell}, więc termin upływa w następnym dniu roboczym{without}. {cite}.',
  },
  'due.named': {
    en: 'Due {due}: the day named in the notice of extension, {span} after {start} being {first}. {cite}.',
    pl: 'Termin: {due} Dzień wskazany w zawiadomieniu o przedłużeniu; pierwotny termin ({span} po {start}): {first} {cite}.',
  },
  'due.without': { en: ', without {list}', pl: '; nie liczono: {list}' },
  'due.by': { en: ', extended by {span}', pl: ', przedłużony o {span}' },
  'due.to': { en: ', extended to {span}', pl: ', przedłużony łącznie do {span}' },
  'fell.saturday': { en: 'a Saturday ({day})', pl: 'sobotę ({day})' },
  'fell.sunday': { en: 'a Sunday ({day})', pl: 'niedzielę ({day})' },
  'fell.holiday': { en: 'a holiday ({day}, {name})', pl: 'święto ({day}, {name})' },
  'skipped.weekend': { en: '{days} (weekend)', pl: '{days} (weekend)' },
  'skipped.weekends': {
    en: '{n, plural, one {# weekend} other {# weekends}}',
    pl: '{n, plural, one {# weekend} few {# weekendy} many {# weekendów} other {# weekendu}}',
  },
  'skipped.days': { en: '{days} ({name})', pl: '{days} ({name})' },

  'also.deemed': {
    en: 'It came on {received} and counts as received on {start}. {cite}.',
    pl: 'Wpłynął {received}, a za otrzymany uważa się go {start} {cite}.',
  },
  'also.restarted': {
    en: 'The period begins anew on the day after {start}: {title}. {cite}.',
    pl: 'Termin biegnie od nowa od dnia następującego po {start} ({title}). {cite}.',
  },
  'also.notice': {
    en: 'The notice of extension must be given by {first}. {notice} {cite}.',
    pl: 'Zawiadomienie o przedłużeniu trzeba doręczyć do {first} {notice} {cite}.',
  },
  'also.open': {
    en: 'The law sets no length for this extension ({title}): the day named in the notice binds. Name it to have it counted.',
    pl: 'Ustawa nie określa długości tego przedłużenia ({title}): wiąże dzień wskazany w zawiadomieniu. Po jego podaniu zostanie uwzględniony.',
  },
  'also.outer': {
    en: 'No extension of this law reaches beyond {outer}.',
    pl: 'Żadne przedłużenie przewidziane w tej ustawie nie sięga poza {outer}',
  },
  'also.consequence': { en: 'If it is missed: {text} {cite}.', pl: 'Po upływie terminu: {text} {Cite}.' },
  'also.confirmed': {
    en: 'This rule was a draft; a named person of this installation confirmed it.',
    pl: 'Reguła ta była projektem; potwierdziła ją imiennie wskazana osoba.',
  },
} as const satisfies Sentences;

export const DRAFT = {
  en: 'The deadline rule for {place} has not been checked against the statute. It can be shown, not used, until a named person confirms it.',
  pl: 'Reguły terminu dla: {place} nie sprawdzono z ustawą. Można ją obejrzeć, ale nie stosować, dopóki nie potwierdzi jej imiennie wskazana osoba.',
} as const;
