import type { Chapter } from '../bundle/chapters.rules.js';
import type { BundleItem, Progress } from '../bundle/bundle.types.js';
import { itemPath } from '../bundle/paths.rules.js';
import type { BagWriter } from '../bundle/write-bag.js';
import type { Teller, ToldItem } from './tell-bundle.js';
import type { ToldFront } from './tell-front.js';

/** What every rendition is made from: files of the bag, put into words. */
export interface Reading {
  readonly bag: BagWriter;
  readonly teller: Teller;
  readonly front: ToldFront;
  readonly chapters: readonly Chapter[];
  readonly progress: Progress;
}

/** An item of the bag in words, with what it repeats. */
export async function readTold(
  { bag, teller }: Pick<Reading, 'bag' | 'teller'>,
  no: number,
): Promise<{ readonly item: BundleItem; readonly told: ToldItem }> {
  const item = await readItem(bag, no);
  const original = teller.numberOf(item.repostedId ?? item.quotedId);
  return { item, told: teller.item(no, item, original === null ? null : await readItem(bag, original)) };
}

async function readItem(bag: BagWriter, no: number): Promise<BundleItem> {
  return JSON.parse((await bag.read(itemPath(no))).toString());
}
