/** Relativity Short Message Format 2.0: a message (RFC 5322) with one attachment, `rsmf.zip`, and in it a manifest. */
import { createHash } from 'node:crypto';
import type { Message, MessageEvent, Participant } from './tell-message.js';

const VERSION = '2.0.0';
const WIDTH = 57;
const TOGETHER = WIDTH * 1_024;

export interface Conversation {
  readonly id: string;
  readonly display: string;
  readonly platform: string;
}

/** Of one file: a stretch of one conversation on one day. */
export interface Slice {
  readonly conversation: Conversation;
  readonly messages: readonly Message[];
}

export function manifestOf({ conversation, messages }: Slice): object {
  const ids = new Set(messages.map(({ event }) => event.id));
  const authors = new Map(messages.flatMap(({ author }) => (author ? [[author.id, author] as const] : [])));
  const official = messages.find(({ isOfficial }) => isOfficial)?.author;
  const participants: Participant[] = [...authors.values()];
  const events = messages.map(({ event }): MessageEvent => withParent(event, ids));
  return {
    version: VERSION,
    participants: participants.map(({ id, display }) => ({ id, display, account_id: id })),
    conversations: [
      {
        ...conversation,
        type: 'direct',
        participants: participants.map(({ id }) => id),
        ...(official ? { custodian: official.id } : {}),
      },
    ],
    events,
    eventcollectionid: conversation.id,
  };
}

/** A parent must stand in the same file; of one that does not, the event says itself which item it answers. */
function withParent({ parent, ...event }: MessageEvent, ids: ReadonlySet<string>): MessageEvent {
  return parent !== undefined && ids.has(parent) ? { ...event, parent } : event;
}

/** Whoever opens the file as a mail reads the same. */
export function readableText({ messages }: Slice): string {
  return messages
    .map(({ event, author }) => `${event.timestamp}${author ? `  ${author.display}` : ''}\n${event.body}\n`)
    .join('\n');
}

interface Envelope {
  readonly slice: Slice;
  /** ASCII. */
  readonly subject: string;
  /** RFC 3339 UTC. */
  readonly at: string;
  readonly zip: AsyncIterable<Uint8Array>;
}

/** The file, piece by piece. */
export async function* rsmfFile({ slice, subject, at, zip }: Envelope): AsyncGenerator<string> {
  const { conversation, messages } = slice;
  const times = messages.map(({ event }) => event.timestamp).toSorted();
  const key = createHash('sha256').update(`akta/rsmf/1\0${subject}`).digest('hex').slice(0, 32);
  const boundary = `=_akta_${key}`;
  const headers = [
    `X-RSMF-Version: ${VERSION}`,
    'X-RSMF-Generator: Akta',
    `X-RSMF-BeginDate: ${times[0] ?? at}`,
    `X-RSMF-EndDate: ${times.at(-1) ?? at}`,
    `X-RSMF-EventCount: ${messages.length}`,
    `X-RSMF-AttachmentCount: ${messages.reduce((sum, { attached }) => sum + attached.length, 0)}`,
    `X-RSMF-Application: ${conversation.platform}`,
    `X-RSMF-EventCollectionID: ${conversation.id}`,
    'From: Akta <akta@export.invalid>',
    `Date: ${new Date(at).toUTCString().replace('GMT', '+0000')}`,
    `Subject: ${subject}`,
    `Message-ID: <${key}@export.invalid>`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
  ];
  const encoded = 'Content-Transfer-Encoding: base64';
  yield `${headers.join('\r\n')}\r\n\r\n--${boundary}\r\nContent-Type: text/plain; charset=utf-8\r\n${encoded}\r\n\r\n`;
  yield* inBase64([Buffer.from(readableText(slice))]);
  yield `--${boundary}\r\nContent-Type: application/zip; name="rsmf.zip"\r\n${encoded}\r\nContent-Disposition: attachment; filename="rsmf.zip"\r\n\r\n`;
  yield* inBase64(zip);
  yield `--${boundary}--\r\n`;
}

async function* inBase64(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<string> {
  let held = Buffer.alloc(0);
  for await (const chunk of chunks) {
    held = Buffer.concat([held, chunk]);
    const whole = held.length - (held.length % TOGETHER);
    yield lines(held.subarray(0, whole));
    held = held.subarray(whole);
  }
  yield lines(held);
}

function lines(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll(/.{1,76}/g, '$&\r\n');
}
