import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OpenAccount } from '../../accounts/index.js';
import { AuditTrail, commitText } from '../../audit/index.js';
import { type Actor, actorName, Clock, demand, newId, Refusal } from '../../platform/index.js';
import { OpenImport } from './open-import.js';

export interface ImportAsked {
  /** Beforehand, where the file lies in a folder that is named by it. */
  readonly id?: string;
  readonly accountId: string;
  readonly path: string;
  /** As the person calls it. */
  readonly fileName: string;
  /** It was given to us, and goes when the import is done. */
  readonly ours: boolean;
  /** Of the file, where it is known. */
  readonly sha256?: string;
  /** YAML: what the columns of a table or the members of a list are. */
  readonly mapping?: string;
}

/** More than any account's download. */
export const MOST_DOWNLOAD_BYTES = 200 * 1024 ** 3;

/**
 * Puts the import of a download into the queue and its mark into the log: the digest of the whole file, salted, with its
 * size and name. One that is refused leaves nothing. The same file of the same account goes on where it was left.
 */
@Injectable()
export class AskImport {
  // oxlint-disable-next-line max-params -- what it looks into, what it writes with
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly accounts: OpenAccount,
    private readonly open: OpenImport,
    private readonly clock: Clock,
  ) {}

  async run(
    actor: Actor,
    asked: ImportAsked,
    hashing: (done: number, total: number) => void = () => undefined,
  ): Promise<{ id: string; goesOn: boolean }> {
    demand(actor, 'capture.run');
    const account = await this.accounts.run(asked.accountId);
    const id = asked.id ?? newId();
    const bytes = await sizeOf(asked.path);
    const opened = await this.open.run({ ...asked, id, account });
    await opened.download.close();
    const sha256 = asked.sha256 ?? (await digestOf(asked.path, (done) => hashing(done, bytes)));
    const earlier = await this.goOn(asked, sha256);
    if (earlier !== null) return { id: earlier, goesOn: true };
    const { digest, salt } = commitText(`sha256:${sha256} ${bytes} ${asked.fileName}`);
    const eventId = newId();
    const now = this.clock.now();
    await this.trail.write(actor, async (tx) => {
      await tx.rows.query(
        `INSERT INTO archive_import (id, account_id, asked_at, actor, asked_by, file_name, file, ours, bytes, sha256, mapping,
                                     format, owner_id, made_at, status, total)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'waiting', $15)`,
        [
          id,
          asked.accountId,
          now,
          actorName(actor),
          actor.kind === 'person' ? actor.name : 'Akta',
          asked.fileName,
          asked.path,
          asked.ours,
          bytes,
          sha256,
          asked.mapping ?? null,
          opened.reader.format,
          opened.about.owner?.id ?? null,
          opened.about.madeAt,
          opened.reader.bytes(opened.download),
        ],
      );
      await tx.record('import.asked', { import: id, bytes, commit: digest }, { account: asked.accountId, id: eventId });
      await tx.rows.query(`INSERT INTO statement (event_id, text, salt) VALUES ($1, $2, $3)`, [
        eventId,
        `sha256:${sha256} ${bytes} ${asked.fileName}`,
        salt,
      ]);
    });
    return { id, goesOn: false };
  }

  /** One that was not done is taken up again, from this file. */
  private async goOn({ accountId, path, ours }: ImportAsked, sha256: string): Promise<string | null> {
    const [rows] = await this.database.query<[{ id: string }[], number]>(
      `UPDATE archive_import SET status = 'waiting', fault = NULL, ended_at = NULL, file = $3, ours = $4
        WHERE id = (SELECT id FROM archive_import WHERE account_id = $1 AND sha256 = $2 AND status <> 'done'
                       AND (lease_until IS NULL OR lease_until <= $5) ORDER BY asked_at DESC LIMIT 1) RETURNING id`,
      [accountId, sha256, path, ours, this.clock.now()],
    );
    return rows[0]?.id ?? null;
  }
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new Refusal('not-found', 'There is no such file. Name the file the network gave you.', {}, { cause });
  });
  if (!found.isFile())
    throw new Refusal('invalid-input', 'This is no file. Name the download as the network gave it, packed.');
  if (found.size > MOST_DOWNLOAD_BYTES) throw new Refusal('too-large', 'A download may hold at most 200 GiB.');
  return found.size;
}

async function digestOf(path: string, told: (done: number) => void): Promise<string> {
  const digest = createHash('sha256');
  let done = 0;
  for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    digest.update(piece);
    told((done += piece.length));
  }
  return digest.digest('hex');
}
