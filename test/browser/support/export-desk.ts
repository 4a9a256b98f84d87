import type { ExportView } from '../../../src/exports/index.js';

const EXPORT = {
  id: 'e1',
  name: 'EXP-2026-0001-unredacted',
  status: 'waiting',
  step: 'records',
  percent: 0,
  etaSeconds: 2,
  checked: null,
  madeAt: '2026-05-20T14:00:00.000Z',
  madeBy: 'Marta Zielinski',
  window: { from: null, to: null, zone: 'America/Chicago' },
  fault: null,
  files: [],
} satisfies Partial<ExportView>;

const PARTS = [25_000_000, 1_200_000].map((bytes, i) => ({
  name: `EXP-2026-0001-unredacted.part${i + 1}of2.zip`,
  bytes,
  href: `/api/v1/exports/e1/file?part=${i + 1}`,
}));

/** The one export of the fixture server: ready, in two parts, at the third look. */
export class ExportDesk {
  readonly asked: unknown[] = [];
  private looks = 0;

  begin(body: unknown): object {
    this.asked.push(body);
    return EXPORT;
  }

  proposed(): object[] {
    return this.asked.map(() => ({ ...EXPORT, status: 'proposed' }));
  }

  look(): object {
    this.looks += 1;
    if (this.looks <= 2) return { ...EXPORT, status: 'running', percent: 40 * this.looks };
    return { ...EXPORT, status: 'ready', percent: 100, files: PARTS };
  }
}
