import { isForm, numberIn } from '../../src/retention/numbering.rules.js';

describe('the numbers of a register', () => {
  it.each([
    ['{year}-{n:4}', 2026, 31, '2026-0031'],
    ['UDIP {year}/{n}', 2026, 7, 'UDIP 2026/7'],
    ['{n:3}.{yy}', 2026, 12_345, '12345.26'],
  ])('in the form %s are written as the office writes them', (form, year, n, written) => {
    expect(isForm(form)).toBe(true);
    expect(numberIn(form, year, n)).toBe(written);
  });

  it.each([
    '{year}',
    '{n}',
    '{n}-{n}-{year}',
    '{year}{yy}{n}',
    '{month}-{n}',
    '{year}-{n:0}',
    '',
    `${'x'.repeat(40)}{year}{n}`,
  ])('cannot have the form "%s"', (form) => {
    expect(isForm(form)).toBe(false);
  });
});
