import type { Language } from '../../platform/sentences/sentences.js';
import { say } from '../../platform/sentences/sentences.js';
import { ACTIONS_AS_VERDICTS } from './schedule-item.rules.js';
import type { Dated, ItemOutcome, RuleExplained } from './schedule.types.js';
import type { ConsentView, DateView, RuleView, ScheduleView, StepView } from './schedule-views.types.js';
import {
  consentInWords,
  cutoffInWords,
  periodInWords,
  reasonInWords,
  stepInWords,
  verdictInWords,
} from './schedule-words.rules.js';
import { schedulesSentences } from './schedules.sentences.js';
import type { Policy, RecordSeries } from './policy.types.js';

export function dateView(
  {
    policy,
    series,
    zone,
    dated,
  }: { readonly policy: Policy; readonly series: RecordSeries; readonly zone: string; readonly dated: Dated },
  language: Language,
): DateView {
  const authority = series.authority ?? policy.authority;
  const eligibleOn = dated.eligibleOn?.toString() ?? null;
  const verdict = dated.permanent && eligibleOn === null ? 'keep' : ACTIONS_AS_VERDICTS[series.action];
  return {
    policyId: policy.id,
    version: policy.version,
    trust: policy.trust,
    seriesId: series.id,
    title: series.title[language],
    citation: authority.citation[language],
    url: authority.url,
    zone,
    cutoff: cutoffInWords(series.cutoff, language),
    period: series.period,
    verdict,
    startsOn: dated.startsOn?.toString() ?? null,
    eligibleOn,
    sentence: verdictInWords(verdict, { eligibleOn, scheduled: true }, language),
    steps: stepsOf(dated, language),
    consents: consentsOf(series.consents ?? [], language),
  };
}

export function scheduleView(outcome: ItemOutcome, language: Language): ScheduleView {
  const { explanation, verdict, consents, policyId, version, seriesId } = outcome;
  const { rules, careful, appraisal = null, createdAt, createdOn, zone } = explanation;
  const eligibleOn = outcome.eligibleOn?.toString() ?? null;
  const scheduled = rules.length > 0;
  return {
    itemId: outcome.itemId,
    verdict,
    eligibleOn,
    scheduled,
    sentence: verdictInWords(verdict, { eligibleOn, scheduled }, language),
    createdAt: createdAt.toISOString(),
    createdOn: createdOn.toString(),
    zone,
    policyId,
    version,
    seriesId,
    rules: rules.map((rule, i) => ruleView(rule, { won: i === 0, alone: rules.length === 1 }, language)),
    careful: careful === null ? null : say(schedulesSentences, 'rule.careful', language, { series: careful.seriesId }),
    appraisal:
      appraisal === null
        ? null
        : say(schedulesSentences, `appraisal.${appraisal.decision}`, language, { list: appraisal.list }),
    consents: consentsOf(consents, language),
  };
}

function ruleView(
  rule: RuleExplained,
  { won, alone }: { readonly won: boolean; readonly alone: boolean },
  language: Language,
): RuleView {
  const { policyId, version, seriesId, title, authority, action, because, dated, through, consents } = rule;
  const standing = won ? (alone ? 'rule.only' : 'rule.won') : 'rule.lost';
  return {
    policyId,
    version,
    seriesId,
    title: title[language],
    citation: authority.citation[language],
    url: authority.url,
    action,
    won,
    standing: say(schedulesSentences, standing, language),
    because: [
      ...(because.length === 0 ? [say(schedulesSentences, 'asked.nothing', language)] : []),
      ...because.map((reason) => reasonInWords(reason, language)),
      ...(through === null ? [] : [say(schedulesSentences, 'rule.through', language)]),
    ],
    startsOn: dated.startsOn?.toString() ?? null,
    eligibleOn: dated.eligibleOn?.toString() ?? null,
    steps: stepsOf(dated, language),
    consents: consentsOf(consents, language),
    through,
  };
}

function stepsOf({ steps }: Dated, language: Language): StepView[] {
  return steps.map((step) => ({ ...step, text: stepInWords(step, language) }));
}

function consentsOf(consents: RuleExplained['consents'], language: Language): ConsentView[] {
  return consents.map((consent) => ({ consent, text: consentInWords(consent, language) }));
}

/** The same as lines. */
export function dateLines(view: DateView): string[] {
  return [
    `${view.policyId} ${view.version}, ${view.seriesId}: ${view.title} (${view.citation})`,
    ...view.steps.map(({ text }) => `  ${text}`),
    view.sentence,
    ...view.consents.map(({ text }) => `  – ${text}`),
  ];
}

export function scheduleLines(view: ScheduleView): string[] {
  return [
    view.sentence,
    ...view.rules.flatMap((rule) => [
      `${rule.policyId} ${rule.version}, ${rule.seriesId}: ${rule.title} – ${rule.standing} (${rule.citation})`,
      `  ${rule.because.join('; ')}`,
      ...rule.steps.map(({ text }) => `  ${text}`),
    ]),
    ...(view.careful === null ? [] : [view.careful]),
    ...(view.appraisal === null ? [] : [view.appraisal]),
    ...view.consents.map(({ text }) => `– ${text}`),
  ];
}

/** One line of a list of series. */
export function seriesLine(series: RecordSeries, language: Language): string {
  const action = ACTIONS_AS_VERDICTS[series.action];
  const parts = [cutoffInWords(series.cutoff, language), periodInWords(series.period, language)];
  return `  ${series.id}  ${series.title[language]}: ${parts.join(' + ')}, ${say(schedulesSentences, `action.${action}`, language)}`;
}
