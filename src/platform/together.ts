import { setTimeout as wait } from 'node:timers/promises';

interface Call<I, O> {
  readonly input: I;
  readonly resolve: (outcome: O) => void;
  readonly reject: (fault: unknown) => void;
}

/**
 * Makes many calls at once cost as much as few. Whatever is asked for while `run` is at work is done together by its next
 * turn, which begins after it was asked for, and `apartMs` after the one before; a call alone waits for nobody. Where a turn
 * fails each of its calls is made by itself, so that none fails for another's sake.
 */
export function together<I, O>(
  run: (inputs: readonly I[]) => Promise<readonly O[]>,
  { most, apartMs = 0 }: { readonly most: number; readonly apartMs?: number },
): (input: I) => Promise<O> {
  const waiting: Call<I, O>[] = [];
  let isAtWork = false;
  let began = -Infinity;

  async function turn(calls: readonly Call<I, O>[]): Promise<void> {
    try {
      const outcomes = await run(calls.map(({ input }) => input));
      for (const [place, { resolve }] of calls.entries()) {
        const outcome = outcomes[place];
        if (outcome === undefined) throw new Error('A turn answered fewer calls than were made');
        resolve(outcome);
      }
    } catch (fault) {
      if (calls.length > 1) for (const call of calls) await turn([call]);
      else for (const { reject } of calls) reject(fault);
    }
  }

  async function work(): Promise<void> {
    isAtWork = true;
    while (waiting.length > 0) {
      const pause = began + apartMs - performance.now();
      if (pause > 0) await wait(pause);
      began = performance.now();
      await turn(waiting.splice(0, most));
    }
    isAtWork = false;
  }

  return (input) =>
    new Promise<O>((resolve, reject) => {
      waiting.push({ input, resolve, reject });
      if (!isAtWork) void work();
    });
}
