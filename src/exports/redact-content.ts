import sharp from 'sharp';
import { ahead, type Language, Refusal, say } from '../platform/index.js';
import {
  type BundleMasks,
  type ExemptionUse,
  faultInWords,
  type MaskedPerson,
  maskedPersons,
  pixelRegions,
  planMasks,
  type RedactedItem,
  type RedactedVersion,
  redactItem,
  redactionSentences,
  redactPicture,
  type Region,
  type RuledItem,
  uprightSize,
  type WithheldThing,
} from '../requests/index.js';
import type {
  BundleContent,
  BundleItem,
  BundleVersion,
  DrawnMedium,
  OpenedExchange,
  OpenedPart,
  OpenedParts,
  ReleaseCounts,
} from './bundle/bundle.types.js';
import { findAny } from './find-any.rules.js';
import { meetOthers } from './meet-others.js';
import { bare, openRuled, slim } from './open-ruled.js';
import type { PlannedRelease } from './plan-release.js';
import { counted, type RuledView, ruledViews } from './rule-items.js';

/** Items whose parts are read before they are needed. */
const AHEAD = 6;

interface About {
  /** Of the body (ISO 3166). */
  readonly country: string;
  readonly language: Language;
}

/** A medium of which something does not leave: all of it, or these regions. */
export interface WithheldMedium {
  /** Number of the item in the bundle. */
  readonly item: number;
  readonly snapshotId: string;
  readonly ordinal: number;
  /** In ten-thousandths of the picture; none where it is withheld whole. */
  readonly regions: readonly Region[];
}

/**
 * The content of a bundle with the rulings of a request carried out: the one place where anything is taken out. Every
 * rendition is made from what comes out of here, so that what is not here is nowhere.
 */
export class RedactedContent implements BundleContent {
  /** What may stand in no file of the bundle; complete when every item was read. */
  readonly withheld: WithheldThing[] = [];
  readonly media: WithheldMedium[] = [];
  /** Items of which every byte may leave, by id. */
  private readonly open = new Set<string>();
  /** Whether anything withheld stands in bytes; made when every item was read. */
  private tells: ((bytes: Buffer) => boolean) | null = null;
  /** On which grounds third parties are not named, wherever they are spoken of. */
  private readonly parties: readonly ExemptionUse[];
  /** Of the item read last. */
  private parts: ReadonlyMap<string, OpenedParts> = new Map();

  // oxlint-disable-next-line max-params -- settled together by over()
  private constructor(
    private readonly content: BundleContent,
    private readonly planned: PlannedRelease,
    private readonly masks: BundleMasks,
    private readonly about: About,
    readonly counts: ReleaseCounts,
  ) {
    this.parties = partyGrounds(planned);
  }

  /** Reads once through all that is ruled, for the masks reach over the whole bundle. */
  static async over(content: BundleContent, planned: PlannedRelease, about: About): Promise<RedactedContent> {
    const third = await meetOthers(content, planned, about.country);
    let counts: ReleaseCounts = { found: 0, released: 0, inPart: 0, withheld: 0, notAbout: 0 };
    const ruled: RuledItem[] = [];
    const others: Pick<RuledView, 'no' | 'item'>[] = [];
    for await (const view of ruledViews(content, planned.release)) {
      const { decision } = view.ruling.ruling;
      counts = counted(counts, view);
      if (decision === 'in-part' || decision === 'withheld') ruled.push(await slim(content, view, about.country));
      else if (decision === 'released' && view.item.author) others.push({ no: view.no, item: bare(view.item) });
    }
    const persons = maskedPersons(ruled, { key: planned.key, language: about.language }, third?.persons());
    ruled.push(...(await writtenBy(persons, { content, others, country: about.country })));
    const masks = planMasks(ruled, persons, third?.pointing.keys());
    const redacted = new RedactedContent(content, planned, masks, about, counts);
    redacted.withheld.push(...(third?.things() ?? []));
    return redacted;
  }

