import type { Actor, Days } from '../../platform/index.js';

export const REPORTS = [
  'unscheduled',
  'coming-due',
  'on-hold',
  'disposed',
  'exceptions',
  'counters',
  'moderation',
] as const;
export type ReportName = (typeof REPORTS)[number];

export interface ReportColumn {
  /** Its title is the sentence `column.<id>`. */
  readonly id: string;
  readonly isNumber: boolean;
}

export type Cell = string | number | null;

export interface ReportSection {
  /** Its title is the sentence `section.<report>.<id>`. */
  readonly id: string;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** How many rows there are; more than are shown where there are very many. */
  readonly total: number;
}

/** Tables with exact counts, as of one moment. */
export interface Report {
  readonly name: ReportName;
  /** What is told is as of then; null: what it is made from has never been worked out. */
  readonly asOf: string | null;
  /** The clock its times are told by: that of the bodies, where they have one. */
  readonly zone: string;
  readonly sections: readonly ReportSection[];
}

export type MadeReport = Omit<Report, 'zone'>;

export interface ReportAsked {
  /** How far it looks ahead, or back. */
  readonly months: number;
  /** Inclusive local days, for a report that tells of what happened between two; others refuse them. */
  readonly days?: Days;
}

/** One report; each is a class of its own. */
export interface MakesReport {
  readonly name: ReportName;
  /** Whether it may be asked about some days. */
  readonly byDays?: true;
  run(actor: Actor, asked: ReportAsked): Promise<MadeReport>;
}

/** Rows of one table that are shown; the rest is counted. */
export const MOST_ROWS = 5_000;

/** Columns by name; a number's name ends with `#`. */
export function section(
  id: string,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
  total = rows.length,
): ReportSection {
  return {
    id,
    columns: columns.map((name) => ({ id: name.replace(/#$/, ''), isNumber: name.endsWith('#') })),
    rows: rows.slice(0, MOST_ROWS),
    total,
  };
}
