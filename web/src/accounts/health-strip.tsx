import type { ReactNode } from 'react';
import type { StripCell } from '../../../src/archive/views.types.js';
import { useSay } from '../frame/language.js';
import { useMoments } from '../frame/when.js';

/** Up to ninety cells, oldest first. Read aloud as one sentence; seen as filled, hatched and hollow cells. */
export function HealthStrip({ cells, accountId }: { cells: readonly StripCell[]; accountId: string }): ReactNode {
  const say = useSay();
  const when = useMoments(accountId);
  const first = cells[0];
  const last = cells.at(-1);
  if (first === undefined || last === undefined) return null;
  const count = (state: StripCell['state']): number => cells.filter((cell) => cell.state === state).length;
  const summary = say('strip.summary', {
    from: when.full(first.from),
    to: when.full(last.from),
    seen: count('seen'),
    all: cells.length,
    gaps: count('gap'),
    none: count('none'),
  });
  return (
    <div className="ak-strip" role="img" aria-label={summary}>
      {cells.map((cell) => (
        <span
          key={cell.from}
          className={`ak-strip__cell ak-strip__cell--${cell.state}`}
          title={`${when.full(cell.from)}: ${say(`strip.${cell.state}`)}`}
        />
      ))}
    </div>
  );
}

export function StripLegend(): ReactNode {
  const say = useSay();
  return (
    <p className="ak-legend">
      <span className="usa-sr-only">{say('strip.legend')}: </span>
      {(['seen', 'gap', 'none'] as const).map((state) => (
        <span key={state} className="ak-legend__entry">
          <span className={`ak-strip__cell ak-strip__cell--${state}`} aria-hidden="true" />
          {say(`strip.${state}`)}
        </span>
      ))}
    </p>
  );
}
