/** Shorter strings stand anywhere by chance. */
const SHORTEST = 4;

/** Whether any of these texts stands in the bytes, as it is or as JSON writes it. */
export function holdsAny(bytes: Buffer, texts: readonly string[]): boolean {
  return texts
    .filter((text) => text.length >= SHORTEST)
    .some((text) => bytes.includes(text) || bytes.includes(JSON.stringify(text).slice(1, -1)));
}
