import { calendarDate, type Language, say } from '../../platform/index.js';
import { noticesSentences } from './notices.sentences.js';
import type { NoticeKind } from './write-notice.js';

/** All that a message may say of a request. */
export interface Told {
  readonly kind: NoticeKind;
  readonly number: string;
  readonly law: string | null;
  /** Local days. `before`: of a recount that moved it. */
  readonly due: string;
  readonly before: string | null;
  /** Null where nobody said where people reach the page. */
  readonly url: string | null;
  readonly language: Language;
}

export function noticeInWords(told: Told): { readonly subject: string; readonly text: string } {
  const { kind, number, law, before, url, language } = told;
  const day = (date: string): string => calendarDate(`${date}T12:00:00Z`, 'UTC', language);
  const due = day(told.due);
  const tell = (key: keyof typeof noticesSentences, values: Readonly<Record<string, string>> = {}): string =>
    say(noticesSentences, key, language, values);
  const why =
    kind !== 'recount'
      ? tell(kind)
      : before === null
        ? tell('recount.stuck', { due })
        : tell('recount.moved', { before: day(before), due });
  const lines = [
    tell('due', { number, due }),
    why,
    ...(law === null ? [] : [tell('law', { law })]),
    ...(url === null ? [] : [tell('open', { url })]),
  ];
  const subject = tell(kind === 'recount' && before !== null ? 'subject.moved' : 'subject', { number, due });
  return { subject, text: `${lines.join('\n')}\n\n${tell('foot')}\n` };
}
