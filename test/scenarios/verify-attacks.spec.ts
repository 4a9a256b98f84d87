import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '../../src/exports/verify/verify.types.js';
import { verifyBundle } from '../../src/exports/verify/verify-bundle.js';
import { buildFixture, type Fixture, removeFixture } from '../support/bundle-fixture.js';
import { type Cover, Forgery, type Json } from '../support/forge-bundle.js';
import { hasPython, verifyByPython } from '../support/verify-py.js';

/**
 * Each attack is covered as far as the attacker can: lists and counts made to fit, and, where marked, the whole log
 * signed anew with his own key and looked at by somebody who names no key. `named` is what both verifiers must name.
 */
const ATTACKS: readonly {
  readonly name: string;
  readonly change: (forgery: Forgery, fixture: Fixture) => Promise<void>;
  readonly named: string;
  readonly covers: readonly Cover[];
}[] = [
  {
    name: 'a record in the middle left out',
    change: (forgery) => forgery.drop(8),
    named: 'data/records',
    covers: ['manifests', 'own key'],
  },
  {
    name: 'the last record left out and the range shortened to fit',
    change: async (forgery) => {
      await forgery.drop(12);
      await forgery.claim({ last: 8 });
    },
    named: 'data/source.json',
    covers: ['manifests', 'own key'],
  },
  {
    name: 'the range narrowed by more than one record',
    change: async (forgery) => {
      for (const seq of [12, 11]) await forgery.drop(seq);
      await forgery.claim({ last: 7 });
    },
    named: 'data/source.json',
    covers: ['manifests', 'own key'],
  },
  {
    name: 'a record of the period passed off as the one before it',
    change: async (forgery) => {
      await forgery.drop(3);
      await forgery.claim({ first: 3 });
    },
    named: 'data/source.json',
    covers: ['manifests', 'own key'],
  },
  {
    name: 'the period narrowed in source.json alone',
    change: async (forgery) => {
      await forgery.edit('data/source.json', (source) => ({
        ...source,
        source: { ...Object(source['source']), from: '2026-05-19T18:00:00.000Z' },
      }));
    },
    named: 'data/s',
    covers: ['manifests', 'own key'],
  },
  {
    name: 'the period narrowed in source.json and in what was asked for',
    change: async (forgery) => {
      const from = '2026-05-19T18:00:00.000Z';
      const narrowed = (value: Json, name: string): Json => ({ ...value, [name]: { ...Object(value[name]), from } });
      await forgery.edit('data/source.json', (source) => narrowed(source, 'source'));
      await forgery.edit('data/scope.json', (scope) => {
        const { salt, text }: { salt: string; text: string } = Object(scope['scope']);
        return { ...narrowed(scope, 'asked'), scope: { salt, text: text.replace('2026-05-19T05:00:00.000Z', from) } };
      });
    },
    named: 'data/scope.json',
    covers: ['manifests', 'own key'],
  },
  {
    name: 'the proofs of two records swapped',
    change: async (forgery) => {
      const [one, other] = ['data/records/00000004/proof.tlog-proof', 'data/records/00000005/proof.tlog-proof'];
      const text = await forgery.text(one);
      await forgery.write(one, await forgery.text(other));
      await forgery.write(other, text);
    },
    named: 'data/records/00000004/proof.tlog-proof',
    covers: ['manifests'],
  },
  {
    name: 'the words of an item changed in everything that repeats them',
    change: async (forgery) => {
      for (const path of [
        'data/items/00000001.json',
        'data/records/00000004/parts/field-text.txt',
        'data/records/00000004/parts/item.json',
        'data/viewer/data-0002.js',
        'data/index.csv',
      ]) {
        await forgery.write(path, (await forgery.text(path)).replaceAll('starts at noon', 'starts at nine'));
      }
    },
    named: 'data/records/00000004/parts/field-text.txt',
    covers: ['manifests', 'own key'],
  },
  {
    name: 'a gap hidden',
    change: async (forgery) => {
      await forgery.edit('data/source.json', (source) => ({
        ...source,
        gaps: [],
        counts: { ...Object(source['counts']), gaps: 0, gapMinutes: 0 },
      }));
      await forgery.write('data/gaps.csv', `${(await forgery.text('data/gaps.csv')).split('\r\n')[0]}\r\n`);
    },
    named: 'data/source.json',
    covers: ['manifests', 'own key'],
  },
  {
    name: 'a destroyed record called withheld',
    change: (forgery) => relabel(forgery, 'destroyed', 'withheld'),
    named: 'data/index.csv',
    covers: ['manifests', 'own key'],
  },
  {
    name: 'a record called destroyed that is here',
    change: (forgery) => relabel(forgery, 'released', 'destroyed'),
    named: 'data/index.csv',
    covers: ['manifests', 'own key'],
  },
  {
    name: 'a destroyed record taken from the list of them, and called withheld',
    change: async (forgery) => {
      await forgery.write('data/destroyed.txt', '');
      await relabel(forgery, 'destroyed', 'withheld');
    },
    named: 'data/destroyed.txt',
    covers: ['manifests', 'own key'],
  },
  {
    name: 'the entry left out that says what was destroyed',
    change: (forgery, { plan }) => forgery.drop(plan.marks.heads[0]?.seq ?? 0),
    named: 'data/destroyed.txt',
    covers: ['manifests', 'own key'],
  },
  {
    name: 'the destruction itself left out',
    change: (forgery, { plan }) => forgery.drop(plan.marks.heads[0]?.destroyed[0]?.seq ?? 0),
    named: 'data/destroyed.txt',
    covers: ['manifests', 'own key'],
  },
  {
    name: 'a simulated clock called real',
    change: (forgery) => forgery.edit('data/source.json', (source) => ({ ...source, clock: 'real' })),
    named: 'data/source.json',
    covers: ['manifests', 'own key'],
  },
  {
    name: 'an item taken for one more than there is',
    change: (forgery) =>
      forgery.edit('data/source.json', (source) => ({ ...source, counts: { ...Object(source['counts']), items: 4 } })),
    named: 'data/source.json',
    covers: ['manifests', 'own key'],
  },
  {
    name: 'the entry that seals the bundle replaced by another of the same log',
    change: async (forgery, { plan, log }) => {
      const seal = join(forgery.folder, 'unpacked', `${plan.name}.entry.json`);
      await writeFile(seal, log.lines[12]?.line ?? '');
    },
    named: '.entry.json',
    covers: ['manifests'],
  },
];

