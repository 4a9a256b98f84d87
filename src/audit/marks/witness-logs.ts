import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock, Config, ConfigFaults, newId, system } from '../../platform/index.js';
import { AuditTrail } from '../audit-trail.js';
import { type Checkpoint, checkpointBody, openCheckpoint } from '../checkpoint.rules.js';
import { verifyConsistency } from '../merkle.rules.js';
import { type AddCheckpoint, cosignatureLine, cosignedText, type NamedKey, printWitnessKey, readAddCheckpoint, readNamedKey } from './cosignature.rules.js'; // prettier-ignore

/** c2sp.org/tlog-witness: 200 with a line of a note, 409 with the size that is known, others with a sentence. */
export interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422;
  readonly text: string;
}

const UNREADABLE = answer(400, 'This is no request to a witness: old SIZE, the proof, an empty line, the checkpoint.');
const UNKNOWN = answer(404, 'This witness does not watch that log.');
const STRANGE = answer(403, 'The checkpoint is not signed by the key that this witness knows of that log.');
const FORKED = answer(422, 'The proof does not show that this log continues the one this witness has signed.');

/** The key of a witness is its own: what signs our log says nothing of others'. */
export abstract class WitnessSigner {
  abstract readonly publicKey: Buffer;
  abstract sign(bytes: Uint8Array): Promise<Buffer>;
}

/**
 * Signs what others' logs have become, where it continues everything signed before. It never signs two logs of one name
 * that do not continue each other: what was signed last is a row that is changed in the same moment, or nothing is.
 */
@Injectable()
export class WitnessLogs {
  private readonly logs: readonly NamedKey[];

  // oxlint-disable-next-line max-params -- what is known, and with what it is signed
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly signer: WitnessSigner,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {
    this.logs = config.witnessedLogs.map((text) => {
      const named = readNamedKey(text, 'checkpoint');
      if (!named) throw new ConfigFaults([`WITNESSED_LOGS: ${text} is not the key of a log; its operator has it from: akta witness`]); // prettier-ignore
      return named;
    });
  }

  /** What the operators of those logs put into their settings. */
  verifierKey(): string {
    return printWitnessKey(this.self());
  }

  async watched(): Promise<{ origin: string; size: number | null; at: Date | null }[]> {
    const rows: { origin: string; size: string; at: Date }[] = await this.database.query(
      `SELECT origin, size, at FROM witnessed_log`,
    );
    return this.logs.map(({ name: origin }) => {
      const row = rows.find((one) => one.origin === origin);
      return { origin, size: row ? Number(row.size) : null, at: row?.at ?? null };
    });
  }

  async add(text: string): Promise<WitnessAnswer> {
    const asked = this.read(text);
    if ('status' in asked) return asked;
    const { checkpoint, note } = asked;
    const known = await this.known(checkpoint.origin);
    const refused = refusalOf(asked, known);
    if (refused) return refused;
    const isNew = known === null || known.size < checkpoint.size;
    if (!isNew || (await this.keep(checkpoint, note, known))) return this.signed(checkpoint);
    return answer(409, String((await this.known(checkpoint.origin))?.size ?? 0));
  }

  private read(text: string): Asked | WitnessAnswer {
    const request = readAddCheckpoint(text);
    if (!request) return UNREADABLE;
    const log = this.logs.find(({ name }) => request.note.startsWith(`${name}\n`));
    if (!log) return UNKNOWN;
    const opened = openCheckpoint(request.note, log.key);
    if (!opened.valid) return opened.because === 'unreadable' ? UNREADABLE : STRANGE;
    return request.old > opened.checkpoint.size ? UNREADABLE : { ...request, checkpoint: opened.checkpoint };
  }

  private async known(origin: string): Promise<Known | null> {
    const [row] = await this.database.query(`SELECT size, root FROM witnessed_log WHERE origin = $1`, [origin]);
    return row ? { size: Number(row.size), root: row.root } : null;
  }

  /** False: another request was quicker, and this one was not heard. */
  private async keep({ origin, size, root }: Checkpoint, note: string, known: Known | null): Promise<boolean> {
    const facts = { log: hash('sha256', origin), size, root: root.toString('hex') };
    const event = newId();
    try {
      await this.trail.write(system('log'), async (tx) => {
        await tx.record('log.witnessed', facts, { id: event });
        const row = { values: [origin, size, root, note, this.clock.now(), event], known: known?.size ?? null };
        if ((await changed(tx.rows, row)) === 0) throw new Quicker();
      });
      return true;
    } catch (error) {
      if (error instanceof Quicker) return false;
      throw error;
    }
  }

  private async signed(checkpoint: Checkpoint): Promise<WitnessAnswer> {
    const seconds = Math.floor(this.clock.now().getTime() / 1_000);
    const signature = await this.signer.sign(Buffer.from(cosignedText(checkpointBody(checkpoint), seconds)));
    return { status: 200, text: cosignatureLine(this.self(), seconds, signature) };
  }

  private self(): NamedKey {
    return { name: this.config.witnessName, key: this.signer.publicKey };
  }
}

interface Asked extends AddCheckpoint {
  readonly checkpoint: Checkpoint;
}

/** What was signed last. */
interface Known {
  readonly size: number;
  readonly root: Buffer;
}

class Quicker extends Error {}

async function changed(
  rows: EntityManager,
  { values, known }: { readonly values: readonly unknown[]; readonly known: number | null },
): Promise<number> {
  if (known === null) {
    const added: unknown[] = await rows.query(
      `INSERT INTO witnessed_log (origin, size, root, note, at, event_id) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT DO NOTHING RETURNING 1`,
      [...values],
    );
    return added.length;
  }
  const [, count]: [unknown, number] = await rows.query(
    `UPDATE witnessed_log SET size = $2, root = $3, note = $4, at = $5, event_id = $6 WHERE origin = $1 AND size = $7`,
    [...values, known],
  );
  return count;
}

/** Null where the log continues what is known of it. */
function refusalOf({ checkpoint, old, path }: Asked, known: Known | null): WitnessAnswer | null {
  const { size, root } = checkpoint;
  const from = known?.size ?? 0;
  const isOther = known !== null && size === from && !known.root.equals(root);
  if (old !== from || isOther) return answer(409, String(from));
  const holds =
    known === null || from === 0
      ? path.length === 0
      : verifyConsistency({ from, to: size, fromRoot: known.root, toRoot: root, path });
  return holds ? null : FORKED;
}

function answer(status: WitnessAnswer['status'], text: string): WitnessAnswer {
  return { status, text: `${text}\n` };
}
