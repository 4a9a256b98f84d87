import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type AuditedTx, AuditTrail } from '../../../audit/index.js';
import { clausesOf, type Platform } from '../../../connectors/index.js';
import { Clock, type Language, Refusal, say, system } from '../../../platform/index.js';
import { BeginConnection } from '../begin-connection.js';
import type { AskedView, BegunConnection, ConnectedView, ConnectionAnswer } from '../connect.types.js';
import { FinishConnection } from '../finish-connection.js';
import { ReachPlatform } from '../reach-platform.js';
import { SignInByPassword } from '../sign-in-by-password.js';
import { secretDigest } from '../scopes.rules.js';
import { connectLinkSentences } from './connect-links.sentences.js';

const OWNER = system('connect-link');

interface LinkRow {
  readonly id: string;
  readonly account_id: string;
  readonly language: Language;
  readonly messages: boolean;
  readonly expires_at: Date;
  readonly opened_at: Date | null;
  readonly finished_at: Date | null;
  readonly closed_at: Date | null;
  readonly handle: string;
  readonly platform: Platform;
  readonly body: string;
}

export interface OpenedConnectLink extends AskedView {
  readonly language: Language;
  readonly expiresAt: string;
}

/**
 * What the owner of an account does with a personal link: looks at what is asked for, says yes at the platform, and
 * brings its answer back. Whoever has the link can do that and nothing else, and is never shown a token.
 */
@Injectable()
export class FollowConnectLink {
  // oxlint-disable-next-line max-params -- each step of the owner
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly reach: ReachPlatform,
    private readonly begin: BeginConnection,
    private readonly finish: FinishConnection,
    private readonly password: SignInByPassword,
  ) {}

  /** That it was opened for the first time is put into the log. */
  async open(secret: string, language: Language): Promise<OpenedConnectLink> {
    const link = await this.follow(secret, language);
    const { provider } = await this.reach.run(link.account_id);
    if (link.opened_at === null) await this.noteOpened(link);
    return {
      language: link.language,
      expiresAt: link.expires_at.toISOString(),
      platform: link.platform,
      handle: link.handle,
      body: link.body,
      way: provider.way,
      messages: link.messages,
      scopes: provider.scopes
        .filter(({ messages }) => link.messages || messages !== true)
        .map(({ scope, without, messages = false }) => ({ scope, without, messages })),
      clauses: clausesOf(link.platform),
    };
  }

  async ask(secret: string, language: Language): Promise<BegunConnection> {
    const link = await this.follow(secret, language);
    return this.begin.begin(
      OWNER,
      { kind: 'link', id: link.id },
      { accountId: link.account_id, messages: link.messages },
    );
  }

  async answer(secret: string, language: Language, answer: ConnectionAnswer): Promise<ConnectedView> {
    const link = await this.follow(secret, language);
    return this.finish.finish(OWNER, { kind: 'link', id: link.id }, answer, (tx, connection) =>
      this.noteFinished(tx, link, connection),
    );
  }

  async signIn(secret: string, language: Language, password: string): Promise<ConnectedView> {
    const link = await this.follow(secret, language);
    const asked = { accountId: link.account_id, messages: link.messages, password };
    return this.password.signIn(OWNER, asked, (tx) => this.noteFinished(tx, link, link.id));
  }

  private async follow(secret: string, language: Language): Promise<LinkRow> {
    const [link]: LinkRow[] = await this.database.query(
      `SELECT l.*, a.handle, a.platform, b.name AS body
         FROM connect_link l JOIN account a ON a.id = l.account_id JOIN body b ON b.id = a.body_id WHERE l.digest = $1`,
      [secretDigest(secret)],
    );
    if (!link) throw new Refusal('not-found', say(connectLinkSentences, 'unknown', language));
    const ended = link.finished_at
      ? 'used'
      : link.closed_at
        ? 'closed'
        : link.expires_at <= this.clock.now()
          ? 'expired'
          : null;
    if (ended !== null) throw new Refusal('link-ended', say(connectLinkSentences, `ended.${ended}`, link.language));
    return link;
  }

  private async noteOpened(link: LinkRow): Promise<void> {
    await this.trail.write(OWNER, async (tx) => {
      await tx.rows.query(`UPDATE connect_link SET opened_at = coalesce(opened_at, $2) WHERE id = $1`, [
        link.id,
        this.clock.now(),
      ]);
      await tx.record('connect-link.opened', { link: link.id }, { account: link.account_id });
    });
  }

  /** Of two who finish at once one is refused, and nothing of it is kept. */
  private async noteFinished(tx: AuditedTx, link: LinkRow, connection: string): Promise<void> {
    const [, count]: [unknown, number] = await tx.rows.query(
      `UPDATE connect_link SET finished_at = $2 WHERE id = $1 AND finished_at IS NULL AND closed_at IS NULL`,
      [link.id, this.clock.now()],
    );
    if (count === 0) throw new Refusal('link-ended', say(connectLinkSentences, 'ended.closed', link.language));
    await tx.record('connect-link.finished', { link: link.id, connection }, { account: link.account_id });
  }
}
