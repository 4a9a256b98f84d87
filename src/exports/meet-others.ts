import type { ItemRecord } from '../archive/index.js';
import { ThirdParties } from '../requests/index.js';
import type { BundleContent } from './bundle/bundle.types.js';
import { openRuled } from './open-ruled.js';
import type { PlannedRelease } from './plan-release.js';
import { ruledViews } from './rule-items.js';

/** Everybody but the requester who is named in what is shown; null where only reviewers say who is not. */
export async function meetOthers(
  content: BundleContent,
  { release, others }: PlannedRelease,
  country: string,
): Promise<ThirdParties | null> {
  if (others === null) return null;
  const third = new ThirdParties(others);
  const each = async (look: (no: number, record: ItemRecord) => void): Promise<void> => {
    for await (const view of ruledViews(content, release)) {
      const { decision } = view.ruling.ruling;
      if (decision !== 'released' && decision !== 'in-part') continue;
      for (const record of (await openRuled(content, view, country)).item.records.values()) look(view.no, record);
    }
  };
  await each((_, record) => third.learn(record));
  await each((no, record) => third.meet(no, record));
  return third;
}
