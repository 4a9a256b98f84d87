import { calendarDate, fullTime, type Language, say } from '../../platform/index.js';
import { transferSentences } from './transfer.sentences.js';
import { dispositionSentences as sentences } from './disposition.sentences.js';
import type { ListSummary, ListView, StepView } from './disposition.types.js';

/** One line of a list of lists. */
export function listLine(list: ListSummary, language: Language): string {
  const { listed, excluded, kept, destroyed, decided } = list.counts;
  return say(sentences, 'line', language, {
    number: list.number,
    state: [say(sentences, `state.${list.state}`, language), ...kindOf(list, language)].join(', '),
    items: listed + excluded + kept + destroyed + decided,
    title: list.about.title[language],
    authority: list.about.authority.citation[language],
  });
}

/** What a person asks of a list: by which rule, what became of it, what was done with it, and what it waits for. */
export function listInWords(list: ListView, language: Language): string[] {
  const { policy, version, series, authority } = list.about;
  const at = (time: string): string => fullTime(time, list.zone, language);
  return [
    listLine(list, language),
    say(sentences, 'rule', language, {
      policy,
      version,
      series,
      authority: authority.citation[language],
      url: authority.url,
    }),
    say(sentences, 'proposed', language, { at: at(list.proposedAt), who: list.proposedBy }),
    say(sentences, 'counts', language, { ...list.counts }),
    ...list.steps.map((step) => stepLine(step, at(step.at), language)),
    ...list.consents.map((consent) =>
      say(sentences, 'consent', language, {
        name: consentName(consent.name, language),
        number: consent.number,
        day: dayInWords(consent.givenOn, language),
        file: consent.fileName,
        sha256: consent.sha256,
      }),
    ),
    ...transferLines(list, language),
    ...waiting(list, language),
    list.id,
  ];
}

/** Of what is not destroyed it is said what becomes of it. */
function kindOf({ about }: ListSummary, language: Language): string[] {
  return about.action === 'destroy' ? [] : [say(sentences, `kind.${about.action}`, language)];
}

function transferLines({ package: made, receipt }: ListView, language: Language): string[] {
  return [
    ...(made === null
      ? []
      : [
          say(transferSentences, 'package', language, {
            name: made.name,
            archive: made.archive,
            status: say(transferSentences, `status.${made.status}`, language),
            done: made.done,
            total: made.total,
            commit: made.commit ?? '–',
          }),
        ]),
    ...(receipt === null
      ? []
      : [
          say(transferSentences, 'receipt', language, {
            archive: receipt.archive,
            day: dayInWords(receipt.receivedOn, language),
            accession: receipt.accession,
            file: receipt.fileName,
            sha256: receipt.sha256,
          }),
        ]),
  ];
}

export function consentName(name: string, language: Language): string {
  const key = `consent.${name}`;
  return isKey(key) ? say(sentences, key, language) : name;
}

/** `2030-01-01` as people write it. */
export function dayInWords(day: string, language: Language): string {
  return calendarDate(`${day}T12:00:00Z`, 'UTC', language);
}

function stepLine(step: StepView, at: string, language: Language): string {
  const values = { at, action: say(sentences, `action.${step.action}`, language), who: step.by };
  return step.reason === null
    ? say(sentences, 'step', language, values)
    : say(sentences, 'step.reason', language, { ...values, reason: step.reason });
}

/** What comes next of a list that is not (or no longer) to be gone through and approved. */
const NEXT: Partial<
  Record<ListView['about']['action'], Partial<Record<ListView['state'], keyof typeof transferSentences>>>
> = {
  transfer: {
    approved: 'waits.package',
    packaged: 'waits.hand-over',
    'handed-over': 'waits.receipt',
    received: 'waits.copy',
  },
  review: { proposed: 'waits.submission' },
};

function waiting(list: ListView, language: Language): string[] {
  const { number } = list;
  const next = NEXT[list.about.action]?.[list.state];
  if (next !== undefined) return [say(transferSentences, next, language, { number })];
  if (list.state !== 'submitted') return waitingForSecond(list, language);
  const key = list.waitsFor.includes('expertise') ? 'waits.expertise' : 'waits.decisions';
  return [say(transferSentences, key, language, { number })];
}

function waitingForSecond(list: ListView, language: Language): string[] {
  const names = list.missingConsents.map((name) => consentName(name, language)).join(', ');
  if (list.state === 'proposed') return names === '' ? [] : [say(sentences, 'missing', language, { names })];
  if (list.state !== 'reviewed') return [];
  const day = dayInWords(list.approvableOn ?? '', language);
  const reasons = list.waitsFor.flatMap((need) => {
    if (need === 'listed') return say(sentences, 'waits.listed', language);
    if (need === 'notice') return say(sentences, 'waits.notice', language, { day });
    return need === 'consents' ? say(sentences, 'waits.consents', language, { names }) : [];
  });
  return reasons.length > 0 ? reasons : [say(sentences, 'waits.second', language, { number: list.number })];
}

function isKey(key: string): key is keyof typeof sentences {
  return Object.hasOwn(sentences, key);
}
