import { AskPlatform } from '../ask-platform.js';
import { ConnectorError, type LimitKey, type Probe, type ProbeInput } from '../connector.port.js';
import type { RawExchange } from '../observation.types.js';
import { idAt, isObject, type JsonObject, objectAt, objectsAt, textAt } from '../json.rules.js';
import { jsonPaths } from '../json-ranges.rules.js';
import { header } from '../rate-limit.rules.js';
import { readJsonBody } from '../read-json-body.js';
import { pagingLinks } from './link-header.rules.js';
import { mapAuthor } from './map-status.js';

interface Found {
  readonly base: string;
  readonly account: JsonObject;
}

/**
 * Looks at an account on a server of unknown make. What the server can do is tried, never concluded from a version; what
 * it says in words is never read, since servers say it in their own language.
 * @throws {ConnectorError} 'not-an-account' where the server answers and has no such account or speaks another API;
 * 'access-refused' where it wants a token first; else why it could not be looked at
 */
export async function probeMastodon({ url, handle, http, signal, messages = false }: ProbeInput): Promise<Probe> {
  const ask = new AskPlatform(http, signal);
  const [, name = '', domain = new URL(url).host] = handle.split('@');
  const { base, account } = await findAccount(ask, { base: new URL(url).origin, name, domain });
  const nativeId = idAt(account, 'id') ?? '';
  // Where WebFinger led to another host, the handle keeps the domain it was asked by.
  const stated = base === new URL(url).origin ? await statedDomain(ask, base) : null;
  const author = mapAuthor(account, stated ?? domain);
  const abilities = await tryOut(ask, base, nativeId);
  return {
    account: {
      canonicalUri: author.canonicalUri,
      handle: author.handle,
      nativeId,
      url: textAt(account, 'url') ?? url,
      title: author.displayName,
    },
    software: await softwareOf(ask, base),
    limits: limitsOf(abilities, messages),
    settings: { apiBase: base, batch: abilities.batch, history: abilities.history, paging: abilities.paging },
  };
}

interface Sought {
  readonly base: string;
  readonly name: string;
  readonly domain: string;
}

async function findAccount(ask: AskPlatform, sought: Sought): Promise<Found> {
  const direct = await lookup(ask, sought.base, sought.name);
  if (direct) return { base: sought.base, account: direct };
  const home = await homeOf(ask, sought);
  const account = home !== null && home !== sought.base ? await lookup(ask, home, sought.name) : null;
  if (account && home !== null) return { base: home, account };
  throw new ConnectorError(
    'not-an-account',
    `${new URL(sought.base).host} answers, but not with an account @${sought.name} of the Mastodon API`,
  );
}

async function lookup(ask: AskPlatform, base: string, name: string): Promise<JsonObject | null> {
  const account = await askJson(ask, `${base}/api/v1/accounts/lookup?acct=${encodeURIComponent(name)}`);
  return isObject(account) && idAt(account, 'id') !== null && textAt(account, 'username') !== null ? account : null;
}

/** A handle's domain may leave its accounts to another host; WebFinger (RFC 7033) says which. */
async function homeOf(ask: AskPlatform, { base, name, domain }: Sought): Promise<string | null> {
  const resource = encodeURIComponent(`acct:${name}@${domain}`);
  const card = await askJson(ask, `${base}/.well-known/webfinger?resource=${resource}`);
  if (!isObject(card)) return null;
  const self = objectsAt(card, 'links').find((link) => textAt(link, 'rel') === 'self');
  const href = self ? textAt(self, 'href') : null;
  return href !== null && /^https?:/i.test(href) && URL.canParse(href) ? new URL(href).origin : null;
}

const HOST = /^[a-z0-9.-]+(:\d+)?$/i;

/** What the server calls itself in handles; an address may lead to it by another name. */
async function statedDomain(ask: AskPlatform, base: string): Promise<string | null> {
  const instance = await askJson(ask, `${base}/api/v2/instance`);
  const domain = isObject(instance) ? textAt(instance, 'domain') : null;
  return domain !== null && HOST.test(domain) ? domain : null;
}

