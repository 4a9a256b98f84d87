import type { DataSource, QueryRunner } from 'typeorm';

/** 'before': it fails and did not happen. 'after': it happened, and the caller is told it failed. */
export type When = 'before' | 'after';

export interface FaultyDatabase {
  /** The next statement that matches fails, once; `COMMIT` stands for the commit of a transaction that held one. */
  arm(when: When, matching: RegExp, what: 'statement' | 'commit'): void;
  disarm(): void;
  /** How many faults struck. */
  readonly struck: number;
}

/** Makes the connections of a data source fail on demand, as a server does that dies or a cable that is cut. */
export function makeFaulty(database: DataSource): FaultyDatabase {
  let armed: { when: When; matching: RegExp; what: 'statement' | 'commit' } | null = null;
  let struck = 0;
  const strikes = (what: 'statement' | 'commit', texts: readonly string[]): When | null => {
    if (!armed || armed.what !== what || !texts.some((text) => armed?.matching.test(text))) return null;
    const { when } = armed;
    armed = null;
    struck += 1;
    return when;
  };
  const during = async <T>(fault: When | null, work: () => Promise<T>): Promise<T> => {
    if (fault === 'before') throw new Error('The connection was lost before');
    const result = await work();
    if (fault === 'after') throw new Error('The connection was lost after');
    return result;
  };
  const open = database.createQueryRunner.bind(database);
  database.createQueryRunner = (mode) => {
    const runner: QueryRunner = open(mode);
    const said: string[] = [];
    const query = runner.query.bind(runner);
    const commit = runner.commitTransaction.bind(runner);
    runner.query = (text: string, ...rest: unknown[]) => {
      said.push(text);
      return during(strikes('statement', [text]), () => Reflect.apply(query, runner, [text, ...rest]));
    };
    runner.commitTransaction = () => during(strikes('commit', said), commit);
    return runner;
  };
  return {
    arm: (when, matching, what) => (armed = { when, matching, what }),
    disarm: () => (armed = null),
    get struck() {
      return struck;
    },
  };
}
