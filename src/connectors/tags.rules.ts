/** Hashtags of a text, without the sign, in order; for platforms that do not list them. */
export function tagsIn(text: string): readonly string[] {
  return [
    ...new Set(
      [...text.matchAll(/(?<![\p{L}\p{N}_&/])#([\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*)/gu)].map(([, tag]) => tag ?? ''),
    ),
  ];
}
