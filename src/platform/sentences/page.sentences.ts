import { broughtSentences } from './brought.sentences.js';
import { broughtPageSentences } from './page-brought.sentences.js';
import { certificatePageSentences } from './page-certificates.sentences.js';
import { clockSentences } from './page-clocks.sentences.js';
import { connectPageSentences } from './page-connect.sentences.js';
import { deskSentences } from './page-desk.sentences.js';
import { discoverPageSentences } from './page-discover.sentences.js';
import { transferPageSentences } from './page-transfers.sentences.js';
import { dispositionPageSentences } from './page-dispositions.sentences.js';
import { erasurePageSentences } from './page-erasures.sentences.js';
import { factorPageSentences } from './page-factor.sentences.js';
import { frameSentences } from './page-frame.sentences.js';
import { handlePageSentences } from './page-handles.sentences.js';
import { holdPageSentences } from './page-holds.sentences.js';
import { itemSentences } from './page-item.sentences.js';
import { letterPageSentences } from './page-letters.sentences.js';
import { linkPageSentences } from './page-links.sentences.js';
import { livePageSentences } from './page-live.sentences.js';
import { lookSentences } from './page-look.sentences.js';
import { noticePageSentences } from './page-notices.sentences.js';
import { peopleSentences } from './page-people.sentences.js';
import { policyPageSentences } from './page-policies.sentences.js';
import { reportPageSentences } from './page-reports.sentences.js';
import { requestPageSentences } from './page-requests.sentences.js';
import { reviewPageSentences } from './page-review.sentences.js';
import { storagePageSentences } from './page-storage.sentences.js';
import { wordSentences } from './page-words.sentences.js';
import type { Sentences } from './sentences.js';

/** Everything the page and the offline viewer say, in both languages. */
export const pageSentences = {
  ...frameSentences,
  ...wordSentences,
  ...deskSentences,
  ...itemSentences,
  ...broughtSentences,
  ...broughtPageSentences,
  ...lookSentences,
  ...peopleSentences,
  ...factorPageSentences,
  ...requestPageSentences,
  ...letterPageSentences,
  ...linkPageSentences,
  ...connectPageSentences,
  ...reviewPageSentences,
  ...holdPageSentences,
  ...dispositionPageSentences,
  ...transferPageSentences,
  ...noticePageSentences,
  ...clockSentences,
  ...certificatePageSentences,
  ...handlePageSentences,
  ...policyPageSentences,
  ...reportPageSentences,
  ...erasurePageSentences,
  ...discoverPageSentences,
  ...storagePageSentences,
  ...livePageSentences,
} as const satisfies Sentences;

export type PageKey = keyof typeof pageSentences;