  async *items(): AsyncGenerator<BundleItem> {
    const views = ruledViews(this.content, this.planned.release);
    for await (const [view, opened] of ahead(views, AHEAD, (one) => openRuled(this.content, one, this.about.country))) {
      const { item, parts } = opened;
      const outcome = redactItem(item, view.ruling.ruling, this.masks);
      if (outcome.fault) throw refused(view, faultInWords(outcome.fault, this.about.language));
      const redacted = outcome.value;
      refuseExposed(view, redacted);
      this.withheld.push(...redacted.withheld);
      this.media.push(...withheldMedia(view, redacted));
      if (redacted.view === null) continue;
      this.parts = await this.filtered(redacted, parts);
      const shown = this.shown(view, redacted);
      if (!shown.redaction) this.open.add(shown.id);
      yield shown;
    }
  }

  async partsOf(snapshotId: string): Promise<OpenedParts> {
    const parts = this.parts.get(snapshotId);
    if (!parts) throw new Error(`Version ${snapshotId} is not of the item read last`);
    return parts;
  }

  /** Null also where something withheld would still be readable in its address, its headers or what is left of it. */
  async exchange(exchangeId: string): Promise<OpenedExchange | null> {
    const exchange = await this.content.exchange(exchangeId);
    if (!exchange) return null;
    const body = Buffer.from(exchange.body);
    for (const { itemId, destroyed, ranges } of exchange.owners) {
      if (destroyed || !this.open.has(itemId)) for (const [start, end] of ranges) body.fill(0, start, end);
    }
    const { method, url, requestHeaders, responseHeaders } = exchange;
    const around = JSON.stringify([method, url, requestHeaders, responseHeaders]);
    this.tells ??= findAny(this.withheld.map(({ text }) => text));
    return this.tells(body) || this.tells(Buffer.from(around)) ? null : exchange;
  }

  private shown({ ruling: { ruling, grounds } }: RuledView, { decision, view, versions }: RedactedItem): BundleItem {
    if (!view || decision === 'not-responsive') throw new Error('Only what is shown is put into a bundle');
    const marked = view.versions.map((version, i): BundleVersion => {
      const own = versions[i];
      if (!own || !isTouched(own)) return version;
      const media = own.media.filter(({ outcome }) => outcome !== 'whole');
      return {
        ...version,
        media: version.media.map((medium) => this.described(medium, own)),
        redaction: {
          withheldParts: own.withheldParts,
          fields: Object.fromEntries(own.runs),
          media: media.map(({ ordinal, outcome, codes, regions }) => ({ ordinal, outcome, codes, regions })),
        },
      };
    });
    const isWhole = decision === 'released' && versions.every((version) => !isTouched(version));
    if (isWhole) return { ...view, versions: marked };
    const used = new Set([...ruling.codes, ...versions.flatMap(codesIn)]);
    const parties = this.parties.filter(({ code }) => !grounds.some((ground) => ground.code === code));
    const all = [...grounds, ...parties];
    const named = new Map(all.filter(({ code }) => used.has(code)).map((ground) => [ground.code, ground]));
    return {
      ...view,
      versions: marked,
      redaction: { decision, codes: ruling.codes, grounds: [...named.values()] },
    };
  }

  /** A field without a description says in its place what it is. */
  private described(
    medium: BundleVersion['media'][number],
    { media }: RedactedVersion,
  ): BundleVersion['media'][number] {
    const own = media.find(({ ordinal }) => ordinal === medium.ordinal);
    if (own?.outcome !== 'withheld' || medium.alt !== '') return medium;
    const codes = own.codes.join(', ');
    return { ...medium, alt: say(redactionSentences, 'picture.withheld', this.about.language, { codes }) };
  }

  private async filtered(
    { versions }: RedactedItem,
    parts: ReadonlyMap<string, OpenedParts>,
  ): Promise<ReadonlyMap<string, OpenedParts>> {
    const filtered = new Map<string, OpenedParts>();
    for (const version of versions) {
      const whole = parts.get(version.snapshotId);
      if (!whole) throw new Error(`The parts of version ${version.snapshotId} were not opened`);
      const shown = new Set(version.shownParts);
      filtered.set(version.snapshotId, {
        partsTxt: whole.partsTxt,
        parts: whole.parts.filter(({ name }) => shown.has(name)),
        large: whole.large?.filter(({ name }) => shown.has(name)) ?? [],
        drawn: await drawnOf(version, whole.parts),
      });
    }
    return filtered;
  }
}

