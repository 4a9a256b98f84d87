/** C2SP tlog-cosignature (v1, Ed25519 with a time) and the exchange of tlog-witness. */
import { hash, verify } from 'node:crypto';
import { publicKeyOf } from '../checkpoint.rules.js';

const ED25519 = 1;
const COSIGNATURE = 4;
const SIGNATURE_BYTES = 76;
const MOST_STEPS = 63;
const HEAD = /^old (0|[1-9]\d{0,15})\n((?:[A-Za-z0-9+/]{43}=\n)*)\n/;
const KEY = /^([^\s+]{1,200})\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/;

/** Who signs, and with which key. */
export interface NamedKey {
  readonly name: string;
  readonly key: Buffer;
}

function idOf(type: number, { name, key }: NamedKey): Buffer {
  const digest = hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), Buffer.from([type]), key]), 'buffer');
  return digest.subarray(0, 4);
}

/** `name+id+base64(type ‖ key)` of a log (`checkpoint`) or a witness (`cosignature`); null where it is another's or none. */
export function readNamedKey(text: string, of: 'checkpoint' | 'cosignature'): NamedKey | null {
  const [, name = '', id, encoded = ''] = KEY.exec(text) ?? [];
  const bytes = Buffer.from(encoded, 'base64');
  const type = of === 'checkpoint' ? ED25519 : COSIGNATURE;
  if (bytes.length !== 33 || bytes[0] !== type) return null;
  const named = { name, key: bytes.subarray(1) };
  return idOf(type, named).toString('hex') === id ? named : null;
}

export function printWitnessKey(witness: NamedKey): string {
  const bytes = Buffer.concat([Buffer.from([COSIGNATURE]), witness.key]);
  return `${witness.name}+${idOf(COSIGNATURE, witness).toString('hex')}+${bytes.toString('base64')}`;
}

/** What a witness signs: that it saw this checkpoint at that second, and that it continues all it saw before. */
export function cosignedText(body: string, seconds: number): string {
  return `cosignature/v1\ntime ${seconds}\n${body}`;
}

/** The line it adds to the note. */
export function cosignatureLine(witness: NamedKey, seconds: number, signature: Buffer): string {
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(seconds));
  return `— ${witness.name} ${Buffer.concat([idOf(COSIGNATURE, witness), time, signature]).toString('base64')}\n`;
}

/** When this witness signed the body, by the first of the lines that is its own and holds; null where none is. */
export function cosignedAt(lines: string, body: string, witness: NamedKey): { at: Date; line: string } | null {
  for (const line of lines.split('\n')) {
    const [dash, name, value = ''] = line.split(' ');
    const bytes = Buffer.from(value, 'base64');
    if (dash !== '—' || name !== witness.name || bytes.length !== SIGNATURE_BYTES) continue;
    if (!bytes.subarray(0, 4).equals(idOf(COSIGNATURE, witness))) continue;
    const seconds = Number(bytes.readBigUInt64BE(4));
    const text = Buffer.from(cosignedText(body, seconds));
    if (!verify(null, text, publicKeyOf(witness.key), bytes.subarray(12))) continue;
    return { at: new Date(seconds * 1_000), line: `${line}\n` };
  }
  return null;
}

/** What a log sends to a witness: the size it was last seen with, the proof from there, and its checkpoint. */
export interface AddCheckpoint {
  readonly old: number;
  readonly path: readonly Buffer[];
  readonly note: string;
}

export function printAddCheckpoint({ old, path, note }: AddCheckpoint): string {
  return `old ${old}\n${path.map((step) => `${step.toString('base64')}\n`).join('')}\n${note}`;
}

export function readAddCheckpoint(text: string): AddCheckpoint | null {
  const [head, old, steps = ''] = HEAD.exec(text) ?? [];
  if (head === undefined) return null;
  const path = steps.split('\n').slice(0, -1).map((step) => Buffer.from(step, 'base64')); // prettier-ignore
  return path.length > MOST_STEPS ? null : { old: Number(old), path, note: text.slice(head.length) };
}
