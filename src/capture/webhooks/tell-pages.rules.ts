/** From what deliveries tell to pages as any connector yields them. Pure: what is known is handed in. */
import { refText } from '../../archive/content.rules.js';
import type { FoundItem } from '../../archive/index.js';
import type { ItemBody, ItemRef, Observation, Page, RawExchange, Told } from '../../connectors/index.js';
import type { ToldIn } from './arrange-told.rules.js';

/** What is known of an item a delivery speaks of. */
export interface KnownOf {
  readonly found: FoundItem | null;
  readonly newest: ItemBody | null;
  /** When what a delivery last told of it happened. */
  readonly toldAt: Date | null;
  readonly shownAt: Date | null;
  /** Whether it has a version that says exactly this. */
  readonly hasVersion: (body: ItemBody) => boolean;
}

/** An answer to the question what stands there, asked because a delivery does not hold all of it. */
export interface LookedAt {
  readonly exchange: RawExchange;
  readonly observations: readonly Observation[];
}

export interface ToldPage {
  readonly page: Page;
  readonly deliveries: readonly string[];
  readonly told: readonly { readonly ref: ItemRef; readonly toldAt: Date | null; readonly shownAt: Date | null }[];
}

export interface TellInput {
  readonly told: readonly ToldIn[];
  readonly exchangeOf: (delivery: string) => RawExchange;
  readonly known: (ref: ItemRef) => KnownOf;
  readonly looked: readonly LookedAt[];
}

export function tellPages(input: TellInput): readonly ToldPage[] {
  return new TellPages(input).run();
}

interface Item {
  readonly hasVersion: KnownOf['hasVersion'];
  newest: ItemBody | null;
  toldAt: Date | null;
  shownAt: Date | null;
  isGone: boolean;
  isHere: boolean;
}

/** Deliveries of one page: what is told first is in the archive while the rest is still judged. */
const MOST_DELIVERIES = 50;

class TellPages {
  private readonly items = new Map<string, Item>();
  private readonly bodies: ReadonlyMap<string, ItemBody>;
  private readonly pages: ToldPage[] = [];
  private page = new Growing();

  constructor(private readonly input: TellInput) {
    const shown = input.looked.flatMap(({ observations }) => observations);
    this.bodies = new Map(shown.flatMap((one) => (one.type === 'snapshot' ? [[refText(one.ref), one.body]] : [])));
  }

  run(): readonly ToldPage[] {
    for (const one of this.input.told) this.one(one);
    for (const { exchange, observations } of this.input.looked) this.look(exchange, observations);
    this.turn();
    return this.pages;
  }

  private one({ told, delivery }: ToldIn): void {
    const item = this.item(told.ref);
    const at = new Date(told.at);
    const name = refText(told.ref);
    // A page says of an item that it is there or that it is not: what comes after the other is a page of its own.
    if (this.page.parts(name, told.what === 'removed') || this.page.isFullFor(delivery)) this.turn();
    const place = this.page.exchange(this.input.exchangeOf(delivery), delivery);
    const evidence = { exchange: place, range: told.what === 'removed' ? null : told.range };
    if (told.what === 'removed') this.removed(told, item, evidence);
    else this.said({ told, item, at, evidence });
    if (told.what === 'hidden' || told.what === 'shown') this.turned({ told, item, at, evidence });
    this.page.note(told.ref, item);
  }

  private removed({ ref }: Told, item: Item, evidence: Evidence): void {
    if (!item.isHere || item.isGone) return;
    this.page.observe({ type: 'gone', ref, evidence, ground: 'asserted', cause: 'unknown' });
    item.isGone = true;
  }

  private said({ told, item, at, evidence }: Saying): void {
    const body = saysWhatStands(told, item) ? this.bodyOf(told, item) : null;
    if (!body) return;
    if (item.isGone || isOvertaken(item, at)) this.past(told.ref, { item, body, evidence });
    else {
      this.page.observe({ type: 'snapshot', ref: told.ref, body, evidence, counts: {} });
      Object.assign(item, { newest: body, toldAt: at, isHere: true });
    }
  }

  /** Kept as what stood there before; what stands there now, or stood there last, is said again. */
  private past(ref: ItemRef, { item, body, evidence }: { item: Item; body: ItemBody; evidence: Evidence }): void {
    if (!item.newest || item.hasVersion(body) || body.text === item.newest.text) return;
    const said = {
      type: 'snapshot' as const,
      ref,
      evidence,
      counts: {},
      ...(item.isGone ? { past: true as const } : {}),
    };
    this.page.observe({ ...said, body });
    this.page.observe({ ...said, body: item.newest });
  }

