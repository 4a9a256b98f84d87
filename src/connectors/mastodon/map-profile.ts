import type { ItemBody, MediumBody, ProfileBody } from '../observation.types.js';
import { EMPTY_BODY } from '../empty-body.rules.js';
import { countAt, idAt, type JsonObject, objectAt, objectsAt, textAt } from '../json.rules.js';
import { readMarkup } from '../read-markup.js';
import { defined, mapAuthor, mapEmoji, type MappedStatus, mastodonRef, mimeOf, uriOf } from './map-status.js';

/** An account as an item of its own, so that a new name, picture or text about itself is a version like any other. */
export function mapProfile(account: JsonObject, domain: string): MappedStatus | null {
  const nativeId = idAt(account, 'id');
  if (nativeId === null || (textAt(account, 'acct') ?? textAt(account, 'username')) === null) return null;
  const author = mapAuthor(account, domain);
  const body: ItemBody = {
    ...EMPTY_BODY,
    kind: 'profile',
    nativeId,
    url: textAt(account, 'url'),
    author,
    media: [...picture(account, 'avatar'), ...picture(account, 'header')],
    emoji: mapEmoji(account),
    profile: profileOf(account, author),
  };
  const counts = defined([
    ['followers', countAt(account, 'followers_count')],
    ['following', countAt(account, 'following_count')],
    ['statuses', countAt(account, 'statuses_count')],
  ]);
  return { ref: mastodonRef(author.canonicalUri), body, counts };
}

function profileOf(account: JsonObject, author: { handle: string; displayName: string }): ProfileBody {
  const moved = objectAt(account, 'moved');
  return {
    handle: author.handle,
    displayName: author.displayName,
    bio: readMarkup(textAt(account, 'note') ?? '').text,
    fields: objectsAt(account, 'fields').map((field) => ({
      name: textAt(field, 'name') ?? '',
      value: readMarkup(textAt(field, 'value') ?? '').text,
    })),
    movedTo: moved && uriOf(moved),
  };
}

/** A picture of a profile has no id; its address without the query is the name that changes with the picture. */
function picture(account: JsonObject, name: 'avatar' | 'header'): readonly MediumBody[] {
  const url = textAt(account, name);
  if (url === null) return [];
  return [
    {
      key: `${name}:${url.split('?')[0] ?? ''}`,
      url,
      mime: mimeOf(url),
      alt: textAt(account, `${name}_description`) ?? '',
    },
  ];
}
