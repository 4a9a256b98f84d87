import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { say } from '../../platform/index.js';
import { inZone } from '../read-days.js';
import type { BundleItem, BundlePlan, Progress } from './bundle.types.js';
import { threadsOf } from './chapters.rules.js';
import { type Message, messageOf } from './tell-message.js';
import { messagesSentences } from './messages.sentences.js';
import { itemPath, numbered } from './paths.rules.js';
import { manifestOf, rsmfFile, type Slice } from './rsmf.rules.js';
import type { BagWriter } from './write-bag.js';
import type { ListedItem, Listing } from './write-items.js';
import { ZipWriter } from './write-zip.js';

const FOLDER = 'data/rsmf';
const IN_FOLDER = 1_000;
const LIMITS = { events: 10_000, attached: 100_000_000 } as const;

export interface MessageCounts {
  readonly files: number;
  readonly events: number;
  readonly attachments: number;
  /** Media too large for a message file; they are in the bundle. */
  readonly leftOut: number;
  /** Items that are no messages: profiles. */
  readonly profiles: number;
}

interface MessageWork {
  readonly plan: Pick<BundlePlan, 'name' | 'at' | 'accounts' | 'asked' | 'languages'>;
  readonly listing: Pick<Listing, 'items'>;
  readonly progress: Progress;
  /** Path of the archive that is made. */
  readonly beside: string;
  /** Most events in a file, and most bytes of media: of one, and of a file before the next is begun. */
  readonly limits?: { readonly events: number; readonly attached: number };
}

/**
 * Threads as message files for review programs (RSMF 2.0), made like every rendition from the files of the items: a
 * file holds what was said in one thread on one day of the body.
 */
export async function writeMessages(bag: BagWriter, work: MessageWork): Promise<MessageCounts> {
  const writer = new MessageWriter(bag, work);
  const said = work.listing.items.filter(({ kind }) => kind !== 'profile');
  const byNumber = new Map(said.map((item) => [item.no, item]));
  for (const thread of threadsOf(said)) {
    for (const day of byDay(
      thread.flatMap((no) => byNumber.get(no) ?? []),
      work.plan.asked.zone,
    )) {
      await writer.addDay(day);
    }
  }
  return { ...writer.counts, profiles: work.listing.items.length - said.length };
}

interface Day {
  readonly day: string;
  /** The first item of the thread. */
  readonly first: number;
  readonly items: readonly number[];
}

function byDay(thread: readonly ListedItem[], zone: string): Day[] {
  const days = new Map<string, number[]>();
  for (const { no, at } of thread) {
    const day = inZone(at, zone)?.slice(0, 10) ?? '';
    const items = days.get(day);
    if (items) items.push(no);
    else days.set(day, [no]);
  }
  return Array.from(days, ([day, items]) => ({ day, first: thread[0]?.no ?? 0, items }));
}

class MessageWriter {
  private readonly counted = { files: 0, events: 0, attachments: 0, leftOut: 0 };
  private messages: Message[] = [];
  private attached = 0;
  private done = 0;

  constructor(
    private readonly bag: BagWriter,
    private readonly work: MessageWork,
  ) {}

  get counts(): Omit<MessageCounts, 'profiles'> {
    return this.counted;
  }

  async addDay(day: Day): Promise<void> {
    const { plan, listing, progress, limits = LIMITS } = this.work;
    let slices = 0;
    let platform = '';
    for (const no of day.items) {
      const item: BundleItem = JSON.parse((await this.bag.read(itemPath(no))).toString());
      const sizeOf = (href: string): number | null => this.bag.factsOf(href)?.bytes ?? null;
      const message = messageOf({ plan, no, item, sizeOf, mostAttached: limits.attached });
      const more = message.attached.reduce((sum, { size }) => sum + size, 0);
      const isFull = this.messages.length >= limits.events || this.attached + more > limits.attached;
      if (this.messages.length > 0 && isFull) await this.endSlice(day, (slices += 1), platform);
      platform = plan.accounts.find(({ id }) => id === item.accountId)?.platform ?? 'unknown';
      this.messages.push(message);
      this.attached += more;
      await progress('forms', (this.done += 1), listing.items.length);
    }
    await this.endSlice(day, slices + 1, platform);
  }

  private async endSlice({ day, first }: Day, no: number, platform: string): Promise<void> {
    const { plan, beside } = this.work;
    const [language = 'en'] = plan.languages;
    const display = say(messagesSentences, 'thread', language, { no: first });
    const id = this.messages[0]?.event.conversation ?? '';
    const slice = { conversation: { id, display, platform }, messages: this.messages };
    const name = `${numbered(first)}-${day}${no === 1 ? '' : `-${no}`}`;
    const folder = String(Math.floor(this.counted.files / IN_FOLDER) + 1).padStart(4, '0');
    const path = `${beside}.rsmf.zip`;
    try {
      await this.writeZip(path, slice);
      const zip: AsyncIterable<Buffer> = createReadStream(path);
      const subject = `${plan.name} ${name}`;
      await this.bag.writeStream(`${FOLDER}/${folder}/${name}.rsmf`, rsmfFile({ slice, subject, at: plan.at, zip }));
    } finally {
      await rm(path, { force: true });
    }
    this.count(slice);
    this.messages = [];
    this.attached = 0;
  }

  /** One medium in memory at a time. */
  private async writeZip(path: string, slice: Slice): Promise<void> {
    const zip = await ZipWriter.create(path);
    try {
      await zip.add('rsmf_manifest.json', Buffer.from(JSON.stringify(manifestOf(slice))));
      const media = new Map(
        slice.messages.flatMap(({ attached }) => attached.map(({ id, href }) => [id, href] as const)),
      );
      for (const [id, href] of media) await zip.add(id, await this.bag.read(href));
      await zip.finish();
    } finally {
      await zip.abandon();
    }
  }

  private count({ messages }: Slice): void {
    this.counted.files += 1;
    this.counted.events += messages.length;
    for (const { attached, leftOut } of messages) {
      this.counted.attachments += attached.length;
      this.counted.leftOut += leftOut;
    }
  }
}
