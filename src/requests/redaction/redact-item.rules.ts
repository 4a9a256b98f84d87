import type { ItemRecord, ItemView, VersionView } from '../../archive/index.js';
import type { Language } from '../../platform/index.js';
import { partsOf } from '../../archive/commitment.rules.js';
import { coverItem, type CoveredVersion } from './cover-item.rules.js';
import type { Outcome } from './fault.rules.js';
import { placesOf, readBare } from './find-strings.rules.js';
import { type FieldName, withFields } from './item-fields.rules.js';
import { indexPersons, type MaskIndex } from './mask-persons.rules.js';
import { pseudonymsOf } from './pseudonyms.rules.js';
import { boxWidth, plainText, redactText, type Run } from './redact-text.rules.js';
import type {
  Beside,
  Exposure,
  ItemToRedact,
  MaskedPerson,
  RedactedItem,
  RedactedVersion,
  Ruling,
  ToldString,
  WithheldThing,
} from './redaction.types.js';
import type { TextRange } from './text-ranges.rules.js';
import { addressesOf, thingsOf, withheldWhole } from './withheld-things.rules.js';

/** What holds all over a bundle. */
export interface BundleMasks {
  /** Of every box. */
  readonly width: number;
  readonly persons: MaskIndex;
  /** Addresses and handles that may not leave; an item.json that points at one is withheld. */
  readonly hidden: ReadonlySet<string>;
}

export interface RuledItem {
  readonly item: ItemToRedact;
  readonly ruling: Ruling;
}

/**
 * The masks of a bundle, from all that is ruled in it and the persons who are not named in it. The post behind an item
 * that leaves only in part may still stand at the source, unredacted: its address does not leave. Neither does what
 * is `pointing` at one of the persons.
 */
export function planMasks(
  ruled: readonly RuledItem[],
  persons: readonly MaskedPerson[],
  pointing: Iterable<string> = [],
): BundleMasks {
  const codes = ruled.flatMap(({ ruling }) => [...ruling.codes, ...ruling.redactions.map(({ code }) => code)]);
  const hidden = new Set(pointing);
  const index = indexPersons(persons);
  for (const person of persons) for (const text of [person.uri, ...person.handles]) hidden.add(text);
  for (const { item, ruling } of ruled) {
    if (isAddressHidden(item, ruling, index)) for (const { text } of addressesOf(item)) hidden.add(text);
  }
  return { width: boxWidth([...codes, ...persons.map(({ code }) => code)]), persons: index, hidden };
}

/**
 * Authors covered in an item are covered wherever the bundle names them, each under one pseudonym, and so are `others`,
 * whom nobody covered. The bundle's key, which alone leads from name to pseudonym, is thrown away with it.
 */
export function maskedPersons(
  ruled: readonly RuledItem[],
  { key, language }: { readonly key: Uint8Array; readonly language: Language },
  others: readonly MaskedPerson[] = [],
): MaskedPerson[] {
  const covered = new Map<string, { code: string; handles: Set<string>; names: Set<string> }>(
    others.map(({ uri, code, handles, names }) => [uri, { code, handles: new Set(handles), names: new Set(names) }]),
  );
  for (const { item, ruling } of ruled) {
    const code = ruling.redactions.find(({ target }) => target.kind === 'author')?.code;
    if (code === undefined) continue;
    for (const { author } of item.records.values()) {
      if (!author) continue;
      const person = covered.get(author.canonicalUri) ?? { code, handles: new Set(), names: new Set() };
      person.handles.add(author.handle);
      person.names.add(author.displayName);
      covered.set(author.canonicalUri, person);
    }
  }
  const pseudonyms = pseudonymsOf(covered.keys(), key, language);
  return Array.from(covered, ([uri, { code, handles, names }]) => ({
    uri,
    pseudonym: pseudonyms.get(uri) ?? null,
    code,
    handles: [...handles],
    names: [...names],
    needsServer: others.some((one) => one.uri === uri && one.needsServer),
  }));
}

function isAddressHidden({ records }: ItemToRedact, { decision }: Ruling, persons: MaskIndex): boolean {
  if (decision === 'in-part' || decision === 'withheld') return true;
  return Array.from(records.values()).some(({ author }) => persons.byUri.has(author?.canonicalUri ?? ''));
}

