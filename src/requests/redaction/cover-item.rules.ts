import type { ItemRecord } from '../../archive/index.js';
import type { Fault, Outcome } from './fault.rules.js';
import { spellsOut } from './find-strings.rules.js';
import { type Field, type FieldName, fieldsOf } from './item-fields.rules.js';
import { type MaskIndex, maskPlaces } from './mask-persons.rules.js';
import type { Cover } from './redact-text.rules.js';
import type { ItemToRedact, MediumOutcome, Redaction, Region, Ruling } from './redaction.types.js';
import { checkRange, codePointStarts, textIn } from './text-ranges.rules.js';

/** What is covered in one version, before anything is put in its place. */
export interface CoveredVersion {
  readonly snapshotId: string;
  readonly record: ItemRecord;
  readonly fields: readonly Field[];
  readonly covers: ReadonlyMap<FieldName, readonly Cover[]>;
  readonly media: readonly MediumOutcome[];
}

/** Every version of an item with what its ruling and the masks of the bundle cover in it. */
export function coverItem(item: ItemToRedact, ruling: Ruling, masks: MaskIndex): Outcome<CoveredVersion[]> {
  const fault = checkRuling(ruling) ?? firstFault(item, ruling.redactions);
  if (fault) return { fault };
  const value = item.view.versions.map(({ snapshotId, media }) => {
    const record = recordOf(item, snapshotId);
    const fields = fieldsOf(record);
    const own = ruling.redactions.filter((one) => one.snapshotId === snapshotId);
    const authors = ruling.redactions.filter(({ target }) => target.kind === 'author');
    const covers = new Map<FieldName, Cover[]>();
    const put = (field: Field, cover: Cover): void => {
      covers.set(field.name, [...(covers.get(field.name) ?? []), cover]);
    };
    for (const field of fields) {
      const named = masked(field, record, masks);
      for (const cover of asked(field, own, named.length > 0 ? [] : authors)) put(field, cover);
      for (const cover of named) put(field, cover);
    }
    coverCopies(fields, covers, put);
    const outcomes = media.map(({ ordinal, mediumId }) => outcomeOf(ordinal, mediumId, own));
    return { snapshotId, record, fields, covers, media: outcomes };
  });
  return { fault: null, value };
}

export function recordOf({ records }: ItemToRedact, snapshotId: string): ItemRecord {
  const record = records.get(snapshotId);
  if (!record) throw new Error(`The record of version ${snapshotId} was not handed over`);
  return record;
}

function checkRuling({ decision, codes, redactions }: Ruling): Fault | null {
  const count = redactions.length;
  if (decision === 'released' && count > 0) return { key: 'decision.released-with-redactions', values: { count } };
  if (decision === 'in-part' && count === 0) return { key: 'decision.in-part-without-redactions', values: {} };
  if (decision === 'withheld' && codes.length === 0) return { key: 'decision.withheld-without-code', values: {} };
  return null;
}

function firstFault(item: ItemToRedact, redactions: readonly Redaction[]): Fault | null {
  for (const redaction of redactions) {
    const fault = checkRedaction(item, redaction);
    if (fault) return fault;
  }
  return null;
}

/** Why a redaction does not fit the version it names; null where it does. Regions are checked against the picture. */
export function checkRedaction(item: ItemToRedact, { snapshotId, target }: Redaction): Fault | null {
  const version = item.view.versions.find((one) => one.snapshotId === snapshotId);
  if (!version) return { key: 'version.unknown', values: {} };
  if (target.kind === 'author') return null;
  if (target.kind === 'text') {
    const field = fieldsOf(recordOf(item, snapshotId)).find(({ name }) => name === target.field);
    if (!field) return { key: 'field.unknown', values: { field: target.field } };
    return checkRange(codePointStarts(field.text).length - 1, target);
  }
  const { ordinal } = target;
  const isThere = version.media.some((medium) => medium.ordinal === ordinal);
  return isThere ? null : { key: 'medium.unknown', values: { ordinal, count: version.media.length } };
}

/** What a picture shows its description tells, so both are withheld together. An author the masks know bears their name. */
function asked(field: Field, own: readonly Redaction[], authors: readonly Redaction[]): Cover[] {
  const isAuthor = field.name === 'author-handle' || field.name === 'author-name';
  return [
    ...(isAuthor ? authors.map(({ code }) => whole(field, code)) : []),
    ...own.flatMap(({ code, target }) => {
      if (target.kind === 'text') {
        return target.field === field.name ? [{ start: target.start, end: target.end, code }] : [];
      }
      return target.kind === 'medium' && field.name === `alt-${target.ordinal}` ? [whole(field, code)] : [];
    }),
  ];
}

const NAMES = new Set<FieldName>(['author-handle', 'author-name', 'profile-handle', 'profile-name']);

function masked(field: Field, record: ItemRecord, masks: MaskIndex): Cover[] {
  const person = masks.byUri.get(record.author?.canonicalUri ?? '');
  if (person && NAMES.has(field.name)) {
    const { code, pseudonym } = person;
    return [pseudonym === null ? whole(field, code) : { ...whole(field, code), pseudonym }];
  }
  if (!field.isCopy) return maskPlaces(masks, field.text);
  // The platform lists handles bare, and the masks know them by their sign.
  const sign = field.name.startsWith('mention-') && !field.text.startsWith('@') ? '@' : '';
  return maskPlaces(masks, sign + field.text).map(({ code }) => whole(field, code));
}

/** An address, tag or mention that spells out what is covered in the text is covered whole. */
function coverCopies(
  fields: readonly Field[],
  covers: ReadonlyMap<FieldName, readonly Cover[]>,
  put: (field: Field, cover: Cover) => void,
): void {
  const hidden = fields.flatMap(({ name, text }) => {
    const starts = codePointStarts(text);
    return (covers.get(name) ?? []).map((cover) => ({ text: textIn(text, starts, cover), code: cover.code }));
  });
  for (const field of fields.filter(({ isCopy }) => isCopy)) {
    const told = hidden.find(({ text }) => spellsOut(field.text, text));
    if (told && !covers.has(field.name)) put(field, whole(field, told.code));
  }
}

function whole({ text }: Field, code: string): Cover {
  return { start: 0, end: codePointStarts(text).length - 1, code };
}

function outcomeOf(ordinal: number, mediumId: string | null, own: readonly Redaction[]): MediumOutcome {
  const about = own.filter(({ target }) => 'ordinal' in target && target.ordinal === ordinal);
  const codes = [...new Set(about.map(({ code }) => code))];
  const regions = about.flatMap(({ target }) => (target.kind === 'region' ? [regionOf(target)] : []));
  if (about.some(({ target }) => target.kind === 'medium')) {
    return { ordinal, mediumId, outcome: 'withheld', codes, regions: [] };
  }
  return { ordinal, mediumId, outcome: regions.length > 0 ? 'redrawn' : 'whole', codes, regions };
}

function regionOf({ x, y, width, height }: Region): Region {
  return { x, y, width, height };
}
