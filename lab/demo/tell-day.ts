import type { INestApplicationContext } from '@nestjs/common';
import { ReadAccounts } from '../../src/archive/index.js';
import { Log, type LogEntry } from '../../src/audit/index.js';
import { type CaptureOutcome, WorkQueue } from '../../src/capture/index.js';
import { clockTime, type Language, say, type SentenceValues } from '../../src/platform/index.js';
import { demoSentences } from './demo.sentences.js';

interface Told {
  readonly handle: string;
  readonly zone: string;
}

/** Says in sentences, with the town's time, what the archive's own log and captures say. */
export class TellDay {
  private accounts = new Map<string, Told>();
  private seen = -1;
  private readonly hiddenSince = new Map<string, Date>();

  constructor(
    private readonly app: INestApplicationContext,
    private readonly language: Language,
    private readonly write: (line: string) => void,
  ) {}

  async begin(): Promise<void> {
    const read = this.app.get(ReadAccounts);
    const zones = new Map((await read.bodies()).map(({ id, zone }) => [id, zone]));
    for (const { id, handle, title, platform, bodyId } of await read.all()) {
      this.accounts.set(id, { handle: platform === 'feed' ? title : handle, zone: zones.get(bodyId) ?? 'UTC' });
    }
    this.app.get(WorkQueue).onOutcome = (outcome) => this.captured(outcome);
    this.seen = (await this.app.get(Log).head()).size - 1;
  }

  /** What the log has new. */
  async catchUp(): Promise<void> {
    const log = this.app.get(Log);
    for (;;) {
      const entries = await log.entriesAfter(this.seen, 200);
      for (const entry of entries) this.entry(entry);
      this.seen = entries.at(-1)?.seq ?? this.seen;
      if (entries.length < 200) return;
    }
  }

  say(key: keyof typeof demoSentences, values: SentenceValues = {}): void {
    this.write(say(demoSentences, key, this.language, values));
  }

  private captured({ accountId, counts, detail }: CaptureOutcome): void {
    const { new: fresh, changed, late } = counts;
    if (detail !== null || fresh + changed === 0) return;
    this.about(accountId, 'captured', this.lastAt, { new: fresh, changed, late });
  }

  /** The clock of what is being told; moved by whoever plays. */
  lastAt = new Date(0);

  private entry({ type, facts, accountId, at }: LogEntry): void {
    const when = new Date(at);
    const time = (name: string): string => this.time(accountId, String(facts[name]));
    if (type === 'item.missed') this.about(accountId, 'missed', when);
    if (type === 'item.gone') {
      const bounds = {
        lastSeen: time('lastSeen'),
        firstMissing: time('firstMissing'),
        confirmed: this.time(accountId, at),
      };
      this.about(accountId, 'gone', when, bounds);
    }
    if (type === 'item.hidden') this.hidden(accountId, String(facts['item']), when);
    if (type === 'item.shown') this.shown(accountId, String(facts['item']), when);
    if (type === 'gap.opened') this.about(accountId, 'gap-opened', when);
    if (type === 'gap.closed') {
      const minutes = Number(facts['minutes']);
      this.about(accountId, 'gap-closed', when, { from: time('from'), to: time('to'), minutes });
    }
  }

  private hidden(accountId: string | null, item: string, at: Date): void {
    this.hiddenSince.set(item, at);
    this.about(accountId, 'hidden', at, { since: this.time(accountId, at.toISOString()) });
  }

  private shown(accountId: string | null, item: string, at: Date): void {
    const since = this.hiddenSince.get(item) ?? at;
    const minutes = Math.round((at.getTime() - since.getTime()) / 60_000);
    this.about(accountId, 'shown', at, { minutes });
  }

  private about(
    accountId: string | null,
    key: keyof typeof demoSentences,
    at: Date,
    values: SentenceValues = {},
  ): void {
    const account = this.accounts.get(accountId ?? '')?.handle ?? '';
    this.say(key, { time: this.time(accountId, at.toISOString()), account, ...values });
  }

  private time(accountId: string | null, at: string): string {
    return clockTime(at, this.accounts.get(accountId ?? '')?.zone ?? 'America/Chicago', this.language);
  }
}
