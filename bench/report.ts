import { cpus } from 'node:os';

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Absent where the figure only explains others. */
  readonly goal?: { readonly least: number } | { readonly most: number };
}

export interface Measured {
  readonly bench: string;
  /** What it was measured with, e.g. how many items. */
  readonly setting: Readonly<Record<string, string | number>>;
  readonly figures: readonly Figure[];
}

export function printJson({ bench, setting, figures }: Measured): string {
  const told = figures.map((figure) => {
    const reached = isReached(figure);
    return reached === null ? figure : { ...figure, reached };
  });
  return `${JSON.stringify({ bench, setting, machine: machine(), figures: told }, null, 2)}\n`;
}

export function printTable({ bench, setting, figures }: Measured): string {
  const facts = Object.entries({ ...setting, ...machine() }).map(([name, value]) => `${name} ${value}`);
  const rows = figures.map((figure) => [figure.name, inDigits(figure.value), figure.unit, goalOf(figure)] as const);
  const width = (column: 0 | 1 | 2): number => Math.max(...rows.map((row) => row[column].length));
  const lines = rows.map(([name, value, unit, goal]) =>
    `  ${name.padEnd(width(0))}  ${value.padStart(width(1))} ${unit.padEnd(width(2))}  ${goal}`.trimEnd(),
  );
  return `${bench}: ${facts.join(', ')}\n${lines.join('\n')}\n`;
}

function isReached({ value, goal }: Figure): boolean | null {
  if (!goal) return null;
  return 'least' in goal ? value >= goal.least : value <= goal.most;
}

function goalOf(figure: Figure): string {
  const { goal } = figure;
  if (!goal) return '';
  const wanted = 'least' in goal ? `at least ${inDigits(goal.least)}` : `at most ${inDigits(goal.most)}`;
  return `goal ${wanted}: ${isReached(figure) === true ? 'reached' : 'not reached'}`;
}

function inDigits(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: Math.abs(value) >= 100 ? 0 : 2 });
}

function machine(): Record<string, string | number> {
  return { cpus: cpus().length, cpu: cpus()[0]?.model ?? 'unknown', node: process.version };
}

/** `at`: 0.5 is the median. */
export function quantile(values: readonly number[], at: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(at * sorted.length))] ?? NaN;
}
