import { hash } from 'node:crypto';
import { DESTROYED } from '../bundle/paths.rules.js';
import type { CheckedRecord, CheckedRecords } from './check-records.js';
import type { Inspection } from './inspection.js';
import { type Fields, listOf, textOf } from './shape.rules.js';

const LINE = /^([0-9a-f-]{36}) ([0-9a-f-]{36}) (0|[1-9]\d{0,15})$/;

/** What the log says was destroyed of the accounts when the bundle was frozen. */
export interface CheckedDestroyed {
  readonly items: ReadonlySet<string>;
  /** The records that say so, which stand outside every stretch. */
  readonly records: readonly CheckedRecord[];
}

/**
 * Which records are of destroyed items is said by the log, not by the bundle: one entry an account holds the hash of the
 * list, and each line of it leads to the entry of that destruction.
 */
export async function checkDestroyed(
  look: Inspection,
  source: Fields,
  records: CheckedRecords,
): Promise<CheckedDestroyed> {
  const found: CheckedRecord[] = [];
  const lines = await readLines(look);
  for (const account of listOf(source['ranges']).map((range) => textOf(range['account']))) {
    const own = lines.filter((line) => line.account === account);
    const head = Array.from(records.values()).find(({ fields }) => isHead(fields, account, source));
    if (!head || head.fields['commit'] !== hash('sha256', own.map(({ text }) => `${text}\n`).join(''))) {
      look.fail(DESTROYED, 'destroyed', { against: head ? `${head.folder}/entry.json` : account });
      continue;
    }
    found.push(head);
    for (const { item, seq } of own) {
      const record = records.get(seq);
      if (record && isDestruction(record, item, head)) found.push(record);
      else look.fail(DESTROYED, 'destroyed', { against: `data/records/${seq}` });
    }
  }
  return { items: new Set(lines.map(({ item }) => item)), records: found };
}

interface Line {
  readonly text: string;
  readonly account: string;
  readonly item: string;
  readonly seq: number;
}

async function readLines(look: Inspection): Promise<Line[]> {
  if (!look.has(DESTROYED)) {
    look.fail(DESTROYED, 'missing');
    return [];
  }
  const texts = (await look.text(DESTROYED)).split('\n');
  const lines = texts.slice(0, -1).flatMap((text) => {
    const [, account, item, seq] = LINE.exec(text) ?? [];
    return account === undefined || item === undefined ? [] : [{ text, account, item, seq: Number(seq) }];
  });
  if (texts.at(-1) !== '' || lines.length < texts.length - 1) look.fail(DESTROYED, 'format');
  return lines;
}

function isHead(fields: CheckedRecord['fields'], account: string, source: Fields): boolean {
  const { type, account: of, export: by } = fields;
  return type === 'account.headed' && of === account && by === source['exportId'];
}

function isDestruction({ fields, seq }: CheckedRecord, item: string, head: CheckedRecord): boolean {
  return fields['type'] === 'item.destroyed' && fields['item'] === item && seq < Number(head.fields['size']);
}

/** A row of index.csv that is about a version calls it destroyed exactly where it was; records at the edges aside. */
export function calledRightly(
  { fields, seq }: CheckedRecord,
  disposition: string | undefined,
  { destroyed, inside }: { readonly destroyed: ReadonlySet<string>; readonly inside: ReadonlySet<number> },
): boolean {
  const was = fields['type'] === 'snapshot.stored' && destroyed.has(textOf(fields['item']));
  return was && inside.has(seq) ? disposition === 'destroyed' : disposition !== 'destroyed';
}
