import type { EntityManager } from 'typeorm';

/** What must stay. Promised by whoever keeps the holds; asked in the transaction that destroys. */
export abstract class Holds {
  /**
   * Refuses 'under-hold' where one of these items is under a hold as the archive stands now, whether the hold names it or
   * its scope has come to mean it. The caller has locked the items' keys, so that neither can change before the commit.
   */
  abstract refuseHeld(rows: EntityManager, itemIds: readonly string[]): Promise<void>;

  /** Of these items, those that a hold names now. */
  abstract held(itemIds: readonly string[]): Promise<ReadonlySet<string>>;

  /** Of these objects, those the store holds for them, or is still to be told of: none of them is removed. */
  abstract mirrored(objects: readonly string[]): Promise<ReadonlySet<string>>;

  /** The items that holds came to name with these events of the log. */
  abstract namedBy(eventIds: readonly string[]): Promise<readonly string[]>;
}