/** Name and version as NodeInfo (nodeinfo.diaspora.software) gives them, else as the instance does. */
async function softwareOf(ask: AskPlatform, base: string): Promise<string> {
  const named = await nodeInfo(ask, base);
  if (named !== null) return named.slice(0, 80);
  const instance = await askJson(ask, `${base}/api/v1/instance`);
  const version = isObject(instance) ? textAt(instance, 'version') : null;
  return version === null ? 'Mastodon API' : `Mastodon API ${version}`.slice(0, 80);
}

async function nodeInfo(ask: AskPlatform, base: string): Promise<string | null> {
  const index = await askJson(ask, `${base}/.well-known/nodeinfo`);
  const link = isObject(index) ? objectsAt(index, 'links').at(-1) : undefined;
  const href = link ? textAt(link, 'href') : null;
  if (href === null || !URL.canParse(href) || new URL(href).host !== new URL(base).host) return null;
  const info = await askJson(ask, href);
  const software = isObject(info) ? objectAt(info, 'software') : null;
  const name = software && textAt(software, 'name');
  return name ? `${properName(name)} ${textAt(software, 'version') ?? ''}`.trim() : null;
}

const PROPER: Readonly<Record<string, string>> = { mastodon: 'Mastodon', gotosocial: 'GoToSocial', pleroma: 'Pleroma' };

function properName(name: string): string {
  return PROPER[name.toLowerCase()] ?? name;
}

interface Abilities {
  readonly history: boolean;
  readonly batch: boolean;
  readonly token: boolean;
  /** Lists page by `Link`; false also where there is nothing to page yet. */
  readonly paging: boolean;
}

/** @throws {ConnectorError} 'access-refused' where the account's statuses may not be listed */
async function tryOut(ask: AskPlatform, base: string, accountId: string): Promise<Abilities> {
  const address = `${base}/api/v1/accounts/${encodeURIComponent(accountId)}/statuses?limit=1`;
  const listing = await ask.get(address);
  const statuses = parsed(listing);
  const [newest] = Array.isArray(statuses) ? statuses.filter(isObject) : [];
  const id = newest ? idAt(newest, 'id') : null;
  const history =
    id === null || Array.isArray(await askJson(ask, `${base}/api/v1/statuses/${encodeURIComponent(id)}/history`));
  const several = await askJson(ask, `${base}/api/v1/statuses?id[]=${encodeURIComponent(id ?? '0')}`);
  const batch =
    Array.isArray(several) && (id === null || several.some((one) => isObject(one) && idAt(one, 'id') === id));
  const token = isObject(await askJson(ask, `${base}/api/v1/accounts/verify_credentials`));
  const paging = pagingLinks(header(listing.responseHeaders, 'link'), address).present;
  return { history, batch, token, paging };
}

/** With a token the server shows its owner's messages; whether they are kept is agreed to here. */
function limitsOf({ history, token }: Abilities, messages: boolean): readonly LimitKey[] {
  return [
    'replies-unknown-servers',
    ...(token ? [] : (['replies-limited-without-token'] as const)),
    ...(messages ? [] : (['messages-not-granted'] as const)),
    ...(messages && !token ? (['no-scope-messages'] as const) : []),
    ...(history ? [] : (['edit-history-none', 'edits-between-looks'] as const)),
    'deletions-by-look-only',
  ];
}

/** The JSON at an address; undefined where the server has none there or refuses it. What failed to be seen is thrown. */
async function askJson(ask: AskPlatform, url: string): Promise<unknown> {
  try {
    return parsed(await ask.get(url, { headers: { accept: 'application/json' } }));
  } catch (error) {
    const isLookup = url.includes('/accounts/lookup');
    if (!(error instanceof ConnectorError)) throw error;
    if (error.fault === 'protocol' && error.details.exchange) return undefined;
    if (error.fault === 'access-refused' && !isLookup) return undefined;
    throw error;
  }
}

function parsed(exchange: RawExchange): unknown {
  return exchange.status === 200 ? readJsonBody(exchange, jsonPaths([])).value : undefined;
}
