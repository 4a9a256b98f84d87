import type { Sentences } from '../../../platform/index.js';

/** The messages about access that ends: the account, the day and what to do; nothing of what it holds, and no token. */
export const accessNoticeSentences = {
  'subject.ending': {
    en: '{handle}: access to this account ends {day}',
    pl: '{handle}: dostęp do tego konta kończy się {day}',
  },
  'subject.ended': {
    en: '{handle}: this account is not archived at the moment',
    pl: '{handle}: to konto nie jest obecnie archiwizowane',
  },
  ending: {
    en: 'The access by which {handle} is archived ends {day}. If nobody connects the account again by then, what is posted, hidden or removed after it cannot be captured, and that shows as a gap for ever.',
    pl: 'Dostęp, dzięki któremu archiwizowane jest konto {handle}, kończy się {day}. Jeżeli do tego czasu nikt nie połączy konta ponownie, późniejszych wpisów oraz tego, co zostanie ukryte lub usunięte, nie da się zapisać; luka pozostanie na zawsze.',
  },
  ended: {
    en: 'The platform takes the access by which {handle} is archived no more, since {day}. What only that access shows is not captured until the account is connected again, and that shows as a gap for ever.',
    pl: 'Od {day} platforma nie przyjmuje dostępu, dzięki któremu archiwizowane jest konto {handle}. To, co widać tylko przez ten dostęp, nie jest zapisywane, dopóki konto nie zostanie połączone ponownie; luka pozostanie na zawsze.',
  },
  'do.open': { en: 'Connect it again: {url}', pl: 'Połącz ponownie: {url}' },
  'do.ask': {
    en: 'If you own the account and do not sign in to Akta, ask the records office for a personal link.',
    pl: 'Jeżeli prowadzisz to konto, ale nie logujesz się do Akty, poproś archiwum zakładowe o osobisty link.',
  },
} as const satisfies Sentences;
