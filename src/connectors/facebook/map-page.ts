import type { ItemBody, MediumBody } from '../observation.types.js';
import { EMPTY_BODY } from '../empty-body.rules.js';
import { countAt, idAt, type JsonObject, objectAt, textAt } from '../json.rules.js';
import type { MappedObject } from '../graph/graph-page.js';
import { facebookRef } from './facebook-refs.rules.js';
import { mapAuthor } from './map-facebook.js';

const FIELDS = ['category', 'website', 'phone', 'verification_status'] as const;

/** The page itself as an item, so that a new name, picture or text about it is a version like any other. */
export function mapPage(page: JsonObject): MappedObject | null {
  const id = idAt(page, 'id');
  const name = textAt(page, 'name');
  if (id === null || name === null) return null;
  const body: ItemBody = {
    ...EMPTY_BODY,
    kind: 'profile',
    nativeId: id,
    url: textAt(page, 'link'),
    author: mapAuthor(page),
    media: [...picture(page), ...cover(page)],
    profile: {
      handle: textAt(page, 'username') ?? id,
      displayName: name,
      bio: [textAt(page, 'about'), textAt(page, 'description')].filter((text) => text !== null).join('\n\n'),
      fields: fieldsOf(page),
      movedTo: null,
    },
  };
  const counts = { fans: countAt(page, 'fan_count'), followers: countAt(page, 'followers_count') };
  const known = Object.entries(counts).filter((entry): entry is [string, number] => entry[1] !== null);
  return { ref: facebookRef(id), body, counts: Object.fromEntries(known), shown: null };
}

function fieldsOf(page: JsonObject): { name: string; value: string }[] {
  const plain = FIELDS.flatMap((name) => {
    const value = textAt(page, name);
    return value === null ? [] : [{ name, value }];
  });
  const emails = Array.isArray(page['emails']) ? page['emails'].filter((mail) => typeof mail === 'string') : [];
  const location = objectAt(page, 'location');
  const place = location ? ['street', 'zip', 'city', 'country'].map((name) => textAt(location, name)) : [];
  const address = place.filter((part) => part !== null).join(', ');
  return [
    ...plain,
    ...emails.map((value) => ({ name: 'email', value })),
    ...(address === '' ? [] : [{ name: 'location', value: address }]),
  ];
}

function picture(page: JsonObject): MediumBody[] {
  const data = objectAt(objectAt(page, 'picture') ?? {}, 'data');
  return medium('picture', data && textAt(data, 'url'), null);
}

function cover(page: JsonObject): MediumBody[] {
  const shown = objectAt(page, 'cover');
  return medium('cover', shown && textAt(shown, 'source'), shown && idAt(shown, 'id'));
}

/** A picture without an id is known by the last part of its path: host and signature change with each answer. */
function medium(name: string, url: string | null, id: string | null): MediumBody[] {
  if (!url || !URL.canParse(url)) return [];
  const file = new URL(url).pathname.split('/').at(-1) ?? '';
  return [{ key: `${name}:${id ?? file}`, url, mime: null, alt: '' }];
}
