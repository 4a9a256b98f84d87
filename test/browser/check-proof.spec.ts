import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import type { VersionView } from '../../src/archive/views.types.js';
import { commitOf, saltOf } from '../../src/archive/commitment.rules.js';
import {
  checkpointBody,
  keyId,
  printProof,
  rawPublicKey,
  signedNote,
  verifierKey,
} from '../../src/audit/checkpoint.rules.js';
import { leafHash, nodeHash } from '../../src/audit/merkle.rules.js';
import { itemId } from '../../web/fixtures/build-item.js';
import { items } from '../../web/fixtures/day.js';
import { checkVersion, type ItemProof, type VersionProof } from '../../web/src/workspace/check-proof.js';

const ORIGIN = 'newford.example/akta';
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const raw = rawPublicKey(publicKey);

interface Made {
  readonly proof: ItemProof;
  readonly version: VersionProof;
  readonly shown: VersionView;
}

/** RFC 6962 2.1.1, by its definition: the root of the leaves and the path of one of them. */
function tree(leaves: readonly Buffer[], at: number): { root: Buffer; path: readonly Buffer[] } {
  const [only] = leaves;
  if (only === undefined) throw new Error('A tree has leaves');
  if (leaves.length === 1) return { root: only, path: [] };
  let half = 1;
  while (half * 2 < leaves.length) half *= 2;
  const left = tree(leaves.slice(0, half), Math.min(at, half - 1));
  const right = tree(leaves.slice(half), Math.max(0, at - half));
  const path = at < half ? [...left.path, right.root] : [...right.path, left.root];
  return { root: nodeHash(left.root, right.root), path };
}

/** Item 19 as the server proves it: entry `at` of a log of `size`. */
function made(size: number, at: number): Made {
  const base = items.find(({ id }) => id === itemId(19))?.versions[0];
  if (base === undefined) throw new Error('The fixture has no item 19');
  const key = Buffer.alloc(32, 7);
  const itemJson = JSON.stringify({ text: base.text, title: null });
  const hmac = createHmac('sha256', saltOf(key, base.snapshotId, 'item.json')).update(itemJson);
  const partsTxt = `${hmac.digest('hex')}  item.json\n`;
  const commit = commitOf(partsTxt).toString('hex');
  const entry = JSON.stringify({ commit, seq: at, snapshot: base.snapshotId });
  const leaves = Array.from({ length: size }, (_, index) => leafHash(index === at ? entry : `{"seq":${index}}`));
  const { root, path } = tree(leaves, at);
  const body = checkpointBody({ origin: ORIGIN, size, root });
  const signature = sign(null, Buffer.from(body), privateKey);
  const note = signedNote(body, [{ name: ORIGIN, keyId: keyId(ORIGIN, raw), signature }]);
  const version: VersionProof = {
    number: 1,
    partsTxt,
    parts: [{ name: 'item.json', salt: saltOf(key, base.snapshotId, 'item.json').toString('hex') }],
    itemJson,
    logged: { entry, proof: printProof(at, path, note) },
  };
  return {
    proof: { verifierKey: verifierKey(ORIGIN, raw), versions: [version] },
    version,
    shown: { ...base, commit: `sha256:${commit}` },
  };
}

async function wrongSteps({ proof, version, shown }: Made): Promise<string[]> {
  const steps = await checkVersion(proof, version, shown);
  expect(steps).toHaveLength(4);
  return steps.flatMap(([step, verdict]) => (verdict === 'holds' ? [] : [`${step}: ${verdict}`]));
}

describe('The proof checked in the browser', () => {
  it('holds for each entry of logs of every shape', async () => {
    for (const size of [1, 2, 3, 5, 7, 8, 13]) {
      for (let at = 0; at < size; at += 1) expect(await wrongSteps(made(size, at))).toEqual([]);
    }
  });

  it('names the step that breaks when one thing is changed', async () => {
    const whole = made(7, 4);
    const { version, shown, proof } = whole;
    const { logged } = version;
    if (logged === null) throw new Error('The proof has an entry');
    const otherKey = verifierKey(ORIGIN, rawPublicKey(generateKeyPairSync('ed25519').publicKey));
    const changed: readonly (readonly [Partial<Made>, string[]])[] = [
      [{ shown: { ...shown, text: `${shown.text}!` } }, ['parts: wrong']],
      [{ shown: { ...shown, snapshotId: itemId(1) } }, ['commit: wrong']],
      [{ version: { ...version, itemJson: version.itemJson.replace('sandbags', 'handbags') } }, ['parts: wrong']],
      [{ version: { ...version, partsTxt: `${version.partsTxt}00  field:text\n` } }, ['commit: wrong']],
      [
        { version: { ...version, logged: { ...logged, entry: logged.entry.replace(':4', ':5') } } },
        ['inclusion: wrong'],
      ],
      [
        { version: { ...version, logged: { ...logged, proof: logged.proof.replace('\n7\n', '\n8\n') } } },
        ['signature: wrong'],
      ],
      [{ proof: { ...proof, verifierKey: otherKey } }, ['signature: wrong']],
    ];
    for (const [change, steps] of changed) expect(await wrongSteps({ ...whole, ...change })).toEqual(steps);
  });

  it('says nothing yet of a version the log has not numbered', async () => {
    const { proof, version, shown } = made(3, 1);
    expect(await checkVersion(proof, { ...version, logged: null }, shown)).toEqual([]);
  });
});
