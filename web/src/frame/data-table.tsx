import type { ReactNode } from 'react';
import type { PageKey } from '../../../src/platform/sentences/page.sentences.js';
import { useSay } from './language.js';

export interface Column {
  readonly title: PageKey;
  /** Its cells stand under it to the right. */
  readonly isNumber?: boolean;
}

/** A table that scrolls by itself on a narrow screen, by keyboard too; `title` names it to who does not see it. */
export function DataTable(props: {
  title: string;
  columns: readonly Column[];
  compact?: boolean;
  children: ReactNode;
}): ReactNode {
  const say = useSay();
  const { title, columns, compact = false, children } = props;
  return (
    <div className="ak-scroll" role="region" aria-label={title} tabIndex={0}>
      <table className={`usa-table usa-table--borderless ${compact ? 'usa-table--compact' : ''} ak-table`}>
        <caption className="usa-sr-only">{title}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.title} scope="col" className={column.isNumber === true ? 'ak-number' : undefined}>
                {say(column.title)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
