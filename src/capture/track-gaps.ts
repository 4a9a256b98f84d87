import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type AuditedTx, AuditTrail, type EventFacts } from '../audit/index.js';
import type { GapReason } from '../connectors/index.js';
import { newId, system } from '../platform/index.js';
import type { Stretch } from './judgement.types.js';
import type { LoopName } from './pace.rules.js';

export interface GapAbout {
  readonly accountId: string;
  readonly loop: LoopName;
}

export interface KnownGap extends Stretch {
  readonly id: string;
  readonly loop: LoopName;
  readonly reason: GapReason;
}

/** Stretches in which an account was not seen: opened when a look fails, closed by the next one that succeeds. */
@Injectable()
export class TrackGaps {
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
  ) {}

  /** Those of an account, the latest first. */
  async of(accountId: string): Promise<KnownGap[]> {
    return this.database.query(
      `SELECT id, loop, from_at AS "from", to_at AS "to", reason FROM gap WHERE account_id = $1 ORDER BY from_at DESC LIMIT 1000`,
      [accountId],
    );
  }

  async isOpen({ accountId, loop }: GapAbout): Promise<boolean> {
    const [open] = await this.database.query(
      `SELECT 1 FROM gap WHERE account_id = $1 AND loop = $2 AND to_at IS NULL`,
      [accountId, loop],
    );
    return open !== undefined;
  }

  /** Nothing when one is open already: the first reason stands. */
  async open(about: GapAbout, from: Date, reason: GapReason): Promise<void> {
    if (await this.isOpen(about)) return;
    await this.trail.write(system('capture'), (tx) => insert(tx, about, { id: newId(), from, to: null, reason }));
  }

  /** Of the loop whose lease is held: nobody else opens or closes it. */
  async close(accountId: string, { id, loop, from, reason }: KnownGap, to: Date): Promise<void> {
    await this.trail.write(system('capture'), async (tx) => {
      await tx.rows.query(`UPDATE gap SET to_at = $2 WHERE id = $1 AND to_at IS NULL`, [id, to]);
      await tx.record('gap.closed', closed(loop, { id, from, to, reason }), { account: accountId });
    });
  }

  /** A stretch that is over when it is found to have been one; noted once, however often it is found. */
  async note(about: GapAbout, { from, to }: { from: Date; to: Date }, reason: GapReason): Promise<void> {
    const { accountId, loop } = about;
    const [known] = await this.database.query(
      `SELECT 1 FROM gap WHERE account_id = $1 AND loop = $2 AND from_at <= $3 AND (to_at IS NULL OR to_at >= $4)`,
      [accountId, loop, from, to],
    );
    if (known) return;
    await this.trail.write(system('capture'), async (tx) => {
      const gap = { id: newId(), from, to, reason };
      await insert(tx, about, gap);
      await tx.record('gap.closed', closed(loop, gap), { account: accountId });
    });
  }
}

interface NewGap extends Stretch {
  readonly id: string;
  readonly reason: GapReason;
}

async function insert(tx: AuditedTx, { accountId, loop }: GapAbout, { id, from, to, reason }: NewGap): Promise<void> {
  await tx.rows.query(
    `INSERT INTO gap (id, account_id, loop, from_at, to_at, reason) VALUES ($1, $2, $3, $4, $5, $6)`,
    [id, accountId, loop, from, to, reason],
  );
  await tx.record('gap.opened', { gap: id, loop, from: from.toISOString(), reason }, { account: accountId });
}

function closed(loop: LoopName, { id, from, to, reason }: NewGap & { readonly to: Date }): EventFacts['gap.closed'] {
  const minutes = Math.round((to.getTime() - from.getTime()) / 60_000);
  return { gap: id, loop, from: from.toISOString(), to: to.toISOString(), reason, minutes };
}
