import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../audit/index.js';
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
    const { accountId, loop } = about;
    const gap = newId();
    await this.trail.write(system('capture'), async (tx) => {
      await tx.rows.query(`INSERT INTO gap (id, account_id, loop, from_at, reason) VALUES ($1, $2, $3, $4, $5)`, [
        gap,
        accountId,
        loop,
        from,
        reason,
      ]);
      await tx.record('gap.opened', { gap, loop, from: from.toISOString(), reason }, { account: accountId });
    });
  }

  /** Answers whether one was open. */
  async close({ accountId, loop }: GapAbout, to: Date): Promise<boolean> {
    const [open]: { id: string; from_at: Date; reason: GapReason }[] = await this.database.query(
      `SELECT id, from_at, reason FROM gap WHERE account_id = $1 AND loop = $2 AND to_at IS NULL`,
      [accountId, loop],
    );
    if (!open) return false;
    await this.trail.write(system('capture'), async (tx) => {
      await tx.rows.query(`UPDATE gap SET to_at = $2 WHERE id = $1 AND to_at IS NULL`, [open.id, to]);
      const minutes = Math.round((to.getTime() - open.from_at.getTime()) / 60_000);
      const facts = {
        gap: open.id,
        loop,
        from: open.from_at.toISOString(),
        to: to.toISOString(),
        reason: open.reason,
        minutes,
      };
      await tx.record('gap.closed', facts, { account: accountId });
    });
    return true;
  }

  /** A stretch that nothing failed in, because nobody was looking. */
  async note(about: GapAbout, { from, to }: { from: Date; to: Date }): Promise<void> {
    await this.open(about, from, 'not-running');
    await this.close(about, to);
  }
}
