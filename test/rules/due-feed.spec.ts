import * as fc from 'fast-check';
import { dueFeed } from '../../src/requests/clocks/due-feed.rules.js';

const AT = new Date('2026-05-20T21:40:00.123Z');

function unfolded(feed: string): string[] {
  return feed.replaceAll('\r\n ', '').split('\r\n').slice(0, -1);
}

describe('a calendar feed of due dates', () => {
  it('has one all-day event for each, with an alarm on the day before', () => {
    const feed = dueFeed({
      name: 'Clocks of Newford',
      language: 'en',
      at: AT,
      events: [
        {
          uid: 'request-2026-0031@records.newford.example',
          due: '2026-05-28',
          summary: 'Due: request 2026-0031',
          description: 'Five business days after 20 May, without 25 May (Memorial Day); 5 ILCS 140/3(d).\nOwner: Marta',
          url: 'https://records.newford.example/requests/2026-0031',
          sequence: 2,
        },
      ],
    });
    expect(unfolded(feed)).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Akta//Clocks//EN',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
      'X-PUBLISHED-TTL:PT1H',
      'X-WR-CALNAME:Clocks of Newford',
      'BEGIN:VEVENT',
      'UID:request-2026-0031@records.newford.example',
      'DTSTAMP:20260520T214000Z',
      'SEQUENCE:2',
      'DTSTART;VALUE=DATE:20260528',
      'SUMMARY:Due: request 2026-0031',
      String.raw`DESCRIPTION:Five business days after 20 May\, without 25 May (Memorial Day)\; 5 ILCS 140/3(d).\nOwner: Marta`,
      'URL:https://records.newford.example/requests/2026-0031',
      'TRANSP:TRANSPARENT',
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      'DESCRIPTION:Due: request 2026-0031',
      'TRIGGER:-P1D',
      'END:VALARM',
      'END:VEVENT',
      'END:VCALENDAR',
    ]);
  });

  it('is valid without any event, and whatever stands in a text', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 200 });
    fc.assert(
      fc.property(text, text, (summary, description) => {
        const event = { uid: 'a@b', due: '2026-05-28', summary: `ą;\r\nX-EVIL:1 ${summary}`, description };
        const feed = dueFeed({ name: summary, language: 'pl', at: AT, events: [event] });
        expect(feed.endsWith('END:VCALENDAR\r\n')).toBe(true);
        const lines = feed.split('\r\n').slice(0, -1);
        expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
        expect(lines.filter((line) => /[\n\r]/.test(line))).toEqual([]);
        expect(unfolded(feed).filter((line) => !/^[A-Z-]+[;:]/.test(line) || line.startsWith('X-EVIL'))).toEqual([]);
      }),
    );
  });
});