function withheldMedia({ no, item }: RuledView, { decision, versions }: RedactedItem): WithheldMedium[] {
  const whole = decision === 'withheld' ? item.versions : [];
  return [
    ...whole.flatMap(({ snapshotId, media }) =>
      media.map(({ ordinal }) => ({ item: no, snapshotId, ordinal, regions: [] })),
    ),
    ...versions.flatMap(({ snapshotId, media }) =>
      media
        .filter(({ outcome }) => outcome !== 'whole')
        .map(({ ordinal, regions }) => ({ item: no, snapshotId, ordinal, regions })),
    ),
  ];
}

/** Whoever is covered in one item is covered in all: what they wrote themselves is found by their handles. */
async function writtenBy(
  persons: readonly MaskedPerson[],
  {
    content,
    others,
    country,
  }: {
    readonly content: BundleContent;
    readonly others: readonly Pick<RuledView, 'no' | 'item'>[];
    readonly country: string;
  },
): Promise<RuledItem[]> {
  const handles = new Set(persons.flatMap((person) => person.handles));
  const released = { decision: 'released', codes: [], redactions: [] } as const;
  const written: RuledItem[] = [];
  for (const { no, item } of others) {
    if (!handles.has(item.author?.handle ?? '')) continue;
    const ruling = { itemId: item.id, ruling: released, grounds: [] };
    written.push(await slim(content, { no, item, ruling }, country));
  }
  return written;
}

function partyGrounds({ release: { rulings }, others }: PlannedRelease): ExemptionUse[] {
  const byCode = new Map<string, ExemptionUse>();
  if (others !== null) byCode.set(others.code, { code: others.code, statute: null, harm: null });
  for (const { ruling, grounds } of rulings.values()) {
    const covering = new Set(
      ruling.redactions.filter(({ target }) => target.kind === 'author').map(({ code }) => code),
    );
    for (const ground of grounds) if (covering.has(ground.code)) byCode.set(ground.code, ground);
  }
  return [...byCode.values()];
}

function isTouched({ withheldParts }: RedactedVersion): boolean {
  return withheldParts.length > 0;
}

function codesIn({ runs, media }: RedactedVersion): string[] {
  const covered = [...runs.values()].flat().flatMap((run) => (run.kind === 'kept' ? [] : run.codes));
  return [...covered, ...media.flatMap(({ codes }) => codes)];
}

async function drawnOf({ media }: RedactedVersion, parts: readonly OpenedPart[]): Promise<DrawnMedium[]> {
  const drawn: DrawnMedium[] = [];
  for (const { ordinal, outcome, regions } of media) {
    const original = parts.find(({ name }) => name === `medium-${ordinal}`)?.bytes;
    if (outcome === 'whole' || (outcome === 'redrawn' && original === undefined)) continue;
    if (outcome === 'withheld') drawn.push({ ordinal, bytes: await blackField(), mime: 'image/png' });
    else if (original) {
      const { bytes, mime } = await redactPicture(original, pixelRegions(regions, await uprightSize(original)));
      drawn.push({ ordinal, bytes, mime });
    }
  }
  return drawn;
}

/** What stands for a medium withheld whole: of one size, whatever the medium was, and without text, so without fonts. */
async function blackField(): Promise<Buffer> {
  const field = { width: 480, height: 270, channels: 3, background: '#1b1b1b' } as const;
  return sharp({ create: field }).png({ compressionLevel: 9 }).toBuffer();
}

function refuseExposed(view: RuledView, { exposed }: RedactedItem): void {
  const [first] = exposed;
  if (!first) return;
  throw refused(
    view,
    `what is withheld in it under ${first.code} can still be read in ${first.field}. Cover it there too, or uncover both.`,
  );
}

function refused({ no, item: { id } }: RuledView, why: string): Refusal {
  return new Refusal('wrong-state', `The bundle was not made, because of item ${no} (${id}): ${why}`, { item: id });
}
