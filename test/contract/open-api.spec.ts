import { fileURLToPath } from 'node:url';
import { startTestApp } from '../support/app.js';
import { golden } from '../support/golden.js';

const GOLDEN = fileURLToPath(new URL('openapi.json', import.meta.url));

describe('the API', () => {
  it('is the one that was agreed: run with UPDATE_GOLDEN=1 to agree to another', async () => {
    const app = await startTestApp();
    const served: unknown = await (await app.ask('GET', '/api/v1/openapi.json', { key: null })).json();
    await app.close();
    expect(served).toEqual(golden(GOLDEN, served));
  });
});
