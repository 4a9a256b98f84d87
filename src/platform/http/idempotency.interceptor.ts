import { hash } from 'node:crypto';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { lastValueFrom, type Observable, of } from 'rxjs';
import { DataSource } from 'typeorm';
import { Clock } from '../clock/clock.port.js';
import { actorName } from './actor.js';
import { actorOf } from './allow.decorator.js';
import { Refusal } from './problems.js';

const IDEMPOTENT = Symbol('akta idempotent');
const ABANDONED_SECONDS = 300;

/**
 * For a POST that creates: with the header `Idempotency-Key` the same request may be sent again, for a day, and is
 * answered as it was the first time. Not for a route whose answer is a secret: answers are kept.
 */
export const Idempotent = (): MethodDecorator => SetMetadata(IDEMPOTENT, true);

interface Given {
  readonly same: boolean;
  readonly answered: boolean;
  readonly answer: unknown;
}

@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler<unknown>): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<Request>();
    const key = request.get('idempotency-key');
    if (key === undefined || this.reflector.get(IDEMPOTENT, context.getHandler()) !== true) return next.handle();
    if (!/^[\x21-\x7e]{8,200}$/.test(key)) {
      throw new Refusal('malformed-request', 'An Idempotency-Key has 8 to 200 visible ASCII characters.');
    }
    const who = actorName(actorOf(request));
    const digest = hash('sha256', `${request.originalUrl}\n${JSON.stringify(request.body)}`, 'buffer');
    const given = await this.begin(who, key, digest);
    if (given !== null) return of(answerOf(given));
    try {
      const answer = await lastValueFrom(next.handle(), { defaultValue: null });
      await this.database.query(`UPDATE given_answer SET answer = $3 WHERE who = $1 AND key = $2`, [
        who,
        key,
        JSON.stringify({ answer }),
      ]);
      return of(answer);
    } catch (error) {
      // Nothing was created: the same key may be used for another try.
      await this.database.query(`DELETE FROM given_answer WHERE who = $1 AND key = $2`, [who, key]);
      throw error;
    }
  }

  /** Null: this is the first such request, or the one before it died; it is ours to carry out. */
  private async begin(who: string, key: string, digest: Buffer): Promise<Given | null> {
    const now = this.clock.now();
    await this.database.query(
      `DELETE FROM given_answer WHERE asked_at < $1::timestamptz - interval '1 day'
          OR (answer IS NULL AND asked_at < $1::timestamptz - make_interval(secs => $2))`,
      [now, ABANDONED_SECONDS],
    );
    const begun = await this.database.query<unknown[]>(
      `INSERT INTO given_answer (who, key, digest, asked_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING RETURNING who`,
      [who, key, digest, now],
    );
    if (begun.length > 0) return null;
    const [given] = await this.database.query<Given[]>(
      `SELECT digest = $3 AS same, answer IS NOT NULL AS answered, answer->'answer' AS answer
         FROM given_answer WHERE who = $1 AND key = $2`,
      [who, key, digest],
    );
    return given ?? { same: true, answered: false, answer: null };
  }
}

function answerOf({ same, answered, answer }: Given): unknown {
  if (!same)
    throw new Refusal('idempotency-mismatch', 'This Idempotency-Key was used for another request. Use a new one.');
  if (!answered) throw new Refusal('wrong-state', 'The same request is being carried out. Ask again in a moment.');
  return answer;
}
