import { ConnectorError } from '../connector.port.js';

/** Null where this access does not open it: what needs a permission of its own keeps nobody from the rest. */
export async function unlessRefused<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ConnectorError && error.fault === 'access-refused') return null;
    throw error;
  }
}
