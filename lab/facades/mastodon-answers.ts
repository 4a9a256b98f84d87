import type { LabAnswer, Visit } from '../http/lab.types.js';
import type { Locale, Software } from '../world/world.types.js';

const JSON_TYPE = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'private, no-store',
  vary: 'Authorization, Origin',
};

export function json(body: unknown, headers: Readonly<Record<string, string>> = {}): LabAnswer {
  return { status: 200, headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(body) };
}

type Trouble = 'not-found' | 'no-token' | 'bad-token' | 'revoked-token' | 'too-many' | 'too-many-ids';

const STATUS: Readonly<Record<Trouble, number>> = {
  'not-found': 404,
  'no-token': 401,
  'bad-token': 401,
  'revoked-token': 401,
  'too-many': 429,
  'too-many-ids': 422,
};

/**
 * English: recorded (test_status_missing, test_home_tl_anonymous_throws) or documented (openapi examples), 'revoked'
 * assumed. A server in another language answers in it (recorded: the Japanese 422 of test_status_empty); these other
 * wordings are assumed.
 */
const TEXTS: Readonly<Record<Locale, Readonly<Record<Trouble, string>>>> = {
  en: {
    'not-found': 'Record not found',
    'no-token': 'This method requires an authenticated user',
    'bad-token': 'The access token is invalid',
    'revoked-token': 'The access token was revoked',
    'too-many': 'Too many requests',
    'too-many-ids': 'Validation failed',
  },
  pl: {
    'not-found': 'Nie znaleziono rekordu',
    'no-token': 'Ta metoda wymaga zalogowanego użytkownika',
    'bad-token': 'Token dostępu jest nieprawidłowy',
    'revoked-token': 'Token dostępu został unieważniony',
    'too-many': 'Zbyt wiele zapytań',
    'too-many-ids': 'Walidacja nie powiodła się',
  },
  ja: {
    'not-found': 'レコードが見つかりません',
    'no-token': 'このメソッドには認証済みのユーザーが必要です',
    'bad-token': 'アクセストークンが無効です',
    'revoked-token': 'アクセストークンは失効しました',
    'too-many': 'リクエストの回数が多すぎます',
    'too-many-ids': 'バリデーションに失敗しました',
  },
};

/** recorded: gotosocial-session "unauthenticated statuses", "bad token", "get deleted reply", "rate limited". */
const GOTOSOCIAL: Readonly<Record<Trouble, string>> = {
  'not-found': 'Not Found: target status not found',
  'no-token': 'Unauthorized: token not supplied',
  'bad-token': 'Unauthorized: invalid token',
  'revoked-token': 'Unauthorized: invalid token',
  'too-many': 'rate limit reached',
  'too-many-ids': 'Bad Request',
};

export function trouble(kind: Trouble, { server }: { server: { software: Software; locale: Locale } }): LabAnswer {
  // platforms.md 3.2 [V]: snac2 answers what it does not know with a 404 of HTML.
  if (server.software === 'snac2' && kind === 'not-found') return unknownPage();
  const text = server.software === 'gotosocial' ? GOTOSOCIAL[kind] : TEXTS[server.locale][kind];
  return { status: STATUS[kind], headers: JSON_TYPE, body: JSON.stringify({ error: text }) };
}

export function unknownPage(): LabAnswer {
  return { status: 404, headers: { 'content-type': 'text/html; charset=utf-8' }, body: '<h1>404 Not Found</h1>' };
}

/** Who asks without being allowed to is told so; null: go on. */
export function refuseToken(visit: Visit): LabAnswer | null {
  const bearer = visit.request.headers['authorization'];
  if (bearer === undefined) return visit.server.strict ? trouble('no-token', visit) : null;
  if (!visit.token) return trouble('bad-token', visit);
  return visit.token.revoked ? trouble('revoked-token', visit) : null;
}

/**
 * recorded (test_fetch_next_previous): the request's own parameters without the old ids; `next` only after a full
 * page. GoToSocial spells out every filter (gotosocial-session "statuses page 1").
 */
export function linkHeader(
  visit: Visit,
  page: { first: string | undefined; last: string | undefined; full: boolean },
): Record<string, string> {
  if (visit.server.software === 'snac2' || page.first === undefined || page.last === undefined) return {};
  const kept = new URLSearchParams(
    [...visit.request.query].filter(([name]) => !['max_id', 'min_id', 'since_id'].includes(name)),
  );
  const url = (name: string, id: string): string => {
    const query = new URLSearchParams([...kept, [name, id]]);
    if (visit.server.software === 'gotosocial') {
      for (const filter of ['exclude_replies', 'exclude_reblogs', 'pinned', 'only_media', 'only_public']) {
        if (!query.has(filter)) query.set(filter, 'false');
      }
    } else query.sort();
    return `${visit.base}${visit.request.path}?${query.toString()}`;
  };
  const next = page.full ? [`<${url('max_id', page.last)}>; rel="next"`] : [];
  return { link: [...next, `<${url('min_id', page.first)}>; rel="prev"`].join(', ') };
}
