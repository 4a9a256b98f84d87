import type { ReactNode } from 'react';
import type { ItemSummary, ItemView } from '../../../src/archive/views.types.js';
import { useSay } from './language.js';

type Tone = 'plain' | 'gone' | 'doubt' | 'late' | 'edited' | 'locked';

/** A state is always a word; its sign and colour only help the eye find it. */
const SIGNS: Readonly<Record<Tone, string>> = {
  plain: '●',
  gone: '✕',
  doubt: '?',
  late: '◔',
  edited: '✎',
  locked: '▣',
};

export function StateTag({ tone, children }: { tone: Tone; children: ReactNode }): ReactNode {
  return (
    <span className={`ak-tag ak-tag--${tone}`}>
      <span className="ak-tag__sign" aria-hidden="true">
        {SIGNS[tone]}
      </span>
      {children}
    </span>
  );
}

const STATE_TONES = { present: 'plain', gone: 'gone', suspected: 'doubt', hidden: 'doubt' } as const;

/** Every state an item is in, as words. */
export function ItemStates(props: {
  item: Omit<ItemView, 'versions' | 'findings'> | ItemSummary;
  versions: number;
}): ReactNode {
  const say = useSay();
  const { item, versions } = props;
  return (
    <span className="ak-tags">
      {item.state === 'present' ? null : (
        <StateTag tone={STATE_TONES[item.state]}>{say(`state.${item.state}`)}</StateTag>
      )}
      {versions > 1 ? <StateTag tone="edited">{say('state.versions', { n: versions })}</StateTag> : null}
      {item.capturedLate ? <StateTag tone="late">{say('state.late')}</StateTag> : null}
      {item.restricted ? <StateTag tone="locked">{say('state.restricted')}</StateTag> : null}
    </span>
  );
}
