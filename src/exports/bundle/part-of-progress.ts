import type { Progress } from './bundle.types.js';

/** Of one step in several equal parts, so that a step's progress never runs back. */
export function partOf(progress: Progress, part: number, parts: number): Progress {
  return (step, done, total) => progress(step, part * total + done, parts * total);
}
