import { certificatePageSentences } from './page-certificates.sentences.js';
import { clockSentences } from './page-clocks.sentences.js';
import { deskSentences } from './page-desk.sentences.js';
import { dispositionPageSentences } from './page-dispositions.sentences.js';
import { factorPageSentences } from './page-factor.sentences.js';
import { frameSentences } from './page-frame.sentences.js';
import { handlePageSentences } from './page-handles.sentences.js';
import { holdPageSentences } from './page-holds.sentences.js';
import { itemSentences } from './page-item.sentences.js';
import { letterPageSentences } from './page-letters.sentences.js';
import { linkPageSentences } from './page-links.sentences.js';
import { lookSentences } from './page-look.sentences.js';
import { noticePageSentences } from './page-notices.sentences.js';
import { peopleSentences } from './page-people.sentences.js';
import { requestPageSentences } from './page-requests.sentences.js';
import { reviewPageSentences } from './page-review.sentences.js';
import { wordSentences } from './page-words.sentences.js';
import type { Sentences } from './sentences.js';

/** Everything the page and the offline viewer say, in both languages. */
export const pageSentences = {
  ...frameSentences,
  ...wordSentences,
  ...deskSentences,
  ...itemSentences,
  ...lookSentences,
  ...peopleSentences,
  ...factorPageSentences,
  ...requestPageSentences,
  ...letterPageSentences,
  ...linkPageSentences,
  ...reviewPageSentences,
  ...holdPageSentences,
  ...dispositionPageSentences,
  ...noticePageSentences,
  ...clockSentences,
  ...certificatePageSentences,
  ...handlePageSentences,
} as const satisfies Sentences;

export type PageKey = keyof typeof pageSentences;
