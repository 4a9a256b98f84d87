import { randomBytes } from 'node:crypto';
import type { Type } from '@nestjs/common';
import { generateSync } from 'otplib';
import { letIn, type PersonActor } from '../lab/demo/let-in.js';
import { KeyWrapper } from '../src/archive/index.js';
import { EnrolFactor, ShowCode } from '../src/identity/index.js';
import type { SimulatedClock } from '../src/platform/index.js';
import {
  ApproveList,
  ExecuteList,
  FileConsent,
  OpenMatter,
  PlaceHold,
  ProposeDispositions,
  ReadDispositions,
  ReadHolds,
  ReviewList,
  WorkDispositions,
} from '../src/retention/index.js';
import type { BenchArchive } from './bench-archive.js';
import { zipfWord } from './generate-archive.js';
import type { Figure } from './report.js';
import { watchMemory } from './watch-memory.js';

/** Longer than any notice of a list. */
const NOTICE_MS = 30 * 86_400_000;
/** Seconds for a list of 10,000, and for a hold over 100,000 items; fewer take their share. */
const LIST = { seconds: 60, of: 10_000 } as const;
const HOLD = { seconds: 10, of: 100_000 } as const;
/** Below this a share says more of the machine's breath than of the work. */
const LEAST_SECONDS = 1;

type Get = <T>(type: Type<T> | (abstract new (...args: never[]) => T)) => T;

export interface Office {
  readonly get: Get;
  readonly bodyId: string;
  readonly clock: SimulatedClock;
  readonly officer: PersonActor;
  readonly counsel: PersonActor;
}

/** Two people who may let items go together, and what the body's destroyed items are remembered by. */
export async function openOffice({ context, admin }: BenchArchive, clock: SimulatedClock): Promise<Office> {
  const get: Get = (type) => context.get(type, { strict: false });
  const [body] = (await admin.query<{ id: string }>(`SELECT id FROM body`)).rows;
  const bodyId = body?.id ?? '';
  const wrapped = await get(KeyWrapper).wrap(randomBytes(32), `body|${bodyId}`);
  await admin.query(`INSERT INTO body_secret VALUES ($1, $2) ON CONFLICT DO NOTHING`, [bodyId, wrapped]);
  const officer = await letIn({ get }, 'Marta Zielinski', ['records-officer']);
  const adam = await letIn({ get }, 'Adam Okafor', ['legal']);
  const { secret, enrolment } = await get(EnrolFactor).begin(adam);
  const code = generateSync({ secret, epoch: Math.floor(clock.now().getTime() / 1_000) });
  const [recovery = ''] = await get(EnrolFactor).confirm(adam, { enrolment, code });
  return { get, bodyId, clock, officer, counsel: await get(ShowCode).run(adam, recovery) };
}

/** A list of `wanted` items, gone through and approved as an office does, and then carried out and certified. */
export async function carryOut(archive: BenchArchive, office: Office, wanted: number): Promise<Figure[]> {
  const { get, officer, counsel, clock } = office;
  const listId = await propose(archive, office, wanted);
  const { counts, missingConsents } = await get(ReadDispositions).one(officer, listId);
  for (const name of missingConsents) {
    const consent = { listId, name, number: 'B-1', givenOn: '2026-11-26', fileName: 'consent.pdf' };
    await get(FileConsent).run(officer, { ...consent, content: Buffer.from('%PDF-1.7') });
  }
  await get(ReviewList).run(officer, { listId, seen: counts.listed });
  clock.advance(NOTICE_MS);
  await get(ApproveList).run(counsel, { listId });
  await get(ExecuteList).run(officer, { listId });
  const before = process.memoryUsage.rss() / 1e6;
  const memory = watchMemory();
  let halfway = NaN;
  const began = performance.now();
  await get(WorkDispositions).tick({
    only: listId,
    told: (done, total) => {
      if (Number.isNaN(halfway) && done * 2 >= total) halfway = process.memoryUsage.rss() / 1e6;
    },
  });
  const seconds = (performance.now() - began) / 1_000;
  const most = memory.stop();
  const after = await get(ReadDispositions).one(officer, listId);
  if (after.state !== 'certified') throw new Error(`The list is ${after.state}, not carried out`);
  return [
    { name: 'list carried out and certified', value: seconds, unit: 's', goal: { most: share(LIST, counts.listed) } },
    { name: 'items destroyed by it', value: after.counts.destroyed, unit: 'items' },
    { name: 'memory over the start, list', value: most - before, unit: 'MB', goal: { most: 300 } },
    { name: 'memory over its half', value: most - halfway, unit: 'MB', goal: { most: 150 } },
  ];
}

