import { ConnectorError, type KnownItem } from '../connector.port.js';
import type { ItemRef, Page } from '../observation.types.js';
import type { GraphAnswer, GraphApi, GraphList, GraphMissing } from '../graph/graph-api.js';
import { GraphPage } from '../graph/graph-page.js';
import { nextPage, type NextPage } from '../graph/graph-paging.rules.js';
import { idAt, isObject, type JsonObject, objectAt } from '../json.rules.js';
import { ANSWER_FIELDS, AT_ONCE, COMMENT_FIELDS, COMMENTS, LIST } from './instagram-fields.js';
import { instagramRef, mapComment } from './map-instagram.js';

/** A comment whose answers go on beyond those that were told with it. */
interface Longer {
  readonly id: string;
  readonly next: NextPage;
}

/** All comments under each post with the answers told with them, and the rest of the answers where there are more. */
export async function* readComments(api: GraphApi, roots: readonly KnownItem[]): AsyncGenerator<Page> {
  for (const [place, root] of roots.entries()) {
    let next: NextPage = null;
    do {
      const query = { fields: COMMENT_FIELDS, limit: AT_ONCE, ...next };
      const listed = await api.edge(root.nativeId, 'comments', query, COMMENTS);
      next = listed.value === null ? null : listed.next;
      yield* tell(api, { listed, root, isLast: next === null && place === roots.length - 1 });
    } while (next !== null);
  }
}

async function* tell(
  api: GraphApi,
  { listed, root, isLast }: { listed: GraphList | GraphMissing; root: KnownItem; isLast: boolean },
): AsyncGenerator<Page> {
  const page = new GraphPage();
  page.addExchange(listed.exchange);
  const longer = listed.value === null ? [] : addComments(page, listed, { post: root.ref, base: api.base });
  yield page.finish(null, isLast && longer.length === 0);
  for (const [at, one] of longer.entries()) yield* readAnswers(api, one, isLast && at === longer.length - 1);
}

async function* readAnswers(api: GraphApi, { id, next: from }: Longer, isLast: boolean): AsyncGenerator<Page> {
  let next = from;
  while (next !== null) {
    const listed = await api.edge(id, 'replies', { fields: ANSWER_FIELDS, limit: AT_ONCE, ...next }, LIST);
    const page = new GraphPage();
    if (listed.value === null) page.addExchange(listed.exchange);
    else page.addList(listed, (answer) => mapComment(answer, instagramRef(id)));
    next = listed.value === null ? null : listed.next;
    yield page.finish(null, isLast && next === null);
  }
}

/** Each comment with the answers nested in it. @throws {ConnectorError} where the list is not one of comments */
function addComments(page: GraphPage, listed: GraphList, { post, base }: { post: ItemRef; base: string }): Longer[] {
  page.addList(listed, (comment) => mapComment(comment, post));
  const data = listed.value['data'];
  return (Array.isArray(data) ? data : []).flatMap((comment: unknown, place) => {
    const id = isObject(comment) ? idAt(comment, 'id') : null;
    const replies = isObject(comment) ? objectAt(comment, 'replies') : null;
    if (!replies || id === null) return [];
    addAnswers(page, listed, { replies, place, id });
    const next = nextPage(replies, base);
    if (next === 'foreign') throw new ConnectorError('protocol', 'The answers go on on another server');
    return next ? [{ id, next }] : [];
  });
}

function addAnswers(
  page: GraphPage,
  answer: GraphAnswer,
  { replies, place, id }: { replies: JsonObject; place: number; id: string },
): void {
  const list = replies['data'];
  for (const [index, reply] of (Array.isArray(list) ? list : []).entries()) {
    const mapped = isObject(reply) ? mapComment(reply, instagramRef(id)) : null;
    if (!mapped) throw new ConnectorError('protocol', 'The platform answered with a comment of another shape');
    page.addAt(answer, mapped, `/data/${place}/replies/data/${index}`);
  }
}
