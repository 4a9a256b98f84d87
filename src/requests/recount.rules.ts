import type { StepSaid } from './request.types.js';

/** What became of a deadline that was counted anew, with the days it was due and is due where it moved. */
export type Recounted =
  | { readonly is: 'moved'; readonly before: string; readonly due: string }
  | { readonly is: 'stayed' }
  /** What was stated of the request does not fit its calendar any more: nothing was moved. */
  | { readonly is: 'stuck' };

export function recounted({ before, due }: StepSaid): Recounted {
  if (typeof due !== 'string') return { is: 'stuck' };
  return typeof before !== 'string' || before === due ? { is: 'stayed' } : { is: 'moved', before, due };
}
