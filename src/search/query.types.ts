/** Words that stand one after the other, `step` places after the one before; the last may be only a word's beginning. */
export interface Phrase {
  readonly words: readonly { readonly word: string; readonly step: number }[];
  readonly prefix: boolean;
  /** As it is written down again: it becomes the same words. */
  readonly text: string;
}

/** What is looked for. An item is found when one of its versions, with what it repeats or quotes beside it, answers it. */
export type Query =
  | { readonly op: 'everything' }
  | { readonly op: 'and' | 'or'; readonly parts: readonly Query[] }
  | { readonly op: 'not'; readonly part: Query }
  | { readonly op: 'words'; readonly phrase: Phrase }
  | {
      readonly op: 'near';
      /** At most so many places lie between the end of one and the beginning of the other. */
      readonly within: number;
      /** One of the left near one of the right, in either order. */
      readonly left: readonly Phrase[];
      readonly right: readonly Phrase[];
    }
  | { readonly op: 'field'; readonly name: string; readonly value: string };

/** What a field makes of what stands after its colon: the one spelling of it, or what it would have taken. */
export type FieldValue =
  { readonly value: string } | { readonly expected: { readonly en: string; readonly pl: string } };

/** As much of a field as reading a query needs. */
export interface FieldReader {
  readonly name: string;
  read(typed: string): FieldValue;
  inWords(value: string, language: 'en' | 'pl'): string;
}

export type FieldReaders = ReadonlyMap<string, FieldReader>;
