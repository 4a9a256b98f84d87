import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OpenAccount, type OpenedAccount } from '../../accounts/index.js';
import { AuditTrail, Followers } from '../../audit/index.js';
import { ConnectorRegistry, EMPTY_BODY, type ItemBody, type Page } from '../../connectors/index.js';
import { type Actor, Clock, demand, newId } from '../../platform/index.js';
import type { LoopRun } from '../loop-run.types.js';
import { TakePages } from '../take-pages.js';
import { type FileFacts, formText, refuseForm } from './custody-form.rules.js';
import { FileOutbound, handUrl } from './file-outbound.js';
import { countForwarding } from './forwarding.rules.js';
import type { HandedIn, HandView } from './hand.types.js';
import { readHandFile } from './read-hand-file.js';

interface Handing {
  readonly id: string;
  readonly by: string;
  readonly now: Date;
  readonly account: OpenedAccount;
  readonly handed: HandedIn;
  readonly files: readonly FileFacts[];
  readonly form: Buffer;
}

/**
 * Takes in what a person saw and saved: the custody form is the exchange, the files are its media. What is handed in is
 * an item of its own, beside whatever its platform showed us of the same post: a person's word never becomes a version
 * of a platform's answer.
 */
@Injectable()
export class CaptureByHand {
  // oxlint-disable-next-line max-params -- what it opens, goes through and writes with
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly accounts: OpenAccount,
    private readonly connectors: ConnectorRegistry,
    private readonly takePages: TakePages,
    private readonly followers: Followers,
    private readonly clock: Clock,
  ) {}

  /** @throws {Refusal} where the form is not filled in, or a file cannot be kept */
  async run(actor: Actor, handed: HandedIn): Promise<HandView> {
    demand(actor, 'capture.run');
    const now = this.clock.now();
    refuseForm(handed, now);
    const account = await this.accounts.run(handed.accountId);
    const files: FileFacts[] = [];
    for (const file of handed.files) files.push(await readHandFile(file));
    const by = actor.kind === 'person' ? actor.name : 'Akta';
    const form = formText(handed, files, { account: account.account.url, by, at: now });
    const handing: Handing = { id: newId(), by, now, account, handed, files, form };
    await this.take(handing);
    const view = await this.keep(actor, handing);
    await this.followers.settle();
    return view;
  }

  /** Bytes before rows, as everything else. */
  private async take(handing: Handing): Promise<void> {
    const { id, account, now } = handing;
    await this.database.query(
      `INSERT INTO capture (id, account_id, loop, started_at, ended_at, settings, outcome, counts)
       VALUES ($1, $2, 'hand', $3, $3, '{}', 'captured', '{}')`,
      [id, account.id, now],
    );
    const pages = async function* (): AsyncGenerator<Page> {
      yield pageOf(handing);
    };
    for await (const { counts } of this.takePages.run(this.runOf(handing), pages(), async () => {})) {
      await this.database.query(`UPDATE capture SET counts = $2 WHERE id = $1`, [id, JSON.stringify(counts)]);
    }
  }

  private runOf({ id, account, handed, files, now }: Handing): LoopRun {
    const held = handed.files.flatMap((file, place) => {
      const facts = files[place];
      return facts ? [{ file, facts }] : [];
    });
    return {
      captureId: id,
      loop: 'hand',
      account: {
        id: account.id,
        bodyId: account.bodyId,
        canonicalUri: account.account.canonicalUri,
        addedAt: account.addedAt,
      },
      connector: this.connectors.for('other'),
      context: {
        account: account.account,
        addedAt: account.addedAt,
        http: new FileOutbound(held, now),
        now: () => now,
        signal: new AbortController().signal,
      },
      unseen: [{ from: new Date(0), to: null }],
      held: new Set(),
      openGap: null,
      goOn: () => Promise.resolve(),
    };
  }

  /** Its mark in the log (what the form says is committed to with the item), and of a forwarded post its days. Where the same was handed in before there is no item. */
  private async keep(actor: Actor, handing: Handing): Promise<HandView> {
    const { id, account, handed, files, by, now } = handing;
    const [row] = await this.database.query<{ item_id: string; exchange_id: string }[]>(
      `SELECT s.item_id, s.exchange_id FROM exchange x JOIN snapshot s ON s.exchange_id = x.id WHERE x.capture_id = $1`,
      [id],
    );
    const forwarded = await this.forwardedOf(handing);
    if (row) {
      const eventId = newId();
      await this.trail.write(actor, async (tx) => {
        await tx.rows.query(
          `INSERT INTO hand_capture (id, account_id, item_id, exchange_id, at, created_at, received_at, due_on, days_late, event_id)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
          [
            id,
            account.id,
            row.item_id,
            row.exchange_id,
            now,
            forwarded?.createdAt ?? null,
            forwarded?.receivedAt ?? null,
            forwarded?.dueOn ?? null,
            forwarded?.daysLate ?? null,
            eventId,
          ],
        );
        const facts = { item: row.item_id, exchange: row.exchange_id, files: files.length };
        await tx.record('hand.brought', facts, { account: account.id, id: eventId });
      });
    }
    return {
      id,
      accountId: handed.accountId,
      itemId: row?.item_id ?? null,
      by,
      at: now.toISOString(),
      files: files.map(({ name, role, bytes, sha256 }) => ({ name, role, bytes, digest: `sha256:${sha256}` })),
      forwarded,
    };
  }

  private async forwardedOf({ account, handed }: Handing): Promise<HandView['forwarded']> {
    const { forwarded, postedAt } = handed;
    if (!forwarded || !postedAt) return null;
    const [body] = await this.database.query<{ zone: string }[]>(`SELECT zone FROM body WHERE id = $1`, [
      account.bodyId,
    ]);
    return {
      createdAt: postedAt.toISOString(),
      receivedAt: forwarded.receivedAt.toISOString(),
      ...countForwarding(postedAt, forwarded.receivedAt, body?.zone ?? 'UTC'),
    };
  }
}

function pageOf({ account, handed, files, by, now, form }: Handing): Page {
  const at = now.toISOString();
  const body: ItemBody = {
    ...EMPTY_BODY,
    kind: 'post',
    nativeId: handed.url,
    url: handed.url,
    text: handed.text ?? '',
    postedAt: handed.postedAt?.toISOString() ?? null,
    media: files.map(({ name, mime, sha256 }, place) => ({
      key: `sha256:${sha256}`,
      url: handUrl(place),
      mime,
      alt: name,
    })),
    brought: {
      how: 'hand',
      seenBy: handed.seenBy,
      seenAt: handed.seenAt.toISOString(),
      device: handed.device ?? null,
      manner: handed.manner ?? null,
      typed: (handed.text ?? '') !== '',
      by,
      at,
    },
  };
  const ref = { platform: account.platform, canonicalUri: handed.url, lineage: 'by-hand' };
  return {
    exchanges: [
      {
        method: 'HAND',
        url: handed.url,
        requestHeaders: [],
        status: 0,
        responseHeaders: [['content-type', 'application/json']],
        body: form,
        sentAt: at,
        receivedAt: at,
        masked: [],
      },
    ],
    observations: [{ type: 'snapshot', ref, body, evidence: { exchange: 0, range: [0, form.length] }, counts: {} }],
    next: null,
    done: true,
  };
}