  private turned({ told, item, at, evidence }: Saying): void {
    // Of what is gone by now it happened before: it is told all the same.
    if (!item.isHere || (item.shownAt && at < item.shownAt)) return;
    const shown = told.what === 'shown';
    this.page.observe({ type: 'visibility', ref: told.ref, evidence, shown, by: told.by, at: told.at });
    item.shownAt = at;
  }

  /** What a delivery does not hold is as it was known, or as a look has just shown it. */
  private bodyOf({ ref, body, whole }: Told, { newest }: Item): ItemBody | null {
    const rest = newest ?? this.bodies.get(refText(ref)) ?? null;
    if (!body) return rest;
    return rest === null || (whole && newest === null) ? body : { ...rest, text: body.text, tags: body.tags };
  }

  private look(exchange: RawExchange, observations: readonly Observation[]): void {
    const shown = observations.filter((one) => one.type !== 'gap' && !this.item(one.ref).isGone);
    if (shown.length === 0) return;
    if (shown.some((one) => one.type !== 'gap' && this.page.parts(refText(one.ref), false))) this.turn();
    const place = this.page.exchange(exchange, null);
    for (const one of shown) if (one.type !== 'gap') this.page.observe(restingOn(one, place));
  }

  private item(ref: ItemRef): Item {
    const name = refText(ref);
    const standing = this.items.get(name);
    if (standing) return standing;
    const { found, newest, toldAt, shownAt, hasVersion } = this.input.known(ref);
    const isGone = found?.state === 'gone';
    const item: Item = { newest, toldAt, shownAt, hasVersion, isGone, isHere: found !== null };
    this.items.set(name, item);
    return item;
  }

  private turn(): void {
    const page = this.page.finish();
    if (page) this.pages.push(page);
    this.page = new Growing();
  }
}

function isOvertaken({ newest, toldAt }: Item, at: Date): boolean {
  return newest !== null && toldAt !== null && at < toldAt;
}

/** That an item was hidden or shown says what stands in it only where nothing is known of it. */
function saysWhatStands({ what }: Told, { isHere }: Item): boolean {
  return what === 'added' || what === 'edited' || !isHere;
}

type Evidence = Extract<Observation, { type: 'snapshot' }>['evidence'];
type Resting = Exclude<Observation, { type: 'gap' }>;

interface Saying {
  readonly told: Told;
  readonly item: Item;
  readonly at: Date;
  readonly evidence: Evidence;
}

function restingOn(observation: Resting, exchange: number): Observation {
  return { ...observation, evidence: { ...observation.evidence, exchange } };
}

/** One page while it is put together. */
class Growing {
  private readonly exchanges: RawExchange[] = [];
  private readonly observations: Observation[] = [];
  private readonly places = new Map<string, number>();
  private readonly shown = new Set<string>();
  private readonly gone = new Set<string>();
  private readonly told = new Map<string, ToldPage['told'][number]>();

  /** Whether it says the other of the item already. */
  parts(name: string, isRemoval: boolean): boolean {
    return isRemoval ? this.shown.has(name) : this.gone.has(name);
  }

  /** A delivery it has already is not torn. */
  isFullFor(delivery: string): boolean {
    return this.exchanges.length >= MOST_DELIVERIES && !this.places.has(delivery);
  }

  exchange(raw: RawExchange, delivery: string | null): number {
    const known = delivery === null ? undefined : this.places.get(delivery);
    if (known !== undefined) return known;
    const place = this.exchanges.push(raw) - 1;
    if (delivery !== null) this.places.set(delivery, place);
    return place;
  }

  observe(observation: Observation): void {
    if (observation.type === 'gap') return;
    (observation.type === 'gone' ? this.gone : this.shown).add(refText(observation.ref));
    this.observations.push(observation);
  }

  note(ref: ItemRef, { toldAt, shownAt }: Pick<Item, 'toldAt' | 'shownAt'>): void {
    if (toldAt || shownAt) this.told.set(refText(ref), { ref, toldAt, shownAt });
  }

  finish(): ToldPage | null {
    if (this.exchanges.length === 0) return null;
    const { exchanges, observations } = this;
    return {
      page: { exchanges, observations, next: null, done: false },
      deliveries: [...this.places.keys()],
      told: [...this.told.values()],
    };
  }
}