/** What of an item may leave, what must be found nowhere, and what is still readable beside it. */
export function redactItem(item: ItemToRedact, ruling: Ruling, masks: BundleMasks): Outcome<RedactedItem> {
  const { decision } = ruling;
  const covered = coverItem(item, ruling, masks.persons);
  if (covered.fault) return covered;
  const none = { decision, versions: [], exposed: [] };
  if (decision === 'not-responsive') return { fault: null, value: { ...none, view: null, withheld: [] } };
  if (decision === 'withheld') {
    return { fault: null, value: { ...none, view: shellOf(item.view), withheld: withheldWhole(item) } };
  }
  const isHidden = isAddressHidden(item, ruling, masks.persons);
  const drawn = covered.value.map((version) => drawVersion(version, masks, isHidden));
  const told = drawn.flatMap(({ strings }) => strings);
  const views = drawn.map(({ version, said }, i) => viewOf(item.view.versions[i], version, said));
  const things = [...thingsOf(item, covered.value, told), ...(isHidden ? addressesOf(item) : [])];
  return {
    fault: null,
    value: {
      decision,
      view: { ...item.view, ...headOf(item.view, drawn.at(-1)?.said, isHidden), versions: views },
      versions: drawn.map(({ version }) => version),
      withheld: distinct(things),
      exposed: exposuresOf(covered.value, told),
    },
  };
}

interface Drawn {
  readonly version: RedactedVersion;
  readonly said: ReadonlyMap<FieldName, string>;
  readonly strings: readonly ToldString[];
}

function drawVersion(covered: CoveredVersion, masks: BundleMasks, isHidden: boolean): Drawn {
  const { runs, strings } = drawFields(covered, masks.width);
  const touched = touchedParts(covered, masks.hidden);
  if (isHidden || touched.size > 0 || runs.size > 0) touched.add('item.json');
  const stored = covered.media.filter(({ mediumId }) => mediumId !== null).map(({ ordinal }) => ordinal);
  const names = partNames(covered.record, stored);
  return {
    version: {
      snapshotId: covered.snapshotId,
      runs,
      shownParts: names.filter((name) => !touched.has(name)),
      withheldParts: names.filter((name) => touched.has(name)),
      media: covered.media,
    },
    said: new Map(Array.from(runs, ([name, list]) => [name, plainText(list)])),
    strings,
  };
}

/** A whole author is no string to look for in texts: the masks know what names them. */
function drawFields(
  { fields, covers }: CoveredVersion,
  width: number,
): { runs: Map<FieldName, readonly Run[]>; strings: ToldString[] } {
  const runs = new Map<FieldName, readonly Run[]>();
  const strings: ToldString[] = [];
  for (const { name, text, isCopy } of fields.filter((field) => covers.has(field.name))) {
    const redacted = redactText(text, covers.get(name) ?? [], width);
    if (redacted.fault) throw new Error(`A cover of ${name} passed its check and does not fit`);
    runs.set(name, redacted.value.runs);
    const boxes = redacted.value.runs.flatMap((run, at) => (run.kind === 'kept' ? [] : [{ run, at }]));
    boxes.forEach(({ run, at }, i) => {
      const withheld = redacted.value.withheld[i] ?? '';
      const isName = name.startsWith('author-') && withheld === text;
      if (run.kind !== 'box' || isCopy || isName) return;
      strings.push({ text: withheld, code: run.codes[0] ?? '', beside: besideOf(redacted.value.runs, at) });
    });
  }
  return { runs, strings };
}

function besideOf(runs: readonly Run[], at: number): Beside {
  return { before: keptText(runs[at - 1]), after: keptText(runs[at + 1]) };
}

function keptText(run: Run | undefined): string | null {
  return run?.kind === 'kept' ? run.text : null;
}

/** Parts of the commitment that hold something covered, or that point at something hidden. */
function touchedParts({ record, fields, covers, media }: CoveredVersion, hidden: ReadonlySet<string>): Set<string> {
  const touched = new Set(fields.flatMap(({ name, part }) => (covers.has(name) && part !== null ? [part] : [])));
  for (const { ordinal, outcome } of media) if (outcome !== 'whole') touched.add(`medium-${ordinal}`);
  if (holdsAny(record, hidden)) touched.add('item.json');
  if (holdsAny(record.profile, hidden)) touched.add('field:profile');
  return touched;
}

