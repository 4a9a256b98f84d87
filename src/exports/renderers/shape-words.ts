interface Shaped {
  readonly glyphs: readonly object[];
  readonly positions: readonly object[];
  readonly advanceWidth: number;
}

/** A font as pdfkit holds it; its types leave this out. */
interface ShapingFont {
  layoutRun(text: string, features?: unknown): Shaped;
  layoutCached(text: string): Shaped;
}

/** Letters with their marks shape each other; a figure, a sign or a space stands by itself. */
const PARTS = /[\p{L}\p{M}]+|\p{N}|[^\p{L}\p{M}\p{N}]+/gu;
const MOST_KEPT = 20_000;

const prepared = new WeakSet<object>();

/**
 * Shaping is most of the work of a page. pdfkit shapes every different word anew and keeps each for ever; here the parts
 * of words are shaped once (addresses and dates are made of the same few), and what is kept is bounded. `byParts` is
 * for fonts whose signs do not join over spaces and figures; a font that always gets the same features says `whole`.
 */
export function shapeOnce(held: unknown, how: 'byParts' | 'whole'): void {
  const font: ShapingFont & object = Object(held);
  if (prepared.has(font)) return;
  prepared.add(font);
  const shape = font.layoutRun.bind(font);
  const kept = new Map<string, Shaped>();
  const once = (text: string, features?: unknown): Shaped => {
    const known = kept.get(text);
    if (known) return known;
    const { glyphs, positions, advanceWidth } = shape(text, features);
    return keep(kept, text, { glyphs, positions, advanceWidth });
  };
  const words = new Map<string, Shaped>();
  const byParts = (text: string): Shaped =>
    words.get(text) ?? keep(words, text, joined((text.match(PARTS) ?? []).map((part) => once(part))));
  font.layoutRun = once;
  font.layoutCached = how === 'whole' ? once : byParts;
}

function keep(kept: Map<string, Shaped>, text: string, shaped: Shaped): Shaped {
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(text, shaped);
  return shaped;
}

function joined(parts: readonly Shaped[]): Shaped {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const whole = { glyphs: [] as object[], positions: [] as object[], advanceWidth: 0 };
  for (const { glyphs, positions, advanceWidth } of parts) {
    whole.glyphs.push(...glyphs);
    whole.positions.push(...positions);
    whole.advanceWidth += advanceWidth;
  }
  return whole;
}
