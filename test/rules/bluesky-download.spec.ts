import type { Download } from '../../src/connectors/downloads/index.js';
import { BlueskyDownload } from '../../src/connectors/downloads/bluesky/bluesky-download.js';
import { CITY, recorded } from '../support/atproto-recordings.js';

const reader = new BlueskyDownload();

function downloaded(body: Buffer): Download {
  return {
    members: new Map([['repo.car', { name: 'repo.car', bytes: body.length }]]),
    read: async function* () {
      yield body;
    },
    close: async () => {},
  };
}

async function observed(download: Download, did = CITY): Promise<unknown[]> {
  const account = { canonicalUri: did, handle: '@city.test', nativeId: did, url: '', platform: 'bluesky' as const };
  const about = await reader.about(download);
  const reading = { download, account, about, now: () => new Date(), signal: new AbortController().signal };
  const said: unknown[] = [];
  for await (const page of reader.pages(reading, null))
    for (const one of page.observations) if (one.type === 'snapshot') said.push([one.ref.canonicalUri, one.body.text]);
  return said;
}

describe('the download of an account on Bluesky', () => {
  it('says whose it is, and gives its posts under the names the network gives them', async () => {
    const download = downloaded(recorded('getRepo CAR').body);
    expect(reader.recognises(new Set(download.members.keys()))).toBe(true);
    expect((await reader.about(download)).owner).toEqual({ id: CITY, handle: null });
    const said = await observed(download);
    expect(said).toContainEqual([
      `at://${CITY}/app.bsky.feed.post/3n2vnl63des2o`,
      'City council meets Tuesday at 7pm.',
    ]);
    expect(said).toContainEqual([CITY, '']);
  });

  it('is refused where it is damaged, or another account’s', async () => {
    const { body } = recorded('getRepo CAR');
    await expect(observed(downloaded(body.subarray(0, 900)))).rejects.toMatchObject({ kind: 'damaged' });
    await expect(observed(downloaded(Buffer.from('no repository')))).rejects.toMatchObject({ kind: 'damaged' });
    await expect(observed(downloaded(body), 'did:plc:other')).rejects.toMatchObject({ kind: 'damaged' });
  });
});
