import { Refusal } from '../../platform/http/problems.js';
import type { PauseInput } from './clock.types.js';
import { quoted } from './clock-input.rules.js';

/** `2026-05-26..2026-06-02`, or `fees:2026-05-26..2026-06-02` where a law knows several kinds of pause. */
export function pauseOf(text: string): PauseInput {
  const found = /^(?:([a-z0-9-]+):)?(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/.exec(text);
  const [, kind, from, to] = found ?? [];
  if (from === undefined || to === undefined) {
    throw new Refusal(
      'invalid-input',
      `${quoted(text)} is no pause. Give its two days, such as 2026-05-26..2026-06-02.`,
    );
  }
  return { from, to, ...(kind === undefined ? {} : { kind }) };
}
