import type { Sentences } from '../platform/index.js';

/** Of what custodians are told of a hold; each as in `trail.sentences.ts`. */
export const trailOfNotices = {
  'hold.notice-written': {
    en: '{who} told {notice} in writing of the hold {hold}.',
    pl: 'Zawiadomiono pisemnie o blokadzie {hold} ({who}); adresat: {notice}.',
  },
  'hold.notice-sent': {
    en: '{reminders, plural, =0 {The notice of the hold {hold} was sent to {notice}.} other {Reminder no. # of the hold {hold} was sent to {notice}.}}',
    pl: '{reminders, plural, =0 {Wysłano zawiadomienie o blokadzie {hold}; adresat: {notice}.} other {Wysłano przypomnienie nr # o blokadzie {hold}; adresat: {notice}.}}',
  },
  'hold.notice-acknowledged': {
    en: '{notice} has acknowledged the hold {hold}, {how} ({who}): “{said}”.',
    pl: '{notice}: potwierdzono blokadę {hold}, {how} ({who}): „{said}”.',
  },
} as const satisfies Sentences;
