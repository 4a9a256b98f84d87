import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { nameOf, ObjectStore } from '../../archive/index.js';
import { type Handover, openHandover } from '../../audit/index.js';

interface Marks {
  readonly handovers: readonly (Handover & { readonly note: string })[];
  /** As the copy of the log holds them: JSON, and of how many entries the checkpoint is. */
  readonly stamps: readonly MarkCopy[];
  readonly cosignatures: readonly MarkCopy[];
}

interface MarkCopy {
  readonly size: number;
  readonly text: string;
}

/** What stands beside the log in its copy: who signed it when, and what others set to it. Each is the one its event tells of. */
@Injectable()
export class RebuildMarks {
  constructor(private readonly store: ObjectStore) {}

  /** Before a transaction: it asks the object store. A handover that its two keys did not sign is none. */
  async read(): Promise<Marks> {
    const notes = await this.under('handover');
    const handovers = notes.flatMap(({ text: note }) => {
      const handover = openHandover(note);
      return handover ? [{ ...handover, note }] : [];
    });
    return { handovers, stamps: await this.under('stamp'), cosignatures: await this.under('cosignature') };
  }

  /** After the log: in the transaction that says what was made again. */
  async write(rows: EntityManager, { handovers, stamps, cosignatures }: Marks): Promise<void> {
    for (const { note, size, from, to, at } of handovers) {
      await rows.query(HANDOVER, [size, from, to, at, note]);
    }
    for (const { size, text } of stamps) await rows.query(STAMP, [size, text]);
    for (const { size, text } of cosignatures) await rows.query(COSIGNATURE, [size, text]);
    await rows.query(ASKED);
  }

  private async under(kind: string): Promise<MarkCopy[]> {
    const found: MarkCopy[] = [];
    for await (const object of this.store.list(`log/${kind}/`)) {
      const size = Number(nameOf(object).split('/')[2]);
      found.push({ size, text: (await this.store.get(object)).toString('utf8') });
    }
    return found;
  }
}

const HANDOVER = `
  INSERT INTO log_handover (id, size, from_key, to_key, at, note, event_id)
  SELECT (e.facts->>'handover')::uuid, $1::bigint, $2, $3::bytea, $4, $5, e.id FROM audit_event e
   WHERE e.type = 'log.key-changed' AND e.facts->>'to' = encode(sha256($3), 'hex') ON CONFLICT DO NOTHING`;

const STAMP = `
  INSERT INTO checkpoint_stamp (id, size, authority, at, answer, above, ca, revocations, unseen, event_id)
  SELECT (c.j->>'id')::uuid, $1::bigint, c.j->>'authority', to_timestamp((c.j->>'at')::bigint / 1000.0), decode(c.j->>'answer', 'base64'),
         c.j->>'above', c.j->>'ca', ARRAY(SELECT decode(r, 'base64') FROM jsonb_array_elements_text(c.j->'revocations') r),
         (c.j->>'unseen')::int, e.id
    FROM (SELECT $2::jsonb AS j) c JOIN audit_event e ON e.type = 'checkpoint.stamped' AND e.facts->>'stamp' = c.j->>'id'
   WHERE e.facts->>'sha256' = encode(sha256(decode(c.j->>'answer', 'base64')), 'hex') ON CONFLICT DO NOTHING`;

const COSIGNATURE = `
  INSERT INTO checkpoint_cosignature (id, size, witness, at, line, event_id)
  SELECT (c.j->>'id')::uuid, $1::bigint, c.j->>'witness', to_timestamp((c.j->>'at')::bigint / 1000.0), c.j->>'line', e.id
    FROM (SELECT $2::jsonb AS j) c JOIN audit_event e ON e.type = 'checkpoint.cosigned' AND e.facts->>'cosignature' = c.j->>'id'
   WHERE e.facts->>'sha256' = encode(sha256(convert_to(c.j->>'line', 'UTF8')), 'hex') ON CONFLICT DO NOTHING`;

/** Nobody is asked again for what is there. */
const ASKED = `
  INSERT INTO mark_request (kind, name, size, made_at, next_at, mirrored)
  SELECT 'stamp', authority, size, at, NULL::timestamptz, true FROM checkpoint_stamp
   UNION ALL SELECT 'cosignature', witness, size, at, NULL, true FROM checkpoint_cosignature
  ON CONFLICT (kind, name, size) DO UPDATE SET next_at = NULL, mirrored = true`;
