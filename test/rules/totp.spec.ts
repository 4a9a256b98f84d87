import * as fc from 'fast-check';
import { generateSync } from 'otplib';
import { newRecoveryCodes, readCode } from '../../src/identity/second-factor/codes.rules.js';
import { factorAddress, newFactorSecret, qrCode, stepOf } from '../../src/identity/second-factor/totp.rules.js';

/** The secret of RFC 6238, appendix B, in base 32; its codes there have eight digits, of which apps show the last six. */
const OF_THE_RFC = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('codes of a second factor', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('at %i seconds are those of RFC 6238', (seconds, code) => {
    expect(stepOf(code, OF_THE_RFC, new Date(seconds * 1000))).toBe(Math.floor(seconds / 30));
  });

  it('are taken half a minute early or late, known by their own half minute, and no further', () => {
    const secret = newFactorSecret();
    const steps = fc.integer({ min: 1_000_000, max: 100_000_000 });
    fc.assert(
      fc.property(steps, fc.integer({ min: -3, max: 3 }), fc.integer({ min: 0, max: 29 }), (step, off, second) => {
        const code = generateSync({ secret, epoch: step * 30 });
        const now = new Date(((step + off) * 30 + second) * 1000);
        expect(stepOf(code, secret, now)).toBe(Math.abs(off) <= 1 ? step : null);
      }),
    );
  });

  it('are read as people copy them, and of nothing else', () => {
    expect(readCode(' 287 082 ')).toEqual({ how: 'code', code: '287082' });
    expect(readCode('ABCD efgh-ijkl-2345')).toEqual({ how: 'recovery-code', code: 'abcdefghijkl2345' });
    for (const typed of ['', '28708', '2870821', 'abcd-efgh-ijkl-0000', 'abcd-efgh-ijkl', '٢٨٧٠٨٢']) {
      expect([typed, readCode(typed)]).toEqual([typed, null]);
    }
  });

  it('for the day the app is lost are ten, each of eighty bits, and no two are alike', () => {
    const codes = Array.from({ length: 50 }, newRecoveryCodes).flat();
    expect(new Set(codes).size).toBe(500);
    for (const code of codes) expect(readCode(code)?.how).toBe('recovery-code');
    expect(codes.every((code) => /^([a-z2-7]{4}-){3}[a-z2-7]{4}$/.test(code))).toBe(true);
  });

  it('are drawn as a QR code that has its three corners and fits into its square', () => {
    const address = factorAddress(OF_THE_RFC, { issuer: 'Akta records.newford.example', login: 'inez' });
    expect(address).toBe(
      `otpauth://totp/Akta%20records.newford.example:inez?secret=${OF_THE_RFC}&issuer=Akta%20records.newford.example`,
    );
    const { size, path } = qrCode(address);
    const dark = new Set(Array.from(path.matchAll(/M(\d+) (\d+)h1v1h-1z/g), ([, x, y]) => `${x} ${y}`));
    expect(path.replaceAll(/M\d+ \d+h1v1h-1z/g, '')).toBe('');
    const corner = (x: number, y: number): boolean =>
      [0, 1, 2, 3, 4, 5, 6].every((n) => dark.has(`${x + n} ${y}`) && dark.has(`${x} ${y + n}`));
    expect([corner(4, 4), corner(size - 11, 4), corner(4, size - 11)]).toEqual([true, true, true]);
    expect([...dark].every((at) => at.split(' ').every((n) => Number(n) >= 4 && Number(n) < size - 4))).toBe(true);
  });
});