/** The names of what a commitment covers, in its order. */
function partNames(record: ItemRecord, ordinals: readonly number[]): string[] {
  const nothing = Buffer.alloc(0);
  const media = ordinals.map((ordinal) => ({ ordinal, bytes: nothing }));
  return partsOf(nothing, record, media).map(({ name }) => name);
}

/** Whether any string in a value, however deep, is one of these. */
function holdsAny(value: unknown, hidden: ReadonlySet<string>): boolean {
  if (typeof value === 'string') return hidden.has(value);
  return typeof value === 'object' && value !== null && Object.values(value).some((inner) => holdsAny(inner, hidden));
}

function viewOf(
  view: VersionView | undefined,
  { media }: RedactedVersion,
  said: ReadonlyMap<FieldName, string>,
): VersionView {
  if (!view) throw new Error('A version was drawn that the item does not have');
  const shown = withFields(view, said);
  const isGone = new Set(media.filter(({ outcome }) => outcome === 'withheld').map(({ ordinal }) => ordinal));
  const taken = { mediumId: null, mime: null, bytes: null, href: null };
  return {
    ...shown,
    media: shown.media.map((medium) => (isGone.has(medium.ordinal) ? { ...medium, ...taken } : medium)),
  };
}

/** Address and author, as the newest version has them. */
function headOf(
  { author, url }: ItemView,
  said: ReadonlyMap<FieldName, string> | undefined,
  isHidden: boolean,
): Pick<ItemView, 'author' | 'url'> {
  const handle = said?.get('author-handle');
  const displayName = said?.get('author-name');
  return {
    url: isHidden ? null : url,
    author: author && {
      ...author,
      ...(handle === undefined ? {} : { handle }),
      ...(displayName === undefined ? {} : { displayName }),
    },
  };
}

/** That there is an item, when, and what became of it; nothing that somebody wrote, and no answer it was seen in. */
function shellOf(view: ItemView): ItemView {
  const findings = view.findings.map((finding) => ({ ...finding, grounds: [] }));
  return { ...view, url: null, author: null, versions: [], findings, restricted: true };
}

function exposuresOf(covered: readonly CoveredVersion[], told: readonly ToldString[]): Exposure[] {
  const gone = new Map(
    covered.flatMap(({ media }) =>
      media.flatMap(({ mediumId, outcome, codes }) =>
        outcome === 'whole' || mediumId === null ? [] : [[mediumId, codes[0] ?? ''] as const],
      ),
    ),
  );
  return covered.flatMap((version) => [
    ...proposeRepeats(version, told).filter(({ field, ...place }) => !isCovered(version, field, place)),
    ...version.media.flatMap(({ ordinal, mediumId, outcome }) => {
      const code = outcome === 'whole' ? gone.get(mediumId ?? '') : undefined;
      if (code === undefined) return [];
      return [{ snapshotId: version.snapshotId, field: `medium-${ordinal}`, start: 0, end: 0, code }];
    }),
  ]);
}

function isCovered({ covers }: CoveredVersion, field: FieldName, { start, end }: TextRange): boolean {
  return (covers.get(field) ?? []).some((cover) => cover.start <= start && end <= cover.end);
}

/** Where these strings stand in what somebody wrote in a version, of this item or of another. */
export function proposeRepeats(
  { snapshotId, fields }: Pick<CoveredVersion, 'snapshotId' | 'fields'>,
  told: readonly Omit<ToldString, 'beside'>[],
): Exposure[] {
  return fields
    .filter(({ isCopy }) => !isCopy)
    .flatMap(({ name, text }) => {
      const bare = readBare(text);
      return told.flatMap(({ text: wanted, code }) =>
        placesOf(bare, wanted).map((place) => ({ snapshotId, field: name, ...place, code })),
      );
    });
}

function distinct(things: readonly WithheldThing[]): WithheldThing[] {
  const seen = new Map(things.map((thing) => [JSON.stringify([thing.kind, thing.text, thing.beside]), thing]));
  return [...seen.values()];
}
