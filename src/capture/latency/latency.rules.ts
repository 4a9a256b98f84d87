/** A delay as people read it: `0.4 s`, `75 s`, `12 min`, `3 h`. */
export function inSeconds(milliseconds: number, language: 'en' | 'pl'): string {
  const locale = language === 'pl' ? 'pl-PL' : 'en-GB';
  const written = (value: number, digits: number): string =>
    value.toLocaleString(locale, { maximumFractionDigits: digits });
  if (milliseconds < 10_000) return `${written(milliseconds / 1_000, 1)} s`;
  if (milliseconds < 120_000) return `${written(milliseconds / 1_000, 0)} s`;
  if (milliseconds < 7_200_000) return `${written(milliseconds / 60_000, 0)} min`;
  return `${written(milliseconds / 3_600_000, 0)} h`;
}
