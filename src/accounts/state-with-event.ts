import { type AuditedTx, commitText } from '../audit/index.js';
import { newId, Refusal } from '../platform/index.js';

const LONGEST = 2_000;

/** A person's words for the event about to be recorded under `id`: the digest goes to the log, the words are kept by `keep`. */
export interface Statement {
  readonly id: string;
  readonly digest: string;
  /** After the event. */
  keep(tx: AuditedTx): Promise<void>;
}

export function statement(text: string): Statement {
  const { digest, salt } = commitText(text);
  const id = newId();
  return {
    id,
    digest,
    keep: async ({ rows }) => {
      await rows.query(`INSERT INTO statement (event_id, text, salt) VALUES ($1, $2, $3)`, [id, text, salt]);
    },
  };
}

/** Words a person must give. `what` begins the sentence that refuses their absence, e.g. "The reason". */
export function statedWords(text: string, what: string): string {
  const words = text.replaceAll('\0', '').trim();
  if (words === '') throw new Refusal('invalid-input', `${what} is missing. Write it in a few words.`);
  if (words.length > LONGEST) {
    throw new Refusal('invalid-input', `${what} is longer than ${LONGEST} characters. Shorten it.`);
  }
  return words;
}
