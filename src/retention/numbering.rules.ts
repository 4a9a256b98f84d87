/** How a register writes its numbers: `{year}` or `{yy}`, and `{n}` or with its fewest digits `{n:4}`, once each at most. */
const FORM = /^[^{}]*(?:\{(?:year|yy|n(?::[1-9])?)\}[^{}]*){1,2}$/;

export function isForm(form: string): boolean {
  const places = form.match(/\{[^}]*\}/g) ?? [];
  const counts = (of: RegExp): number => places.filter((place) => of.test(place)).length;
  return (
    FORM.test(form) && counts(/^\{n/) === 1 && counts(/^\{y/) === 1 && form.length <= 40 && /^[\x20-\x7e]+$/.test(form)
  );
}

/** `{year}-{n:4}` with 2026 and 31 is `2026-0031`. */
export function numberIn(form: string, year: number, n: number): string {
  return form
    .replace('{year}', String(year))
    .replace('{yy}', String(year % 100).padStart(2, '0'))
    .replace(/\{n(?::(\d))?\}/, (_, digits: string | undefined) => String(n).padStart(Number(digits ?? 1), '0'));
}
