/** The text fields of a form that were filled in, without the space around them. */
export function fieldsOf(form: HTMLFormElement): Record<string, string> {
  const pairs = [...new FormData(form).entries()].flatMap(([name, value]) => {
    const text = typeof value === 'string' ? value.trim() : '';
    return text === '' ? [] : [[name, text] as const];
  });
  return Object.fromEntries(pairs);
}
