import { Refusal } from '../platform/index.js';
import { nameOf, type ObjectHandle, type ObjectStore } from './object-store.port.js';

/**
 * The bytes under a handle that stands inside a sealed object. Once objects were copied to another store the version in
 * it is of the old one, and what stands under the name is read: the seal of what is read says whether it is the same.
 */
export async function getMoved(store: ObjectStore, handle: ObjectHandle): Promise<Buffer> {
  try {
    return await store.get(handle);
  } catch (error) {
    const stands = error instanceof Refusal && error.problem === 'not-found' ? await store.find(nameOf(handle)) : null;
    if (stands === null || stands === handle) throw error;
    return store.get(stands);
  }
}
