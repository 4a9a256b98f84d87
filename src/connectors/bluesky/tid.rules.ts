const LETTERS = '234567abcdefghijklmnopqrstuvwxyz';

/**
 * The smallest timestamp identifier of a moment (atproto.com/specs/tid: microseconds, then ten bits of clock id, thirteen
 * letters). Revisions of a repository are such identifiers, so that what changed since a moment can be asked for.
 */
export function tidAt(time: Date): string {
  let value = BigInt(Math.max(0, time.getTime())) * 1000n * 1024n;
  let text = '';
  for (let place = 0; place < 13; place += 1) {
    text = (LETTERS[Number(value & 31n)] ?? '2') + text;
    value >>= 5n;
  }
  return text;
}
