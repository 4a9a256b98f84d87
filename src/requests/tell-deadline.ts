import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, demand, type Language } from '../platform/index.js';
import { ReadClocks } from './clocks/index.js';
import { type Deadline, DueDates } from './due-dates.js';
import { dayOf, type LockedRequest, readRequest, type StepRow } from './request-rows.js';

type Words = Readonly<Record<Language, string>>;

/** A deadline as a letter names it; `words` null: it was stated by hand, and nothing was counted. */
export interface ToldDeadline {
  readonly due: string;
  readonly words: Words | null;
}

/** An extension as its notice names it: announced, or already a step of the request. */
export interface ToldExtension {
  readonly before: ToldDeadline;
  readonly after: ToldDeadline;
  /** As the step gave it; before it was taken, as the law calls it; null where neither is known. */
  readonly ground: Words | null;
}

/** An extension that is announced first: the step needs the letter, and the letter the new day. */
export interface PlannedExtension {
  /** The ground in the law's list. */
  readonly kind?: string;
  readonly until?: string;
}

/** How the deadline of a request was counted, in words. */
@Injectable()
export class TellDeadline {
  constructor(
    private readonly database: DataSource,
    private readonly dueDates: DueDates,
    private readonly clocks: ReadClocks,
  ) {}

  /** As it stands; null where there is none. */
  async now(actor: Actor, id: string): Promise<ToldDeadline | null> {
    demand(actor, 'request.read');
    const request = await readRequest(this.database, id);
    return this.at(request, request.steps);
  }

  /** The last extension that was taken as a step, or the one that is planned; null where there is neither. */
  async extension(actor: Actor, id: string, planned: PlannedExtension = {}): Promise<ToldExtension | null> {
    demand(actor, 'request.read');
    const request = await readRequest(this.database, id);
    const { steps } = request;
    const taken = steps.findLastIndex(({ action }) => action === 'extend');
    const isPlanned = planned.kind !== undefined || planned.until !== undefined;
    if (!isPlanned && taken === -1) return null;
    const [earlier, step] = isPlanned ? [steps, plannedStep(planned)] : [steps.slice(0, taken), steps[taken]];
    if (step === undefined) return null;
    const [before, after] = [await this.at(request, earlier), await this.at(request, [...earlier, step])];
    if (before === null || after === null) return null;
    const { ground, kind } = step.said;
    return {
      before,
      after,
      ground: ground === undefined ? await this.groundOf(request, kind) : { en: ground, pl: ground },
    };
  }

  private async at(request: LockedRequest, steps: readonly StepRow[]): Promise<ToldDeadline | null> {
    const byHand = request.law === null ? dayByHand(request, steps) : null;
    const deadline: Deadline | null = await this.dueDates.of(request, moving(steps), byHand);
    return deadline === null ? null : { due: deadline.due, words: inWords(deadline) };
  }

  private async groundOf({ law }: LockedRequest, kind: string | undefined): Promise<Words | null> {
    if (law === null || kind === undefined) return null;
    const { extensions = [] } = await this.clocks.law(law);
    return extensions.flatMap(({ grounds }) => grounds).find(({ id }) => id === kind)?.title ?? null;
  }
}

function plannedStep({ kind, until }: PlannedExtension): StepRow {
  if (until !== undefined) dayOf(until);
  const said = { ...(kind === undefined ? {} : { kind }), ...(until === undefined ? {} : { until }) };
  return { action: 'extend', said };
}

/** What a clock counts by; the first step repeats what receipt itself says. */
function moving(steps: readonly StepRow[]): readonly StepRow[] {
  return steps.filter(({ action }) => action !== 'receive');
}

/** The newest day that somebody stated, else the one of receipt. */
function dayByHand({ dueOn }: LockedRequest, steps: readonly StepRow[]): string | null {
  const stated = steps.findLast(({ said }) => said.until !== undefined || typeof said.due === 'string')?.said;
  return stated?.until ?? stated?.due ?? dueOn;
}

function inWords({ unfolded }: Deadline): Words | null {
  if (unfolded === undefined) return null;
  const [en = ''] = unfolded.sentences.en;
  const [pl = ''] = unfolded.sentences.pl;
  return { en, pl };
}
