import type { Sentences } from './sentences.js';

/** How a version came here other than by its platform's answer: said by the page, the viewer, a bundle and the terminal. */
export const broughtSentences = {
  'brought.download': {
    en: 'From the account’s own download of {made}, imported by {by} on {at}.',
    pl: 'Z archiwum konta pobranego z serwisu, przygotowanego {made}; import: {by}, {at}.',
  },
  'brought.download-undated': {
    en: 'From the account’s own download, which does not say when it was made, imported by {by} on {at}.',
    pl: 'Z archiwum konta pobranego z serwisu, bez podanej daty przygotowania; import: {by}, {at}.',
  },
  'brought.hand': {
    en: 'Recorded by hand, not captured: seen by {seenBy} on {seenAt}; handed in by {by} on {at}.',
    pl: 'Zapis ręczny, nie automatyczny: widział(a) {seenBy}, {seenAt}; przekazano: {by}, {at}.',
  },
  'brought.device': { en: 'Seen with: {device}', pl: 'Urządzenie: {device}' },
  'brought.manner': { en: 'How it was seen and saved: {manner}', pl: 'Jak odczytano i zapisano: {manner}' },
  'brought.typed': {
    en: 'The text was typed by that person; the files show what was seen.',
    pl: 'Tekst przepisała ta osoba; co było widać, pokazują pliki.',
  },
} as const satisfies Sentences;

/** What is said, in order, with the values each sentence takes; times as they are stored. */
export function broughtKeys(brought: BroughtToTell): readonly BroughtLine[] {
  if (brought.how === 'download') {
    const { madeAt, by, at } = brought;
    return madeAt === null
      ? [{ key: 'download-undated', words: { by }, times: { at } }]
      : [{ key: 'download', words: { by }, times: { made: madeAt, at } }];
  }
  const { seenBy, seenAt, by, at, device, manner, typed } = brought;
  const lines: BroughtLine[] = [{ key: 'hand', words: { seenBy, by }, times: { seenAt, at } }];
  if (device !== null) lines.push({ key: 'device', words: { device }, times: {} });
  if (manner !== null) lines.push({ key: 'manner', words: { manner }, times: {} });
  if (typed) lines.push({ key: 'typed', words: {}, times: {} });
  return lines;
}

export interface BroughtLine {
  /** Behind `brought.`. */
  readonly key: 'download' | 'download-undated' | 'hand' | 'device' | 'manner' | 'typed';
  readonly words: Readonly<Record<string, string>>;
  /** RFC 3339; whoever says the sentence writes them in the zone of the body. */
  readonly times: Readonly<Record<string, string>>;
}

type BroughtToTell =
  | { readonly how: 'download'; readonly madeAt: string | null; readonly by: string; readonly at: string }
  | {
      readonly how: 'hand';
      readonly seenBy: string;
      readonly seenAt: string;
      readonly device: string | null;
      readonly manner: string | null;
      readonly typed: boolean;
      readonly by: string;
      readonly at: string;
    };
