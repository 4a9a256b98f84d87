import { calendarDate, fullTime, type Language, say } from '../platform/index.js';
import type { Closed } from './close-request.js';
import { erasureCountsInWords, erasureProgressInWords } from './erasure/erasure-in-words.js';
import type { MailState } from './notices/read-mail.js';
import { recounted } from './recount.rules.js';
import type { Counts, RequestSummary, RequestView, StepView } from './request.types.js';
import { requestsSentences } from './requests.sentences.js';

function dayInWords(day: string, language: Language): string {
  return calendarDate(`${day}T12:00:00Z`, 'UTC', language);
}

/** When the answer is due and why, and what has become of the clock. */
export function dueInWords(
  request: RequestSummary & Pick<Partial<RequestView>, 'authority'>,
  language: Language,
): string {
  const { dueOn, paused, overdue, authority } = request;
  if (dueOn === null) return say(requestsSentences, 'due.none', language);
  const due = say(requestsSentences, 'due', language, {
    due: dayInWords(dueOn, language),
    authority: authority?.[language] ?? '',
  }).trim();
  const also = [
    ...(paused ? [say(requestsSentences, 'due.paused', language)] : []),
    ...(overdue ? [say(requestsSentences, 'due.overdue', language)] : []),
  ];
  return [due, ...also].join(' ');
}

/** Sentence 15. */
export function countsInWords(counts: Counts, language: Language): string {
  return say(requestsSentences, 'counts', language, { ...counts });
}

/** What a request that was closed came to. */
export function closedInWords({ counts, erasure }: Closed, language: Language): string {
  return counts ? countsInWords(counts, language) : erasureCountsInWords(erasure, language);
}

/** One line of a list. */
export function requestLine(request: RequestSummary, language: Language): string {
  return say(requestsSentences, 'line', language, {
    number: request.number,
    state: say(requestsSentences, `state.${request.state}`, language),
    due: dueInWords(request, language),
    requester: request.requester,
  });
}

/** Everything an officer asks of a request at the command line. */
export function requestInWords(request: RequestView, language: Language): string[] {
  const { zone, letter, receivedAt, progress, counts, reminders, bodyType, steps } = request;
  const at = fullTime(receivedAt, zone, language);
  return [
    requestLine(request, language),
    dueInWords(request, language),
    ...(bodyType === null ? [] : [say(requestsSentences, 'due.type', language, { type: bodyType })]),
    ...steps.flatMap((step) => recountInWords(step, zone, language)),
    ...reminders.map(
      ({ kind, onDay }) => `  ${dayInWords(onDay, language)}: ${say(requestsSentences, `reminder.${kind}`, language)}`,
    ),
    ...(letter === null
      ? []
      : [
          say(requestsSentences, 'asks', language, { requester: letter.name, at }),
          `  ${letter.text.replaceAll('\n', '\n  ')}`,
        ]),
    ...(progress === null ? [] : [say(requestsSentences, 'progress', language, { ...progress })]),
    ...(counts === null ? [] : [countsInWords(counts, language)]),
    ...(request.erasure === null ? [] : [erasureProgressInWords(request.erasure, language)]),
    request.id,
  ];
}

/** That a calendar was changed, and what became of the deadline; nothing of any other step. */
function recountInWords(step: StepView, zone: string, language: Language): string[] {
  const { action, changed, at } = step;
  if (action !== 'recount' || changed === undefined) return [];
  const why = say(requestsSentences, `recount.${changed.change}`, language, {
    at: fullTime(at, zone, language),
    day: dayInWords(changed.day, language),
    name: changed.name?.[language] ?? '',
    calendar: changed.calendar,
  });
  const became = recounted(step);
  const days =
    became.is === 'moved' ? { before: dayInWords(became.before, language), due: dayInWords(became.due, language) } : {};
  return [`${why} ${say(requestsSentences, `recount.${became.is}`, language, days)}`];
}

/** What the desk must know of the messages about deadlines; nothing where they are on their way. */
export function mailInWords({ state, waiting, withoutAddress, refused }: MailState, language: Language): string[] {
  return [
    ...(state === 'working' ? [] : [say(requestsSentences, `mail.${state}`, language, { waiting })]),
    ...(withoutAddress === 0 ? [] : [say(requestsSentences, 'mail.no-address', language, { n: withoutAddress })]),
    ...(refused === 0 ? [] : [say(requestsSentences, 'mail.refused', language, { n: refused })]),
  ];
}
