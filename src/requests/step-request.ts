import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/index.js';
import { statedWords } from '../accounts/index.js';
import { type Actor, Clock, demand, Refusal } from '../platform/index.js';
import { type Deadline, DueDates, movedTo } from './due-dates.js';
import { optionalWords } from './optional-words.rules.js';
import { dayOf, localDay, type LockedRequest, lockRequest, standingOf } from './request-rows.js';
import type { StepSaid } from './request.types.js';
import { type Action, judgeStep, type Need, type Verdict } from './states.rules.js';
import { refuseStanding } from './erasure/standing-erasure.js';
import { writeStep } from './write-step.js';

/** The steps that need nothing but their grounds. Collecting, freezing and closing have operations of their own. */
export type PlainAction = Extract<Action, 'acknowledge' | 'pause' | 'resume' | 'extend' | 'withdraw'>;

export interface StepInput {
  readonly ground?: string;
  readonly letter?: string;
  /** Of a pause or an extension: which the law means, in the list of its clock. */
  readonly kind?: string;
  /** Local day on which a pause begins or ends; today unless told. */
  readonly day?: string;
  /** Of an extension: the day named in its notice. */
  readonly until?: string;
}

/** Acknowledges, pauses, resumes, extends or withdraws a request, by the table of states; deadlines are worked out anew. */
@Injectable()
export class StepRequest {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly dueDates: DueDates,
  ) {}

  async run(actor: Actor, { id, action, ...input }: StepInput & { id: string; action: PlainAction }): Promise<void> {
    demand(actor, 'request.manage');
    await this.trail.write(actor, async (tx) => {
      const request = await lockRequest(tx.rows, id);
      const to = demandStep(actor, action, request, { input });
      if (to === 'withdrawn' && request.kind === 'erasure') await refuseStanding(tx.rows, request);
      const said = this.saidOf(request, action, input);
      const deadline = await this.deadline(request, action, said);
      const moved = deadline === undefined || deadline === null ? {} : movedTo(deadline);
      await writeStep(tx, actor, { request, action, to, said: { ...said, ...moved }, at: this.clock.now() });
      if (deadline !== undefined) await this.dueDates.remind(tx.rows, id, request, deadline);
      if (to === 'withdrawn') await this.dueDates.remind(tx.rows, id, request, null);
    });
  }

  private saidOf(request: LockedRequest, action: PlainAction, input: StepInput): StepSaid {
    const words = [
      ['ground', input.ground],
      ['letter', input.letter],
      ['kind', input.kind],
    ] as const;
    const said = words.flatMap(([name, text]) => {
      const given = optionalWords(text);
      return given === null ? [] : [[name, statedWords(given, `The ${name}`)]];
    });
    return { ...Object.fromEntries(said), ...this.daysOf(request, action, input) };
  }

  private daysOf(request: LockedRequest, action: PlainAction, input: StepInput): StepSaid {
    const [day, until] = [optionalWords(input.day), optionalWords(input.until)];
    const named = day === null ? this.today(request) : dayOf(day);
    if (action === 'pause') return { from: this.within(request, named) };
    if (action === 'resume') return { to: this.resumed(request, named) };
    return action === 'extend' && until !== null ? { until: dayOf(until) } : {};
  }

  /** Undefined: this step does not move it. */
  private async deadline(
    request: LockedRequest,
    action: PlainAction,
    said: StepSaid,
  ): Promise<Deadline | null | undefined> {
    if (action === 'pause') await this.refusePause(request, said);
    if (action !== 'resume' && action !== 'extend') return undefined;
    if (action === 'extend' && request.law === null) {
      if (said.until !== undefined && said.until > (request.dueOn ?? ''))
        return this.dueDates.of(request, [], said.until);
      throw new Refusal(
        'invalid-input',
        'No law works this deadline out. Name the later day of the extension: --until',
      );
    }
    return this.dueDates.of(request, [...request.steps, { action, said }], request.dueOn);
  }

  /** A pause the law does not allow is refused when it begins: as if it ended on its first day. */
  private async refusePause(request: LockedRequest, said: StepSaid): Promise<void> {
    const ended = { action: 'resume', said: { to: said.from ?? '' } } as const;
    await this.dueDates.of(request, [...request.steps, { action: 'pause', said }, ended], request.dueOn);
  }

  private within(request: LockedRequest, day: string): string {
    if (day >= localDay(request.receivedAt, request.zone) && day <= this.today(request)) return day;
    throw new Refusal('invalid-input', 'A pause begins between the day of receipt and today. Give another day.');
  }

  private resumed(request: LockedRequest, day: string): string {
    const from = request.steps.findLast(({ action }) => action === 'pause')?.said.from ?? '';
    if (day >= from && day <= this.today(request)) return day;
    throw new Refusal(
      'invalid-input',
      `The pause that began on ${from} ends on that day or later, and not after today.`,
    );
  }

  private today({ zone }: LockedRequest): string {
    return localDay(this.clock.now(), zone);
  }
}

/** Where the step leads. @throws {Refusal} with what is missing, in a sentence */
export function demandStep(
  actor: Actor,
  action: Action,
  request: LockedRequest,
  { input = {}, undecided = 0 }: { input?: StepInput; undecided?: number },
): LockedRequest['state'] {
  const verdict = judgeStep(action, standingOf(request, undecided), input);
  if (verdict.is !== 'possible') throw refusal(verdict, action, request, undecided);
  demand(actor, verdict.may);
  return verdict.to;
}

function refusal(
  verdict: Exclude<Verdict, { is: 'possible' }>,
  action: Action,
  request: LockedRequest,
  undecided: number,
): Refusal {
  const { number, state } = request;
  if (verdict.is === 'wrong-state') {
    return new Refusal(
      'wrong-state',
      `Request ${number} is ${state}; "${action}" is not possible then. Nothing was changed.`,
      { state },
    );
  }
  const problem = verdict.need === 'ground' || verdict.need === 'letter' ? 'invalid-input' : 'wrong-state';
  return new Refusal(problem, MISSING[verdict.need](request, undecided), { missing: verdict.need, undecided });
}

const MISSING: Readonly<Record<Need, (request: LockedRequest, undecided: number) => string>> = {
  ground: () => 'This step needs its ground. Say why, as the letter to the requester says it.',
  letter: () => 'This step needs its letter. Name it as it stands in your register: its number and its day.',
  scope: ({ number }) => `Nothing says what request ${number} asks about. Give accounts, days and words, or items.`,
  running: ({ number }) => `The clock of request ${number} stands still. Resume it first.`,
  paused: ({ number }) => `The clock of request ${number} is running; there is no pause to end.`,
  deadline: ({ number }) => `Request ${number} has no deadline that could be moved.`,
  decided: ({ number }, undecided) =>
    undecided === 1
      ? `Request ${number} cannot be closed: 1 item is undecided. Decide it first. Nothing was changed.`
      : `Request ${number} cannot be closed: ${undecided} items are undecided. Decide them first. Nothing was changed.`,
};
