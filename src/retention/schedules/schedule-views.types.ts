import type { Verdict } from './schedule.types.js';

export interface ConsentView {
  readonly consent: string;
  readonly text: string;
}

export interface StepView {
  readonly step: string;
  readonly text: string;
  readonly [fact: string]: string | boolean | null;
}

export interface DateView {
  readonly policyId: string;
  readonly version: string;
  readonly trust: string;
  readonly seriesId: string;
  readonly title: string;
  readonly citation: string;
  readonly url: string;
  readonly zone: string;
  readonly cutoff: string;
  readonly period: string;
  readonly verdict: Verdict;
  readonly startsOn: string | null;
  /** From this day on it may go; null: never by itself. */
  readonly eligibleOn: string | null;
  readonly sentence: string;
  readonly steps: readonly StepView[];
  readonly consents: readonly ConsentView[];
}

export interface RuleView {
  readonly policyId: string;
  readonly version: string;
  readonly seriesId: string;
  readonly title: string;
  readonly citation: string;
  readonly url: string;
  readonly action: string;
  readonly won: boolean;
  readonly standing: string;
  readonly because: readonly string[];
  readonly startsOn: string | null;
  readonly eligibleOn: string | null;
  readonly steps: readonly StepView[];
  readonly consents: readonly ConsentView[];
  readonly through: string | null;
}

export interface ScheduleView {
  readonly itemId: string;
  readonly verdict: Verdict;
  readonly eligibleOn: string | null;
  readonly scheduled: boolean;
  readonly sentence: string;
  readonly createdAt: string;
  readonly createdOn: string;
  readonly zone: string;
  readonly policyId: string | null;
  readonly version: string | null;
  readonly seriesId: string | null;
  readonly rules: readonly RuleView[];
  /** Why it is handled with more care than the rule that lasts longest asks for. */
  readonly careful: string | null;
  /** What the state archive said, where that decides. */
  readonly appraisal: string | null;
  readonly consents: readonly ConsentView[];
}
