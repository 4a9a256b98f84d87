import type { DataSource } from 'typeorm';
import { Refusal } from '../platform/index.js';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The id of the account a person means by an id or a handle. @throws {Refusal} 'not-found' or 'invalid-input' */
export async function accountNamed(database: DataSource, named: string): Promise<string> {
  const handle = named.replaceAll('\0', '').replace(/^@/, '');
  const rows: { id: string }[] = await database.query(
    `SELECT id FROM account WHERE id = $1::uuid OR ltrim(handle, '@') = $2 OR url = $3 ORDER BY id`,
    [ID.test(named) ? named : null, handle, named.replaceAll('\0', '')],
  );
  const [account] = rows;
  if (account && rows.length === 1) return account.id;
  if (!account) throw new Refusal('not-found', `No account is called "${handle}". akta account list shows them all.`);
  throw new Refusal('invalid-input', `Several accounts are called "${handle}". Name one by its id: akta account list`);
}

/** Null means the only one there is. @throws {Refusal} 'not-found' or 'invalid-input' */
export async function bodyNamed(database: DataSource, named: string | null): Promise<string> {
  const bodies: { id: string; name: string }[] = await database.query(`SELECT id, name FROM body ORDER BY id`);
  const fits = bodies.filter(({ id, name }) => named === null || named === id || named === name);
  const [body] = fits;
  if (body && fits.length === 1) return body.id;
  if (bodies.length === 0) throw new Refusal('not-found', 'There is no body yet. Add it first: akta body add');
  const names = bodies.map(({ name }) => `"${name}"`).join(', ');
  throw new Refusal('invalid-input', `Say which body the account belongs to with --body: ${names}.`);
}

/** One who answers for the account now, by name, or any by id. @throws {Refusal} 'not-found' or 'invalid-input' */
export async function custodianNamed(database: DataSource, accountId: string, named: string): Promise<string> {
  const rows: { id: string }[] = await database.query(
    `SELECT id FROM custodian WHERE account_id = $1 AND (id = $2::uuid OR (name = $3 AND to_at IS NULL)) ORDER BY id`,
    [accountId, ID.test(named) ? named : null, named.replaceAll('\0', '')],
  );
  const [custodian] = rows;
  if (custodian && rows.length === 1) return custodian.id;
  if (custodian)
    throw new Refusal('invalid-input', `"${named}" is named several times. Give the id: akta account show`);
  throw new Refusal('not-found', `"${named}" does not answer for this account now. akta account show names who does.`);
}
