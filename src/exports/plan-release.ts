import { Inject, Injectable, Optional } from '@nestjs/common';
import { Refusal } from '../platform/index.js';
import {
  type ExemptionLibrary,
  type ItemRuling,
  loadExemptionCodes,
  type MaskedPerson,
  pseudonymsOf,
  type Release,
  ReleaseSource,
} from '../requests/index.js';
import type { BundleRelease } from './bundle/bundle.types.js';
import type { ExportJob } from './export.types.js';

/** The rulings of a request, gathered before anything is written. */
export interface PlannedRelease {
  readonly release: Release;
  readonly library: ExemptionLibrary;
  readonly rulings: ReadonlyMap<string, ItemRuling>;
  /** Third parties under their pseudonyms. Key and map stay here. */
  readonly persons: readonly MaskedPerson[];
}

/** Reads what was decided for the request that an export answers; null for an export that answers none. */
@Injectable()
export class PlanRelease {
  private libraries: readonly ExemptionLibrary[] | null = null;

  constructor(@Optional() @Inject(ReleaseSource) private readonly source: ReleaseSource | undefined) {}

  async run(job: ExportJob): Promise<PlannedRelease | null> {
    const { requestId, language } = job.selection.asked;
    if (requestId === undefined) return null;
    const release = await this.releaseOf(requestId);
    const rulings = new Map<string, ItemRuling>();
    for await (const ruling of this.from().rulingsOf(requestId)) rulings.set(ruling.itemId, ruling);
    const uris = release.thirdParties.map(({ uri }) => uri);
    const names = pseudonymsOf(uris, job.bundle_key ?? Buffer.alloc(0), language);
    const persons = release.thirdParties.map(({ uri, handles, names: called, ground }): MaskedPerson => {
      return { uri, pseudonym: names.get(uri) ?? null, code: ground.code, handles, names: called };
    });
    return { release, library: this.libraryOf(release.law), rulings, persons };
  }

  releaseOf(requestId: string): Promise<Release> {
    return this.from().releaseOf(requestId);
  }

  private from(): ReleaseSource {
    if (this.source) return this.source;
    throw new Refusal('not-found', 'There is no such request. Export without one, or name another.');
  }

  private libraryOf(law: string): ExemptionLibrary {
    this.libraries ??= loadExemptionCodes();
    const library = this.libraries.find((one) => one.law === law);
    if (library) return library;
    throw new Refusal('wrong-state', `There is no library of exemption codes for ${law}. Add it first.`);
  }
}

/** What the bundle says of the request. */
export function releaseInBundle(
  { release: { law, title, question }, library }: PlannedRelease,
  counts: BundleRelease['counts'],
): BundleRelease {
  const codes = library.codes.map(({ id, citation, title: named }) => [id, { citation, title: named }] as const);
  return { law, lawTitle: library.title, title, question, counts, codes: Object.fromEntries(codes) };
}
