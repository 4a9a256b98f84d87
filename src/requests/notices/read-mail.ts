import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, demand, Mail } from '../../platform/index.js';

/** From this many tries in vain on, the desk is told. */
const ALARM_AFTER = 3;

/** How the messages about deadlines are doing. */
export interface MailState {
  /** `not-set`: no mail server; deadlines are shown on the desk only. `failing`: messages are not taken. */
  readonly state: 'not-set' | 'working' | 'failing';
  /** Messages of open requests that are not sent. */
  readonly waiting: number;
  /** Of them, those whose owner has no address, and those that the mail server refused. */
  readonly withoutAddress: number;
  readonly refused: number;
}

@Injectable()
export class ReadMail {
  constructor(
    private readonly database: DataSource,
    private readonly mail: Mail,
  ) {}

  async run(actor: Actor): Promise<MailState> {
    demand(actor, 'request.read');
    const [row] = await this.database.query<(Omit<MailState, 'state'> & { failing: number })[]>(
      `SELECT count(*)::int AS waiting,
              count(*) FILTER (WHERE n.fault = 'no-address')::int AS "withoutAddress",
              count(*) FILTER (WHERE n.fault = 'refused')::int AS refused,
              count(*) FILTER (WHERE n.fault = 'unreachable' AND n.tries >= $1)::int AS failing
         FROM request_notice n JOIN records_request r ON r.id = n.request_id
        WHERE n.sent_at IS NULL AND n.next_at IS NOT NULL AND r.state NOT IN ('closed', 'withdrawn')`,
      [ALARM_AFTER],
    );
    const { failing = 0, waiting = 0, withoutAddress = 0, refused = 0 } = row ?? {};
    const state = !this.mail.isSet ? 'not-set' : failing > 0 ? 'failing' : 'working';
    return { state, waiting, withoutAddress, refused };
  }
}
