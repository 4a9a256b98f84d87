import type { SettingsReader } from './settings.rules.js';

/** A Meilisearch server named by the operator: a secret, for its key. */
export interface NamedIndex {
  readonly url: string;
  /** Null: the server asks for none. */
  readonly key: string | null;
  /** What its indexes are called, so that several installations may share a server. */
  readonly name: string;
}

const NAME = /^[a-z0-9-]{1,40}$/;

/** Null where discovery is served from the database. */
export function readIndex(settings: SettingsReader): NamedIndex | null {
  const url = settings.url('MEILI_URL', ['https:', 'http:'], 'https://search.newford.example');
  const key = settings.text('MEILI_KEY');
  const name = settings.text('MEILI_INDEX') ?? 'akta';
  if (!NAME.test(name)) settings.fault('MEILI_INDEX', 'has other characters than a-z, 0-9 and -', 'akta-newford');
  if (url === null && key !== null) {
    settings.fault('MEILI_URL', 'is missing; MEILI_KEY is given with it', 'https://search.newford.example');
  }
  return url === null ? null : Object.freeze({ url, key, name });
}

/** The search index this process was told to use; without one discovery is served from the database. Injected by this class. */
export class IndexToUse {
  constructor(readonly at: NamedIndex | null) {}
}
