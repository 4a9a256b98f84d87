import { OF_NO_ITEM, writeBagOf } from './bag-in.js';
import type { TransferRenderer } from './transfer.types.js';
import { writePremis } from './write-premis.js';

/** BagIt 1.0 with everything as it was recorded, WARC 1.1, and PREMIS 3 that describes it. */
export const bagitPremis: TransferRenderer = (work) =>
  writeBagOf(work, 'WARC/1.1', (bag, listing) => writePremis(bag, { plan: work.plan, listing, others: OF_NO_ITEM }));
