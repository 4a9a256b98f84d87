import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { verifyBundle } from '../../src/exports/verify/verify-bundle.js';
import { buildFixture, type Fixture, removeFixture } from '../support/bundle-fixture.js';
import { Forgery } from '../support/forge-bundle.js';
import { hasPython, verifyByPython } from '../support/verify-py.js';

const PROOFS = 'data/records/proofs.csv';

interface Said {
  readonly first: string;
  readonly faults: readonly string[];
  readonly second: string;
}

describe('a bundle whose proofs stand in one file', () => {
  let fixture: Fixture;
  let key: string;

  beforeEach(async () => {
    fixture = await buildFixture({ mostProofFiles: 0 });
    key = join(fixture.folder, 'log.pub.pem');
    await writeFile(key, fixture.log.pem);
  });
  afterEach(() => removeFixture(fixture));

  async function said(path: string): Promise<Said> {
    const { verdict, failures } = await verifyBundle({
      path,
      key: { pem: fixture.log.pem, name: 'log.pub.pem' },
      language: 'en',
    });
    const run = hasPython ? await verifyByPython(path, ['--key', key]) : null;
    expect(run?.text ?? '').not.toContain('Traceback');
    const faults = failures.map(({ file, reason }) => `${file} ${reason}`);
    return { first: verdict, faults, second: run ? String(run.code) : '' };
  }
  const seconds = (code: string): string => (hasPython ? code : '');

  /** The file changed, and every list with it: apart from the seal, only the log itself can tell. */
  async function changed(change: (rows: string[]) => string[]): Promise<Said> {
    const forgery = await Forgery.of(fixture);
    const [head = '', ...rows] = (await forgery.text(PROOFS)).trimEnd().split('\r\n');
    await forgery.write(PROOFS, `${[head, ...change(rows)].join('\r\n')}\r\n`);
    const told = await said(await forgery.pack('manifests'));
    await rm(forgery.folder, { recursive: true });
    return told;
  }

  it('is authentic to both verifiers, and holds no file of a proof', async () => {
    expect(await said(fixture.zip)).toEqual({ first: 'authentic', faults: [], second: seconds('0') });
    const rows = (await readFile(join(fixture.unpacked, fixture.plan.name, PROOFS), 'utf8')).trimEnd().split('\r\n');
    expect(rows.length).toBeGreaterThan(5);
    expect(rows[1]).toMatch(/^0,"?[0-9a-f]{64}( [0-9a-f]{64})*"?$/);
  });

  it.each<[string, (rows: string[]) => string[]]>([
    [
      'a hash that is another',
      (rows) => rows.map((row, i) => (i === 2 ? row.replace(/.(?="?$)/, (last) => (last === '0' ? '1' : '0')) : row)),
    ],
    ['a row that is missing', (rows) => rows.slice(1)],
    ['two rows exchanged', ([a = '', b = '', ...rows]) => [a.replace(/^\d+/, /^\d+/.exec(b)?.[0] ?? ''), b.replace(/^\d+/, /^\d+/.exec(a)?.[0] ?? ''), ...rows]], // prettier-ignore
    ['a row of a record that is not here', (rows) => [...rows, rows[0]?.replace(/^\d+/, '99999') ?? '']],
    ['a row twice', (rows) => [...rows, rows[0] ?? '']],
    ['a row that is none', (rows) => [...rows, 'x']],
  ])('is wrong with %s', async (_, change) => {
    const { first, faults, second } = await changed(change);
    expect([first, second]).toEqual(['wrong', seconds('1')]);
    expect(faults.some((fault) => /(proofs\.csv (proof|format)|entry\.json entry)$/.test(fault))).toBe(true);
  });
});
