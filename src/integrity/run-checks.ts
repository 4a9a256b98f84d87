import { Inject, Injectable } from '@nestjs/common';
import { type Actor, demand } from '../platform/index.js';
import type { CheckName, CheckResult, IntegrityCheck } from './check.types.js';

export const CHECKS = Symbol('every integrity check, the cheap ones first');

/** What a check found so far; `done` once a check. */
export interface CheckProgress {
  readonly check: CheckName;
  /** Things that fit. */
  readonly things: number;
  /** What is wrong or could not be looked at, new since the last progress. */
  readonly found: readonly Exclude<CheckResult, { is: 'fits' }>[];
  readonly done: boolean;
}

const EVERY = 500;

/** Looks whether every promise of the archive holds, and tells as it goes. Changes nothing. */
@Injectable()
export class RunChecks {
  constructor(@Inject(CHECKS) private readonly checks: readonly IntegrityCheck[]) {}

  /** Every check, or those named. */
  async *run(actor: Actor, signal: AbortSignal, only?: readonly CheckName[]): AsyncIterable<CheckProgress> {
    demand(actor, 'audit.read');
    for (const check of this.checks) {
      if (only && !only.includes(check.name)) continue;
      let things = 0;
      let told = 0;
      for await (const result of check.run(signal)) {
        if (result.is === 'fits') things += result.things;
        else yield { check: check.name, things, found: [result], done: false };
        if (things - told >= EVERY) yield { check: check.name, things: (told = things), found: [], done: false };
      }
      yield { check: check.name, things, found: [], done: true };
    }
  }
}
