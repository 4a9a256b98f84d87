import { Injectable } from '@nestjs/common';
import {
  type ExemptionLibrary,
  loadExemptionCodes,
  type Others,
  ReadOthers,
  ReadRelease,
  type Release,
} from '../requests/index.js';
import type { BundleRelease } from './bundle/bundle.types.js';
import type { ExportJob } from './export.types.js';

/** The rulings of a request, gathered before anything is written. */
export interface PlannedRelease {
  readonly release: Release;
  readonly library: Pick<ExemptionLibrary, 'title' | 'codes'>;
  /** From which the pseudonyms of third parties follow; it stays here. */
  readonly key: Uint8Array;
  /** Of the answer to a person about their own data: everybody else. Null: only whom reviewers covered is not named. */
  readonly others: Others | null;
}

/** Of a request under no law, or under one that has no library: what is covered has the body's own codes. */
const OWN_CODES: PlannedRelease['library'] = {
  title: { en: 'the codes of this body', pl: 'własnych oznaczeń tego organu' },
  codes: [],
};

/** Reads what was decided for the request that an export answers; null for an export that answers none. */
@Injectable()
export class PlanRelease {
  private libraries: readonly ExemptionLibrary[] | null = null;

  constructor(
    private readonly releases: ReadRelease,
    private readonly others: ReadOthers,
  ) {}

  async run(job: ExportJob): Promise<PlannedRelease | null> {
    const { requestId } = job.selection.asked;
    if (requestId === undefined) return null;
    const release = await this.releases.run(requestId);
    this.libraries ??= loadExemptionCodes();
    const library = this.libraries.find(({ law }) => law === release.law) ?? OWN_CODES;
    if (job.bundle_key === null)
      throw new Error(`Export ${job.id} answers a request and has no key for its pseudonyms`);
    const others = await this.others.run(requestId);
    const own = library.codes.some(({ id }) => id === others?.code);
    const more = this.libraries.flatMap(({ codes }) => codes.filter(({ id }) => !own && id === others?.code));
    return { release, library: { ...library, codes: [...library.codes, ...more] }, key: job.bundle_key, others };
  }
}

/** What the bundle says of the request. */
export function releaseInBundle(
  { release: { number, law, receivedAt, frozenAt, logSize }, library }: PlannedRelease,
  counts: BundleRelease['counts'],
): BundleRelease {
  const codes = library.codes.map(({ id, citation, title }) => [id, { citation, title }] as const);
  const codesById = Object.fromEntries(codes);
  return { number, law, lawTitle: library.title, receivedAt, frozenAt, logSize, counts, codes: codesById };
}
