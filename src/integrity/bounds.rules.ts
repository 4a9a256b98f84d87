/** Whether the times a finding states are those of the answers it rests on. */
export interface FindingRow {
  readonly id: string;
  readonly kind: string;
  readonly certainty: string;
  readonly last_seen: Date | null;
  readonly first_missing: Date | null;
  readonly confirmed: Date | null;
  readonly at: Date;
  readonly grounds: readonly { readonly exchange: string; readonly role: string }[];
  /** First missing of the removal before this finding. */
  readonly missing_before: Date | null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const CANARY_WITHIN_MS = 60_000;
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  'gone confirmed': ['first-negative', 'second-negative', 'canary'],
  'gone asserted': ['first-negative'],
  'restored confirmed': ['positive'],
  'hidden asserted': ['positive'],
  'shown asserted': ['positive'],
};
const ROLES = new Set(['last-positive', 'first-negative', 'second-negative', 'canary', 'positive']);

export function groundIds({ grounds }: FindingRow): string[] {
  return grounds.flatMap(({ exchange }) => (UUID.test(exchange) ? [exchange] : []));
}

/** `times`: when each ground was received, in milliseconds. */
export function boundsFit(row: FindingRow, times: ReadonlyMap<string, number>): boolean {
  const at = new Map(row.grounds.map(({ role, exchange }) => [role, times.get(exchange) ?? null]));
  const needed = NEEDED[`${row.kind} ${row.certainty}`];
  if (!needed?.every((role) => at.has(role)) || ![...at.keys()].every((role) => ROLES.has(role))) return false;
  if (row.kind === 'gone') return goneFits(row, at);
  return row.kind === 'restored'
    ? restoredFits(row, at.get('positive') ?? null)
    : turnedFits(row, at.get('positive') ?? null);
}

function goneFits(row: FindingRow, at: ReadonlyMap<string, number | null>): boolean {
  const timeOf = (role: string): number | null => at.get(role) ?? null;
  const first = timeOf('first-negative');
  const decisive = timeOf('second-negative') ?? first;
  const last = timeOf('last-positive');
  const away = (timeOf('canary') ?? decisive ?? 0) - (decisive ?? 0);
  return (
    [row.at, row.confirmed].every((time) => same(time, decisive)) &&
    same(row.first_missing, first) &&
    (last === null || same(row.last_seen, last)) &&
    Math.abs(away) <= CANARY_WITHIN_MS
  );
}

function restoredFits(row: FindingRow, positive: number | null): boolean {
  return (
    [row.at, row.confirmed, row.last_seen].every((time) => same(time, positive)) &&
    same(row.first_missing, row.missing_before?.getTime() ?? null)
  );
}

function turnedFits(row: FindingRow, positive: number | null): boolean {
  return [row.at, row.confirmed, row.last_seen].every((time) => same(time, positive)) && row.first_missing === null;
}

function same(time: Date | null, milliseconds: number | null): boolean {
  return (time?.getTime() ?? null) === milliseconds;
}
