import type { ConnectorContext } from '../connector.port.js';
import type { GraphApi, GraphList, GraphMissing } from '../graph/graph-api.js';
import { GraphPage, type MappedObject, pageRefused } from '../graph/graph-page.js';
import type { NextPage } from '../graph/graph-paging.rules.js';
import { type JsonObject, objectsAt, idAt, timeAt } from '../json.rules.js';
import type { AuthorBody } from '../observation.types.js';
import type { Thing } from './facebook-cursor.rules.js';
import { ALBUM_FIELDS, LIST, PHOTO_FIELDS, POSTS_AT_ONCE, STORY_FIELDS, VIDEO_FIELDS } from './facebook-fields.js';
import { mapAlbum } from './map-facebook.js';
import { mapPhoto, mapStory, mapVideo } from './map-media.js';
import { unlessRefused } from './unless-refused.js';

const FIELDS: Readonly<Record<Thing, string>> = { albums: ALBUM_FIELDS, videos: VIDEO_FIELDS, stories: STORY_FIELDS };

/**
 * What a page has beside its posts. `since`, in epoch seconds: of albums all are listed, and gone into are those that have
 * moved since. Videos and stories that this access does not open keep nobody from the rest: the limits say so.
 */
export class ListThings {
  constructor(
    private readonly context: ConnectorContext,
    private readonly api: GraphApi,
  ) {}

  async *pages(thing: Thing, since: number | null): AsyncGenerator<GraphPage> {
    let next: NextPage = null;
    do {
      const listed: GraphList | null = await this.list(thing, next ?? sinceQuery(thing, since));
      if (listed === null) return;
      const page = new GraphPage();
      page.addList(listed, this.mapper(thing));
      yield page;
      if (thing === 'albums') yield* this.photos(movedSince(listed.value, since));
      ({ next } = listed);
    } while (next !== null);
  }

  private async *photos(albumIds: readonly string[]): AsyncGenerator<GraphPage> {
    for (const albumId of albumIds) {
      let next: NextPage = null;
      do {
        const listed: GraphAsked = await unlessRefused(this.api.edge(albumId, 'photos', photosQuery(next), LIST));
        if (!listed || listed.value === null) break;
        const page = new GraphPage();
        page.addList(listed, mapPhoto);
        yield page;
        ({ next } = listed);
      } while (next !== null);
    }
  }

  private async list(thing: Thing, query: Readonly<Record<string, string>>): Promise<GraphList | null> {
    const { nativeId } = this.context.account;
    const asked = this.api.edge(nativeId, thing, { fields: FIELDS[thing], limit: POSTS_AT_ONCE, ...query }, LIST);
    const listed = await (thing === 'albums' ? asked : unlessRefused(asked));
    if (listed === null) return null;
    if (listed.value !== null) return listed;
    if (thing === 'albums') throw pageRefused(listed.exchange);
    return null;
  }

  private mapper(thing: Thing): (object: JsonObject) => MappedObject | null {
    if (thing === 'albums') return mapAlbum;
    return thing === 'videos' ? mapVideo : (story) => mapStory(story, pageAsAuthor(this.context));
  }
}

type GraphAsked = GraphList | GraphMissing | null;

function photosQuery(next: NextPage): Readonly<Record<string, string>> {
  return { fields: PHOTO_FIELDS, limit: POSTS_AT_ONCE, ...next };
}

export function pageAsAuthor({ account: { canonicalUri, handle } }: ConnectorContext): AuthorBody {
  return { canonicalUri, handle, displayName: handle };
}

function sinceQuery(thing: Thing, since: number | null): Readonly<Record<string, string>> {
  return since === null || thing === 'albums' ? {} : { since: String(since) };
}

/** An album that does not say when it moved is gone into. */
function movedSince(value: JsonObject, since: number | null): string[] {
  return objectsAt(value, 'data').flatMap((album) => {
    const [id, at] = [idAt(album, 'id'), timeAt(album, 'updated_time')];
    const isOlder = since !== null && at !== null && new Date(at).getTime() < since * 1000;
    return id === null || isOlder ? [] : [id];
  });
}
