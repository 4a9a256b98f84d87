import type { ReadTxt } from '../../platform/index.js';
import { ConnectorError } from '../connector.port.js';
import type { RawExchange } from '../observation.types.js';
import { textAt } from '../json.rules.js';
import { isDid } from './at-uri.rules.js';
import { type BlueskyApi, jsonIn } from './bluesky-api.js';

/** Whom a handle leads to. `did` null: to nobody. `looked` false: nobody could be asked, which says nothing. */
export interface Resolved {
  readonly did: string | null;
  readonly looked: boolean;
  readonly exchanges: readonly RawExchange[];
}

/**
 * Handle to identity as atproto.com/specs/handle says: the domain's own TXT record first, then its own web address; where
 * neither answers, what the network's index knows. Names under `.test` exist in no public DNS and are left to the index.
 */
export async function resolveHandle(api: BlueskyApi, readTxt: ReadTxt, handle: string): Promise<Resolved> {
  const isPublic = !handle.endsWith('.test');
  const byName = isPublic ? await leadOfName(readTxt, handle) : null;
  if (byName) return byName;
  const page = isPublic ? await answered(api.page(`https://${handle}/.well-known/atproto-did`)) : null;
  const onPage = page?.status === 200 ? new TextDecoder().decode(page.body.subarray(0, 2_048)).trim() : '';
  if (page && isDid(onPage)) return { did: onPage, looked: true, exchanges: [page] };
  const known = await answered(api.resolveHandle(handle));
  return { did: known && didIn(known), looked: known !== null, exchanges: [page, known].filter((one) => one !== null) };
}

/** Null where the name has no such record, or no name server could be asked. Several that differ lead to nobody. */
async function leadOfName(readTxt: ReadTxt, handle: string): Promise<Resolved | null> {
  const records = (await readTxt(`_atproto.${handle}`)) ?? [];
  const named = new Set(records.flatMap((text) => (text.startsWith('did=') ? [text.slice(4).trim()] : [])));
  const [did] = named;
  if (did === undefined) return null;
  return { did: named.size === 1 && isDid(did) ? did : null, looked: true, exchanges: [] };
}

function didIn(answer: RawExchange): string | null {
  const said = answer.status === 200 ? jsonIn(answer) : null;
  const did = said && textAt(said, 'did');
  return did !== null && isDid(did) ? did : null;
}

/** Null where there was no answer to judge by. */
async function answered(asked: Promise<RawExchange>): Promise<RawExchange | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ConnectorError) return null;
    throw error;
  }
}
