/**
 * Entries of lists in the downloads of Facebook and Instagram. Their members were seen in programs that read such
 * downloads; Meta documents none of them: assumed.
 */
import { createHash } from 'node:crypto';
import { countAt, isObject, type JsonObject, objectAt, objectsAt, textAt } from '../../json.rules.js';

/** Seconds since 1970 at `key`, as RFC 3339. */
export function secondsAt(object: JsonObject, key: string): string | null {
  const seconds = countAt(object, key);
  return seconds === null || seconds <= 0 ? null : new Date(seconds * 1000).toISOString();
}

/** The first text under one of these names, among the objects of a list. */
export function textIn(list: readonly JsonObject[], ...names: readonly string[]): string | null {
  for (const one of list) {
    for (const name of names) {
      const text = textAt(one, name);
      if (text !== null) return text;
    }
  }
  return null;
}

/** Of an entry's labelled values: `string_map_data: { Comment: { value } }`, whatever language the labels are in. */
export function labelled(entry: JsonObject): readonly { readonly label: string; readonly value: JsonObject }[] {
  const map = objectAt(entry, 'string_map_data') ?? {};
  return Object.entries(map).flatMap(([label, value]) => (isObject(value) ? [{ label, value }] : []));
}

export interface ShownMedium {
  readonly uri: string;
  readonly title: string | null;
  readonly description: string | null;
  readonly at: string | null;
}

/** The objects under a name, among the objects of a list. */
export function within(list: readonly JsonObject[], name: string): readonly JsonObject[] {
  return list.flatMap((one) => {
    const found = objectAt(one, name);
    return found ? [found] : [];
  });
}

/** Media of a post: `attachments[].data[].media`, or `media[]`. */
export function mediaIn(entry: JsonObject): readonly ShownMedium[] {
  const attached = objectsAt(entry, 'attachments').flatMap((one) => objectsAt(one, 'data'));
  const media = [...within(attached, 'media'), ...objectsAt(entry, 'media')];
  return media.flatMap((medium) => {
    const uri = textAt(medium, 'uri');
    if (uri === null) return [];
    return [
      {
        uri,
        title: textAt(medium, 'title'),
        description: textAt(medium, 'description'),
        at: secondsAt(medium, 'creation_timestamp'),
      },
    ];
  });
}

/** Links of a post: `attachments[].data[].external_context.url`. */
export function linksIn(entry: JsonObject): readonly { readonly url: string; readonly title: string | null }[] {
  const data = objectsAt(entry, 'attachments').flatMap((one) => objectsAt(one, 'data'));
  return data.flatMap((one) => {
    const context = objectAt(one, 'external_context');
    const url = context && textAt(context, 'url');
    return url ? [{ url, title: context && textAt(context, 'name') }] : [];
  });
}

/**
 * These downloads give posts no ids. What tells one from another is when it was posted and what it says and shows; where a
 * link to the post is in it, the link.
 */
export function nameOf(...parts: readonly (string | null)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

/**
 * Files of Instagram's download end in the number by which the network knows the medium (`…_n_17990246768110447.jpg`;
 * assumed). Null: it ends in none.
 */
export function numberOfFile(name: string): string | null {
  return /(?:^|_)(\d{16,20})(?:\.\w{1,5})?$/.exec(name)?.[1] ?? null;
}
