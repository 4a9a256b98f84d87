import { fullTime, type Language, say, type SentenceValues } from '../../platform/index.js';
import type { BundleItem, BundlePlan } from './bundle.types.js';
import { codesOf, textOf, withheldText } from './describe-documents.js';
import { messagesSentences } from './messages.sentences.js';

/** A file that goes with an event: its name in the package and its place in the bag. */
export interface Attached {
  readonly id: string;
  readonly display: string;
  readonly size: number;
  readonly href: string;
}

interface Named {
  readonly name: string;
  readonly value: string;
}

/** An event as an RSMF 2.0 manifest has it; its attachments without their places. */
export interface MessageEvent {
  readonly id: string;
  readonly type: 'message' | 'disclaimer';
  readonly parent?: string;
  readonly conversation: string;
  readonly participant?: string;
  /** RFC 3339 UTC. */
  readonly timestamp: string;
  readonly body: string;
  readonly direction?: 'incoming' | 'outgoing';
  readonly deleted?: boolean;
  readonly edits?: readonly { participant: string; timestamp: string; previous: string; new: string }[];
  readonly attachments?: readonly Omit<Attached, 'href'>[];
  readonly custom: readonly Named[];
}

export interface Participant {
  readonly id: string;
  readonly display: string;
}

export interface Message {
  readonly event: MessageEvent;
  /** Null of an item withheld whole: who wrote it is withheld too. */
  readonly author: Participant | null;
  readonly isOfficial: boolean;
  readonly attached: readonly Attached[];
  readonly leftOut: number;
}

interface Told {
  readonly plan: Pick<BundlePlan, 'asked' | 'languages'>;
  readonly no: number;
  readonly item: BundleItem;
  /** Bytes of a file in the bag; null where there is none. */
  readonly sizeOf: (href: string) => number | null;
  /** Bytes; a larger medium is not attached. */
  readonly mostAttached: number;
}

interface Spoken {
  readonly tell: Tell;
  readonly language: Language;
}

/** What one item says in a conversation: its newest text, how it came to be, and its media. */
export function messageOf(told: Told): Message {
  const { item, plan } = told;
  const [language = 'en'] = plan.languages;
  const tell: Tell = (key, values) => say(messagesSentences, key, language, values);
  return item.versions.length === 0 ? withheldMessage(told, { tell, language }) : saidMessage(told, { tell, language });
}

function withheldMessage({ no, item }: Told, { tell, language }: Spoken): Message {
  const event = {
    ...placeOf(item),
    type: 'disclaimer',
    body: withheldText(item, language),
    custom: itself(no, item, tell),
  } as const;
  return { event, author: null, isOfficial: false, attached: [], leftOut: 0 };
}

function saidMessage(told: Told, { tell, language }: Spoken): Message {
  const { no, item, plan } = told;
  const author = authorOf(item, tell);
  const isOfficial = item.author?.official === true;
  const { attached, leftOut } = mediaOf(told);
  const custom = [
    ...itself(no, item, tell),
    named(tell('name.address'), item.url ?? ''),
    named(tell('name.entry'), String(item.versions.at(-1)?.seq ?? '')),
    ...stateOf(item, { tell, language, zone: plan.asked.zone }),
    ...withheldOf(item, tell),
    ...leftOut.map(({ id, size }) => named(tell('name.left-out'), tell('left-out', { file: id, bytes: size }))),
  ];
  const event: MessageEvent = {
    ...placeOf(item),
    type: 'message',
    participant: author.id,
    body: item.versions.slice(-1).map(textOf).join(''),
    direction: isOfficial ? 'outgoing' : 'incoming',
    deleted: item.state === 'gone',
    edits: editsOf(item, author.id),
    attachments: attached.map(({ id, display, size }) => ({ id, display, size })),
    custom: custom.filter(({ value }) => value !== ''),
  };
  return { event, author, isOfficial, attached, leftOut: leftOut.length };
}

function placeOf({
  id,
  parentId,
  rootId,
  postedAt,
  firstSeenAt,
}: BundleItem): Pick<MessageEvent, 'id' | 'parent' | 'conversation' | 'timestamp'> {
  const parent = parentId === null ? {} : { parent: parentId };
  return { id, ...parent, conversation: rootId ?? id, timestamp: postedAt ?? firstSeenAt };
}

function itself(no: number, { parentId, repostedId, quotedId }: BundleItem, tell: Tell): Named[] {
  const repeats = repostedId ?? quotedId;
  return [
    named(tell('name.item'), String(no)),
    ...(parentId === null ? [] : [named(tell('name.answers'), parentId)]),
    ...(repeats === null ? [] : [named(tell('name.repeats'), repeats)]),
  ];
}

type Tell = (key: keyof typeof messagesSentences, values?: SentenceValues) => string;

function named(name: string, value: string): Named {
  return { name, value };
}

function authorOf({ author }: BundleItem, tell: Tell): Participant {
  const handle = author?.handle ?? '';
  if (handle === '') return { id: tell('unknown'), display: tell('unknown') };
  const name = author?.displayName ?? '';
  return { id: handle, display: name === '' || name === handle ? handle : `${name} (${handle})` };
}

function editsOf({ versions }: BundleItem, participant: string): NonNullable<MessageEvent['edits']>[number][] {
  return versions.slice(1).flatMap((version, i) => {
    const before = versions[i];
    const [previous, now] = [before ? textOf(before) : '', textOf(version)];
    const timestamp = version.platformAt ?? version.observedAt;
    return previous === now ? [] : [{ participant, timestamp, previous, new: now }];
  });
}

function mediaOf({ item, sizeOf, mostAttached }: Told): {
  readonly attached: Attached[];
  readonly leftOut: Attached[];
} {
  const media = new Map<string, Attached>();
  for (const { href } of item.versions.flatMap((version) => version.media)) {
    const size = href === null ? null : sizeOf(href);
    if (href === null || size === null) continue;
    const id = href.slice(href.lastIndexOf('/') + 1);
    media.set(id, { id, display: id, size, href });
  }
  const all = [...media.values()];
  return {
    attached: all.filter(({ size }) => size <= mostAttached),
    leftOut: all.filter(({ size }) => size > mostAttached),
  };
}

function stateOf(
  { state, findings }: BundleItem,
  { tell, language, zone }: Spoken & { readonly zone: string },
): Named[] {
  if (state !== 'gone') return [];
  const finding = findings.findLast(({ kind }) => kind === 'gone');
  const at = finding?.firstMissingAt ?? finding?.at;
  return at === undefined ? [] : [named(tell('name.state'), tell('gone', { at: fullTime(at, zone, language) }))];
}

function withheldOf({ versions }: BundleItem, tell: Tell): Named[] {
  const codes = [...new Set(versions.flatMap(codesOf))];
  return codes.length === 0 ? [] : [named(tell('name.withheld'), tell('in-part', { codes: codes.join(', ') }))];
}
