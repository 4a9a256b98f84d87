import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cdxjLine } from '../../src/exports/bundle/index-warc.js';
import { buildFixture, type Fixture, removeFixture } from '../support/bundle-fixture.js';
import { hasPython } from '../support/verify-py.js';

/** A reader of CDXJ and WACZ 1.1.1 that knows nothing of ours: it opens each line of the index by its place. */
const READER = String.raw`
import gzip, hashlib, json, sys, zipfile
web = sys.argv[1]
sha = lambda data: "sha256:" + hashlib.sha256(data).hexdigest()
warc, index = open(web + "/exchanges.warc.gz", "rb").read(), open(web + "/indexes/index.cdxj", "rb").read()
package = zipfile.ZipFile(web + "/exchanges.wacz")
assert package.testzip() is None
stored = {one.filename: one.compress_type == zipfile.ZIP_STORED for one in package.infolist()}
assert stored["archive/exchanges.warc.gz"] and stored["indexes/index.cdxj"], stored
assert package.read("archive/exchanges.warc.gz") == warc and package.read("indexes/index.cdxj") == index
described = package.read("datapackage.json")
assert json.loads(package.read("datapackage-digest.json")) == {"path": "datapackage.json", "hash": sha(described)}
raw = open(web + "/exchanges.wacz", "rb").read()
for one in package.infolist():
    # ReplayWeb.page takes the two headers of a file to be as long as each other.
    assert int.from_bytes(raw[one.header_offset + 28:one.header_offset + 30], "little") == len(one.extra), one
about = json.loads(described)
for one in about["resources"]:
    data = package.read(one["path"])
    assert (sha(data), len(data)) == (one["hash"], one["bytes"]), one
    assert len(one["path"].split("/")) == 2 and one["path"].endswith("/" + one["name"]), one
named = {one["path"] for one in about["resources"]} | {"datapackage.json", "datapackage-digest.json"}
assert named == set(package.namelist()), package.namelist()
lines, found = index.splitlines(), []
assert lines == sorted(lines)
for line in lines:
    key, time, facts = line.decode("ascii").split(" ", 2)
    facts = json.loads(facts)
    start, length = int(facts["offset"]), int(facts["length"])
    record = gzip.decompress(warc[start:start + length])
    head, _, block = record.partition(b"\r\n\r\n")
    first, *fields = head.decode().split("\r\n")
    head = dict(field.split(": ", 1) for field in fields)
    block = block[:int(head["Content-Length"])]
    payload = block.split(b"\r\n\r\n", 1)[1] if head["WARC-Type"] == "response" else block
    assert head["WARC-Target-URI"] == facts["url"], facts
    assert sha(payload) == facts["digest"] == head["WARC-Payload-Digest"], facts
    assert head["WARC-Date"].replace("-", "").replace(":", "").replace("T", "")[:14] == time, time
    found.append(dict(type=head["WARC-Type"], key=key, mime=facts["mime"], status=facts["status"]))
header, *pages = [json.loads(line) for line in package.read("pages/pages.jsonl").splitlines()]
print(json.dumps(dict(version=about["wacz_version"], header=header["format"], pages=[page["url"] for page in pages], found=found)))
`;

describe('the platform’s answers as a web archive', () => {
  let fixture: Fixture;
  let web: string;
  beforeAll(async () => {
    fixture = await buildFixture();
    web = join(fixture.unpacked, fixture.plan.name, 'data/web');
  });
  afterAll(() => removeFixture(fixture));

  (hasPython ? it : it.skip)(
    'are found by their address, whole and cut, each at its place and with its digest',
    async () => {
      const { stdout } = await promisify(execFile)('python3', ['-c', READER, web]);
      const { version, header, pages, found } = JSON.parse(stdout);
      expect({ version, header }).toEqual({ version: '1.1.1', header: 'json-pages-1.0' });
      const types = found.map(({ type }: { type: string }) => type).toSorted();
      expect(types).toEqual(['conversion', 'conversion', 'response']);
      expect(pages).toEqual(['https://social.newford.example/api/v1/accounts/1/statuses?limit=40']);
      for (const one of found) expect(one).toMatchObject({ mime: 'application/json', status: '200' });
    },
  );

  it('are counted in what the bundle says of itself', async () => {
    const scope = JSON.parse(await readFile(join(web, '../scope.json'), 'utf8'));
    expect(scope.exchanges).toEqual({ whole: 1, cut: 2, leftOut: 0, indexed: 3 });
  });

  it('are the same bytes whenever the same bundle is made', async () => {
    const again = await buildFixture();
    const other = join(again.unpacked, again.plan.name, 'data/web');
    for (const name of ['exchanges.warc.gz', 'indexes/index.cdxj', 'exchanges.wacz']) {
      expect([name, (await readFile(join(web, name))).equals(await readFile(join(other, name)))]).toEqual([name, true]);
    }
    await removeFixture(again);
  });

  it('have a key that tells a question apart from another that was not asked by GET, and only ASCII', () => {
    const asked = {
      type: 'response' as const,
      url: 'https://www.Example.com/graph?b=2&a=ż',
      at: '2026-05-19T13:20:01.500Z',
      mime: 'a/b',
      status: 200,
      digest: 'sha256:00',
    };
    const place = { offset: 7, length: 9 };
    const get = cdxjLine({ ...asked, method: 'GET' }, place, 'x.warc.gz');
    expect(get).toMatch(/^com,example\)\/graph\?a=%C5%BC&b=2 20260519132001 \{"url":/);
    expect(get).toMatch(/^[\x20-\x7e]+$/);
    const post = cdxjLine({ ...asked, method: 'POST' }, place, 'x.warc.gz');
    expect(post).toContain('__wb_method=post');
    expect(post).toContain('"method":"POST"');
  });
});
