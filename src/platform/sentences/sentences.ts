import { IntlMessageFormat } from 'intl-messageformat';

export type Language = 'en' | 'pl';
/** A part of the catalogue: each sentence stands beside its translation, so neither is changed alone. */
export type Sentences = Readonly<Record<string, Readonly<Record<Language, string>>>>;
export type SentenceValues = Readonly<Record<string, string | number>>;

const formats = new Map<string, IntlMessageFormat>();

/** The sentence of `catalogue` under `key` with ICU values filled in. Times are put into words by the caller. */
export function say<C extends Sentences>(
  catalogue: C,
  key: keyof C & string,
  language: Language,
  values: SentenceValues = {},
): string {
  const pattern = catalogue[key]?.[language];
  if (pattern === undefined) throw new Error(`No sentence ${key} in ${language}`);
  const id = `${language}:${pattern}`;
  let format = formats.get(id);
  if (!format) formats.set(id, (format = new IntlMessageFormat(pattern, language, undefined, { ignoreTag: true })));
  return String(format.format(values));
}
