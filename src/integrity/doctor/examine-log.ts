import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type MarkStanding, ReadMarks, TimestampAuthorities } from '../../audit/index.js';
import { Clock } from '../../platform/index.js';
import { doctorSentences } from './doctor.sentences.js';
import { type Examiner, finds, type Found } from './doctor.types.js';

const MINUTE = 60_000;
/** A checkpoint is kept each hour in which something happened. */
const CHECKPOINT_ILL = 120;
const WAITING_ILL = 10;

interface LogRow {
  readonly size: string;
  readonly refused: string | null;
  readonly checkpoint: string | null;
  readonly at: Date | null;
  readonly waiting: string;
  readonly since: Date | null;
  readonly first: Date | null;
}

@Injectable()
export class ExamineLog implements Examiner {
  readonly subject = 'log';

  // oxlint-disable-next-line max-params -- the log, and who marks it
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly marks: ReadMarks,
    private readonly authorities: TimestampAuthorities,
  ) {}

  async run(): Promise<Found[]> {
    const [row] = await this.database.query<LogRow[]>(
      `SELECT h.size, h.refused, c.size AS checkpoint, c.at, p.waiting, p.since,
              (SELECT e.at FROM log_entry l JOIN audit_event e ON e.id = l.event_id WHERE l.seq = 0) AS first
         FROM log_head h
         LEFT JOIN LATERAL (SELECT size, at FROM checkpoint ORDER BY size DESC LIMIT 1) c ON true
         CROSS JOIN (SELECT count(*) AS waiting, min(e.at) AS since
                       FROM audit_pending q JOIN audit_event e ON e.id = q.event_id) p`,
    );
    if (!row) return [finds('known', 'log.none')];
    const minutes = this.minutesSince(row.since);
    return [
      this.checkpoint(row),
      ...(row.refused === null ? [] : [finds('ill', 'log.refused', { because: row.refused })]),
      ...(minutes > WAITING_ILL ? [finds('ill', 'log.waiting', { n: Number(row.waiting), minutes })] : []),
      ...(await this.marked()),
    ];
  }

  private checkpoint({ size, checkpoint, at, first }: LogRow): Found {
    const [minutes, entries] = [this.minutesSince(at ?? first), Number(size)];
    const isOld = Number(checkpoint ?? 0) < entries && minutes > CHECKPOINT_ILL;
    if (at === null && !isOld) return finds('known', 'log.none');
    return isOld ? finds('ill', 'log.old', { minutes }) : finds('well', 'log.checkpoint', { entries, minutes });
  }

  private async marked(): Promise<Found[]> {
    const standings = await this.marks.standings();
    const none = this.authorities.all.length === 0 ? [finds('known', 'log.no-authority')] : [];
    const asked = new Set(this.authorities.all.map(({ name }) => name));
    const isAsked = ({ kind, name }: MarkStanding): boolean => kind !== 'stamp' || asked.has(name);
    return [...none, ...standings.filter(isAsked).map((standing) => this.mark(standing))];
  }

  private mark({ kind, name, lastAt, waitingSince, late, fault, said }: MarkStanding): Found {
    const values = { name, said: said ?? '', minutes: this.minutesSince(lastAt ?? waitingSince) };
    if (fault === null) return finds(late ? 'ill' : 'well', `log.${kind}.${lastAt ? 'there' : 'waiting'}`, values);
    return { ...finds(late ? 'ill' : 'known', `log.${kind}.refused`, values), named: { because: faultKey(fault) } };
  }

  private minutesSince(at: Date | null): number {
    return at === null ? 0 : Math.max(0, Math.floor((this.clock.now().getTime() - at.getTime()) / MINUTE));
  }
}

function faultKey(fault: string): keyof typeof doctorSentences {
  const key = `mark-fault.${fault}`;
  return isSentence(key) ? key : 'mark-fault.unreachable';
}

function isSentence(key: string): key is keyof typeof doctorSentences {
  return Object.hasOwn(doctorSentences, key);
}
