import type { BundleItem, BundlePlan, BundleVersion } from './bundle.types.js';
import { itemPath } from './paths.rules.js';
import type { BagWriter } from './write-bag.js';
import { csvOf } from './write-csv.js';
import type { Listing } from './write-items.js';

const COLUMNS = [
  'item_no',
  'item',
  'version',
  'part',
  'extent',
  'places',
  'code',
  'title',
  'citation',
  'statute',
  'harm',
] as const;

/** A line of the exemption log: what was taken out where, and why; never what it was. */
export interface Exemption {
  readonly item_no: number;
  readonly item: string;
  /** Number of the version; empty of an item withheld whole. */
  readonly version: number | '';
  /** Name of the field, or `medium-1`; `item` of an item withheld whole. */
  readonly part: string;
  readonly extent: 'whole' | 'stretch' | 'region' | 'pseudonym';
  /** How many of them. */
  readonly places: number;
  readonly code: string;
  readonly title: string;
  readonly citation: string;
  readonly statute: string;
  readonly harm: string;
}

/** data/exemptions.csv, made like every rendition from the files of the items. Of an unredacted bundle there is none. */
export async function writeExemptions(
  bag: BagWriter,
  plan: BundlePlan,
  { items }: Listing,
): Promise<readonly Exemption[]> {
  if (plan.release === null) return [];
  const log: Exemption[] = [];
  for (const { no, restricted, closedParts } of items) {
    if (!restricted && closedParts === 0) continue;
    const item: BundleItem = JSON.parse((await bag.read(itemPath(no))).toString());
    for (const place of placesIn(item)) log.push(lineOf(plan, { no, item, place }));
  }
  await bag.writeStream('data/exemptions.csv', csvOf(COLUMNS, log));
  return log;
}

type Place = Pick<Exemption, 'version' | 'part' | 'extent' | 'places' | 'code'>;

function placesIn({ versions, redaction }: BundleItem): Place[] {
  if (redaction?.decision === 'withheld') {
    return redaction.codes.map((code) => ({ version: '', part: 'item', extent: 'whole', places: 1, code }));
  }
  return versions.flatMap((version) => [...fieldsIn(version), ...mediaIn(version)]);
}

function fieldsIn({ number: version, redaction }: BundleVersion): Place[] {
  return Object.entries(redaction?.fields ?? {}).flatMap(([part, runs]) => {
    const places = new Map<string, Place>();
    const isWhole = runs.every(({ kind }) => kind !== 'kept');
    for (const run of runs) {
      if (run.kind === 'kept') continue;
      const extent = run.kind === 'pseudonym' ? 'pseudonym' : isWhole ? 'whole' : 'stretch';
      for (const code of run.codes) {
        const key = `${extent} ${code}`;
        places.set(key, { version, part, extent, code, places: (places.get(key)?.places ?? 0) + 1 });
      }
    }
    return [...places.values()];
  });
}

function mediaIn({ number: version, redaction }: BundleVersion): Place[] {
  return (redaction?.media ?? []).flatMap(({ ordinal, outcome, codes, regions }) => {
    const isWhole = outcome === 'withheld';
    const extent = isWhole ? 'whole' : 'region';
    const places = isWhole ? 1 : regions.length;
    return codes.map((code): Place => ({ version, part: `medium-${ordinal}`, extent, places, code }));
  });
}

function lineOf(
  { release, languages: [language = 'en'] }: BundlePlan,
  { no, item: { id, redaction }, place }: { readonly no: number; readonly item: BundleItem; readonly place: Place },
): Exemption {
  const { citation, title } = release?.codes[place.code] ?? { citation: '', title: { en: '', pl: '' } };
  const ground = redaction?.grounds.find(({ code }) => code === place.code);
  const stated = { statute: ground?.statute ?? '', harm: ground?.harm ?? '' };
  return { item_no: no, item: id, ...place, title: title[language], citation, ...stated };
}
