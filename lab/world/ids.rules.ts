import { createHash } from 'node:crypto';
import type { Software } from './world.types.js';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Mastodon: milliseconds in the upper 48 bits, 16 bits below (reference/platforms.md 1.10; recorded ids agree). */
function snowflake(at: Date, order: number): string {
  return ((BigInt(at.getTime()) << 16n) | BigInt(order & 0xffff)).toString();
}

/** GoToSocial: ULID, 48 bits of time and 80 of chance, Crockford base 32 (recorded session). */
function ulid(at: Date, order: number): string {
  const chance = createHash('sha256')
    .update(`ulid ${String(order)}`)
    .digest();
  let bits =
    (BigInt(at.getTime()) << 80n) | (BigInt(order) << 56n) | BigInt(`0x${chance.subarray(0, 7).toString('hex')}`);
  let text = '';
  for (let i = 0; i < 26; i++) {
    text = (CROCKFORD[Number(bits & 31n)] ?? '') + text;
    bits >>= 5n;
  }
  return text;
}

/** snac2: a time stamp, then a hash (platforms.md 3.2: "the time stamp is its prefix"; the hash is assumed). */
function snacId(at: Date, uri: string): string {
  return `${(at.getTime() / 1000).toFixed(6)}-${createHash('md5').update(uri).digest('hex')}`;
}

/**
 * The id a server of this kind gives. `at` is the time of the first version, or of the newest one on a server whose
 * ids change with each edit.
 */
export function nativeId(software: Software, of: { at: Date; order: number; uri: string }): string {
  if (software === 'gotosocial') return ulid(of.at, of.order);
  if (software === 'snac2') return snacId(of.at, of.uri);
  return snowflake(of.at, of.order);
}

/** Ids grow with time: by number where they are numbers, else by letters. */
export function compareIds(a: string, b: string): number {
  const numeric = /^\d+$/.test(a) && /^\d+$/.test(b);
  if (numeric && a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : Number(a > b);
}
