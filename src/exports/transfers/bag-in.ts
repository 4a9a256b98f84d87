import { BagWriter } from '../bundle/write-bag.js';
import { type Listing, writeItems } from '../bundle/write-items.js';
import type { WarcVersion } from '../bundle/warc-records.js';
import { writeExchanges } from '../bundle/write-exchanges.js';
import type { TransferPlan, TransferWork } from './transfer.types.js';
import { writeProofs } from './write-proofs.js';

/** What every package that is a bag holds: items, what opens their commitments, proofs, the answers they rest on, the list. */
export async function writeBagOf(
  { plan, content, log, archive, progress }: TransferWork,
  version: WarcVersion,
  then: (bag: BagWriter, listing: Listing) => Promise<void>,
): Promise<{ readonly commit: string }> {
  const bag = await BagWriter.create(archive, plan.name);
  try {
    const listing = await writeItems(bag, content, (_, done) => progress(done));
    await writeProofs(bag, log, { plan, listing });
    const told = async (): Promise<void> => progress(listing.items.length);
    const facts = { name: plan.name, at: plan.at, clock: plan.clock, release: null } as const;
    await writeExchanges(bag, content, { plan: facts, listing, progress: told, version });
    await bag.write('data/list.json', `${JSON.stringify(listFacts(plan), null, 2)}\n`);
    await then(bag, listing);
    const commit = await bag.finish({
      organisation: plan.body,
      name: plan.name,
      at: plan.at,
      description: `Transfer of ${plan.items} item(s) by the list ${plan.listNumber} to ${plan.archive}`,
    });
    return { commit };
  } finally {
    await bag.abandon();
  }
}

/** By which list, rule and decisions it leaves. */
function listFacts(plan: TransferPlan): object {
  const { listNumber, listId, packageId, body, zone, archive, about, steps, items, origin, clock, at } = plan;
  const { profile, version, format } = plan.profile;
  const list = { list: listNumber, listId, packageId, body, zone, archive, about, steps, items };
  return { ...list, profile: { profile, version, format }, log: origin, checkpoint: plan.checkpoint.size, clock, at };
}

/** Files that belong to no item, once everything but its own description is written. */
export const OF_NO_ITEM = ['data/list.json', 'data/log/checkpoint.txt', 'data/web/exchanges.warc.gz'] as const;
