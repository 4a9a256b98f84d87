import { Injectable } from '@nestjs/common';
import {
  commitOf,
  isDamage,
  type ItemRecord,
  Keyring,
  type Part,
  partsOf,
  partsText,
  readItemJson,
} from '../../archive/index.js';
import { Refusal } from '../../platform/index.js';
import type { ExchangeFacts, MediumFacts } from '../evidence-rows.js';
import { OpenExchange } from '../open-exchange.js';
import type { FoundFault } from './fixity.types.js';
import { KeyMissing, type MediaOfBatch } from './read-media.js';

type Version = ExchangeFacts['versions'][number];

/**
 * One stored object, opened and held against everything that was promised of it: it opens with its keys, it reassembles
 * to its kept digest, the versions in it are those of the database, and each recomputes to the commitment in the log.
 */
@Injectable()
export class VerifyEvidence {
  constructor(
    private readonly open: OpenExchange,
    private readonly keyring: Keyring,
  ) {}

  async exchange(facts: ExchangeFacts, media: MediaOfBatch): Promise<FoundFault[]> {
    const missing = keysMissing(facts);
    if (missing.length > 0) return missing;
    try {
      const apart = (await this.open.run(facts)).map(({ where }) => differs(where));
      const found = [...new Map(apart.map((fault) => [fault.place, fault])).values()];
      for (const version of facts.versions) found.push(...(await this.version(version, { facts, media })));
      return found;
    } catch (error) {
      return [faultOf(error, `exchange ${facts.id}`)];
    }
  }

  async medium(facts: MediumFacts, media: MediaOfBatch): Promise<FoundFault[]> {
    const place = `medium ${facts.id}`;
    // Nothing shows it that lives: what is left of it waits for its removal.
    if (!facts.shown && facts.wrapped === null) return [];
    try {
      await media.bytesOf(facts.id);
      return [];
    } catch (error) {
      return [faultOf(error, place)];
    }
  }

  private async version(
    row: Version,
    { facts, media }: { readonly facts: ExchangeFacts; readonly media: MediaOfBatch },
  ): Promise<FoundFault[]> {
    const place = `item ${row.item}, snapshot ${row.snapshot}`;
    const key = facts.keys.get(row.item);
    if (row.item_json === null || !key) return [differs(place)];
    const shown: { ordinal: number; bytes: Part['bytes'] }[] = [];
    try {
      for (const [ordinal, id] of row.media) shown.push({ ordinal, bytes: await media.bytesOf(id) });
    } catch (error) {
      // The medium has a row of its own, and a finding of its own.
      if (isDamage(error)) return [];
      throw error;
    }
    const record = readable(row.item_json);
    if (!record) return [differs(place)];
    const parts = partsOf(row.item_json, record, shown);
    const text = await partsText(await this.keyring.unwrap(row.item, key), row.snapshot, parts);
    return commitOf(text).equals(row.commit) ? [] : [differs(place)];
  }
}

/** A living item's key is there by definition; the frame's is there while any item of it lives. */
function keysMissing({ id, keys, owners }: ExchangeFacts): FoundFault[] {
  const lives = owners.some(({ live }) => live);
  return lives && !keys.has('frame') ? [{ what: 'key-missing', place: `exchange ${id}` }] : [];
}

/** Null where the bytes are no item any more. */
function readable(json: Buffer): ItemRecord | null {
  try {
    return readItemJson(json);
  } catch {
    return null;
  }
}

function differs(place: string): FoundFault {
  return { what: 'rows-differ', place };
}

/** @throws whatever is no damage: then the object could not be looked at */
export function faultOf(error: unknown, place: string): FoundFault {
  if (error instanceof KeyMissing) return { what: 'key-missing', place };
  if (!(error instanceof Refusal) || !isDamage(error)) throw error;
  return { what: error.problem === 'not-found' ? 'object-missing' : 'object-changed', place };
}
