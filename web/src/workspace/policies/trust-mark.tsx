import type { ReactNode } from 'react';
import { useSay } from '../../frame/language.js';

const MARKS = ['verified', 'confirmed', 'draft'] as const;

/** Whether somebody has compared a schedule with its source. */
export function TrustMark({ trust }: { trust: string }): ReactNode {
  const say = useSay();
  const known = MARKS.find((mark) => mark === trust);
  return known === undefined ? trust : say(`trust.${known}`);
}
