import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { statedWords } from '../accounts/index.js';
import { type AuditedTx, AuditTrail, commitJson } from '../audit/index.js';
import { type Actor, actorName, Clock, demand, newId, Refusal } from '../platform/index.js';
import { OpenMatter, PlaceHold, type PreparedHold, TakeNumber } from '../retention/index.js';
import { type Deadline, DueDates, movedTo } from './due-dates.js';
import { optionalWords } from './optional-words.rules.js';
import { dayOf, localDay } from './request-rows.js';
import type { Letter, NewRequest } from './request.types.js';
import { writeStep } from './write-step.js';

const LONGEST_LETTER = 20_000;

/** Registers a request. From this commit on nothing in its scope can be destroyed. */
@Injectable()
export class OpenRequest {
  // oxlint-disable-next-line max-params -- a request gets a number, a deadline, a case and a hold
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly numbers: TakeNumber,
    private readonly dueDates: DueDates,
    private readonly matters: OpenMatter,
    private readonly holds: PlaceHold,
  ) {}

  /** Answers its id. */
  async run(actor: Actor, input: NewRequest): Promise<string> {
    demand(actor, 'request.manage');
    const letter = letterOf(input.letter);
    const receivedAt = this.receivedAt(input.receivedAt);
    const { zone, country } = await this.bodyOf(input.bodyId);
    const law = optionalWords(input.law);
    const named = optionalWords(input.dueOn);
    const stated = named && dayOf(named);
    if (stated !== null && stated < localDay(receivedAt, zone)) {
      throw new Refusal('invalid-input', 'The deadline lies before the day of receipt. Give the later of the two.');
    }
    const bodyType = await this.dueDates.bodyTypeOf(law, optionalWords(input.bodyType), country);
    const timed = { law, channel: input.channel, receivedAt, zone, bodyType };
    const deadline = await this.dueDates.of(timed, [], stated);
    const prepared = await this.scopeOf(input);
    return this.trail.write(actor, async (tx) => {
      const request = { id: newId(), number: await this.numbers.run(tx.rows, input.bodyId, 'request') };
      const holdId = prepared && (await this.hold(tx, actor, { prepared, receivedAt, number: request.number }));
      await this.write(tx, actor, { input, request, letter, receivedAt, law, bodyType, deadline, prepared, holdId });
      const said = {
        ...(deadline === null ? {} : movedTo(deadline)),
        ...(bodyType === null ? {} : { bodyType }),
        ...(prepared && { scope: prepared.scope }),
      };
      const at = this.clock.now();
      const received = { id: request.id, state: 'received' } as const;
      await writeStep(tx, actor, { request: received, action: 'receive', to: 'received', said, at });
      await this.dueDates.remind(tx.rows, request.id, timed, deadline);
      return request.id;
    });
  }

  private async scopeOf({ kind, bodyId, scope }: NewRequest): Promise<PreparedHold | null> {
    if (kind === 'erasure') {
      if (scope === undefined) return null;
      throw new Refusal('invalid-input', 'An erasure names no scope here: what it asks for stands in its letter.');
    }
    if (scope === undefined) {
      throw new Refusal(
        'invalid-input',
        'Say what the request asks about: accounts, days, words, or items. It is held from now on.',
      );
    }
    return this.holds.prepare(bodyId, scope);
  }

  /** The request is a case of its own. Whoever may register one places its hold with it. */
  private async hold(
    tx: AuditedTx,
    actor: Actor,
    { prepared, receivedAt, number }: { prepared: PreparedHold; receivedAt: Date; number: string },
  ): Promise<string> {
    const { bodyId } = prepared;
    const matter = await this.matters.within(tx, actor, { bodyId, number, name: 'Records request', kind: 'request' });
    const hold = await this.holds.within(tx, actor, {
      matterId: matter.id,
      reason: 'Kept from the moment the request was received',
      triggerAt: receivedAt.toISOString(),
      prepared,
    });
    return hold.id;
  }

  private async write(tx: AuditedTx, actor: Actor, made: Made): Promise<void> {
    const { input, request, letter, deadline } = made;
    const event = newId();
    const { text, salt, digest } = commitJson(letter);
    await tx.rows.query(
      `INSERT INTO records_request (id, body_id, number, kind, law, channel, language, requester, received_at, opened_at,
         opened_by, second_review, only_new, scope, hold_id, event_id, state, due_on, body_type)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'received', $17, $18)`,
      [
        request.id,
        input.bodyId,
        request.number,
        input.kind,
        made.law,
        input.channel,
        input.language,
        await this.requester(tx.rows, input.bodyId, letter),
        made.receivedAt,
        this.clock.now(),
        actorName(actor),
        input.secondReview === true,
        input.onlyNew === true,
        made.prepared === null ? null : JSON.stringify(made.prepared.scope),
        made.holdId,
        event,
        deadline?.due ?? null,
        made.bodyType,
      ],
    );
    await tx.rows.query(`INSERT INTO request_letter (request_id, letter, salt) VALUES ($1, $2, $3)`, [
      request.id,
      text,
      salt,
    ]);
    await tx.record(
      'request.received',
      {
        request: request.id,
        body: input.bodyId,
        kind: input.kind,
        received: made.receivedAt.toISOString(),
        letter: digest,
      },
      { id: event },
    );
  }

  /** Known again by the same address for answers; who gives none is somebody new each time. */
  private async requester(rows: EntityManager, bodyId: string, { contact }: Letter): Promise<string> {
    if (contact === null) return newId();
    const [known] = await rows.query<{ requester: string }[]>(
      `SELECT r.requester FROM records_request r JOIN request_letter l ON l.request_id = r.id
        WHERE r.body_id = $1 AND lower(l.letter->>'contact') = lower($2) ORDER BY r.id LIMIT 1`,
      [bodyId, contact],
    );
    return known?.requester ?? newId();
  }

  private receivedAt(text: string): Date {
    const at = new Date(text);
    if (!Number.isNaN(at.getTime()) && at <= this.clock.now()) return at;
    throw new Refusal(
      'invalid-input',
      'The time of receipt is a time that has come, for example 2026-05-20T16:40:00-05:00.',
    );
  }

  private async bodyOf(bodyId: string): Promise<{ readonly zone: string; readonly country: string }> {
    const [body] = await this.database.query<{ zone: string; country: string }[]>(
      `SELECT zone, country FROM body WHERE id = $1`,
      [bodyId],
    );
    if (body) return body;
    throw new Refusal('not-found', 'There is no such body.');
  }
}

interface Made {
  readonly input: NewRequest;
  readonly request: { readonly id: string; readonly number: string };
  readonly letter: Letter;
  readonly receivedAt: Date;
  readonly law: string | null;
  readonly bodyType: string | null;
  readonly deadline: Deadline | null;
  readonly prepared: PreparedHold | null;
  readonly holdId: string | null;
}

function letterOf({ name, contact, address, text }: Letter): Letter {
  const asked = optionalWords(text);
  if (asked === null) throw new Refusal('invalid-input', 'What is asked for is missing. Copy the words of the letter.');
  if (asked.length > LONGEST_LETTER) {
    throw new Refusal(
      'invalid-input',
      `The words of the letter are longer than ${LONGEST_LETTER} characters. Shorten them.`,
    );
  }
  return {
    name: statedWords(name, 'The name of the requester'),
    contact: optionalWords(contact),
    address: optionalWords(address),
    text: asked,
  };
}