/** Only so many are offered: where to look is what a night wrote down, what decides is worked out anew. */
async function propose({ admin }: BenchArchive, { get, officer }: Office, wanted: number): Promise<string> {
  await admin.query(
    `UPDATE item_schedule SET eligible_on = NULL WHERE item_id NOT IN (
       SELECT s.item_id FROM item_schedule s WHERE s.verdict = 'destroy' AND s.eligible_on <= '2026-11-26' AND s.series_id = (
         SELECT m.series_id FROM item_schedule m WHERE m.verdict = 'destroy' AND m.eligible_on <= '2026-11-26'
          GROUP BY 1 ORDER BY count(*) DESC LIMIT 1)
        ORDER BY s.eligible_on, s.item_id LIMIT $1)`,
    [wanted],
  );
  const [list, ...more] = await get(ProposeDispositions).run(officer);
  if (!list || more.length > 0) throw new Error(`${more.length + (list ? 1 : 0)} lists were made`);
  return list.listId;
}

/** Over the newest items by days alone, and over all that say a frequent word. */
export async function placeHolds({ admin }: BenchArchive, office: Office, wanted: number): Promise<Figure[]> {
  const { rows } = await admin.query<{ day: string }>(
    `SELECT to_char(posted_at, 'YYYY-MM-DD') AS day FROM item_watch ORDER BY posted_at DESC OFFSET $1 LIMIT 1`,
    [wanted],
  );
  const byDays = await place(office, { from: rows[0]?.day ?? '2000-01-01' });
  const byWord = await place(office, { query: zipfWord(0) });
  return [
    ...holdFigures('by days', byDays),
    ...holdFigures('by a word', byWord),
    { name: 'memory over the start, holds', value: Math.max(byDays.megabytes, byWord.megabytes), unit: 'MB' },
  ];
}

interface Placed {
  readonly seconds: number;
  readonly items: number;
  readonly megabytes: number;
}

async function place({ get, officer, bodyId }: Office, scope: object): Promise<Placed> {
  const number = randomBytes(4).toString('hex');
  const matter = { bodyId, number, name: 'Kowalczyk v. Newford', kind: 'litigation' } as const;
  const { id: matterId } = await get(OpenMatter).run(officer, matter);
  const before = process.memoryUsage.rss() / 1e6;
  const memory = watchMemory();
  const began = performance.now();
  const asked = { matterId, reason: 'A measurement', triggerAt: '2026-01-01T00:00:00Z', scope };
  const holdId = await get(PlaceHold).run(officer, asked);
  const seconds = (performance.now() - began) / 1_000;
  const megabytes = memory.stop() - before;
  const { items } = await get(ReadHolds).one(officer, holdId);
  return { seconds, items, megabytes };
}

function holdFigures(how: string, { seconds, items }: Placed): Figure[] {
  return [
    { name: `living hold ${how} placed`, value: seconds, unit: 's', goal: { most: share(HOLD, items) } },
    { name: `items under it`, value: items, unit: 'items' },
  ];
}

function share({ seconds, of }: { readonly seconds: number; readonly of: number }, items: number): number {
  return Math.max(LEAST_SECONDS, (seconds * items) / of);
}
