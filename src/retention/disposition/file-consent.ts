import { Injectable } from '@nestjs/common';
import { statedWords } from '../../accounts/index.js';
import { AuditTrail } from '../../audit/index.js';
import { type Actor, Clock, demand, newId, readDay, Refusal } from '../../platform/index.js';
import { demandListStep, type ListRow, lockList } from './list-rows.js';
import { localDay } from './notice.rules.js';
import { type Paper, readPaper } from './read-paper.js';
import { writeListStep } from './write-list-step.js';

export interface NewConsent {
  readonly listId: string;
  /** Which of those the list needs. */
  readonly name: string;
  /** As whoever gave it numbers it. */
  readonly number: string;
  /** The day it bears: `2031-02-14`. */
  readonly givenOn: string;
  readonly fileName: string;
  readonly content: Buffer;
}

/** Files a consent that a list needs: the paper itself, its number and its day. Answers its id. */
@Injectable()
export class FileConsent {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, input: NewConsent): Promise<string> {
    demand(actor, 'disposition.manage');
    const paper = readPaper(input, 'consent');
    const id = newId();
    await this.trail.write(actor, async (tx) => {
      const list = await lockList(tx.rows, input.listId);
      const now = this.clock.now();
      const to = demandListStep(actor, 'consent', list, { now });
      const consent = { id, ...read(input, list, localDay(now, list.zone)), ...paper };
      const stepId = await writeListStep(tx, actor, { list, action: 'consent', to, said: { consent }, at: now });
      await tx.rows.query(
        `INSERT INTO disposition_consent (id, list_id, name, number, given_on, file_name, content, step_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [id, list.id, consent.name, consent.number, consent.givenOn, consent.fileName, input.content, stepId],
      );
    });
    return id;
  }
}

function read(
  input: NewConsent,
  { about, number: list }: ListRow,
  today: string,
): Omit<NewConsentFacts, 'id' | keyof Paper> {
  if (!about.consents.some((needed) => needed === input.name)) {
    const needed = about.consents.length === 0 ? 'It needs none' : `It needs: ${about.consents.join(', ')}`;
    throw new Refusal('invalid-input', `The list ${list} needs no such consent. ${needed}. Nothing was changed.`);
  }
  const givenOn = readDay(input.givenOn).toString();
  if (givenOn > today) {
    throw new Refusal('invalid-input', 'A consent bears a day that has come. Nothing was changed.');
  }
  return { name: input.name, number: statedWords(input.number, 'The number of the consent'), givenOn };
}

interface NewConsentFacts extends Paper {
  readonly id: string;
  readonly name: string;
  readonly number: string;
  readonly givenOn: string;
}
