import type { DataSource } from 'typeorm';
import { SimulatedClock, system } from '../../src/platform/index.js';
import { FindPerson } from '../../src/requests/handles/find-person.js';
import { ReadHandles } from '../../src/requests/handles/read-handles.js';
import { freshDatabase } from '../support/database.js';
import { GivenArchive } from '../support/given-archive.js';

const HOST = 'social.example';

describe('A person', () => {
  let database: DataSource;
  let archive: GivenArchive;

  beforeAll(async () => {
    database = await freshDatabase();
    archive = new GivenArchive(database, new SimulatedClock(new Date('2026-05-20T12:00:00Z')));
  });

  afterAll(() => database.destroy());

  it('is found under the handles they bore earlier, and nobody who is only called so is', async () => {
    const city = await archive.account();
    const said = (id: number, handle: string, displayName = 'Dana'): object => ({
      texts: ['Hello'],
      postedAt: null,
      body: { author: { canonicalUri: `https://${HOST}/ap/users/${id}`, handle: `@${handle}@${HOST}`, displayName } },
    });
    const other = await archive.account();
    const given = [said(1, 'dana_k'), said(1, 'dana_w'), said(2, 'karl_h', `dana_k@${HOST}`), said(12, 'lou')];
    await archive.add(
      city,
      given.map((one) => Object(one)),
    );
    await archive.add(other, [Object(said(1, 'dana_elsewhere'))]);
    const request = await archive.request(city.bodyId, '2026-0001', null, 'gdpr-access');
    const find = new FindPerson(database, new ReadHandles(database, new SimulatedClock(new Date())), archive.search);
    const handles = [{ platform: 'mastodon', handle: `Dana_K@${HOST}` }];
    const { scope, person } = await find.run(system('requests'), request, { handles, ground: 'Passport' });
    expect(person.map(({ handle }) => handle)).toEqual([`@dana_k@${HOST}`, `@dana_w@${HOST}`]);
    expect(scope.query).toBe(
      ['k', 'w'].map((end) => `author:"@dana_${end}@${HOST}" OR mention:"@dana_${end}@${HOST}"`).join(' OR '),
    );
  });
});
