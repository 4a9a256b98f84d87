import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type AuditedTx, AuditTrail, type EventFacts } from '../audit/index.js';
import type { GapReason } from '../connectors/index.js';
import { newId, system } from '../platform/index.js';
import type { Stretch } from './judge-page.rules.js';
import type { LoopName } from './pace.rules.js';

export interface GapAbout {
  readonly accountId: string;
  readonly loop: LoopName;
}

/** Stretches in which an account was not seen: opened when a look fails, closed by the next one that succeeds. */
@Injectable()
export class TrackGaps {
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
  ) {}

  /** Stretches that make what was posted in them captured late: before the account was added, and every gap. */
  async unseen(accountId: string, addedAt: Date): Promise<Stretch[]> {
    const rows: { from_at: Date; to_at: Date | null }[] = await this.database.query(
      `SELECT from_at, to_at FROM gap WHERE account_id = $1 ORDER BY from_at DESC LIMIT 1000`,
      [accountId],
    );
    return [{ from: new Date(0), to: addedAt }, ...rows.map(({ from_at: from, to_at: to }) => ({ from, to }))];
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

  /** Answers whether one was open. */
  async close({ accountId, loop }: GapAbout, to: Date): Promise<boolean> {
    const [open]: { id: string; from_at: Date; reason: GapReason }[] = await this.database.query(
      `SELECT id, from_at, reason FROM gap WHERE account_id = $1 AND loop = $2 AND to_at IS NULL`,
      [accountId, loop],
    );
    if (!open) return false;
    const { id, from_at: from, reason } = open;
    await this.trail.write(system('capture'), async (tx) => {
      await tx.rows.query(`UPDATE gap SET to_at = $2 WHERE id = $1 AND to_at IS NULL`, [id, to]);
      await tx.record('gap.closed', closed(loop, { id, from, to, reason }), { account: accountId });
    });
    return true;
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

interface NewGap {
  readonly id: string;
  readonly from: Date;
  readonly to: Date | null;
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
