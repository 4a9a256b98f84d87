import { Injectable } from '@nestjs/common';
import { AuditTrail, commitJson } from '../../audit/index.js';
import { type Actor, actorName, Clock, demand, type Language, newId, Refusal, say } from '../../platform/index.js';
import { FillLetter, type LetterWanted, type PaperKind } from './fill-letter.js';
import type { FilledLetter } from './letter-views.types.js';
import type { LetterKind } from './letter.types.js';
import { lettersSentences } from './letters.sentences.js';

/** Writes a letter about a request, or a paper about a bundle, and enters it under a number of its own. */
@Injectable()
export class EnterLetter {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly fill: FillLetter,
  ) {}

  /** Answers its id. @throws {Refusal} with everything that is missing, or stands against it */
  async ofRequest(actor: Actor, requestId: string, wanted: LetterWanted): Promise<string> {
    demand(actor, 'request.manage');
    const filled = await this.fill.ofRequest(actor, requestId, wanted);
    return this.enter(actor, filled, { table: 'records_request', column: 'request_id', id: requestId });
  }

  async ofExport(
    actor: Actor,
    exportId: string,
    wanted: LetterWanted & { readonly kind: PaperKind; readonly language: Language },
  ): Promise<string> {
    demand(actor, 'export.make');
    const filled = await this.fill.ofExport(actor, exportId, wanted);
    return this.enter(actor, filled, { table: 'export_job', column: 'export_id', id: exportId });
  }

  private async enter(
    actor: Actor,
    { kind, language, letter, objections }: FilledLetter,
    about: { readonly table: string; readonly column: 'request_id' | 'export_id'; readonly id: string },
  ): Promise<string> {
    if (objections.length > 0) {
      const refused = say(lettersSentences, 'letter.refused', language, { count: objections.length });
      throw new Refusal('invalid-input', [refused, ...objections].join('\n'));
    }
    const { text, salt, digest } = commitJson(letter);
    const [id, event] = [newId(), newId()];
    await this.trail.write(actor, async (tx) => {
      await tx.rows.query(`SELECT id FROM ${about.table} WHERE id = $1 FOR UPDATE`, [about.id]);
      await tx.rows.query(
        `INSERT INTO written_letter (id, ${about.column}, number, kind, language, at, by, letter, salt, event_id)
         SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7, $8, $9 FROM written_letter WHERE ${about.column} = $2`,
        [id, about.id, kind, language, this.clock.now(), actorName(actor), text, salt, event],
      );
      if (isPaper(kind)) {
        await tx.record('declaration.written', { letter: id, export: about.id, kind, commit: digest }, { id: event });
      } else {
        await tx.record('letter.written', { letter: id, request: about.id, kind, commit: digest }, { id: event });
      }
    });
    return id;
  }
}

function isPaper(kind: LetterKind): kind is PaperKind {
  return kind === 'declaration' || kind === 'statement';
}
