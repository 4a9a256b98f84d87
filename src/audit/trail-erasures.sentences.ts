import type { Sentences } from '../platform/index.js';

/** Decisions about the data of a person, and what follows from them. */
export const trailOfErasures = {
  'erasure.decided': {
    en: '{who} decided for the request {request}: {decision}: {item}.',
    pl: 'Rozstrzygnięto dla wniosku {request} ({who}): {decision}: {item}.',
  },
  'erasure.closed': {
    en: '{who} closed the request {request}: found {found} = erased {erased} + restricted {restricted} + refused {refused}.',
    pl: 'Zamknięto wniosek {request} ({who}): znaleziono {found} = usunięto {erased} + ograniczono dostęp {restricted} + odmówiono {refused}.',
  },
  'item.restricted': {
    en: '{who} restricted access, {extent}: {item}.',
    pl: 'Ograniczono dostęp, {extent} ({who}): {item}.',
  },
  'item.restriction-lifted': {
    en: '{who} lifted a restriction of access: {item}.',
    pl: 'Cofnięto ograniczenie dostępu ({who}): {item}.',
  },
  'recapture.decided': {
    en: '{who} decided that something destroyed may be captured again at {account}: {said} ({needs}).',
    pl: 'Zdecydowano o ponownym zapisaniu wybrakowanego wpisu konta {account} ({who}): {said} ({needs}).',
  },
  'recapture.approved': {
    en: '{who} approved, as a second person, that something destroyed is captured again at {account}.',
    pl: 'Druga osoba zatwierdziła ponowne zapisanie wybrakowanego wpisu konta {account} ({who}).',
  },
} as const satisfies Sentences;
