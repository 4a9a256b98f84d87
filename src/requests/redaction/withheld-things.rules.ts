import type { ItemRecord } from '../../archive/index.js';
import type { CoveredVersion } from './cover-item.rules.js';
import { fieldsOf } from './item-fields.rules.js';
import { isTelling } from './mask-persons.rules.js';
import type { ItemToRedact, MediumOutcome, ToldString, WithheldKind, WithheldThing } from './redaction.types.js';
import { findPersonal } from './suggest-redactions.rules.js';

/** Fewer digits stand in any bundle by chance. */
const FEWEST_DIGITS = 6;

/** What the covers of an item take out of it, by kind, for the leak test. */
export function thingsOf(
  item: ItemToRedact,
  versions: readonly CoveredVersion[],
  told: readonly ToldString[],
): WithheldThing[] {
  return [
    ...told.flatMap((one) => named(item, one)),
    ...versions.flatMap((version) => [...maskedThings(item, version), ...mediumThings(item, version)]),
  ];
}

/** A withheld string, what it is where that can be told, and what it holds that could be read by itself. */
function named({ no, country }: ItemToRedact, { text, beside }: ToldString): WithheldThing[] {
  const found = findPersonal(text, country);
  const bare = text.trim();
  const only = found.find(({ start, end }) => text.slice(start, end) === bare);
  const pieces = found
    .filter((one) => one !== only)
    .map(({ kind, start, end }) => ({ kind, text: text.slice(start, end) }));
  return [{ kind: only?.kind ?? 'text', text: bare, beside } as const, ...pieces]
    .filter((piece) => piece.text !== '')
    .flatMap((piece) => withDigits({ item: no, ...piece }));
}

/** A number is also looked for without its spaces and signs. */
function withDigits(thing: WithheldThing): WithheldThing[] {
  const digits = thing.text.replace(/[^\p{L}\p{N}]+/gu, '');
  const isNumber = /^\p{L}{0,2}\p{N}+$/u.test(digits) && digits.length >= FEWEST_DIGITS && digits !== thing.text;
  return isNumber ? [thing, { ...thing, text: digits }] : [thing];
}

/** Handle and name behind a mask, wherever one stands in the version. */
function maskedThings({ no }: ItemToRedact, { record: { author }, covers }: CoveredVersion): WithheldThing[] {
  if (!author) return [];
  const things: WithheldThing[] = [];
  if (covers.has('author-handle')) things.push({ item: no, kind: 'handle', text: author.handle });
  if (covers.has('author-name') && isTelling(author.displayName)) {
    things.push({ item: no, kind: 'person', text: author.displayName });
  }
  return things;
}

interface ShownMedia {
  readonly record: ItemRecord;
  readonly media: readonly Pick<MediumOutcome, 'ordinal' | 'mediumId' | 'outcome'>[];
}

function mediumThings({ no, digests }: ItemToRedact, { record, media }: ShownMedia): WithheldThing[] {
  return media.flatMap(({ ordinal, mediumId, outcome }) => {
    if (outcome === 'whole') return [];
    const fileName = fileNameOf(record.media[ordinal - 1]?.url ?? '');
    const digest = digests.get(mediumId ?? '');
    return [
      ...(fileName === null ? [] : [{ item: no, kind: 'file-name' as const, text: fileName }]),
      ...(digest === undefined ? [] : [{ item: no, kind: 'medium-digest' as const, text: digest }]),
    ];
  });
}

function fileNameOf(url: string): string | null {
  const name = URL.canParse(url) ? (new URL(url).pathname.split('/').at(-1) ?? '') : '';
  return name.length >= FEWEST_DIGITS ? name : null;
}

/** Where the post itself can still be found, and what the platform calls it. */
export function addressesOf({ no, records }: ItemToRedact): WithheldThing[] {
  const things = Array.from(records.values()).flatMap(({ url, ref, nativeId }) => [
    { item: no, kind: 'post-address' as const, text: url ?? '' },
    { item: no, kind: 'post-address' as const, text: ref.canonicalUri },
    { item: no, kind: 'platform-id' as const, text: nativeId },
  ]);
  const distinct = new Map(things.map((thing) => [thing.text, thing]));
  return [...distinct.values()].filter(({ text }) => text.length >= FEWEST_DIGITS);
}

/** Everything of an item that is withheld whole. */
export function withheldWhole(item: ItemToRedact): WithheldThing[] {
  const things: WithheldThing[] = addressesOf(item);
  for (const { snapshotId, media } of item.view.versions) {
    const record = item.records.get(snapshotId);
    if (!record) continue;
    const written = fieldsOf(record).filter(({ isCopy, name }) => !isCopy && !name.startsWith('author-'));
    things.push(...written.map(({ text }) => ({ item: item.no, kind: 'text' as WithheldKind, text })));
    const outcomes = media.map(({ ordinal, mediumId }) => ({ ordinal, mediumId, outcome: 'withheld' as const }));
    things.push(...mediumThings(item, { record, media: outcomes }));
  }
  const distinct = new Map(things.map((thing) => [`${thing.kind}\0${thing.text}`, thing]));
  return [...distinct.values()];
}
