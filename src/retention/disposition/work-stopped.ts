/** Asked to end, or the list is no longer this worker's: it stops where it is, and another goes on. */
export class WorkStopped extends Error {
  override readonly name = 'WorkStopped';
}
