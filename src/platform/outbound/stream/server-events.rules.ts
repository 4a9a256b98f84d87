/** Server-sent events (WHATWG HTML 9.2.6) as bytes: where each begins and ends, and what stands in it. */
import { tooLarge } from '../fault.rules.js';

const LF = 0x0a;
const CR = 0x0d;
const COLON = 0x3a;

/** One event of a `text/event-stream`, comments and heartbeats left out. */
export interface ServerEvent {
  /** `message` where it has no name. */
  readonly name: string;
  readonly id: string | null;
  readonly data: string;
  /** Where `data` lies in the bytes of the event; null where it is spread over several lines. */
  readonly range: readonly [number, number] | null;
}

/** Cuts a stream of bytes into its events, each with the empty line that ends it. */
export class EventSplitter {
  private held: Buffer = Buffer.alloc(0);
  private at = 0;
  private line = 0;

  constructor(private readonly maxBytes: number) {}

  /** The events that are whole with these bytes; those that carry nothing are left out. Throws what is too large. */
  push(bytes: Uint8Array): Buffer[] {
    this.held = this.held.length === 0 ? Buffer.from(bytes) : Buffer.concat([this.held, bytes]);
    const events: Buffer[] = [];
    for (let end = this.endOfEvent(); end !== null; end = this.endOfEvent()) {
      const event = this.held.subarray(0, end);
      this.held = this.held.subarray(end);
      this.at = 0;
      this.line = 0;
      if (event.length > this.maxBytes) throw tooLarge(this.maxBytes);
      if (carries(event)) events.push(event);
    }
    if (this.held.length > this.maxBytes) throw tooLarge(this.maxBytes);
    return events;
  }

  /** After the empty line that ends the event at the front; null while it is not there yet. */
  private endOfEvent(): number | null {
    const { held } = this;
    while (this.at < held.length) {
      const byte = held[this.at];
      if (byte !== LF && byte !== CR) {
        this.at += 1;
        continue;
      }
      // A CR at the very end may be half of a CRLF.
      if (byte === CR && this.at + 1 === held.length) return null;
      const next = this.at + (byte === CR && held[this.at + 1] === LF ? 2 : 1);
      const isEmpty = this.at === this.line;
      this.at = next;
      this.line = next;
      if (isEmpty) return next;
    }
    return null;
  }
}

/** Null for bytes that carry no data: comments alone, or nothing. */
export function readServerEvent(event: Uint8Array): ServerEvent | null {
  let name = 'message';
  let id: string | null = null;
  const data: { readonly text: string; readonly range: readonly [number, number] }[] = [];
  for (const field of fieldsOf(event)) {
    if (field.name === 'event') name = field.text;
    else if (field.name === 'id') id = field.text;
    else if (field.name === 'data') data.push(field);
  }
  const [only] = data;
  if (!only) return null;
  return { name, id, data: data.map(({ text }) => text).join('\n'), range: data.length === 1 ? only.range : null };
}

function carries(event: Uint8Array): boolean {
  return fieldsOf(event).some(({ name }) => name === 'data');
}

function fieldsOf(event: Uint8Array): { name: string; text: string; range: readonly [number, number] }[] {
  const bytes = Buffer.from(event.buffer, event.byteOffset, event.byteLength);
  return linesOf(bytes).flatMap(([start, end]) => {
    const colon = bytes.subarray(start, end).indexOf(COLON);
    if (colon === 0) return [];
    const nameEnd = colon === -1 ? end : start + colon;
    const after = colon === -1 ? end : nameEnd + 1;
    const from = bytes[after] === 0x20 ? after + 1 : after;
    const valueStart = Math.min(from, end);
    const name = bytes.toString('utf8', start, nameEnd);
    return [{ name, text: bytes.toString('utf8', valueStart, end), range: [valueStart, end] as const }];
  });
}

function linesOf(bytes: Buffer): (readonly [number, number])[] {
  const lines: (readonly [number, number])[] = [];
  let start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  for (let at = start; at < bytes.length; at += 1) {
    if (bytes[at] !== LF && bytes[at] !== CR) continue;
    if (at > start) lines.push([start, at]);
    start = at + 1;
  }
  if (start < bytes.length) lines.push([start, bytes.length]);
  return lines;
}
