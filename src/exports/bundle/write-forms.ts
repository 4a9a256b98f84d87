import type { BundleContent, BundlePlan } from './bundle.types.js';
import { partOf } from './part-of-progress.js';
import type { BagWriter } from './write-bag.js';
import type { ExchangeWork } from './write-exchanges.js';
import { type MessageCounts, writeMessages } from './write-messages.js';
import { type ProductionCounts, writeProduction } from './write-production.js';
import { type WebArchiveCounts, writeWebArchive } from './write-web-archive.js';

/** What each form that other programs read holds; null where the profile asks for none. */
export interface FormCounts {
  readonly exchanges: WebArchiveCounts | null;
  readonly production: ProductionCounts | null;
  readonly messages: MessageCounts | null;
}

interface FormWork extends ExchangeWork {
  readonly plan: BundlePlan;
  readonly beside: string;
}

/** The forms that a profile asks for beside our own: web archive, load file, message files. */
export async function writeForms(bag: BagWriter, content: BundleContent, work: FormWork): Promise<FormCounts> {
  const holds = new Set(work.plan.profile.holds);
  const half = (no: number): FormWork => ({ ...work, progress: partOf(work.progress, no, 2) });
  return {
    exchanges: holds.has('exchanges') ? await writeWebArchive(bag, content, work) : null,
    production: holds.has('load-file') ? await writeProduction(bag, half(0)) : null,
    messages: holds.has('rsmf') ? await writeMessages(bag, half(1)) : null,
  };
}
