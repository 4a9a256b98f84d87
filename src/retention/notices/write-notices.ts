import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { statedWords, statement } from '../../accounts/index.js';
import { type AuditedTx, AuditTrail } from '../../audit/index.js';
import {
  type Actor,
  actorName,
  Clock,
  demand,
  fullTime,
  type Language,
  Mail,
  newId,
  Refusal,
  say,
} from '../../platform/index.js';
import type { MatterKind } from '../holds.types.js';
import { NOT_RELEASED } from '../living-holds.js';
import { readAddressee } from './addressee.rules.js';
import { holdNoticeSentences } from './notices.sentences.js';

export interface NewNotices {
  readonly holdId: string;
  /** `inez` who signs in here; `Ellen Brandt <ellen@newford.example>`; `Ellen Brandt`, who is told by hand. */
  readonly to: readonly string[];
  /** What they are told; the usual words unless told. */
  readonly text?: string;
  /** Of the usual words; that of the body unless told. */
  readonly language?: Language;
}

interface Hold {
  readonly number: string;
  readonly name: string;
  readonly kind: MatterKind;
  readonly zone: string;
  readonly trigger_at: Date;
  readonly languages: readonly Language[];
}

interface Told {
  readonly personId: string | null;
  readonly name: string;
  readonly address: string | null;
}

/** Custodians are told in writing what they have to keep; the words are kept, and committed to in the log. */
@Injectable()
export class WriteNotices {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, { holdId, to, text, language }: NewNotices): Promise<void> {
    demand(actor, 'hold.manage');
    if (to.length === 0) throw new Refusal('invalid-input', 'Nobody is named who is to be told. Name a custodian.');
    await this.trail.write(actor, async (tx) => {
      const hold = await standing(tx.rows, holdId);
      const spoken = language ?? hold.languages[0] ?? 'en';
      const words = text === undefined || text.trim() === '' ? usualWords(hold, spoken) : text;
      for (const typed of to) {
        const told = await addresseeOf(tx.rows, typed);
        await this.write(tx, { actor, holdId, told, language: spoken, words });
      }
    });
  }

  private async write(
    tx: AuditedTx,
    notice: { actor: Actor; holdId: string; told: Told; language: Language; words: string },
  ): Promise<void> {
    const { actor, holdId, told, language } = notice;
    const said = statement(statedWords(notice.words, 'The text of the notice'));
    const [id, now] = [newId(), this.clock.now()];
    const added = await tx.rows.query<unknown[]>(
      `INSERT INTO hold_notice (id, hold_id, person_id, name, address, language, made_at, made_by, event_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING RETURNING id`,
      [id, holdId, told.personId, told.name, told.address, language, now, actorName(actor), said.id],
    );
    if (added.length === 0) throw new Refusal('already-exists', `${told.name} has been told of this hold already.`);
    await tx.rows.query(`INSERT INTO hold_notice_post (id, next_at) VALUES ($1, $2)`, [id, now]);
    await tx.record('hold.notice-written', { hold: holdId, notice: id, text: said.digest }, { id: said.id });
    await said.keep(tx);
  }
}

async function standing(rows: EntityManager, holdId: string): Promise<Hold> {
  const [hold] = await rows.query<(Hold & { released: boolean })[]>(
    `SELECT h.number, m.number || ' ' || m.name AS name, m.kind, b.zone, h.trigger_at, b.languages,
            NOT ${NOT_RELEASED} AS released
       FROM hold h JOIN matter m ON m.id = h.matter_id JOIN body b ON b.id = h.body_id WHERE h.id = $1`,
    [holdId],
  );
  if (!hold) throw new Refusal('not-found', 'There is no such hold.');
  if (hold.released) throw new Refusal('wrong-state', `The hold ${hold.number} has been released already.`);
  return hold;
}

async function addresseeOf(rows: EntityManager, typed: string): Promise<Told> {
  const read = readAddressee(typed);
  if (read === null) {
    throw new Refusal(
      'invalid-input',
      `"${typed}" names nobody. Give a login, or: Ellen Brandt <ellen@newford.example>`,
    );
  }
  if (read.kind === 'name') {
    if (read.address !== null && !Mail.isAddress(read.address)) {
      throw new Refusal(
        'invalid-input',
        `"${read.address}" is not an e-mail address. Give one such as ellen@newford.example.`,
      );
    }
    return { personId: null, name: read.name, address: read.address };
  }
  const [person] = await rows.query<{ id: string; name: string }[]>(
    `SELECT id, name FROM person WHERE login = lower($1) AND disabled_at IS NULL`,
    [read.login],
  );
  if (!person) {
    throw new Refusal(
      'not-found',
      `Nobody signs in as "${read.login}". Of somebody else give the name and the address.`,
    );
  }
  return { personId: person.id, name: person.name, address: null };
}

function usualWords({ number, name, zone, trigger_at: trigger }: Hold, language: Language): string {
  const at = fullTime(trigger.toISOString(), zone, language);
  return say(holdNoticeSentences, 'text', language, { number, name, at });
}
