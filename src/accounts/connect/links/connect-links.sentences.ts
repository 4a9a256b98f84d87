import type { Sentences } from '../../../platform/index.js';

/** What is said of a personal link to whoever makes it, and to whoever follows it. */
export const connectLinkSentences = {
  issued: {
    en: 'Give this address to the owner of {handle} and to nobody else. It is good once, until {until}, and is shown this once.',
    pl: 'Ten adres należy przekazać właścicielowi konta {handle} i nikomu innemu. Działa raz, do {until}; jest wyświetlany tylko raz.',
  },
  'issued.base': {
    en: 'Put the address at which people open Akta before it (PUBLIC_URL is not set).',
    pl: 'Przed nim należy wpisać adres, pod którym otwiera się Aktę (nie ustawiono PUBLIC_URL).',
  },
  closed: { en: 'The link opens nothing any more.', pl: 'Link niczego już nie otwiera.' },
  none: { en: 'No personal link for this account was made.', pl: 'Do tego konta nie utworzono osobistego linku.' },
  'state.open': {
    en: 'Link {id}, made by {by}, open until {until}.',
    pl: 'Link {id}, utworzony przez: {by}, otwarty do {until}.',
  },
  'state.used': {
    en: 'Link {id}, made by {by}: access was granted.',
    pl: 'Link {id}, utworzony przez: {by}; udzielono dostępu.',
  },
  'state.expired': {
    en: 'Link {id}, made by {by}, expired {until}.',
    pl: 'Link {id}, utworzony przez: {by}, wygasł {until}.',
  },
  'state.closed': { en: 'Link {id}, made by {by}, closed.', pl: 'Link {id}, utworzony przez: {by}, zamknięty.' },
  opened: { en: 'First opened {at}.', pl: 'Pierwsze otwarcie: {at}.' },
  unknown: {
    en: 'This link opens nothing. Check that the address is complete, or ask the office that gave it to you.',
    pl: 'Ten link niczego nie otwiera. Należy sprawdzić, czy adres jest pełny, albo zwrócić się do urzędu, który go przekazał.',
  },
  'ended.used': {
    en: 'This link has been used: the account is connected. Nothing more is needed.',
    pl: 'Tego linku już użyto: konto jest połączone. Nic więcej nie trzeba robić.',
  },
  'ended.expired': {
    en: 'This link has expired. Ask the office that gave it to you for another.',
    pl: 'Ten link wygasł. O nowy należy zwrócić się do urzędu, który go przekazał.',
  },
  'ended.closed': {
    en: 'This link was closed. Ask the office that gave it to you for another.',
    pl: 'Ten link zamknięto. O nowy należy zwrócić się do urzędu, który go przekazał.',
  },
} as const satisfies Sentences;
