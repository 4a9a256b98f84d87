import { ConnectorError } from '../connector.port.js';
import { isObject, type JsonObject, objectAt, textAt } from '../json.rules.js';
import type { BlueskyNetwork } from './bluesky-network.js';
import type { Home } from './read-identity.js';
import type { FoundView } from './read-views.rules.js';

/**
 * Where the originals of those pictures are that the posts of others show: on their own hosts. An author whose identity
 * cannot be read now leaves a picture missing, which a later look tries again, and never a post.
 */
export async function homesOfAuthors(
  network: BlueskyNetwork,
  views: readonly FoundView[],
): Promise<ReadonlyMap<string, Home>> {
  const homes = new Map<string, Home>();
  for (const { view, record } of views) {
    const did = textAt(objectAt(view, 'author') ?? {}, 'did');
    if (did === null || homes.has(did) || !showsBlob(record)) continue;
    try {
      homes.set(did, await network.homeOf(did));
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
    }
  }
  return homes;
}

function showsBlob(record: JsonObject): boolean {
  const embed = objectAt(record, 'embed');
  return embed !== null && holdsBlob(embed, 0);
}

function holdsBlob(value: unknown, depth: number): boolean {
  if (depth > 6) return false;
  if (Array.isArray(value)) return value.some((one) => holdsBlob(one, depth + 1));
  if (!isObject(value)) return false;
  return value['$type'] === 'blob' || Object.values(value).some((one) => holdsBlob(one, depth + 1));
}
