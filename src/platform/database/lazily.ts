/**
 * In the FROM of a statement that writes nothing but bookkeeping: its commit does not wait for the disk. A power failure
 * loses the last moments of such writes, never their order and never what was committed after them and waited for.
 */
export const LAZILY = `set_config('synchronous_commit', 'off', true)`;
