import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { statedWords } from '../../accounts/index.js';
import { readItemJson } from '../../archive/index.js';
import { type AuditedTx, AuditTrail, commitJson } from '../../audit/index.js';
import { type Actor, actorName, Clock, demand, newId, Refusal } from '../../platform/index.js';
import { RecordSearch } from '../../search/index.js';
import { lockRequest } from '../request-rows.js';
import { codeDigest, codesIn, handleOf } from './handle-code.rules.js';
import type { HandleSaid, ProofPath, StatedPath } from './handles.types.js';
import { demandOpen } from './issue-handle-code.js';

const MOST_LOOKED_AT = 200;

interface Challenge {
  readonly id: string;
  readonly request_id: string;
  readonly number: string;
  readonly said: HandleSaid;
  readonly code: Buffer;
  readonly salt: Buffer;
  readonly at: Date;
  readonly expires_at: Date;
  readonly proved: boolean;
}

interface Seen {
  readonly path: ProofPath;
  readonly snapshotId: string | null;
  readonly exchangeId: string | null;
  readonly note: string | null;
}

const CHALLENGE = `
  SELECT c.id, c.request_id, r.number, c.said, c.code, c.salt, c.at, c.expires_at,
         EXISTS (SELECT FROM handle_proof p WHERE p.challenge_id = c.id) AS proved
    FROM handle_challenge c JOIN records_request r ON r.id = c.request_id`;

/** That a requester controls a handle: the code that was issued for it came back from there. */
@Injectable()
export class ProveHandle {
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly search: RecordSearch,
  ) {}

  /** Looks for the code in what was captured of the handle while the code was good. True: it is proved now. */
  async find(actor: Actor, { requestId, challengeId }: { requestId: string; challengeId: string }): Promise<boolean> {
    demand(actor, 'request.manage');
    const [challenge] = await this.database.query<Challenge[]>(`${CHALLENGE} WHERE c.id = $1 AND c.request_id = $2`, [
      challengeId,
      requestId,
    ]);
    if (!challenge) throw new Refusal('not-found', 'No code of this request has this id.');
    refuseProved(challenge);
    const snapshotId = await this.standsIn(actor, challenge);
    if (snapshotId === null) return false;
    await this.write(actor, challenge, { path: 'captured', snapshotId, exchangeId: null, note: null });
    return true;
  }

  /** What a person saw themselves: the code, by which way it came, and where. */
  async state(
    actor: Actor,
    input: { requestId: string; code: string; path: StatedPath; note: string; exchangeId?: string },
  ): Promise<void> {
    demand(actor, 'request.manage');
    const note = statedWords(input.note, 'Where the code was seen');
    const challenge = await this.challengeOf(input.requestId, input.code);
    if (challenge.expires_at <= this.clock.now()) {
      throw new Refusal(
        'wrong-state',
        `This code expired on ${challenge.expires_at.toISOString().slice(0, 10)}. Issue a new one and have it posted.`,
      );
    }
    const exchangeId = input.exchangeId ?? null;
    if (exchangeId !== null) await this.demandOnPlatform(exchangeId, challenge.said);
    await this.write(actor, challenge, { path: input.path, snapshotId: null, exchangeId, note });
  }

  private async challengeOf(requestId: string, typed: string): Promise<Challenge> {
    const [code] = codesIn(typed);
    const all = code === undefined ? [] : await this.database.query<Challenge[]>(`${CHALLENGE} ORDER BY c.id`);
    const found = all.find((one) => codeDigest(one.salt, code ?? '').equals(one.code));
    if (!found) {
      throw new Refusal('invalid-input', 'This is no code that was issued here. Copy it as it was posted: AKTA-…');
    }
    if (found.request_id !== requestId) {
      throw new Refusal('invalid-input', `This code was issued for request ${found.number}, and proves nothing here.`);
    }
    refuseProved(found);
    return found;
  }

  private async standsIn(actor: Actor, { said, code, salt, at, expires_at: until }: Challenge): Promise<string | null> {
    // A search on a person, logged as any other.
    const asked = { text: `author:"${said.handle}"` };
    const { items } = await this.search.page(actor, asked, { limit: MOST_LOOKED_AT });
    const rows: { snapshot_id: string; item_json: Buffer; platform: string }[] = await this.database.query(
      `SELECT b.snapshot_id, b.item_json, a.platform FROM snapshot_body b
         JOIN snapshot s ON s.id = b.snapshot_id JOIN account a ON a.id = s.account_id
        WHERE b.item_id = ANY($1::uuid[]) AND s.observed_at >= $2 AND s.observed_at < $3 ORDER BY s.observed_at, b.snapshot_id`,
      [items.map(({ id }) => id), at, until],
    );
    const found = rows.find(({ item_json: json, platform }) => {
      const { author, text: words } = readItemJson(json);
      const isOwn = platform === said.platform && handleOf(platform, author?.handle ?? '') === said.handle;
      return isOwn && codesIn(words).some((one) => codeDigest(salt, one).equals(code));
    });
    return found?.snapshot_id ?? null;
  }

  private async demandOnPlatform(exchangeId: string, { platform, handle }: HandleSaid): Promise<void> {
    const [exchange] = await this.database.query<{ platform: string }[]>(
      `SELECT a.platform FROM exchange x JOIN account a ON a.id = x.account_id WHERE x.id = $1`,
      [exchangeId],
    );
    if (!exchange) throw new Refusal('not-found', 'There is no exchange of this id in the archive.');
    if (exchange.platform === platform) return;
    throw new Refusal(
      'invalid-input',
      `This exchange is of ${exchange.platform}, and ${handle} is a handle of ${platform}. Name another, or none.`,
    );
  }

  private async write(actor: Actor, { id, request_id: requestId }: Challenge, seen: Seen): Promise<void> {
    await this.trail.write(actor, async (tx) => {
      demandOpen(await lockRequest(tx.rows, requestId));
      await refuseTwice(tx.rows, id);
      await insert(tx, { id, requestId, seen, by: actorName(actor), at: this.clock.now() });
    });
  }
}

async function insert(
  tx: AuditedTx,
  { id, requestId, seen, by, at }: { id: string; requestId: string; seen: Seen; by: string; at: Date },
): Promise<void> {
  const event = newId();
  const { text, salt, digest } = commitJson(seen);
  await tx.rows.query(
    `INSERT INTO handle_proof (challenge_id, path, snapshot_id, exchange_id, said, salt, at, by, event_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [id, seen.path, seen.snapshotId, seen.exchangeId, text, salt, at, by, event],
  );
  const facts = { request: requestId, challenge: id, path: seen.path, commit: digest };
  await tx.record('handle.proved', facts, { id: event });
}

/** The request is locked: of two at once the second finds the first. */
async function refuseTwice(rows: EntityManager, id: string): Promise<void> {
  const known = await rows.query<unknown[]>(`SELECT 1 FROM handle_proof WHERE challenge_id = $1`, [id]);
  if (known.length > 0) throw new Refusal('wrong-state', 'This code has proved its handle already.');
}

function refuseProved({ proved }: Challenge): void {
  if (proved) throw new Refusal('wrong-state', 'This code has proved its handle already.');
}
