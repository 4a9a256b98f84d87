import type { Lab } from '../../lab/index.js';

/** The fields of the entities that tests look at; the servers give more. */
export interface Entity {
  readonly id: string;
  readonly uri: string;
  readonly acct: string;
  readonly display_name: string;
  readonly suspended?: boolean;
  readonly content: string;
  readonly text: string;
  readonly created_at: string;
  readonly edited_at: string | null;
  readonly in_reply_to_id: string | null;
  readonly spoiler_text: string;
  readonly reblog: Entity | null;
  readonly quote: { readonly state: string; readonly quoted_status: Entity | null } | null;
  readonly poll: { readonly expired: boolean; readonly options: readonly { readonly votes_count: number }[] } | null;
  readonly media_attachments: readonly { readonly id: string; readonly url: string; readonly description: string }[];
  readonly ancestors: readonly Entity[];
  readonly descendants: readonly Entity[];
  readonly error: string;
}

export interface Told<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Body;
}

/** Asks a server of the lab; `body` is its JSON, or an empty object where the answer is none. */
export async function ask<Body = Entity>(
  lab: Lab,
  host: string,
  where: string,
  headers: Record<string, string> = {},
): Promise<Told<Body>> {
  const answer = await fetch(where.startsWith('http') ? where : lab.mastodon(host) + where, { headers });
  const text = await answer.text();
  const json = (answer.headers.get('content-type') ?? '').startsWith('application/json');
  const body: Body = JSON.parse(json ? text : '{}');
  return { status: answer.status, headers: answer.headers, text, body };
}

export function linkTo(rel: string, headers: Headers): string | undefined {
  return new RegExp(`<([^>]+)>; rel="${rel}"`).exec(headers.get('link') ?? '')?.[1];
}
