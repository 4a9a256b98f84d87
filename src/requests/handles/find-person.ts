import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { statedWords } from '../../accounts/index.js';
import { readItemJson } from '../../archive/index.js';
import { type Actor, Refusal, system } from '../../platform/index.js';
import type { AskedScope } from '../../retention/index.js';
import { RecordSearch } from '../../search/index.js';
import { type LockedRequest, readRequest } from '../request-rows.js';
import { handleOf } from './handle-code.rules.js';
import type { AskedPerson, HandleSaid } from './handles.types.js';
import { ReadHandles } from './read-handles.js';

/** Whose data a request finds, and by what it is known that they ask. */
export interface FoundPerson {
  readonly scope: AskedScope;
  readonly person: readonly HandleSaid[];
  /** Of an identity that no code has proved: what was seen. */
  readonly ground: string | null;
}

/** The scope of a person's own data: by the handles proved for a request, and by those their authors bore earlier. */
@Injectable()
export class FindPerson {
  constructor(
    private readonly database: DataSource,
    private readonly handles: ReadHandles,
    private readonly search: RecordSearch,
  ) {}

  /** @throws {Refusal} where the request is of another kind, or nothing shows whose data it is about */
  async run(actor: Actor, requestId: string, asked: AskedPerson): Promise<FoundPerson> {
    const request = await readRequest(this.database, requestId);
    if (request.kind !== 'gdpr-access' && request.kind !== 'erasure') {
      throw new Refusal(
        'invalid-input',
        `Request ${request.number} is not about a person’s own data (gdpr-access, erasure). Collect it by accounts, days and words.`,
      );
    }
    const stated = statedPerson(asked);
    const known = (await this.handles.run(actor, requestId)).filter(({ state }) => state === 'proved');
    const own = [...known, ...stated.person].map(({ platform, handle }) => ({ platform, handle }));
    if (own.length === 0) throw unproved(request.number);
    const person = distinct([...own, ...(await this.earlier(request, own))]);
    const handles = person.map(({ handle }) => handle);
    // What others say to somebody is theirs: it is read in a copy, and not erased.
    const fields = request.kind === 'erasure' ? (['author'] as const) : (['author', 'mention'] as const);
    return { scope: { query: queryOf(handles, fields) }, person, ground: stated.ground };
  }

  /** What the authors behind these handles were called before, or are called now. */
  private async earlier({ bodyId }: LockedRequest, own: readonly HandleSaid[]): Promise<HandleSaid[]> {
    const found: HandleSaid[] = [];
    for (const { platform, handle } of own) {
      for (const uri of await this.authors({ platform, handle })) {
        const rows: { handle: string }[] = await this.database.query(
          `SELECT DISTINCT author->>'handle' AS handle
             FROM (SELECT convert_from(b.item_json, 'UTF8')::jsonb->'author' AS author
                     FROM snapshot_body b JOIN item i ON i.id = b.item_id
                    WHERE i.body_id = $1 AND position($2::bytea IN b.item_json) > 0) t
            WHERE author->>'canonicalUri' = $3 ORDER BY 1`,
          [bodyId, Buffer.from(JSON.stringify(uri)), uri],
        );
        for (const row of rows) {
          const spelled = handleOf(platform, row.handle);
          if (spelled !== null) found.push({ platform, handle: spelled });
        }
      }
    }
    return found;
  }

  private async authors({ platform, handle }: HandleSaid): Promise<ReadonlySet<string>> {
    const ids: string[] = [];
    for await (const id of this.search.all(system('requests'), { text: `author:"${handle}"` })) ids.push(id);
    const rows: { item_json: Buffer }[] = await this.database.query(
      `SELECT item_json FROM snapshot_body WHERE item_id = ANY($1::uuid[])`,
      [ids],
    );
    const authors = rows.map(({ item_json: json }) => readItemJson(json).author);
    const own = authors.filter((author) => author !== null && handleOf(platform, author.handle) === handle);
    return new Set(own.flatMap((author) => author?.canonicalUri ?? []));
  }
}

function statedPerson({ handles = [], ground }: AskedPerson): Pick<FoundPerson, 'person' | 'ground'> {
  if (handles.length === 0 && ground === undefined) return { person: [], ground: null };
  if (handles.length === 0) {
    throw new Refusal('invalid-input', 'A ground is given for handles that no code has proved, and none is named.');
  }
  const person = handles.map(({ platform, handle: typed }) => {
    const handle = handleOf(platform, typed);
    if (handle !== null) return { platform, handle };
    throw new Refusal(
      'invalid-input',
      `“${typed.slice(0, 100)}” is not a handle of ${platform}. Give it with its server.`,
    );
  });
  return {
    person,
    ground: statedWords(ground ?? '', 'The ground on which these handles are taken for the requester’s'),
  };
}

/** Everything these handles wrote, and what addresses them, as a search: whatever the day, whatever the state. */
function queryOf(handles: readonly string[], fields: readonly ('author' | 'mention')[]): string {
  const strange = handles.find((handle) => handle.includes('*'));
  if (strange !== undefined) {
    throw new Refusal('invalid-input', `“${strange}” would find others too. A person is collected by whole handles.`);
  }
  return [...new Set(handles)].flatMap((handle) => fields.map((field) => `${field}:"${handle}"`)).join(' OR ');
}

function distinct(handles: readonly HandleSaid[]): HandleSaid[] {
  return [...new Map(handles.map((one) => [JSON.stringify([one.platform, one.handle]), one])).values()];
}

function unproved(number: string): Refusal {
  return new Refusal(
    'wrong-state',
    `No handle is proved for request ${number}, so nobody’s data is collected: have a code posted, or name the handles with the ground on which they are the requester’s.`,
  );
}
