import { Finder } from './leak-test/finder.rules.js';

/** Shorter strings stand anywhere by chance. */
const SHORTEST = 4;

/** Answers whether any of these texts stands in bytes, as it is or as JSON writes it, however many they are. */
export function findAny(texts: readonly string[]): (bytes: Buffer) => boolean {
  const told = texts.filter((text) => text.length >= SHORTEST);
  const forms = new Set(told.flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]));
  const finder = new Finder(
    Array.from(forms, (form) => Buffer.from(form)),
    SHORTEST,
  );
  return (bytes) => {
    let isFound = false;
    finder.scan(bytes, bytes.length, () => (isFound = true));
    return isFound;
  };
}
