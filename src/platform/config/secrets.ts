import type { StoreKeys } from './object-store.js';
import type { NamedIndex } from './search-index.js';
import { readIndex } from './search-index.js';
import { type NamedApp, readFacebookApp } from './facebook-app.js';
import type { SettingsReader } from './settings.rules.js';

/** What must never be printed; apart from Config, which may be. */
export interface Secrets {
  /** As akta_app, and as akta_owner; both null is the embedded server. */
  readonly database: { readonly app: string; readonly owner: string } | null;
  /** The API key of the person at the command line. */
  readonly key: string | null;
  /** The mail server, with its user and password. */
  readonly smtp: string | null;
  /** Of the object store; null where evidence is kept in files. */
  readonly store: StoreKeys | null;
  /** The search index with its key; null where discovery is served from the database. */
  readonly index: NamedIndex | null;
  /** Who may read the figures from another machine. */
  readonly metrics: string | null;
  /** As what Meta knows this installation; null: pages and professional accounts there cannot be connected. */
  readonly facebook: NamedApp | null;
}

export const SMTP_EXAMPLE = 'smtp://akta:…@mail.newford.example:587';

export function readSecrets(settings: SettingsReader, store: StoreKeys | null): Secrets {
  const protocols = ['postgres:', 'postgresql:'];
  const app = settings.url('DATABASE_URL', protocols, 'postgres://akta_app:…@db.example/akta');
  const owner = settings.url('DATABASE_OWNER_URL', protocols, 'postgres://akta_owner:…@db.example/akta');
  if ((settings.text('DATABASE_URL') === null) !== (settings.text('DATABASE_OWNER_URL') === null)) {
    const missing = settings.text('DATABASE_URL') === null ? 'DATABASE_URL' : 'DATABASE_OWNER_URL';
    settings.fault(missing, 'is missing; DATABASE_URL and DATABASE_OWNER_URL are given together', 'postgres://…');
  }
  return Object.freeze({
    database: app !== null && owner !== null ? Object.freeze({ app, owner }) : null,
    key: settings.text('AKTA_KEY'),
    smtp: settings.url('SMTP_URL', ['smtp:', 'smtps:'], SMTP_EXAMPLE),
    store: store && Object.freeze(store),
    index: readIndex(settings),
    metrics: settings.text('METRICS_TOKEN'),
    facebook: readFacebookApp(settings),
  });
}
