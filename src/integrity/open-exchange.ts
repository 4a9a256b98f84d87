import { Injectable } from '@nestjs/common';
import { Keyring, type OpenedExchange, OpenEvidence } from '../archive/index.js';
import type { ExchangeFacts } from './evidence-rows.js';
import type { Wrong } from './integrity.sentences.js';
import { sealedVersions, versionOf } from './sealed-versions.rules.js';

export interface FoundWrong {
  readonly what: Wrong;
  readonly where: string;
}

/** Opens a sealed answer and holds it against its rows. */
@Injectable()
export class OpenExchange {
  constructor(
    private readonly evidence: OpenEvidence,
    private readonly keyring: Keyring,
  ) {}

  /** What does not fit. @throws {Refusal} 'integrity-failure' where it does not open, 'not-found' where it is not there */
  async run(facts: ExchangeFacts): Promise<FoundWrong[]> {
    const where = `exchange ${facts.id}`;
    const opened = await this.evidence.exchangeOf(facts, facts.keys);
    const found: FoundWrong[] = [];
    if (!(await this.fitsRow(opened, facts))) found.push({ what: 'exchange-row', where });
    if (!ownersFit(opened, facts.owners)) found.push({ what: 'exchange-owners', where });
    return [...found, ...versionsApart(opened, facts)];
  }

  /** Without the frame's key nothing of an answer can be opened: all its items are destroyed. */
  private async fitsRow({ body, meta, slices }: OpenedExchange, facts: ExchangeFacts): Promise<boolean> {
    if (!meta) return true;
    if (body.length !== Number(facts.received) || meta.receivedAt !== facts.at.toISOString()) return false;
    if (!slices.every(({ open }) => open)) return true;
    const secret = await this.keyring.secretOf(facts.body_id);
    return secret.exchange(body).equals(facts.digest);
  }
}

/** The versions sealed in it are those of the database. */
function versionsApart({ slices }: OpenedExchange, { versions }: ExchangeFacts): FoundWrong[] {
  const sealed = sealedVersions(slices);
  const found = new Map(versions.map((row) => [row.snapshot, versionOf(row)]));
  return [...new Map([...sealed, ...found])]
    .filter(([snapshot]) => sealed.get(snapshot)?.text !== found.get(snapshot)?.text)
    .map(([snapshot, { item }]) => ({ what: 'sealed-version', where: `item ${item}, snapshot ${snapshot}` }));
}

/** An item's slice opens exactly where the item lives; a slice of nobody we know belongs to one that stays destroyed. */
function ownersFit({ slices }: OpenedExchange, owners: ExchangeFacts['owners']): boolean {
  const sealed = new Map(slices.map(({ owner, open }) => [owner, open]));
  const known = new Map(owners.map(({ item, live }) => [item, live]));
  return (
    owners.every(({ item, live }) => sealed.get(item) === live) &&
    slices.every(({ owner, open }) => owner === 'frame' || !open || known.has(owner))
  );
}
