import type { DataSource } from 'typeorm';

/** An event as stored. */
export interface TrailRow {
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly type: string;
  readonly account_id: string | null;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly seq: string | null;
}

export interface NamedItem {
  readonly kind: string;
  readonly author: string | null;
  /** As it reads now, shortened; empty where it has no words. */
  readonly words: string;
  /** Vanished while no legal basis is stated: only some may read it. */
  readonly restricted: boolean;
  /** Restricted by a decision: it is not quoted here to anybody, for who sees it is logged where it is shown. */
  readonly barred: boolean;
}

/** What the ids in events are called now; what is destroyed or unknown is absent. */
export interface TrailNames {
  readonly names: ReadonlyMap<string, string>;
  /** By id of the account, body, hold or request an event is about. */
  readonly zones: ReadonlyMap<string, string>;
  readonly items: ReadonlyMap<string, NamedItem>;
  /** By id of the event. */
  readonly said: ReadonlyMap<string, string>;
}

/** Enough bytes of a text to quote its beginning. */
const QUOTED = 80;

/** What an event names by id, and where its name stands. */
const NAMED: readonly (readonly [fact: string, sql: string])[] = [
  ['body', 'SELECT id, name FROM body'],
  ['custodian', 'SELECT id, name FROM custodian'],
  ['known', 'SELECT id, handle FROM known_account'],
  ['confirmation', 'SELECT id, law FROM clock_confirmation'],
  ['day', `SELECT id, day || ' (' || calendar || ')' FROM calendar_day`],
  ['matter', `SELECT id, number || ' ' || name FROM matter`],
  ['hold', 'SELECT id, number FROM hold'],
  ['request', 'SELECT id, number FROM records_request'],
  ['policy', `SELECT id, policy || ' ' || version FROM policy_version`],
  ['list', 'SELECT id, number FROM disposition_list'],
  ['notice', 'SELECT id, name FROM hold_notice'],
];
const NAMES_SQL = ['SELECT id, name FROM person', 'SELECT id, handle FROM account', ...NAMED.map(([, sql]) => sql)]
  .map((sql, i) => `${sql} WHERE id = ANY($${i + 1}::uuid[])`)
  .join(' UNION ALL ');

/** One query a kind of name, however many events. */
export async function readTrailNames(database: DataSource, events: readonly TrailRow[]): Promise<TrailNames> {
  const facts = (name: string): string[] =>
    events.flatMap(({ facts: { [name]: id } }) => (typeof id === 'string' ? [id] : []));
  const actors = events.flatMap(({ actor }) => (actor.startsWith('person:') ? [actor.slice('person:'.length)] : []));
  const accounts = events.flatMap(({ account_id: id }) => id ?? []);
  const [named, zones, items, said] = await Promise.all([
    database.query(NAMES_SQL, [[...actors, ...facts('person')], accounts, ...NAMED.map(([fact]) => facts(fact))]),
    database.query(
      `SELECT a.id, b.zone AS name FROM account a JOIN body b ON b.id = a.body_id WHERE a.id = ANY($1::uuid[])
       UNION ALL SELECT id, zone FROM body WHERE id = ANY($2::uuid[])
       UNION ALL SELECT h.id, b.zone FROM hold h JOIN body b ON b.id = h.body_id WHERE h.id = ANY($3::uuid[])
       UNION ALL SELECT r.id, b.zone FROM records_request r JOIN body b ON b.id = r.body_id WHERE r.id = ANY($4::uuid[])
       UNION ALL SELECT l.id, b.zone FROM disposition_list l JOIN body b ON b.id = l.body_id WHERE l.id = ANY($5::uuid[])`,
      [accounts, facts('body'), facts('hold'), facts('request'), facts('list')],
    ),
    readItemNames(database, facts('item')),
    database.query(
      `SELECT event_id AS id, text AS name FROM statement WHERE event_id = ANY($1::uuid[])
       UNION ALL
       SELECT e.id, p.disabled_reason FROM audit_event e JOIN person p ON p.id::text = e.facts->>'person'
        WHERE e.id = ANY($1::uuid[]) AND e.type = 'person.disabled' AND p.disabled_reason IS NOT NULL
       UNION ALL
       SELECT event_id, coalesce(said->>'ground', said->>'letter') FROM request_step
        WHERE event_id = ANY($1::uuid[]) AND coalesce(said->>'ground', said->>'letter') IS NOT NULL
       UNION ALL
       SELECT event_id, coalesce(said->>'reason', said->'consent'->>'number', said->'receipt'->>'accession')
         FROM disposition_step WHERE event_id = ANY($1::uuid[])
          AND coalesce(said->>'reason', said->'consent'->>'number', said->'receipt'->>'accession') IS NOT NULL
       UNION ALL SELECT event_id, said->>'reason' FROM recapture WHERE event_id = ANY($1::uuid[])`,
      [events.map(({ id }) => id)],
    ),
  ]);
  return { names: byId(named), zones: byId(zones), items, said: byId(said) };
}

async function readItemNames(database: DataSource, ids: readonly string[]): Promise<ReadonlyMap<string, NamedItem>> {
  if (ids.length === 0) return new Map();
  const rows: { id: string; kind: string; restricted: boolean; barred: boolean; item_json: Buffer }[] =
    await database.query(
      `SELECT DISTINCT ON (b.item_id) b.item_id AS id, i.kind, b.item_json,
            coalesce(w.state = 'gone' AND a.basis_statute IS NULL, false) OR EXISTS (SELECT FROM direct_message m
              WHERE m.item_id = i.id AND m.opened_event IS NULL) AS restricted,
            EXISTS (SELECT FROM restriction r WHERE r.item_id = i.id AND r.lifted_at IS NULL) AS barred
       FROM snapshot_body b JOIN item i ON i.id = b.item_id JOIN account a ON a.id = i.account_id
       LEFT JOIN item_watch w ON w.item_id = b.item_id
      WHERE b.item_id = ANY($1::uuid[]) ORDER BY b.item_id, b.number DESC`,
      [[...new Set(ids)]],
    );
  return new Map(
    rows.map(({ id, kind, restricted, barred, item_json: json }) => [
      id,
      { kind, restricted, barred, ...quoted(json) },
    ]),
  );
}

function quoted(json: Buffer): { author: string | null; words: string } {
  const item: Readonly<Record<string, unknown>> = Object(JSON.parse(json.toString('utf8')));
  const author: Readonly<Record<string, unknown>> = Object(item['author']);
  const words = textOf(item['text']) ?? textOf(item['title']) ?? '';
  return { author: textOf(author['handle']), words: beginning(words) };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

function beginning(text: string): string {
  // Control characters and directions of strangers would rearrange our own sentence.
  const line = text
    .slice(0, 500)
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim();
  if (line.length <= QUOTED) return line;
  return `${line.slice(0, QUOTED).replace(/\S*$/u, '').trimEnd() || line.slice(0, QUOTED)} …`;
}

function byId(rows: readonly { readonly id: string; readonly name: string }[]): ReadonlyMap<string, string> {
  return new Map(rows.map(({ id, name }) => [id, name]));
}
