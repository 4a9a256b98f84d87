import { diffWordsWithSpace } from 'diff';
import type { VersionView } from '../../../src/archive/views.types.js';
import { clipText } from './clip-text.rules.js';

export interface WordRun {
  readonly is: 'same' | 'added' | 'removed';
  readonly text: string;
}

export type Change =
  | { readonly part: 'text' | 'heading' | 'warning' | 'profile'; readonly words: readonly WordRun[] | null }
  | { readonly part: 'alt'; readonly picture: number; readonly words: readonly WordRun[] | null }
  | { readonly part: 'media-more' | 'media-fewer'; readonly count: number }
  | { readonly part: 'media-other' }
  | { readonly part: 'poll-closed'; readonly votes: number };

/** Word by word; null when the two differ too much for that to be read, or to be worked out in a fifth of a second. */
export function compareWords(before: string, after: string): readonly WordRun[] | null {
  const parts = diffWordsWithSpace(clipText(before).text, clipText(after).text, { timeout: 200, maxEditLength: 2_000 });
  if (parts === undefined) return null;
  return parts.map((part) => ({ is: part.added ? 'added' : part.removed ? 'removed' : 'same', text: part.value }));
}

function textChanges(before: VersionView, after: VersionView): Change[] {
  const pairs = [
    ['heading', before.title ?? '', after.title ?? ''],
    ['warning', before.contentWarning ?? '', after.contentWarning ?? ''],
    ['text', before.text, after.text],
    ['profile', profileText(before), profileText(after)],
  ] as const;
  return pairs.flatMap(([part, was, is]) => (was === is ? [] : [{ part, words: compareWords(was, is) }]));
}

function profileText({ profile }: VersionView): string {
  if (profile === null) return '';
  const fields = profile.fields.map((field) => `${field.name}: ${field.value}`);
  return [profile.displayName, profile.handle, profile.bio, ...fields].join('\n');
}

function mediaChanges(before: VersionView, after: VersionView): Change[] {
  const changes: Change[] = [];
  const more = after.media.length - before.media.length;
  if (more > 0) changes.push({ part: 'media-more', count: more });
  if (more < 0) changes.push({ part: 'media-fewer', count: -more });
  for (const medium of after.media) {
    const was = before.media.find((other) => other.ordinal === medium.ordinal);
    if (was === undefined) continue;
    if (was.mediumId !== null && medium.mediumId !== null && was.mediumId !== medium.mediumId) {
      changes.push({ part: 'media-other' });
    }
    if (was.alt !== medium.alt) {
      changes.push({ part: 'alt', picture: medium.ordinal, words: compareWords(was.alt, medium.alt) });
    }
  }
  return changes;
}

/** What a reader would see differ between two versions, in the order the screen shows it. */
export function changesBetween(before: VersionView, after: VersionView): readonly Change[] {
  const closed = after.poll?.closed === true && before.poll?.closed !== true;
  return [
    ...textChanges(before, after),
    ...mediaChanges(before, after),
    ...(closed ? [{ part: 'poll-closed' as const, votes: after.poll?.votes ?? 0 }] : []),
  ];
}
