import { encode } from '@atcute/cbor';
import { readDidDocument } from '../../src/connectors/bluesky/did-document.rules.js';
import { decodeRecord, proveRecord, RepoFault, verifyCar } from '../../src/connectors/bluesky/repo.rules.js';
import { readStreamEvent, type StreamCommit } from '../../src/connectors/bluesky/stream-event.rules.js';
import { CITY, recorded, recordedFrames } from '../support/atproto-recordings.js';

const { did: BOB, didDoc } = Object(recorded('createAccount bob').json);
const KEYS = new Map([
  [CITY, 'did:key:zQ3shocWFHFNo8Zp1v6esLV9pQ77mfh55jJjJ33GXcjUANJnR'],
  [BOB, readDidDocument(BOB, didDoc)?.key ?? ''],
]);

const commits = (): { frame: Buffer; event: StreamCommit }[] =>
  recordedFrames().flatMap((frame) => {
    const event = readStreamEvent(frame);
    return event.is === 'commit' && event.ops.length > 0 ? [{ frame, event }] : [];
  });

describe('the stream of a host, as it was recorded', () => {
  it('tells of accounts, identities and what their repositories changed, each under its number', () => {
    const events = recordedFrames().map(readStreamEvent);
    expect(events.map(({ is }) => is)).toEqual(expect.arrayContaining(['identity', 'account', 'commit', 'sync']));
    const numbers = events.flatMap((event) => ('seq' in event ? [event.seq] : []));
    expect(numbers).toEqual(numbers.toSorted((a, b) => Number(a) - Number(b)));
    expect(events.at(-1)).toEqual({ is: 'account', seq: 35, did: BOB, active: false });
  });

  it('proves each change by the signature of its account, at its place in the frame', async () => {
    const told: string[] = [];
    for (const { frame, event } of commits()) {
      const repo = await verifyCar(event.car, { did: event.did, key: KEYS.get(event.did) ?? '' });
      if (!repo) throw new Error('A change without its proof');
      for (const { action, collection, rkey } of event.ops) {
        const found = await proveRecord(repo, collection, rkey);
        expect(found === null).toBe(action === 'delete');
        if (!found?.block) {
          told.push(`${action} ${collection}`);
          continue;
        }
        const [start, end] = found.block.range;
        const bytes = frame.subarray(start + event.offset, end + event.offset);
        expect(bytes.subarray(-found.block.bytes.length)).toEqual(Buffer.from(found.block.bytes));
        const record = decodeRecord(found.block);
        told.push(`${action} ${String(record?.['text'] ?? record?.['description'])}`);
      }
    }
    expect(told).toEqual([
      'create City council meets Tusday at 7pm.',
      'create Is it streamed?',
      'create Yes, channel 8.',
      'create Notice 0',
      'create Notice 1',
      'create Notice 2',
      'create Notice 3',
      'create Official',
      'update Official, edited',
      'update City council meets Tuesday at 7pm.',
      'delete app.bsky.feed.post',
      'delete app.bsky.feed.post',
    ]);
  });

  it('is not believed where the proof was signed by somebody else', async () => {
    const [first] = commits();
    await expect(
      verifyCar(first?.event.car ?? new Uint8Array(), { did: CITY, key: KEYS.get(BOB) ?? '' }),
    ).rejects.toThrow(RepoFault);
  });

  it('tells a lost stretch and an end, and nothing of what is no frame', () => {
    const frame = (head: object, body: object): Buffer => Buffer.concat([encode(head), encode(body)]);
    expect(readStreamEvent(frame({ op: 1, t: '#info' }, { name: 'OutdatedCursor' }))).toEqual({
      is: 'info',
      name: 'OutdatedCursor',
    });
    expect(readStreamEvent(frame({ op: -1 }, { error: 'FutureCursor', message: 'x' }))).toEqual({
      is: 'error',
      name: 'FutureCursor',
    });
    expect(readStreamEvent(frame({ op: 1, t: '#new' }, { seq: 4, did: CITY }))).toEqual({ is: 'other', seq: 4 });
    for (const bytes of ['', 'ff', 'a0', '80'])
      expect(() => readStreamEvent(Buffer.from(bytes, 'hex'))).toThrow(RepoFault);
  });
});
