import { readFile } from 'node:fs/promises';
import { type CommandCall, type Language, Refusal, say, textOf } from '../../platform/index.js';
import { lettersSentences } from './letters.sentences.js';

/** The facts of a file named by `--facts`; none where no file is named. */
export async function factsFrom(options: CommandCall['options'], language: Language): Promise<unknown> {
  const path = textOf(options['facts']);
  if (path === null) return {};
  try {
    return JSON.parse(await readText(path, language));
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    throw new Refusal('invalid-input', say(lettersSentences, 'facts.not-json', language), {}, { cause });
  }
}

export async function readText(file: string, language: Language): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new Refusal('invalid-input', say(lettersSentences, 'facts.unreadable', language, { file }), {}, { cause });
  }
}
