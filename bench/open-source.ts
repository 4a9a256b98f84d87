import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface BenchSource {
  /** The account's address, as a person would give it. */
  readonly url: string;
  close(): void;
}

/**
 * The lab's account of many posts, rendered and served by a process of its own. `pictures`: every how many-th shows one;
 * `host`: of several at once each has its own.
 */
export async function openSource(items: number, { pictures = 0, host = 'bench.example' } = {}): Promise<BenchSource> {
  const program = fileURLToPath(new URL('../lab/bench-source.js', import.meta.url));
  const asked = ['--items', String(items), '--pictures', String(pictures), '--host', host];
  const child = spawn(process.execPath, [program, ...asked], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    const { url }: { url: string } = JSON.parse(line);
    return { url, close: () => void child.kill() };
  }
  throw new Error('The source of the benchmark ended before it listened');
}
