import { v7 } from 'uuid';

/** A new UUIDv7: its first 48 bits are the wall clock's milliseconds, so ids made later sort later. */
export function newId(): string {
  return v7();
}
