/** What somebody wrote, without blanks around it; null where nothing is left. */
export function optionalWords(text: string | null | undefined): string | null {
  const words = text?.replaceAll('\0', '').trim() ?? '';
  return words === '' ? null : words;
}
