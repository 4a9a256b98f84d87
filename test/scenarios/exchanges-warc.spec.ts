import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { WARCParser } from 'warcio';
import { buildFixture, type Fixture, removeFixture } from '../support/bundle-fixture.js';
import { hasPython } from '../support/verify-py.js';

/** A reader of ISO 28500 that knows nothing of ours: gzip members, header lines, blocks, both digests. */
const READER = String.raw`
import gzip, hashlib, json, sys
data, at, found = gzip.open(sys.argv[1]).read(), 0, []
while at < len(data):
    end = data.index(b"\r\n\r\n", at)
    first, *lines = data[at:end].decode().split("\r\n")
    head = dict(line.split(": ", 1) for line in lines)
    block = data[end + 4:end + 4 + int(head["Content-Length"])]
    at = end + 4 + len(block) + 4
    assert first == "WARC/1.1" and data[at - 4:at] == b"\r\n\r\n", first
    digest = lambda part: "sha256:" + hashlib.sha256(part).hexdigest()
    http = head["WARC-Type"] in ("request", "response")
    payload = block.split(b"\r\n\r\n", 1)[1] if http else block
    found.append(dict(type=head["WARC-Type"], id=head["WARC-Record-ID"], pair=head.get("WARC-Concurrent-To"),
        about=head.get("WARC-Refers-To"), block=head.get("WARC-Block-Digest") in (None, digest(block)),
        payload=head.get("WARC-Payload-Digest") in (None, digest(payload)), digested="WARC-Block-Digest" in head, text=payload.decode("utf-8", "replace")))
print(json.dumps(found))
`;

interface Seen {
  readonly type: string;
  readonly id: string;
  readonly pair: string | null;
  readonly about: string | null;
  readonly text: string;
}

describe('the platform’s answers in a bundle', () => {
  let fixture: Fixture;
  let path: string;
  beforeAll(async () => {
    fixture = await buildFixture();
    path = join(fixture.unpacked, fixture.plan.name, 'data/web/exchanges.warc.gz');
  });
  afterAll(() => removeFixture(fixture));

  function expectSound(records: readonly Seen[]): void {
    const [info, ...rest] = records;
    expect(info?.type).toBe('warcinfo');
    expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
    const of = (type: string): Seen[] => rest.filter((record) => record.type === type);
    // One answer is shown whole; of the two others an item stays behind, and its bytes are stars.
    expect(of('response')).toHaveLength(1);
    expect(of('request').map(({ pair }) => pair)).toEqual(of('response').map(({ id }) => id));
    expect(of('response')[0]?.text).toBe('[{"one":1},{"two":2}]');
    expect(of('conversion').map(({ text }) => text)).toEqual(['[{"one":1},*********]', '[{"one":1},*********]']);
    expect(of('metadata').map(({ about }) => about)).toEqual(of('conversion').map(({ id }) => id));
    for (const { text } of of('metadata')) expect(JSON.parse(text)).toMatchObject({ withheld: [[11, 20]], masked: [] });
  }

  it('are read by warcio', async () => {
    const records: Seen[] = [];
    for await (const record of new WARCParser(createReadStream(path))) {
      const text = (await record.contentText()) ?? '';
      const { headers } = record.warcHeaders;
      const header = (name: string): string | null => headers.get(name) ?? null;
      records.push({
        type: record.warcType ?? '',
        id: header('WARC-Record-ID') ?? '',
        pair: header('WARC-Concurrent-To'),
        about: header('WARC-Refers-To'),
        text,
      });
    }
    expectSound(records);
  });

  (hasPython ? it : it.skip)('are read by a reader of the standard alone, and their digests are right', async () => {
    const { stdout } = await promisify(execFile)('python3', ['-c', READER, path]);
    const records: (Seen & { block: boolean; payload: boolean; digested: boolean })[] = JSON.parse(stdout);
    expectSound(records);
    expect(records.every(({ block, payload }) => block && payload)).toBe(true);
    expect(records.slice(1).every(({ digested }) => digested)).toBe(true);
  });
});
