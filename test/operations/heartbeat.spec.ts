import { Heartbeat, SimulatedClock } from '../../src/platform/index.js';

function latch(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

describe('a timer’s heartbeat', () => {
  it('leaves a beat out while the one before still works', async () => {
    const heart = new Heartbeat(new SimulatedClock(new Date('2026-05-19T12:00:00Z')));
    const { opened, open } = latch();
    let runs = 0;
    const work = async (): Promise<void> => {
      runs += 1;
      await opened;
    };
    const first = heart.beat('capture', work);
    await heart.beat('capture', work);
    expect(runs).toBe(1);
    open();
    await first;
    await heart.beat('capture', work);
    expect(runs).toBe(2);
    expect(heart.beats()['capture']).toMatchObject({ running: false, lastSuccess: '2026-05-19T12:00:00.000Z' });
  });

  it('goes on after a failure, and tells it from a success', async () => {
    const clock = new SimulatedClock(new Date('2026-05-19T12:00:00Z'));
    const heart = new Heartbeat(clock);
    await heart.beat('log', () => Promise.reject(new Error('the store did not answer')));
    clock.advance(60_000);
    await heart.beat('log', () => Promise.resolve());
    expect(heart.beats()['log']).toMatchObject({
      lastFailure: '2026-05-19T12:00:00.000Z',
      lastSuccess: '2026-05-19T12:01:00.000Z',
    });
  });

  it('waits at the end for the work in hand, asks it to stop and begins nothing more', async () => {
    const heart = new Heartbeat(new SimulatedClock(new Date('2026-05-19T12:00:00Z')));
    const { opened, open } = latch();
    let ended = false;
    const beating = heart.beat('capture', async (signal) => {
      signal.addEventListener('abort', open);
      await opened;
      ended = true;
    });
    await heart.beforeApplicationShutdown();
    expect(ended).toBe(true);
    await beating;
    let begun = false;
    await heart.beat('log', () => {
      begun = true;
      return Promise.resolve();
    });
    expect([begun, heart.closing]).toEqual([false, true]);
  });
});