async function judgements(zip: string, key: { pem: string; file: string } | null): Promise<[Report, string]> {
  const report = await verifyBundle({
    path: zip,
    language: 'en',
    ...(key === null ? {} : { key: { pem: key.pem, name: 'log.pub.pem' } }),
  });
  if (!hasPython) return [report, ''];
  const { code, text } = await verifyByPython(zip, key === null ? [] : ['--key', key.file]);
  return [report, `${code}: ${text}`];
}

/** The first record of one kind called another. */
async function relabel(forgery: Forgery, from: string, to: string): Promise<void> {
  const index = await forgery.text('data/index.csv');
  if (!index.includes(`"${from}"`)) throw new Error(`No record is called ${from}`);
  await forgery.write('data/index.csv', index.replace(`"${from}"`, `"${to}"`));
}

describe('an attack on a bundle', () => {
  let fixture: Fixture;
  let key: { pem: string; file: string };
  beforeAll(async () => {
    fixture = await buildFixture();
    key = { pem: fixture.log.pem, file: join(fixture.folder, 'log.pub.pem') };
    await writeFile(key.file, key.pem);
  });
  afterAll(() => removeFixture(fixture));

  const each = ATTACKS.flatMap((attack) => attack.covers.map((cover) => ({ ...attack, cover })));
  it.each(each)(
    '$name, covered by $cover, is found and named by both verifiers',
    async ({ change, named, cover }) => {
      const forgery = await Forgery.of(fixture);
      try {
        await change(forgery, fixture);
        const zip = await forgery.pack(cover);
        const [report, second] = await judgements(zip, cover === 'own key' ? null : key);
        expect(report.verdict).toBe('wrong');
        expect(report.failures.filter(({ file }) => file.includes(named))).not.toEqual([]);
        if (second !== '') expect(second).toMatch(/^1: Do not rely/);
        if (second !== '') expect(second).toContain(named);
        expect(second).not.toContain('Traceback');
      } finally {
        await forgery.remove();
      }
    },
    60_000,
  );

  it('that signs the whole log anew agrees with itself, and is found by who names the key', async () => {
    const forgery = await Forgery.of(fixture);
    const zip = await forgery.pack('own key');
    const [alone, secondAlone] = await judgements(zip, null);
    expect(alone.details).toEqual([]);
    expect(alone.verdict).toBe('consistent');
    if (hasPython) expect(secondAlone).toMatch(/^0: The bundle agrees with itself/);
    const [report, second] = await judgements(zip, key);
    expect(report).toMatchObject({ verdict: 'wrong', failures: [{ file: 'data/log/log.pub.pem', reason: 'key' }] });
    if (hasPython) expect(second).toMatch(/^1: [\s\S]*log\.pub\.pem/);
    await forgery.remove();
  }, 60_000);

  it('that lays a file beside the bag is named', async () => {
    const forgery = await Forgery.of(fixture);
    await forgery.write('../stray.txt', 'x');
    const zip = await forgery.pack('manifests');
    const [report, second] = await judgements(zip, key);
    expect(report.failures).toContainEqual(expect.objectContaining({ file: 'stray.txt', reason: 'stray' }));
    if (hasPython) expect(second).toMatch(/^1: [\s\S]*stray\.txt/);
    await forgery.remove();
  }, 60_000);
});
