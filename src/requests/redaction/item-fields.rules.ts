import type { ItemRecord, VersionView } from '../../archive/index.js';

/** `text`, `title`, `content-warning`, `author-handle`, `author-name`, `alt-1`, `poll-1`, `link-title-1`, `profile-bio` … */
export type FieldName = string;

export interface Field {
  readonly name: FieldName;
  readonly text: string;
  /** The part of the commitment that holds it; null where only item.json does. */
  readonly part: string | null;
  /** A copy the platform made of what stands in the text: an address, a tag, a mention. It follows the text. */
  readonly isCopy: boolean;
}

/** Everything of a version that somebody wrote, each by its name, empty ones left out. Counted from 1. */
export function fieldsOf(record: ItemRecord): Field[] {
  const { author, profile } = record;
  const fields = [
    written('text', record.text),
    written('title', record.title),
    written('content-warning', record.contentWarning),
    written('author-handle', author?.handle),
    written('author-name', author?.displayName),
    ...record.media.map(({ alt }, i) => written(`alt-${i + 1}`, alt)),
    ...(record.poll?.options ?? []).map(({ title }, i) => ({ ...written(`poll-${i + 1}`, title), part: 'field:poll' })),
    ...record.links.map(({ title }, i) => ({ ...written(`link-title-${i + 1}`, title), part: null })),
    ...record.links.map(({ url }, i) => copy(`link-url-${i + 1}`, url)),
    ...record.tags.map((tag, i) => copy(`tag-${i + 1}`, tag)),
    ...record.mentions.map((mention, i) => copy(`mention-${i + 1}`, mention)),
    ...profileFields(profile),
  ];
  return fields.filter(({ text }) => text !== '');
}

function profileFields(profile: ItemRecord['profile']): Field[] {
  if (!profile) return [];
  const { handle, displayName, bio, fields } = profile;
  return [
    written('profile-handle', handle),
    written('profile-name', displayName),
    written('profile-bio', bio),
    ...fields.flatMap(({ name, value }, i) => [
      written(`profile-label-${i + 1}`, name),
      written(`profile-value-${i + 1}`, value),
    ]),
  ].map((field) => ({ ...field, part: 'field:profile' }));
}

function written(name: FieldName, text: string | null | undefined): Field {
  return { name, text: text ?? '', part: `field:${name}`, isCopy: false };
}

function copy(name: FieldName, text: string): Field {
  return { name, text, part: null, isCopy: true };
}

/** A version with other words in its fields. What is not named keeps its own. */
export function withFields(view: VersionView, said: ReadonlyMap<FieldName, string>): VersionView {
  const of = (name: FieldName, text: string): string => said.get(name) ?? text;
  const maybe = (name: FieldName, text: string | null): string | null => (text === null ? null : of(name, text));
  const { poll, profile } = view;
  return {
    ...view,
    text: of('text', view.text),
    title: maybe('title', view.title),
    contentWarning: maybe('content-warning', view.contentWarning),
    media: view.media.map((medium, i) => ({ ...medium, alt: of(`alt-${i + 1}`, medium.alt) })),
    poll: poll && {
      ...poll,
      options: poll.options.map((option, i) => ({ ...option, title: of(`poll-${i + 1}`, option.title) })),
    },
    links: view.links.map(({ url, title }, i) => ({
      url: of(`link-url-${i + 1}`, url),
      title: maybe(`link-title-${i + 1}`, title),
    })),
    profile: profile && {
      handle: of('profile-handle', profile.handle),
      displayName: of('profile-name', profile.displayName),
      bio: of('profile-bio', profile.bio),
      fields: profile.fields.map(({ name, value }, i) => ({
        name: of(`profile-label-${i + 1}`, name),
        value: of(`profile-value-${i + 1}`, value),
      })),
    },
  };
}
