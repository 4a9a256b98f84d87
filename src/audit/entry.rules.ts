/** An event with its place: what one line of the log says. */
export interface PlacedEvent {
  readonly id: string;
  /** RFC 3339 UTC with milliseconds. */
  readonly at: string;
  readonly actor: string;
  readonly type: string;
  readonly accountId: string | null;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly seq: number;
  /** Gapless from 0 within the account; null exactly where accountId is. */
  readonly accountSeq: number | null;
}

/**
 * The log's entry: one line of flat ASCII JSON, keys sorted, values strings and integers only, which makes it canonical
 * under RFC 8785 without a library. Without a line end; its leaf hash is SHA-256(0x00 ‖ line).
 */
export function entryLine(event: PlacedEvent): string {
  const fields: (readonly [name: string, value: string | number])[] = [
    ...Object.entries(event.facts),
    ['actor', event.actor],
    ['at', event.at],
    ['event', event.id],
    ['seq', event.seq],
    ['type', event.type],
    ['v', 1],
  ];
  if (event.accountId !== null && event.accountSeq !== null) {
    fields.push(['account', event.accountId], ['accountSeq', event.accountSeq]);
  }
  // Names are letters and digits, which all stand behind the quotation mark: members sort as their names do.
  const members = fields.map(([name, value]) => `"${name}":${JSON.stringify(value)}`);
  return `{${members.toSorted().join(',')}}`;
}

const OWN = new Set(['account', 'accountSeq', 'actor', 'at', 'event', 'seq', 'type', 'v']);
const MEMBER = /"([A-Za-z][A-Za-z0-9]*)":("(?:[^"\\]|\\.)*"|-?\d+)(?=[,}])/g;

/**
 * The event an entry tells of; null where the line is not one that `entryLine` writes, to the last byte. A fact of the
 * name of a member of ours stands before it: an id made earlier sorts first.
 */
export function readEntryLine(line: string): PlacedEvent | null {
  const members = [...line.matchAll(MEMBER)].map(([, name = '', value = '']) => {
    const read: string | number = JSON.parse(value);
    return [name, read] as const;
  });
  const own = new Map(members.filter(([name]) => OWN.has(name)));
  const facts = members.filter(([name], i) => !OWN.has(name) || members.findLastIndex(([n]) => n === name) !== i);
  const text = (name: string): string => String(own.get(name) ?? '');
  const event: PlacedEvent = {
    id: text('event'),
    at: text('at'),
    actor: text('actor'),
    type: text('type'),
    accountId: own.has('account') ? text('account') : null,
    accountSeq: own.has('accountSeq') ? Number(own.get('accountSeq')) : null,
    seq: Number(own.get('seq')),
    facts: Object.fromEntries(facts),
  };
  return entryLine(event) === line ? event : null;
}
