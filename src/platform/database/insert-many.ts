import type { EntityManager } from 'typeorm';

/** A column, its PostgreSQL type, and the values of all rows in order. */
export type ColumnValues = readonly [name: string, type: string, values: readonly unknown[]];

/** One multi-row statement however many rows; nothing at all for none. Names come from code, values are parameters. */
export async function insertMany(
  tx: EntityManager,
  table: string,
  columns: readonly ColumnValues[],
  conflict = '',
): Promise<void> {
  if ((columns[0]?.[2].length ?? 0) === 0) return;
  const names = columns.map(([name]) => name).join(', ');
  const arrays = columns.map(([, type], i) => `$${i + 1}::${type}[]`).join(', ');
  await tx.query(
    `INSERT INTO ${table} (${names}) SELECT * FROM unnest(${arrays}) ${conflict}`,
    columns.map(([, , values]) => values),
  );
}
