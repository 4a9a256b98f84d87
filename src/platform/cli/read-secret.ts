import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';
import { Refusal } from '../http/problems.js';

/** A terminal or a pipe; a terminal is recognised by its `isTTY`. */
export type SecretSource = NodeJS.ReadableStream & { readonly isTTY?: boolean };

export type ReadSecret = (wanted: string) => Promise<string>;

const NOWHERE = new Writable({ write: (_chunk, _encoding, done) => done() });

/**
 * Secrets are read a line each, in the order they are asked for: from a terminal without being shown, from a pipe as
 * they come. A secret in an argument would stand in the history of the shell and in the list of processes.
 */
export function secretsFrom(source: SecretSource, say: (text: string) => void): ReadSecret {
  const terminal = source.isTTY === true;
  let lines: AsyncIterator<string> | null = null;
  return async (wanted) => {
    lines ??= linesOf(createInterface({ input: source, output: NOWHERE, terminal }));
    if (terminal) say(`${wanted}: `);
    const next = await lines.next();
    if (terminal) say('\n');
    if (next.done === true || next.value === '') {
      throw new Refusal('invalid-input', `${wanted} is missing. Type it when asked, or send it on standard input.`);
    }
    return next.value;
  };
}

/** Ctrl-C and Ctrl-D end the lines. */
function linesOf(typed: Interface): AsyncIterator<string> {
  typed.once('SIGINT', () => typed.close());
  return typed[Symbol.asyncIterator]();
}
