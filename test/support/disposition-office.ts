import { createHash } from 'node:crypto';
import { type Account, type Lab, startLab, type World } from '../../lab/index.js';
import type { DataSource } from 'typeorm';
import type { ObjectStore } from '../../src/archive/index.js';
import { AuditTrail, commitText } from '../../src/audit/index.js';
import { SweepStrays } from '../../src/integrity/sweep-strays.js';
import { type NamedIndex, newId, SimulatedClock, system } from '../../src/platform/index.js';
import {
  ApproveList,
  EvaluateSchedules,
  ExecuteList,
  type ListView,
  OpenMatter,
  PlaceHold,
  ProposeDispositions,
  ReadDispositions,
  ReviewList,
  WorkDispositions,
} from '../../src/retention/index.js';
import type { Policy } from '../../src/retention/schedules/policy.types.js';
import { type ArchiveUnderTest, openArchive } from './archive-under-test.js';
import { doDailyWork } from './expect-archive-sound.js';
import { approver, person, type PersonActor } from './people.js';

export const HOST = 'social.newford.example';
const DAY = 86_400_000;

type Opened = Pick<ArchiveUnderTest, 'database' | 'get'>;

/** Puts a schedule in force for a body, as loading its file does. */
export async function putPolicy(archive: Opened, bodyId: string, policy: Policy): Promise<void> {
  const [id, event, source] = [newId(), newId(), JSON.stringify(policy)];
  const sha256 = createHash('sha256').update(source).digest('hex');
  const [{ now } = { now: new Date() }] = await archive.database.query<{ now: Date }[]>(
    `SELECT max(at) AS now FROM audit_event`,
  );
  await archive.get(AuditTrail).write(system('setup'), async (tx) => {
    const facts = {
      policy: id,
      body: bodyId,
      trust: 'verified',
      rule: sha256,
      commit: commitText('why').digest,
    } as const;
    await tx.record('policy.loaded', facts, { id: event });
    await tx.rows.query(
      `INSERT INTO policy_version (id, body_id, policy, version, trust, sha256, source, content, effective_from, loaded_at, loaded_by, event_id)
       VALUES ($1, $2, $3, $4, 'verified', $5, $6::text, $6::text::json, $7, $8, 'system:setup', $9)`,
      [id, bodyId, policy.id, policy.version, sha256, source, policy.effective.from, now, event],
    );
    for (const { id: name } of policy.series) {
      await tx.rows.query(`INSERT INTO policy_series VALUES ($1, $2, $3)`, [newId(), id, name]);
    }
  });
}

/** Writes down what the schedules say of every item, as the night does. */
export async function evaluate(archive: Opened): Promise<void> {
  await archive.get(EvaluateSchedules).run(async () => undefined);
}

/** An office with an archived account, a records officer, counsel and an administrator. */
export class DispositionOffice {
  // oxlint-disable-next-line max-params -- what an office consists of
  private constructor(
    readonly clock: SimulatedClock,
    readonly lab: Lab,
    readonly archive: ArchiveUnderTest,
    readonly bodyId: string,
    readonly accountId: string,
    readonly marta: PersonActor,
    readonly adam: PersonActor,
  ) {}

  /** Posts of `texts`, captured in the winter of 2024. */
  static async open(
    texts: readonly string[],
    {
      zone = 'Europe/Warsaw',
      prepare,
      ...given
    }: {
      zone?: string;
      store?: ObjectStore;
      database?: DataSource;
      folder?: string;
      exports?: boolean;
      index?: NamedIndex;
      /** What else stands in the world, of the city's account. */
      prepare?: (world: World, city: Account) => void;
    } = {},
  ): Promise<DispositionOffice> {
    const clock = new SimulatedClock(new Date('2024-03-11T12:00:00Z'));
    const lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        const city = world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' });
        for (const [i, text] of texts.entries()) {
          world.post(city, text, { key: `post ${i}`, at: new Date(Date.UTC(2024, 2, 1, 0, i)) });
        }
        prepare?.(world, city);
      },
    });
    const archive = await openArchive(clock, given);
    const marta = await person(archive, 'Marta Zielinski', 'records-officer');
    const adam = await approver(archive, 'Adam Okafor', 'legal');
    const bodyId = await archive.addBody('Newford', zone);
    const accountId = await archive.addAccount(`${lab.mastodon(HOST)}/@newford`, { bodyId });
    const office = new DispositionOffice(clock, lab, archive, bodyId, accountId, marta, adam);
    await office.look();
    return office;
  }

  async close(): Promise<void> {
    await this.archive.close();
    await this.lab.close();
  }

  async look(minutes = 2): Promise<void> {
    this.clock.advance(minutes * 60_000);
    await this.archive.settle();
  }

  /** What is done at night is done once, at the end. */
  async until(time: string): Promise<void> {
    this.clock.advance(Date.parse(time) - this.clock.now().getTime());
    await doDailyWork(this.archive);
    await this.archive.get(SweepStrays).run(new AbortController().signal);
  }

  async daysPass(days: number): Promise<void> {
    await this.until(new Date(this.clock.now().getTime() + days * DAY).toISOString());
  }

  read(named: string): Promise<ListView> {
    return this.archive.get(ReadDispositions).one(this.marta, named);
  }

  /** The one list that is made of what is due. */
  async propose(): Promise<ListView> {
    await evaluate(this.archive);
    await this.archive.get(ProposeDispositions).run(this.marta);
    const { items } = await this.archive.get(ReadDispositions).list(this.marta, { state: 'proposed' }, { limit: 10 });
    const [list, ...more] = items;
    if (!list || more.length > 0) throw new Error(`${items.length} lists are proposed`);
    return this.read(list.id);
  }

  /** Through review, notice and the second person. */
  async approved(list: ListView): Promise<void> {
    await this.archive.get(ReviewList).run(this.marta, { listId: list.id, seen: list.counts.listed });
    await this.daysPass(16);
    await this.archive.get(ApproveList).run(this.adam, { listId: list.id });
  }

  async execute(list: Pick<ListView, 'id'>): Promise<ListView> {
    await this.archive.get(ExecuteList).run(this.marta, { listId: list.id });
    await this.archive.get(WorkDispositions).tick({ only: list.id });
    return this.read(list.id);
  }

  async items(): Promise<string[]> {
    const rows: { id: string }[] = await this.archive.database.query(
      `SELECT i.id FROM item i JOIN item_key k ON k.item_id = i.id WHERE i.kind = 'post' ORDER BY i.id`,
    );
    return rows.map(({ id }) => id);
  }

  /** The id of the item whose first version says this. */
  async saying(text: string): Promise<string> {
    const [row] = await this.archive.database.query<{ item_id: string }[]>(
      `SELECT item_id FROM snapshot_body WHERE number = 1 AND position($1::bytea IN item_json) > 0`,
      [Buffer.from(text)],
    );
    return row?.item_id ?? '';
  }

  async hold(number: string, scope: object): Promise<string> {
    const matter = { bodyId: this.bodyId, number, name: 'Kowalczyk v. Newford', kind: 'litigation' } as const;
    const { id: matterId } = await this.archive.get(OpenMatter).run(this.marta, matter);
    const asked = { matterId, reason: 'A claim was announced', triggerAt: '2024-03-01T00:00:00Z', scope };
    return this.archive.get(PlaceHold).run(this.marta, asked);
  }
}
