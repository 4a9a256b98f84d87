import type { FieldValue } from '../query.types.js';

const LONGEST = 200;

/** The number of something in a register, as people write it there, or `any`. Capital letters do not matter to it. */
export function readNumber(typed: string, what: { readonly en: string; readonly pl: string }): FieldValue {
  const value = typed.replaceAll(/\s+/gu, ' ').trim();
  if (value.toLowerCase() === 'any') return { value: 'any' };
  const isNumber = value.length > 0 && value.length <= LONGEST && !/[\p{C}"“”„]/u.test(value);
  return isNumber ? { value } : { expected: what };
}
