import type { LabAnswer, Visit } from '../http/lab.types.js';
import { graphJson, graphTrouble } from './facebook-answers.js';
import { cutPage, pickFields } from './graph-list.rules.js';

type Json = Record<string, unknown>;

interface Listing<T> {
  readonly items: readonly T[];
  readonly idOf: (item: T) => string;
  readonly shape: (item: T, visit: Visit) => Json;
  /** Given where nothing in particular is asked for. */
  readonly usual: string;
}

/** One page of a list; what is asked for of each, in the order of the answer. */
export function listed<T>(visit: Visit, { items, idOf, shape, usual }: Listing<T>): LabAnswer {
  const { query, path, headers } = visit.request;
  const cut = cutPage(items, idOf, query);
  if (cut === null) return graphTrouble('bad-cursor');
  const data = cut.items.map((item) => picked(visit, shape(item, visit), usual));
  // recorded: the address of the next page bears the token (comments_p1.json: access_token=…).
  const token = /^Bearer (.+)$/.exec(headers['authorization'] ?? '')?.[1] ?? '';
  const next = new URLSearchParams([['access_token', token], ...[...query].filter(([name]) => name !== 'after')]);
  next.set('after', cut.after);
  const paging = {
    cursors: { before: cut.before, after: cut.after },
    ...(cut.isLast ? {} : { next: `${visit.base}${path}?${next.toString()}` }),
  };
  return graphJson({ data, ...(data.length === 0 && cut.isLast ? {} : { paging }) });
}

export function picked({ request }: Visit, shape: Json, usual: string): Json {
  return pickFields(shape, request.query.get('fields') ?? usual);
}

/** `since` and `until` count by the time of posting and include their second (assumed). */
export function isAskedFor({ request: { query } }: Visit, createdAt: Date): boolean {
  const [since, until] = ['since', 'until'].map((at) => (query.has(at) ? Number(query.get(at)) * 1000 : null));
  const at = Math.floor(createdAt.getTime() / 1000) * 1000;
  return (since == null || at >= since) && (until == null || at <= until);
}
