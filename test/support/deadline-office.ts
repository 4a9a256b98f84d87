import { AddBody } from '../../src/accounts/index.js';
import { Followers } from '../../src/audit/index.js';
import { SimulatedClock, system } from '../../src/platform/index.js';
import {
  ChangeCalendarDay,
  type NewRequest,
  OpenRequest,
  ReadRequests,
  type RequestView,
  StepRequest,
} from '../../src/requests/index.js';
import { type ArchiveUnderTest, openArchive } from './archive-under-test.js';
import { person, type PersonActor } from './people.js';

/** A request as it is registered here unless told otherwise; `by`: who registers it, Marta unless told. */
export type Registered = Partial<NewRequest> & { readonly by?: PersonActor };

/** An office in Illinois and one in Poland, with the laws as they come with the program, and nothing archived. */
export class DeadlineOffice {
  private constructor(
    readonly clock: SimulatedClock,
    readonly archive: ArchiveUnderTest,
    /** Signs in by an e-mail address. */
    readonly marta: PersonActor,
    readonly bodies: { readonly newford: string; readonly brod: string },
  ) {}

  static async open(at: string): Promise<DeadlineOffice> {
    const clock = new SimulatedClock(new Date(at));
    const archive = await openArchive(clock);
    const marta = await person(archive, 'marta@newford.example', 'records-officer');
    const newford = await archive.addBody();
    const facts = { name: 'Nowy Bród', zone: 'Europe/Warsaw', country: 'PL', prefix: 'NB' };
    const { id: brod } = await archive.get(AddBody).run(system('setup'), { ...facts, languages: ['pl'] });
    await archive.settle();
    return new DeadlineOffice(clock, archive, marta, { newford, brod });
  }

  close(): Promise<void> {
    return this.archive.close();
  }

  async register({ by = this.marta, ...more }: Registered = {}): Promise<RequestView> {
    const letter = { name: 'Dana Whitlock', contact: null, address: null, text: 'The secret of the flood' };
    const id = await this.archive.get(OpenRequest).run(by, {
      bodyId: this.bodies.newford,
      kind: 'state-law',
      law: 'us-il',
      channel: 'email',
      language: 'en',
      letter,
      receivedAt: '2026-05-20T16:40:00-05:00',
      scope: { query: 'flood' },
      ...more,
    });
    return this.read(id);
  }

  /** To the office in Poland, under its law. */
  udip(more: Registered = {}): Promise<RequestView> {
    return this.register({ bodyId: this.bodies.brod, kind: 'udip', law: 'pl-udip', language: 'pl', ...more });
  }

  read(id: string): Promise<RequestView> {
    return this.archive.get(ReadRequests).one(this.marta, id);
  }

  step(id: string, action: 'pause' | 'resume' | 'extend' | 'withdraw', more: object = {}): Promise<void> {
    const said = { ground: 'because', letter: 'L-2026-110', ...more };
    return this.archive.get(StepRequest).run(this.marta, { id, action, ...said });
  }

  /** Changes a day of a calendar; `followed` false: nobody has counted anew yet. */
  async change(calendar: string, day: string, kind: 'added' | 'removed', followed = true): Promise<void> {
    const name = kind === 'added' ? { name: { en: 'Flood day', pl: 'Dzień powodzi' } } : {};
    const input = { calendar, day, change: kind, reason: 'Proclaimed', ...name };
    await this.archive.get(ChangeCalendarDay).run(this.marta, input);
    if (followed) await this.archive.get(Followers).settle();
  }

  /** Puts the clock forward to a time. */
  go(at: string): void {
    this.clock.advance(new Date(at).getTime() - this.clock.now().getTime());
  }

  notices(id: string): Promise<{ kind: string; about: string; sent: boolean; fault: string | null }[]> {
    return this.archive.database.query(
      `SELECT kind, about, sent_at IS NOT NULL AS sent, fault FROM request_notice WHERE request_id = $1 ORDER BY id`,
      [id],
    );
  }
}
