/** How one key of a log hands over to the next: a signed note (C2SP signed-note) that both keys signed. */
import { verify } from 'node:crypto';
import { keyId, publicKeyOf, rawKeyOf, signatureBy, verifierKey } from './checkpoint.rules.js';

const HEADING = 'akta/log-handover@v1';
const BODY = /^[^\n]+\n([^\n]+)\n(\d{1,15})\n([^\n]+)\n([^\n]+)\n([^\n]+)\n([^\n]+)\n$/;

export interface Handover {
  readonly origin: string;
  /** Checkpoints of more entries are signed by the next key. */
  readonly size: number;
  /** Root of the log at that size. */
  readonly root: Buffer;
  /** Raw Ed25519 keys. */
  readonly from: Buffer;
  readonly to: Buffer;
  /** RFC 3339 UTC. */
  readonly at: string;
}

/** The text that both sign. */
export function handoverBody({ origin, size, root, from, to, at }: Handover): string {
  const keys = [verifierKey(origin, from), verifierKey(origin, to)];
  return [HEADING, origin, size, root.toString('base64'), ...keys, at, ''].join('\n');
}

/** Null where it is not well formed, or not signed by both keys. */
export function openHandover(note: string): Handover | null {
  const cut = note.indexOf('\n\n');
  const body = note.slice(0, cut + 1);
  const told = cut < 0 ? null : readBody(body);
  if (!told || handoverBody(told) !== body) return null;
  const isSignedBy = (key: Buffer): boolean => {
    const signature = signatureBy(note.slice(cut + 2), told.origin, keyId(told.origin, key));
    return signature !== null && verify(null, Buffer.from(body), publicKeyOf(key), signature);
  };
  return isSignedBy(told.from) && isSignedBy(told.to) ? told : null;
}

/** The key that signs now, for whoever trusts `trusted`: each handover leads from one key to the next. */
export function followHandovers(trusted: Buffer, handovers: readonly Handover[]): Buffer {
  let key = trusted;
  for (const { from, to } of handovers.toSorted((a, b) => a.size - b.size)) if (from.equals(key)) key = to;
  return key;
}

/** Which key signs a checkpoint of so many entries; null where no key was ever changed. */
export function keyFor(size: number, handovers: readonly Pick<Handover, 'size' | 'from' | 'to'>[]): Buffer | null {
  const inOrder = handovers.toSorted((a, b) => a.size - b.size);
  const later = inOrder.find((handover) => size <= handover.size);
  return later?.from ?? inOrder.at(-1)?.to ?? null;
}

function readBody(body: string): Handover | null {
  const [, origin = '', size = '', root = '', before = '', after = '', at = ''] = BODY.exec(body) ?? [];
  const [from, to] = [rawKeyOf(before), rawKeyOf(after)];
  return from && to && { origin, size: Number(size), root: Buffer.from(root, 'base64'), from, to, at };
}
