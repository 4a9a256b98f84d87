import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { Injectable } from '@nestjs/common';
import { type Language, say, type SentenceValues } from '../../platform/index.js';
import { leakTestSentences } from './leak-test.sentences.js';
import type { Leak, LeakReport, LeakTestInput, Unread, Withheld } from './leak-test.types.js';
import { LookThrough } from './look-through.js';
import { type BundleFile, openBundle } from './open-bundle.js';

/** Reads a finished bundle back, every file as its readers would, and says whether anything withheld is in it. */
@Injectable()
export class LeakTest {
  async run(input: LeakTestInput): Promise<LeakReport> {
    const { path, withheld, signal, progress } = input;
    const pictures = withheld.filter(({ kind }) => kind === 'picture').length;
    const bundle = await openBundle(path);
    let files = 0;
    // Thrown between two files: inside one, it would be taken for a fault of the file.
    const halt: { reason: Error | null } = { reason: null };
    const tell = async (): Promise<void> => {
      await progress?.(files, bundle.count).catch((reason: Error) => (halt.reason ??= reason));
    };
    try {
      const folder = input.isDraft === true ? dirname(path) : tmpdir();
      const looking = await LookThrough.for(withheld, { beat: tell, folder });
      looking.outside(bundle.comment, '', { where: 'comment', at: '' });
      for await (const file of bundle.files) {
        await lookInto(file, looking, signal);
        files += 1;
        await tell();
        if (halt.reason) throw halt.reason;
      }
      return reportOf(input, looking, { strings: withheld.length - pictures, pictures, files });
    } finally {
      bundle.close();
    }
  }
}

async function lookInto(file: BundleFile, looking: LookThrough, signal: AbortSignal | undefined): Promise<void> {
  const { name, comment } = file;
  signal?.throwIfAborted();
  looking.outside(name, name, { where: 'name', at: '' });
  looking.outside(comment, name, { where: 'comment', at: '' });
  await looking.file(name, stoppable(file.content(), signal));
}

async function* stoppable(
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    signal?.throwIfAborted();
    yield chunk;
  }
}

function reportOf(
  { language, isDraft = false }: LeakTestInput,
  { leaks, unread }: Pick<LookThrough, 'leaks' | 'unread'>,
  looked: LeakReport['looked'],
): LeakReport {
  const told = leaks.map((leak) => ({
    what: whatOf(leak, language),
    item: leak.item,
    file: leak.file,
    where: say(leakTestSentences, `where.${leak.where}`, language, { at: leak.at }).trim(),
  }));
  const details = told.map(({ what, file, where }) => `${what}: ${placeOf({ file, where })}`);
  const verdict = leaks.length > 0 ? 'leaking' : unread.length > 0 ? 'could-not-look' : 'clean';
  const sentence = say(leakTestSentences, verdict, language, {
    ...looked,
    draft: isDraft ? 'yes' : 'no',
    ...found(told[0]),
    ...missed(unread[0], language),
  });
  return { verdict, sentence, details, leaks: told, unread, looked };
}

function found(leak: LeakReport['leaks'][number] | undefined): SentenceValues {
  return leak ? { what: leak.what, place: placeOf(leak) } : {};
}

function missed(one: Unread | undefined, language: Language): SentenceValues {
  return one ? { file: one.file, because: say(leakTestSentences, `because.${one.because}`, language) } : {};
}

function whatOf({ kind, item }: Leak | Withheld, language: Language): string {
  return say(leakTestSentences, `what.${kind}`, language, { item });
}

function placeOf({ file, where }: { readonly file: string; readonly where: string }): string {
  return file === '' ? where : `${file}, ${where}`;
}
