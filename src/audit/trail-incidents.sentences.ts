/** Of what an account showed that was not its owner's doing, and of direct messages; each as in `trail.sentences.ts`. */
export const trailOfIncidents = {
  'incident.noted': {
    en: '{who} noted an incident of {account} from {from} ({kind}): {said}.',
    pl: 'Odnotowano incydent na koncie {account} od {from} ({kind}, {who}): {said}.',
  },
  'incident.ended': {
    en: '{who} noted the end of an incident of {account} on {to}: {said}.',
    pl: 'Odnotowano koniec incydentu na koncie {account}: {to} ({who}): {said}.',
  },
  'messages.granted': {
    en: '{who} agreed that direct messages of {account} are kept: {said}.',
    pl: 'Zgodzono się na przechowywanie wiadomości prywatnych konta {account} ({who}): {said}.',
  },
  'messages.ended': {
    en: '{who} said that no further direct messages of {account} are kept: {said}.',
    pl: 'Zakończono przechowywanie nowych wiadomości prywatnych konta {account} ({who}): {said}.',
  },
  'message.opened': {
    en: '{who} decided that a direct message to or from {account} may be read like any other item: {said}.',
    pl: 'Zdecydowano, że wiadomość prywatną konta {account} można czytać jak każdy inny wpis ({who}): {said}.',
  },
} as const;
