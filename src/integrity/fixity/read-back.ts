import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ahead, describe } from '../../platform/index.js';
import { type ExchangeFacts, EvidenceRows, type MediumFacts } from '../evidence-rows.js';
import type { FoundFault, Outcome, Stored } from './fixity.types.js';
import { type MediaOfBatch, ReadMedia } from './read-media.js';
import { VerifyEvidence } from './verify-evidence.js';
import { VerifyKept } from './verify-kept.js';

const AT_ONCE = 4;

export interface Batch {
  readonly outcomes: readonly Outcome[];
  readonly bytes: number;
  readonly requests: number;
}

interface Work {
  readonly media: MediaOfBatch;
  readonly held: ReadonlySet<string>;
  readonly signal: AbortSignal;
}

/**
 * Reads some stored objects back and holds each against what was recorded, several at once. Media are read with the
 * versions that show them, so that each is read once for its own digest and for every commitment it is part of.
 */
@Injectable()
export class ReadBack {
  // oxlint-disable-next-line max-params -- rows, and who looks at each kind
  constructor(
    private readonly database: DataSource,
    private readonly rows: EvidenceRows,
    private readonly media: ReadMedia,
    private readonly evidence: VerifyEvidence,
    private readonly kept: VerifyKept,
  ) {}

  async run(stored: readonly Stored[], signal: AbortSignal): Promise<Batch> {
    const idsOf = (kind: Stored['kind']): string[] => stored.flatMap((one) => (one.kind === kind ? [one.name] : []));
    const exchanges = await this.rows.exchanges(idsOf('exchange'));
    const shown = exchanges.flatMap(({ versions }) => versions.flatMap(({ media }) => media.map(([, id]) => id)));
    const media = await this.rows.media([...new Set([...idsOf('medium'), ...shown])]);
    const work = { media: this.media.of(media), held: await this.heldOf([...exchanges, ...media]), signal };
    const outcomes: Outcome[] = [];
    for await (const [, outcome] of ahead(exchanges, AT_ONCE, (facts) => this.exchange(facts, work)))
      outcomes.push(outcome);
    const asked = new Set([...idsOf('medium'), ...work.media.verified]);
    const own = media.filter(({ id }) => asked.has(id));
    for await (const [, outcome] of ahead(own, AT_ONCE, (facts) => this.medium(facts, work))) outcomes.push(outcome);
    const others = stored.filter(({ kind }) => kind !== 'exchange' && kind !== 'medium');
    for (const one of others) outcomes.push(await this.other(one, signal));
    outcomes.push(...unknown(stored, outcomes));
    return {
      outcomes,
      bytes: outcomes.reduce((sum, { bytes }) => sum + bytes, 0),
      // Each is asked for its bytes and for its lock.
      requests: 2 * outcomes.length + Math.max(0, work.media.requests - own.length),
    };
  }

  private exchange(facts: ExchangeFacts, { media, held }: Work): Promise<Outcome> {
    const one = { kind: 'exchange', name: facts.id } as const;
    if (facts.destroyed) return Promise.resolve({ ...one, is: 'destroyed', bytes: 0 });
    return outcomeOf(one, async () => {
      const found = await this.evidence.exchange(facts, media);
      const guarded = await this.kept.guarded(facts.object, `exchange ${facts.id}`, held.has(facts.object));
      return { faults: [...found, ...guarded], bytes: Number(facts.stored) };
    });
  }

  private medium(facts: MediumFacts, { media, held }: Work): Promise<Outcome> {
    const one = { kind: 'medium', name: facts.id } as const;
    if (facts.destroyed) return Promise.resolve({ ...one, is: 'destroyed', bytes: 0 });
    return outcomeOf(one, async () => {
      const found = media.verified.has(facts.id) ? [] : await this.evidence.medium(facts, media);
      const guarded = await this.kept.guarded(facts.object, `medium ${facts.id}`, held.has(facts.object));
      return { faults: [...found, ...guarded], bytes: Number(facts.bytes) };
    });
  }

  private other(one: Stored, signal: AbortSignal): Promise<Outcome> {
    return outcomeOf(one, async () => {
      if (one.kind === 'log') return this.kept.log(one.name);
      if (one.kind === 'key-file') return this.kept.keyFile(one.name);
      return this.kept.unnamed(signal);
    });
  }

  private async heldOf(objects: readonly { readonly object: string }[]): Promise<Set<string>> {
    const rows: { object: string }[] = await this.database.query(
      `SELECT object FROM object_hold WHERE held AND mirror = 'set' AND object = ANY($1::text[])`,
      [objects.map(({ object }) => object)],
    );
    return new Set(rows.map(({ object }) => object));
  }
}

/** What no damage explains is ignorance: the store did not answer, or something else stood in the way. */
async function outcomeOf(
  one: Stored,
  look: () => Promise<{ readonly faults: readonly FoundFault[]; readonly bytes: number } | null>,
): Promise<Outcome> {
  try {
    const looked = await look();
    if (looked === null) return { ...one, is: 'destroyed', bytes: 0 };
    const faults = [...new Map(looked.faults.map((fault) => [fault.what, fault])).values()];
    return faults.length === 0
      ? { ...one, is: 'fits', bytes: looked.bytes }
      : { ...one, is: 'wrong', bytes: looked.bytes, faults };
  } catch (error) {
    return { ...one, is: 'unseen', bytes: 0, because: String(describe(error)['message'] ?? error) };
  }
}

/** Rows of evidence are never taken away: one of which nothing is found was, behind everybody's back. */
function unknown(stored: readonly Stored[], outcomes: readonly Outcome[]): Outcome[] {
  const seen = new Set(outcomes.map(({ kind, name }) => `${kind} ${name}`));
  return stored
    .filter(({ kind, name }) => !seen.has(`${kind} ${name}`))
    .map((one) => {
      const faults = [{ what: 'rows-differ', place: `${one.kind} ${one.name}` } as const];
      return { ...one, is: 'wrong', bytes: 0, faults };
    });
}
