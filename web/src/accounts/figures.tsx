import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { useSay } from '../frame/language.js';

interface Totals {
  readonly items: number;
  readonly versions: number;
  readonly gone: number;
  readonly capturedLate: number;
  readonly gaps: number;
  readonly gapMinutes: number;
}

/** The archive, or a bundle, in six figures. */
export function Figures({ totals }: { totals: Totals }): ReactNode {
  const say = useSay();
  const intl = useIntl();
  const figures = [
    ['figure.items', totals.items],
    ['figure.versions', totals.versions],
    ['figure.gone', totals.gone],
    ['figure.late', totals.capturedLate],
    ['figure.gaps', totals.gaps],
    ['figure.gap-minutes', totals.gapMinutes],
  ] as const;
  return (
    <dl className="ak-figures">
      {figures.map(([key, value]) => (
        <div key={key} className="ak-figure">
          <dt>{say(key)}</dt>
          <dd>{intl.formatNumber(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
