import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Bidi } from 'bidi-js';
import { openSync } from 'fontkit';

const require = createRequire(import.meta.url);
/** CommonJS whose whole export is the factory; its types say otherwise. */
const makeBidi: () => Bidi = require('bidi-js');
const bidi = makeBidi();
const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });

export type FontName = 'regular' | 'bold' | 'emoji' | 'arabic' | 'hebrew' | 'chinese';

export const FONT_FILES: Readonly<Record<FontName, string>> = {
  regular: require.resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
  bold: require.resolve('@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf'),
  emoji: require.resolve('@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf'),
  arabic: require.resolve('@expo-google-fonts/noto-naskh-arabic/400Regular/NotoNaskhArabic_400Regular.ttf'),
  hebrew: require.resolve('@expo-google-fonts/noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular.ttf'),
  chinese: join(require.resolve('@embedpdf/fonts-sc'), '../../fonts/NotoSansHans-Regular.otf'),
};

const coverage: Readonly<Record<FontName, ReturnType<typeof openSync>>> = {
  regular: openSync(FONT_FILES.regular),
  bold: openSync(FONT_FILES.bold),
  emoji: openSync(FONT_FILES.emoji),
  arabic: openSync(FONT_FILES.arabic),
  hebrew: openSync(FONT_FILES.hebrew),
  chinese: openSync(FONT_FILES.chinese),
};

/** Marks on one letter beyond this many are not writing. */
const LONGEST_CLUSTER = 12;
const EMOJI = /\p{Emoji_Presentation}|\uFE0F|\u200D|\p{Regional_Indicator}/u;
/** Joins and selects within an emoji; no font needs a glyph for them. */
const INVISIBLE = /\u200B|\u200C|\u200D|\u2060|\uFE0E|\uFE0F/gu;
/** Controls that would turn the order of what follows: shown, never obeyed. */
const CONTROL = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/u;

/** Letters of which each is a cluster by itself, that the plain fonts have, and that are read from the left. */
const PLAIN = /^[\x20-\x7e\xa1-\xac\xae-\u024f\u2013\u2014\u2018-\u201e\u2026\u20ac]*$/;

const STRETCHES = / |[^ ]+/g;

export interface Glyphs {
  readonly font: FontName;
  /** One cluster; of plain letters a whole word, for speed. */
  readonly text: string;
  readonly isWord?: boolean;
}

/**
 * The text as it can be drawn, in clusters: each in the first font that has all of it, else spelled out as `U+1234`.
 * Direction controls are spelled out too; a cluster of more than twelve code points is cut and says by how many.
 */
export function clusters(text: string, bold: boolean): Glyphs[] {
  const found: Glyphs[] = [];
  for (const [stretch] of text.matchAll(STRETCHES)) {
    if (PLAIN.test(stretch)) found.push({ font: bold ? 'bold' : 'regular', text: stretch, isWord: true });
    else for (const { segment } of segmenter.segment(stretch)) found.push(...cluster(segment, bold));
  }
  return found;
}

