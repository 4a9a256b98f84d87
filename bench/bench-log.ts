import { randomInt } from 'node:crypto';
import { Log, leafHash, Sequencer, verifyConsistency, verifyInclusion } from '../src/audit/index.js';
import { type BenchArchive, openBenchArchive } from './bench-archive.js';
import { type Figure, type Measured, quantile } from './report.js';

const PROOFS = 1_000;
const WARM_UP = 50;
const STRETCH = 50_000;

/** Pending events given their places, then proofs at the size the log has come to. Every proof is verified. */
export async function benchLog(entries: number): Promise<Measured> {
  const archive = await openBenchArchive();
  try {
    const sequencer = archive.context.get(Sequencer, { strict: false });
    await sequencer.settle();
    await fillPending(archive, entries);
    const rates = await sequence(sequencer, entries);
    const log = archive.context.get(Log, { strict: false });
    const { size } = await log.head();
    const inclusion = await timed(() => proveInclusion(log, size));
    const consistency = await timed(() => proveConsistency(log, size));
    const figures: Figure[] = [
      { name: 'sequencing, whole', value: rates.whole, unit: 'events/s', goal: { least: 20_000 } },
      { name: `sequencing, median of ${STRETCH}`, value: quantile(rates.stretches, 0.5), unit: 'events/s' },
      { name: 'inclusion proof, p50', value: quantile(inclusion, 0.5), unit: 'ms', goal: { most: 5 } },
      { name: 'inclusion proof, p95', value: quantile(inclusion, 0.95), unit: 'ms', goal: { most: 5 } },
      { name: 'consistency proof, p50', value: quantile(consistency, 0.5), unit: 'ms' },
      { name: 'consistency proof, p95', value: quantile(consistency, 0.95), unit: 'ms' },
    ];
    return { bench: 'log', setting: { entries: size, proofs: PROOFS }, figures };
  } finally {
    await archive.close();
  }
}

/** Events as captures record them, of ten accounts. */
async function fillPending({ admin }: BenchArchive, entries: number): Promise<void> {
  await admin.query(`SET akta.trail = 'on'`);
  await admin.query(
    `WITH account AS (SELECT array_agg(gen_random_uuid()) AS ids FROM generate_series(1, 10)),
     event AS (
       INSERT INTO audit_event (id, at, actor, type, account_id, facts)
       SELECT uuidv7(), date_trunc('milliseconds', clock_timestamp()), 'system:capture', 'snapshot.stored', ids[1 + n % 10],
              jsonb_build_object('item', gen_random_uuid(), 'snapshot', gen_random_uuid(), 'number', 1,
                'exchange', gen_random_uuid(), 'commit', encode(sha256(n::text::bytea), 'hex'))
         FROM account, generate_series(1, $1) n
       RETURNING id)
     INSERT INTO audit_pending (event_id) SELECT id FROM event`,
    [entries],
  );
  await admin.query('ANALYZE audit_event, audit_pending');
  await admin.query('CHECKPOINT');
}

async function sequence(sequencer: Sequencer, entries: number): Promise<{ whole: number; stretches: number[] }> {
  const stretches: number[] = [];
  const start = performance.now();
  for (let done = 0, from = start; done < entries;) {
    const until = Math.min(entries, done + STRETCH);
    const before = done;
    while (done < until) {
      const numbered = await sequencer.tick();
      if (numbered === 0) throw new Error(`The log ended ${entries - done} events early`);
      done += numbered;
    }
    const now = performance.now();
    stretches.push(((done - before) * 1000) / (now - from));
    from = now;
  }
  return { whole: (entries * 1000) / (performance.now() - start), stretches };
}

/** Milliseconds of each; `prove` answers what is left to check, which is not timed. */
async function timed(prove: () => Promise<() => Promise<boolean>>): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < WARM_UP + PROOFS; i += 1) {
    const start = performance.now();
    const verify = await prove();
    if (i >= WARM_UP) times.push(performance.now() - start);
    if (!(await verify())) throw new Error('A proof does not hold');
  }
  return times;
}

async function proveInclusion(log: Log, size: number): Promise<() => Promise<boolean>> {
  const index = randomInt(size);
  const path = await log.proveInclusion(index, size);
  return async () => {
    const [entry] = await log.entriesAt([index]);
    const { root } = await log.head();
    return entry !== undefined && verifyInclusion({ index, size, leaf: leafHash(entry.line), path, root });
  };
}

async function proveConsistency(log: Log, size: number): Promise<() => Promise<boolean>> {
  const from = randomInt(1, size);
  const path = await log.proveConsistency(from, size);
  return async () => {
    const [fromRoot, toRoot] = [await log.rootAt(from), (await log.head()).root];
    return verifyConsistency({ from, to: size, fromRoot, toRoot, path });
  };
}
