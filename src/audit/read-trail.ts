import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  type Actor,
  calendarDate,
  decodeCursor,
  demand,
  encodeCursor,
  fullTime,
  type Language,
  may,
  type PageOf,
  Refusal,
  say,
  type SentenceValues,
} from '../platform/index.js';
import { type EventType, EVENTS, shapesOf } from './event-types.js';
import { trailSentences } from './trail.sentences.js';
import { trailWords } from './trail-words.sentences.js';
import { readTrailNames, type TrailNames, type TrailRow } from './trail-names.js';

export interface TrailFilter {
  /** A day (`2026-05-19`, UTC) or an RFC 3339 time. */
  readonly since?: string;
  /** A person's name, login or id, or the name of a part of the system. */
  readonly actor?: string;
  readonly item?: string;
}

/** Times RFC 3339 UTC; within the sentence in `zone`, that of the body it is about. */
export interface TrailLine {
  /** Null until the Sequencer has been by. */
  readonly seq: number | null;
  readonly at: string;
  readonly type: string;
  readonly actor: string;
  readonly itemId: string | null;
  readonly accountId: string | null;
  readonly zone: string;
  readonly sentence: string;
}

export interface TrailPage {
  readonly limit: number;
  readonly cursor?: string;
  readonly language: Language;
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What happened, the newest first, as sentences. */
@Injectable()
export class ReadTrail {
  constructor(private readonly database: DataSource) {}

  async run(actor: Actor, filter: TrailFilter, { limit, cursor, language }: TrailPage): Promise<PageOf<TrailLine>> {
    demand(actor, 'audit.read');
    const [after] = cursor === undefined ? [null] : decodeCursor(cursor, ['id']);
    const rows: TrailRow[] = await this.database.query(
      `SELECT e.id, e.at, e.actor, e.type, e.account_id, e.facts, l.seq
         FROM audit_event e LEFT JOIN log_entry l ON l.event_id = e.id
        WHERE ($1::uuid IS NULL OR e.id < $1) AND ($2::timestamptz IS NULL OR e.at >= $2)
          AND ($3::text[] IS NULL OR e.actor = ANY($3)) AND ($4::text IS NULL OR (e.facts ? 'item' AND e.facts->>'item' = $4))
        ORDER BY e.id DESC LIMIT $5`,
      [after, sinceOf(filter), await this.actorsOf(filter), itemOf(filter), limit + 1],
    );
    const shown = rows.slice(0, limit);
    const names = await readTrailNames(this.database, shown);
    const reader: Reader = {
      names,
      language,
      mayRead: (restricted) => may(actor, 'item.read') && (!restricted || may(actor, 'restricted.read')),
    };
    const last = shown.at(-1);
    return {
      items: shown.map((row) => lineOf(row, reader)),
      nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null,
    };
  }

  private async actorsOf({ actor }: TrailFilter): Promise<string[] | null> {
    const asked = actor?.replaceAll('\0', '').trim() ?? '';
    if (asked === '') return null;
    const people: { id: string }[] = await this.database.query(
      `SELECT id FROM person WHERE lower(name) = lower($1) OR login = lower($1)`,
      [asked],
    );
    return [asked, `person:${asked}`, `system:${asked}`, ...people.map(({ id }) => `person:${id}`)];
  }
}

interface Reader {
  readonly names: TrailNames;
  readonly language: Language;
  readonly mayRead: (restricted: boolean) => boolean;
}

function lineOf(row: TrailRow, reader: Reader): TrailLine {
  const { item } = row.facts;
  return {
    seq: row.seq === null ? null : Number(row.seq),
    at: row.at.toISOString(),
    type: row.type,
    actor: whoOf(row.actor, reader),
    itemId: typeof item === 'string' ? item : null,
    accountId: row.account_id,
    zone: zoneOf(row, reader),
    sentence: sentenceOf(row, reader),
  };
}

function sentenceOf(row: TrailRow, reader: Reader): string {
  if (!isEventType(row.type)) throw new Error(`The log holds an event of unknown type ${row.type}`);
  const { names, language } = reader;
  const values: Record<string, string | number> = {
    who: whoOf(row.actor, reader),
    account: names.names.get(row.account_id ?? '') ?? word('name.account', language),
    // A reason ends our sentence: it brings no full stop of its own.
    said:
      names.said
        .get(row.id)
        ?.replace(/[.\s]+$/u, '')
        .replaceAll('\n', '; ') ?? word('said.nothing', language),
    ...factsInWords(row, reader),
  };
  const text = say(trailSentences, row.type, language, values);
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}

function factsInWords(row: TrailRow, reader: Reader): SentenceValues {
  const { names, language } = reader;
  const zone = zoneOf(row, reader);
  const shapes = isEventType(row.type) ? shapesOf(row.type) : {};
  const nameOf = (id: string): string => names.names.get(id) ?? word('name.unknown', language);
  const inWords = (name: string, value: string | number): string | number => {
    const is = shapes[name]?.is;
    if (is === 'time') return fullTime(String(value), zone, language);
    if (is === 'day') return calendarDate(String(value), 'UTC', language);
    if (is === 'word') return word(String(value), language);
    if (is !== 'id') return value;
    return name === 'item' ? itemInWords(String(value), reader) : nameOf(String(value));
  };
  return Object.fromEntries(Object.entries(row.facts).map(([name, value]) => [name, inWords(name, value)]));
}

function zoneOf({ account_id: account, facts }: TrailRow, { names }: Reader): string {
  const about = [account, facts['hold'], facts['request'], facts['list'], facts['body']].map((id) =>
    names.zones.get(String(id)),
  );
  return about.find((zone) => zone !== undefined) ?? 'UTC';
}

function itemInWords(id: string, { names, language, mayRead }: Reader): string {
  const item = names.items.get(id);
  if (!item) return word('item.destroyed', language);
  if (item.barred || !mayRead(item.restricted)) return word('item.locked', language);
  const values = {
    kind: word(`kind.${item.kind}`, language),
    author: item.author ?? word('name.unknown', language),
    words: item.words,
  };
  return say(trailWords, item.words === '' ? 'item.wordless' : 'item.named', language, values);
}

function whoOf(actor: string, { names, language }: Reader): string {
  const [kind = '', name = ''] = actor.split(':');
  if (kind === 'system') return word(`actor.${name}`, language);
  return names.names.get(name) ?? word('name.unknown', language);
}

/** A word of the vocabulary in the reader's language; one that has no translation stands as it is. */
function word(key: string, language: Language): string {
  return isWord(key) ? say(trailWords, key, language) : key;
}

function isWord(key: string): key is keyof typeof trailWords {
  return Object.hasOwn(trailWords, key);
}

function isEventType(type: string): type is EventType {
  return Object.hasOwn(EVENTS, type);
}

function sinceOf({ since }: TrailFilter): Date | null {
  if (since === undefined || since === '') return null;
  const time = new Date(since);
  if (/^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(since) && !Number.isNaN(time.getTime())) return time;
  throw new Refusal('invalid-input', `"${since.slice(0, 40)}" is not a time. Give a day such as 2026-05-19.`);
}

function itemOf({ item }: TrailFilter): string | null {
  if (item === undefined || item === '') return null;
  if (ID.test(item)) return item.toLowerCase();
  throw new Refusal('invalid-input', 'An item is named by its id, as its page and `akta search` show it.');
}
