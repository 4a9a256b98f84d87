import { calendarDate, fullTime, type Language, say } from '../platform/index.js';
import type { Counts, RequestSummary, RequestView } from './request.types.js';
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
  const { zone, letter, receivedAt, progress, counts, reminders } = request;
  const at = fullTime(receivedAt, zone, language);
  return [
    requestLine(request, language),
    dueInWords(request, language),
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
    request.id,
  ];
}
