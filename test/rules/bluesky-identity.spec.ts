import { handleOf, isDid, parseAtUri } from '../../src/connectors/bluesky/at-uri.rules.js';
import { readDidDocument } from '../../src/connectors/bluesky/did-document.rules.js';
import { presentState, verifyAuditLog } from '../../src/connectors/bluesky/plc.rules.js';
import { recogniseBluesky } from '../../src/connectors/bluesky/recognise-bluesky.rules.js';
import { RepoFault } from '../../src/connectors/bluesky/repo.rules.js';
import { tidAt } from '../../src/connectors/bluesky/tid.rules.js';
import { CITY, recorded } from '../support/atproto-recordings.js';

const log = (): { cid: string; createdAt: string; operation: Record<string, unknown> }[] =>
  JSON.parse(recorded('plc audit').body.toString());

describe('the signed history of an identity', () => {
  it('is proved from its first step on, and tells handles, host and key', async () => {
    const history = await verifyAuditLog(CITY, log());
    expect(history.map(({ handles, at }) => [handles, at])).toEqual([
      [['citymwru0yne.test'], '2026-11-22T12:47:45.058Z'],
      [['hallmwru0yne.test'], '2026-11-22T12:47:47.978Z'],
    ]);
    expect(presentState(history)).toMatchObject({
      pds: 'http://localhost:2583',
      key: 'did:key:zQ3shocWFHFNo8Zp1v6esLV9pQ77mfh55jJjJ33GXcjUANJnR',
      nullified: false,
    });
  });

  it('is not taken where a step was altered, left out, or put in by somebody without the key', async () => {
    const [first, second] = log();
    const renamed = { ...second, operation: { ...second?.operation, alsoKnownAs: ['at://evil.test'] } };
    for (const forged of [
      [first, renamed],
      [second],
      [first, second, second],
      [],
      null,
      [first, { ...second, did: 'did:plc:other' }],
    ])
      await expect(verifyAuditLog(CITY, forged)).rejects.toThrow(RepoFault);
    await expect(verifyAuditLog('did:plc:aaaaaaaaaaaaaaaaaaaaaaaa', log())).rejects.toThrow(RepoFault);
  });

  it('is a single state where the identity is a website', () => {
    const document = {
      id: 'did:web:town.example',
      alsoKnownAs: ['at://town.example', 'https://town.example'],
      verificationMethod: [
        {
          id: 'did:web:town.example#atproto',
          type: 'Multikey',
          publicKeyMultibase: 'zQ3shocWFHFNo8Zp1v6esLV9pQ77mfh55jJjJ33GXcjUANJnR',
        },
      ],
      service: [{ id: '#atproto_pds', type: 'AtprotoPersonalDataServer', serviceEndpoint: 'https://host.example' }],
    };
    expect(readDidDocument('did:web:town.example', document)).toMatchObject({
      handles: ['town.example'],
      pds: 'https://host.example',
      key: 'did:key:zQ3shocWFHFNo8Zp1v6esLV9pQ77mfh55jJjJ33GXcjUANJnR',
    });
    expect(readDidDocument('did:web:other.example', document)).toBeNull();
  });

  it('has the same key in the older form of the document', () => {
    const { didDoc } = Object(recorded('createAccount city').json);
    expect(readDidDocument(CITY, didDoc)?.key).toBe('did:key:zQ3shocWFHFNo8Zp1v6esLV9pQ77mfh55jJjJ33GXcjUANJnR');
  });
});

describe('what a person types', () => {
  it.each([
    ['@city.gov', '@city.gov', undefined],
    ['https://bsky.app/profile/City.gov', '@city.gov', undefined],
    ['https://bsky.app/profile/city.gov/post/3k2a', '@city.gov', undefined],
    ['https://bsky.app/profile/did:plc:s2xvxmsjpa45xyiau54qisbz', CITY, undefined],
    ['at://city.gov/app.bsky.feed.post/3k2a', '@city.gov', undefined],
    ['at://did:plc:s2xvxmsjpa45xyiau54qisbz', CITY, undefined],
    ['did:web:town.example', 'did:web:town.example', undefined],
    [' city.gov ', '@city.gov', true],
  ])('%s is an account', (typed, handle, guessed) => {
    expect(recogniseBluesky(typed)).toEqual({
      url: `https://bsky.app/profile/${handle.replace(/^@/, '')}`,
      handle,
      ...(guessed ? { guessed } : {}),
    });
  });

  it.each([
    '@city@social.example',
    'https://social.example/@city',
    'https://bsky.app/about',
    'did:key:zQ3s',
    'city',
    'x..y',
    '@-a.b',
    '',
  ])('%s is none', (typed) => {
    expect(recogniseBluesky(typed)).toBeNull();
  });
});

describe('names', () => {
  it('are bounded before they are used', () => {
    expect(isDid(`did:web:${'a'.repeat(3000)}`)).toBe(false);
    expect(isDid('did:web:town.example/../x')).toBe(false);
    expect(handleOf(`${'a.'.repeat(200)}b`)).toBeNull();
    expect(parseAtUri(`at://${CITY}/app.bsky.feed.post/..`)).toBeNull();
    expect(parseAtUri(`at://${CITY}/app.bsky.feed.post/3k2a`)).toEqual({
      did: CITY,
      collection: 'app.bsky.feed.post',
      rkey: '3k2a',
    });
  });

  it('of revisions are in the order of time', () => {
    const [before, after] = [tidAt(new Date('2026-11-22T12:47:45Z')), tidAt(new Date('2026-11-22T12:47:48Z'))];
    expect(before < after).toBe(true);
    // The recorded revision lies between.
    expect(before < '3n2vnl63hbs2o' && '3n2vnl63hbs2o' < after).toBe(true);
  });
});
