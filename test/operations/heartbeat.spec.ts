import { once } from 'node:events';
import { Heartbeat, SimulatedClock } from '../../src/platform/index.js';

describe('a timer’s heartbeat', () => {
  it('leaves a beat out while the one before still works', async () => {
    const heart = new Heartbeat(new SimulatedClock(new Date('2026-05-19T12:00:00Z')));
    const gate = new AbortController();
    let runs = 0;
    const work = async (): Promise<void> => {
      runs += 1;
      if (!gate.signal.aborted) await once(gate.signal, 'abort');
    };
    const first = heart.beat('capture', work);
    await heart.beat('capture', work);
    expect(runs).toBe(1);
    gate.abort();
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
    let ended = false;
    const beating = heart.beat('capture', async (signal) => {
      await once(signal, 'abort');
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
