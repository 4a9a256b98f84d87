import { Injectable } from '@nestjs/common';
import { type ItemView, OpenEvidence } from '../../archive/index.js';
import { Refusal } from '../../platform/index.js';
import type { EvidenceLine, Outcome } from './paper.types.js';

/** Opens what is kept of an item and says whether it is what was recorded. */
@Injectable()
export class CheckEvidence {
  constructor(private readonly evidence: OpenEvidence) {}

  /** Of a version: whether its bytes give its commitment. */
  async commitment(snapshotId: string): Promise<Outcome> {
    return outcomeOf(() => this.evidence.partsOf(snapshotId));
  }

  /** Every recorded answer a version or a finding of the item rests on, in the order they came. */
  async exchanges({ versions, findings, restricted }: ItemView): Promise<EvidenceLine[]> {
    const lines = new Map<string, { at: string; roles: string[] }>();
    const add = (id: string, at: string, role: string): void => {
      const line = lines.get(id) ?? { at, roles: [] };
      if (!line.roles.includes(role)) line.roles.push(role);
      lines.set(id, line);
    };
    for (const { exchangeId, observedAt, number } of versions) add(exchangeId, observedAt, `version-${number}`);
    for (const { exchangeId, at, role } of findings.flatMap(({ grounds }) => grounds)) add(exchangeId, at, role);
    const told: EvidenceLine[] = [];
    for (const [exchangeId, { at, roles }] of lines) {
      const opened = restricted ? 'locked' : await outcomeOf(() => this.evidence.exchange(exchangeId));
      told.push({ exchangeId, at, roles, opened });
    }
    return told.toSorted((a, b) => (a.at < b.at ? -1 : 1));
  }
}

/** What does not fit what was recorded is said to be wrong; that one could not look is thrown on. */
async function outcomeOf(open: () => Promise<unknown>): Promise<Outcome> {
  try {
    await open();
    return 'holds';
  } catch (error) {
    if (error instanceof Refusal && error.problem === 'integrity-failure') return 'wrong';
    throw error;
  }
}
