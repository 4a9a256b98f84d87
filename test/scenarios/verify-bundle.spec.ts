import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifyBundle } from '../../src/exports/verify/verify-bundle.js';
import { buildFixture, type Fixture, removeFixture } from '../support/bundle-fixture.js';

describe('a bundle', () => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await buildFixture({ languages: ['en', 'pl'] });
  });
  afterAll(() => removeFixture(fixture));

  it('is authentic to who names its key', async () => {
    const report = await verifyBundle({ path: fixture.zip, key: { pem: fixture.log.pem, name: 'k' }, language: 'en' });
    expect(report.details).toEqual([]);
    expect(report.verdict).toBe('authentic');
    console.log(report, fixture.zip);
  });
});
