import type { Sentences } from '../../platform/index.js';

export const canarySentences = {
  well: {
    en: '{handle}: its newest known post was seen {at}.',
    pl: '{handle}: najnowszy znany wpis widziano {at}.',
  },
  silent: {
    en: '{handle}: nobody has looked since {at}, and no gap says so. Look whether a worker runs.',
    pl: '{handle}: nikt nie zaglądał od {at}, a nie odnotowano luki. Sprawdź, czy działa proces roboczy.',
  },
  blind: {
    en: '{handle}: it is looked at, and its newest known post was not shown since {at}. Look at the account itself: it may be shown otherwise than before, or the post is gone.',
    pl: '{handle}: konto jest odczytywane, ale najnowszego znanego wpisu nie pokazano od {at}. Sprawdź samo konto: może być pokazywane inaczej niż dotąd albo wpisu już nie ma.',
  },
  unseen: {
    en: '{handle}: not seen now; the gap says why since when.',
    pl: '{handle}: konto nie jest teraz widoczne; przyczynę i początek podaje luka.',
  },
  new: {
    en: '{handle}: nothing of it is known yet.',
    pl: '{handle}: nic jeszcze o nim nie wiadomo.',
  },
} as const satisfies Sentences;
