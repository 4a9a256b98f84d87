/**
 * What vanished at the source while nobody has stated why the account is archived is kept, locked: it is shown only to
 * those who may see restricted material, and leaves in no bundle, until a legal basis is stated.
 */
export function isRestricted(item: { readonly state: string; readonly basisStated: boolean }): boolean {
  return item.state === 'gone' && !item.basisStated;
}

/** The same over rows `w` of item_watch and `a` of account. */
export const RESTRICTED_SQL = `(w.state = 'gone' AND a.basis_statute IS NULL)`;
