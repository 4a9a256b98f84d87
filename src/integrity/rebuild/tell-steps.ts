import { type CommandCall, Refusal, say } from '../../platform/index.js';
import { rebuildSentences } from './rebuild.sentences.js';
import type { RestoreTold } from './restore-archive.js';

/** Lines for the person who waits, one a step and thousand; ends the work when asked to. `again`: what goes on with it. */
export function tellSteps(
  { language, signal, progress }: Pick<CommandCall, 'language' | 'signal' | 'progress'>,
  again: string,
): RestoreTold {
  let last = '';
  return (step, done) => {
    if (signal.aborted) {
      throw new Refusal(
        'wrong-state',
        `This was stopped. What is done stays done. Run it again, and it goes on: ${again}`,
      );
    }
    const mark = `${step} ${Math.floor(done / 1000)}`;
    if (mark === last) return;
    last = mark;
    progress(say(rebuildSentences, `step.${step}`, language, { done }));
  };
}
