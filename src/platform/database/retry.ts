import { setTimeout as wait } from 'node:timers/promises';
import { QueryFailedError } from 'typeorm';

/** serialization_failure, deadlock_detected: PostgreSQL asks for the transaction once more. */
const AGAIN = new Set(['40001', '40P01']);
const ATTEMPTS = 3;

/** Runs a whole transaction, three times at most where PostgreSQL says it would succeed another time. */
export async function retryTransaction<R>(transaction: () => Promise<R>): Promise<R> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction();
    } catch (error) {
      if (attempt === ATTEMPTS || !wantsAnother(error)) throw error;
      await wait(Math.random() * 20 * attempt);
    }
  }
}

function wantsAnother(error: unknown): boolean {
  return error instanceof QueryFailedError && AGAIN.has(String(Object(error.driverError).code));
}
