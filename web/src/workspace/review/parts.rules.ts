import type { ItemView, VersionView } from '../../../../src/archive/views.types.js';

export interface TextPart {
  readonly part: string;
  readonly text: string;
}

/** The texts of a version in which stretches are covered; empty ones are left out. */
export function textParts(version: VersionView): TextPart[] {
  const parts = [
    { part: 'title', text: version.title ?? '' },
    { part: 'content-warning', text: version.contentWarning ?? '' },
    { part: 'text', text: version.text },
    ...version.media.map(({ ordinal, alt }) => ({ part: `alt-${ordinal}`, text: alt })),
    ...(version.poll?.options ?? []).map(({ title }, i) => ({ part: `poll-${i + 1}`, text: title })),
  ];
  return parts.filter(({ text }) => text !== '');
}

/** What is covered whole or not at all. */
export function wholeParts({ author }: Pick<ItemView, 'author'>): TextPart[] {
  const parts = [
    { part: 'author-name', text: author?.displayName ?? '' },
    { part: 'author-handle', text: author?.handle ?? '' },
  ];
  return parts.filter(({ text }) => text !== '');
}

/** What stands under the name of a part, in the version a place lies in. */
export function textOf(item: ItemView, version: number, part: string): string {
  const found = item.versions.find(({ number }) => number === version);
  const parts = [...(found === undefined ? [] : textParts(found)), ...wholeParts(item)];
  return parts.find((one) => one.part === part)?.text ?? '';
}