function cluster(segment: string, bold: boolean): Glyphs[] {
  const base: FontName = bold ? 'bold' : 'regular';
  if (segment === ' ' || segment === '\t') return [{ font: base, text: ' ' }];
  if (segment.length > LONGEST_CLUSTER) {
    const points = Array.from(segment);
    const cut = points.length - LONGEST_CLUSTER;
    if (cut > 0) return [...cluster(points.slice(0, LONGEST_CLUSTER).join(''), bold), ...spelled(`[+${cut}]`, base)];
  }
  const order: FontName[] = EMOJI.test(segment) ? ['emoji', base] : [base, 'arabic', 'hebrew', 'chinese', 'emoji'];
  const font = CONTROL.test(segment) ? undefined : order.find((name) => covers(name, segment));
  if (font === 'emoji') return [{ font, text: segment }];
  if (font !== undefined) return [{ font, text: segment.replaceAll(INVISIBLE, '') }];
  const points = Array.from(segment).map(
    (point) => `U+${(point.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
  return spelled(points.join(' '), base);
}

function spelled(text: string, font: FontName): Glyphs[] {
  return Array.from(text).map((letter) => ({ font, text: letter }));
}

function covers(font: FontName, segment: string): boolean {
  const drawn = Array.from(segment.replaceAll(INVISIBLE, ''));
  return drawn.every((point) => coverage[font].hasGlyphForCodePoint(point.codePointAt(0) ?? 0));
}

/** A stretch of a line in one font, one style and one direction. */
export interface Run<S> {
  readonly font: FontName;
  readonly style: S;
  /** As it is drawn. */
  readonly text: string;
  /** As it is read, where copying the drawn letters would give something else. */
  readonly spoken: string | null;
  /** Its place in the order of reading. */
  readonly at: number;
}

export interface Cell<S> extends Glyphs {
  readonly style: S;
}

/** A word by its letters: where it is broken, and where signs in it may turn another way. */
export function lettersOf<S>(cell: Cell<S>): Cell<S>[] {
  if (cell.isWord !== true || cell.text.length === 1) return [cell];
  return Array.from(cell.text, (text) => ({ font: cell.font, text, style: cell.style }));
}

/** Whether a paragraph reads from the right: UAX 9, rules P2 and P3. */
export function readsFromRight(text: string): boolean {
  if (PLAIN.test(text)) return false;
  return ((bidi.getEmbeddingLevels(text).paragraphs[0]?.level ?? 0) & 1) === 1;
}

/** One line's clusters as runs in the order they are seen (UAX 9, rule L2), brackets mirrored (L4). */
export function visualRuns<S>(cells: readonly Cell<S>[], fromRight: boolean): Run<S>[] {
  const text = cells.map((cell) => cell.text).join('');
  const levels = levelsOf(text, fromRight);
  const runs: { font: FontName; style: S; text: string; level: number; at: number }[] = [];
  let at = 0;
  for (const { font, style, text: piece } of levels.length === 0 ? cells : cells.flatMap(lettersOf)) {
    const level = levels[at] ?? 0;
    const last = runs.at(-1);
    if (last && last.font === font && last.style === style && last.level === level) last.text += piece;
    else runs.push({ font, style, text: piece, level, at });
    at += piece.length;
  }
  const deepest = Math.max(0, ...runs.map((run) => run.level));
  for (let level = deepest; level > 0; level -= 1) reverseAbove(runs, level);
  return runs.map(({ level, ...run }) => ({ ...run, ...asDrawn(run.font, run.text, (level & 1) === 1) }));
}

function levelsOf(text: string, fromRight: boolean): ArrayLike<number> {
  if (!fromRight && PLAIN.test(text)) return [];
  return bidi.getEmbeddingLevels(text, fromRight ? 'rtl' : 'ltr').levels;
}

/** Arabic and Hebrew are turned round by their fonts, anything else inside right-to-left text by us. */
function asDrawn(font: FontName, text: string, rtl: boolean): Pick<Run<unknown>, 'text' | 'spoken'> {
  if (font === 'arabic' || font === 'hebrew' || font === 'emoji') return { text, spoken: text };
  return rtl && text.trim() !== '' ? { text: mirrored(text), spoken: text } : { text, spoken: null };
}

function reverseAbove(runs: { level: number }[], level: number): void {
  for (let from = 0; from < runs.length; from += 1) {
    if ((runs[from]?.level ?? 0) < level) continue;
    let to = from;
    while (to < runs.length && (runs[to]?.level ?? 0) >= level) to += 1;
    runs.splice(from, to - from, ...runs.slice(from, to).toReversed());
    from = to;
  }
}

function mirrored(text: string): string {
  return Array.from(text)
    .toReversed()
    .map((letter) => bidi.getMirroredCharacter(letter) ?? letter)
    .join('');
}
