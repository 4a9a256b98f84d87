import type { Language } from '../../platform/sentences/sentences.js';
import type { Due, Span } from './clock.types.js';
import type { ClockDetail, ClockLine, DueView } from './clock-views.types.js';
import type { ClockView } from './read-clocks.js';
import { spanInWords } from './clock-words.rules.js';
import { DRAFT } from './due-date.sentences.js';

export function clockLine(law: ClockView, language: Language): ClockLine {
  return {
    id: law.id,
    place: law.place[language],
    title: law.title[language],
    applies: law.applies[language],
    trust: law.trust,
    checked: law.checked,
    calendar: law.calendar,
    period: law.period,
    periodText: law.period && spanInWords(law.period, law.called ?? 'working', language),
    citation: law.source.citation[language],
    url: law.source.url,
    draft: law.trust === 'draft' ? DRAFT[language].replace('{place}', law.place[language]) : null,
    confirmed: law.confirmed && { ...law.confirmed, at: law.confirmed.at.toISOString() },
  };
}

export function clockDetail(law: ClockView, language: Language): ClockDetail {
  const span = (period: Span): string => spanInWords(period, law.called ?? 'working', language);
  return {
    ...clockLine(law, language),
    start: law.start[language],
    roll: law.roll,
    receipt: (law.receipt ?? []).map(({ via, after, citation }) => ({
      via,
      after: span(after),
      citation: citation[language],
    })),
    bodyTypes: (law.bodyTypes ?? []).map(({ id, title, period }) => ({
      id,
      title: title[language],
      periodText: period ? span(period) : null,
    })),
    pauses: (law.pauses ?? []).map(({ id, title, effect, times, citation }) => ({
      id,
      title: title[language],
      effect,
      times,
      citation: citation[language],
    })),
    extensions: (law.extensions ?? []).map(({ id, title, longest, from, grounds, notice, citation }) => ({
      id,
      title: title[language],
      longest: longest && span(longest),
      from,
      notice: notice[language],
      grounds: grounds.map((ground) => ({ id: ground.id, title: ground.title[language] })),
      citation: citation[language],
    })),
    secondary: (law.secondary ?? []).map(({ id, title, period, after, citation }) => ({
      id,
      title: title[language],
      periodText: span(period),
      after,
      citation: citation[language],
    })),
    consequence: law.consequence
      ? { text: law.consequence.text[language], citation: law.consequence.citation[language] }
      : null,
    notes: (law.notes ?? []).map((note) => note[language]),
  };
}

/** The due date in a sentence, each day on the way to it, and what else must be known. */
export function daysInWords({ sentence, days, further }: DueView): string[] {
  const lines = days.map(({ date, counted, why, authority }) =>
    counted ? `${date}  + ${why}` : `${date}  - ${why} (${authority})`,
  );
  return [sentence, ...lines, ...further];
}

export function dueView(due: Due, language: Language): DueView {
  const [sentence = '', ...further] = due.sentences[language];
  const { law, calendar, received, start, first, outer } = due;
  return {
    law,
    calendar,
    received,
    start,
    due: due.due,
    first,
    outer,
    sentence,
    further,
    authority: due.authority[language],
    days: due.days.map((day) => ({ ...day, why: day.why[language], authority: day.authority[language] })),
    extensions: due.extensions.map(({ id, title, grounds, latest, notice, authority }) => ({
      id,
      title: title[language],
      grounds: grounds.map((ground) => ground[language]),
      latest,
      notice: notice[language],
      citation: authority[language],
    })),
    secondary: due.secondary.map(({ id, title, period, due: day, authority }) => ({
      id,
      title: title[language],
      due: day,
      periodText: spanInWords(period, 'working', language),
      citation: authority[language],
    })),
    consequence: due.consequence
      ? { text: due.consequence.text[language], citation: due.consequence.authority[language] }
      : null,
  };
}
