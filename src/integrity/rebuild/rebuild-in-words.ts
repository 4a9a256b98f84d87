import { type Language, say } from '../../platform/index.js';
import { rebuildSentences } from './rebuild.sentences.js';
import type { BroughtBack, Lost } from './rebuild.types.js';

export function lostInWords(lost: readonly Lost[], language: Language): string[] {
  if (lost.length === 0) return [say(rebuildSentences, 'lost.none', language)];
  const lines = lost.map(({ what, count, about = '', first = '' }) =>
    say(rebuildSentences, `lost.${what}`, language, { count, about, first }),
  );
  return [say(rebuildSentences, 'lost.some', language), ...lines];
}

export function broughtBackInWords(done: BroughtBack, language: Language): string[] {
  const { items, versions, exchanges, entries, lost } = done;
  return [
    say(rebuildSentences, 'done', language, { items, versions, exchanges, entries: entries.after }),
    ...lostInWords(lost, language),
    say(rebuildSentences, 'frozen', language),
    say(rebuildSentences, 'check', language),
  ];
}
