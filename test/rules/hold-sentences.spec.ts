import { heldSentence } from '../../src/retention/index.js';

const LAWSUIT = {
  number: '2026-L-014', matter_number: '2026-CV-0417', matter_name: 'Kowalczyk', matter_kind: 'litigation',
} as const; // prettier-ignore
const REQUEST = {
  number: '2026-L-015', matter_number: '2026-0031', matter_name: 'Dana Whitlock', matter_kind: 'request',
} as const; // prettier-ignore

describe('the sentence that refuses a destruction', () => {
  it('names the holds, says how long and that nothing was changed, in both languages', () => {
    expect(heldSentence('12', [LAWSUIT, REQUEST], 'en')).toBe(
      'Not destroyed: item 12 is under 2 holds, 2026-L-014 Kowalczyk and request 2026-0031. It stays until both are released. Nothing was changed.',
    );
    expect(heldSentence('12', [LAWSUIT, REQUEST], 'pl')).toBe(
      'Nie zniszczono: wpis 12 obejmują 2 blokady: 2026-L-014 Kowalczyk oraz wniosek 2026-0031. Pozostanie w archiwum do zwolnienia obu. Niczego nie zmieniono.',
    );
  });

  it('counts as people do', () => {
    expect(heldSentence('12', [LAWSUIT], 'en')).toContain(
      'under 1 hold, 2026-L-014 Kowalczyk. It stays until it is released.',
    );
    expect(
      heldSentence(
        '12',
        Array.from({ length: 5 }, () => LAWSUIT),
        'pl',
      ),
    ).toContain('wpis 12 obejmuje 5 blokad:');
    expect(heldSentence('12', [LAWSUIT, LAWSUIT, REQUEST], 'en')).toContain(
      'Kowalczyk, 2026-L-014 Kowalczyk and request 2026-0031. It stays until all of them are',
    );
  });
});
