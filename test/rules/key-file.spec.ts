import { randomBytes } from 'node:crypto';
import {
  indexDigest,
  type KeyFileIndex,
  keyFileView,
  openIndex,
  openPart,
  sealIndex,
  sealPart,
  wrappedKeyOf,
} from '../../src/archive/key-file.rules.js';

const key = randomBytes(32);
const keys = [
  { id: '2026-05', kek: '', wrapped: randomBytes(60) },
  { id: '019e3a5e-7c10-7cc0-8f59-0a52a1b4c001', kek: '2026-05', wrapped: randomBytes(300) },
  { id: '019e3a5e-7c10-7cc0-8f59-0a52a1b4c002', kek: '2026-05', wrapped: Buffer.alloc(0) },
];
const index: KeyFileIndex = {
  id: 'a file',
  madeAt: '2026-05-19T02:00:00.000Z',
  keptUntil: '2026-06-23T02:00:00.000Z',
  parts: [
    { object: 'k/p/1', kind: 'kek', keys: 2 },
    { object: 'k/p/2', kind: 'body_secret', keys: 3 },
    { object: 'k/p/3', kind: 'item_key', keys: 50_000 },
    { object: 'k/p/4', kind: 'item_key', keys: 7 },
    { object: 'k/p/5', kind: 'frame_key', keys: 11 },
  ],
};

/** Each position of `bytes` with one bit changed there. */
function* changed(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += 1) {
    const other = Buffer.from(bytes);
    other.writeUInt8(other.readUInt8(at) ^ 1, at);
    yield other;
  }
}

describe('a key file', () => {
  it('gives back the keys that went into it', () => {
    const of = { id: 'a file', place: 3, key };
    expect(openPart(sealPart(keys, of), of)).toEqual(keys);
    expect(openPart(sealPart([], of), of)).toEqual([]);
  });

  it('opens no part with a bit changed, in another place, of another file or under another key', () => {
    const of = { id: 'a file', place: 3, key };
    const sealed = sealPart(keys, of);
    for (const other of changed(sealed)) expect(() => openPart(other, of)).toThrow(/authenticate/);
    for (const other of [{ place: 2 }, { id: 'another' }, { key: randomBytes(32) }]) {
      expect(() => openPart(sealed, { ...of, ...other })).toThrow(/authenticate/);
    }
  });

  it('opens by the key wrapped in its index, unless a bit of it is changed', () => {
    const wrapped = randomBytes(60);
    const sealed = sealIndex(index, { key, wrapped });
    expect(wrappedKeyOf(sealed)).toEqual(wrapped);
    expect(openIndex(sealed, key)).toEqual(index);
    for (const other of changed(sealed)) {
      expect(() => (wrappedKeyOf(other).equals(wrapped) ? openIndex(other, key) : wrong())).toThrow(
        /authenticate|another wrapped key|Too short/,
      );
    }
    for (const length of [0, 1, 2, 40])
      expect(() => wrappedKeyOf(sealed.subarray(0, length))).toThrow(/Too short|out of range|bounds/);
  });

  it('is counted by kind, and its digest can be tested by nobody without its key', () => {
    expect(keyFileView(index)).toMatchObject({ above: 5, items: 50_007, media: 0, frames: 11, parts: 5 });
    expect(indexDigest(index, key)).toEqual(indexDigest({ ...index }, key));
    expect(indexDigest(index, key)).not.toEqual(indexDigest(index, randomBytes(32)));
    expect(indexDigest(index, key)).not.toEqual(indexDigest({ ...index, madeAt: index.keptUntil }, key));
  });
});

function wrong(): never {
  throw new Error('another wrapped key, which the master key does not open');
}
