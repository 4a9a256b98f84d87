/** An iCalendar feed of due dates (RFC 5545): one all-day event each, with an alarm on the day before. */
export interface DueEvent {
  /** The same for the same clock for ever, or a calendar shows it twice, e.g. `request-2026-0031@records.newford.example`. */
  readonly uid: string;
  /** ISO day. */
  readonly due: string;
  readonly summary: string;
  readonly description: string;
  readonly url?: string;
  /** Grows with each change of the due date. */
  readonly sequence?: number;
  /** It is not to be met any more: a calendar takes it away. */
  readonly cancelled?: boolean;
}

export interface DueFeed {
  readonly name: string;
  readonly language: string;
  /** When the feed was made. */
  readonly at: Date;
  readonly events: readonly DueEvent[];
}

const encoder = new TextEncoder();
const LINE_OCTETS = 75;

export function dueFeed({ name, language, at, events }: DueFeed): string {
  const stamp = `${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//Akta//Clocks//${language.toUpperCase()}`,
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    // RFC 7986, 5.7, and what calendars read that came before it.
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    `X-WR-CALNAME:${text(name)}`,
    ...events.flatMap((event) => eventLines(event, stamp)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventLines(event: DueEvent, stamp: string): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${text(event.uid)}`,
    `DTSTAMP:${stamp}`,
    `SEQUENCE:${event.sequence ?? 0}`,
    // Without an end an all-day event lasts that day (RFC 5545, 3.6.1).
    `DTSTART;VALUE=DATE:${event.due.replaceAll('-', '')}`,
    `SUMMARY:${text(event.summary)}`,
    `DESCRIPTION:${text(event.description)}`,
    ...(event.url === undefined ? [] : [`URL:${new URL(event.url).href}`]),
    'TRANSP:TRANSPARENT',
    ...(event.cancelled === true ? ['STATUS:CANCELLED'] : alarmLines(event)),
    'END:VEVENT',
  ];
}

function alarmLines({ summary }: DueEvent): string[] {
  return ['BEGIN:VALARM', 'ACTION:DISPLAY', `DESCRIPTION:${text(summary)}`, 'TRIGGER:-P1D', 'END:VALARM'];
}

/** 3.3.11: backslash, semicolon, comma and line ends are escaped; other control characters may not stand in a text. */
function text(value: string): string {
  return value
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[\\;,]/g, String.raw`\$&`)
    .replaceAll('\n', String.raw`\n`)
    .replaceAll(/\p{Cc}/gu, ' ');
}

/** 3.1: no line has more than 75 octets; one that goes on begins with a space. No character is cut in two. */
function folded(line: string): string {
  const parts: string[] = [];
  let [part, octets] = ['', 0];
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > LINE_OCTETS) {
      parts.push(part);
      [part, octets] = ['', 1];
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join('\r\n ');
}
