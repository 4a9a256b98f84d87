import { Client } from 'pg';

export interface Watched<R> {
  readonly result: R;
  readonly seconds: number;
  /** The largest resident set seen, sampled every 20 ms. */
  readonly peakBytes: number;
  /** What this process asked of PostgreSQL, BEGIN and COMMIT with it. */
  readonly statements: number;
  /** Processor time of this process, which others on the machine change less than the clock. */
  readonly processorMs: number;
}

/** Runs `work` with a clock, a scale and a counter beside it. */
export async function watchProcess<R>(work: () => Promise<R>): Promise<Watched<R>> {
  let peakBytes = process.memoryUsage.rss();
  const sample = (): void => void (peakBytes = Math.max(peakBytes, process.memoryUsage.rss()));
  const timer = setInterval(sample, 20);
  const before = asked;
  const spent = process.cpuUsage();
  const start = performance.now();
  try {
    const result = await work();
    const seconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(spent);
    sample();
    return { result, seconds, peakBytes, statements: asked - before, processorMs: (user + system) / 1000 };
  } finally {
    clearInterval(timer);
  }
}

let asked = 0;

/** Counts at the driver, below everything the program could leave out. */
const ask = Reflect.get(Client.prototype, 'query');
Reflect.set(
  Client.prototype,
  'query',
  new Proxy(ask, {
    apply: (target, self, args) => {
      asked += 1;
      return Reflect.apply(target, self, args);
    },
  }),
);
