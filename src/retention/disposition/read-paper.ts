import { createHash } from 'node:crypto';
import { statedWords } from '../../accounts/index.js';
import { Refusal } from '../../platform/index.js';

export const MOST_PAPER_BYTES = 10 * 1024 * 1024;
const LONGEST_NAME = 200;

export interface Paper {
  readonly fileName: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** What is written down of a paper that is filed. @throws {Refusal} where there is none, or it is too large */
export function readPaper({ fileName, content }: { fileName: string; content: Buffer }, what: string): Paper {
  if (content.length === 0) {
    throw new Refusal('invalid-input', `The file of the ${what} is missing or empty. Nothing was changed.`);
  }
  if (content.length > MOST_PAPER_BYTES) {
    throw new Refusal('too-large', `The file of a ${what} may hold at most 10 MB. Nothing was changed.`);
  }
  const name = statedWords(fileName.replaceAll(/[\p{C}/\\]/gu, '_'), 'The name of the file');
  return {
    fileName: name.slice(0, LONGEST_NAME),
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
  };
}
