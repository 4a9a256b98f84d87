declare module 'fontkit' {
  /** The part of fontkit 2 used here: which characters a font can draw. */
  export function openSync(file: string): { hasGlyphForCodePoint(codePoint: number): boolean };
}
