/** A task as `GET /tasks/:uid` gives it (TaskView), with what it carries until it is done. */
export interface TwinTask {
  readonly uid: number;
  readonly indexUid: string | null;
  readonly type: string;
  readonly enqueuedAt: string;
  status: 'enqueued' | 'processing' | 'succeeded' | 'failed' | 'canceled';
  error: { message: string; code: string; type: string; link: string } | null;
  details: Record<string, unknown> | null;
  /** Gone when the task has ended (index-scheduler, `delete_persisted_task_data`). */
  payload: unknown;
}

/** What a task does; it throws a `TaskFault` to fail. */
export type TaskWork = () => Record<string, unknown> | undefined;

export class TaskFault extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * The queue of tasks: numbered as they come and carried out one by one in that order; a deletion of tasks goes before others
 * (index-scheduler, autobatching priorities) and takes finished tasks only.
 */
export class TwinTasks {
  private readonly tasks = new Map<number, TwinTask>();
  private readonly work = new Map<number, TaskWork>();
  private next = 0;
  private held = false;

  enqueue(
    indexUid: string | null,
    type: string,
    { work, payload = null }: { work: TaskWork; payload?: unknown },
  ): TwinTask {
    const uid = this.next;
    this.next += 1;
    const task: TwinTask = {
      uid,
      indexUid,
      type,
      enqueuedAt: new Date().toISOString(),
      status: 'enqueued',
      error: null,
      details: null,
      payload,
    };
    this.tasks.set(uid, task);
    this.work.set(uid, work);
    setImmediate(() => this.run());
    return task;
  }

  get(uid: number): TwinTask | undefined {
    return this.tasks.get(uid);
  }

  all(): TwinTask[] {
    return [...this.tasks.values()];
  }

  delete(uids: readonly number[]): void {
    for (const uid of uids) this.tasks.delete(uid);
  }

  /** Nothing but deletions of tasks is carried out until `release`. */
  hold(): void {
    this.held = true;
  }

  release(): void {
    this.held = false;
    this.run();
  }

  private run(): void {
    const waiting = this.all().filter(({ status }) => status === 'enqueued');
    const deletions = waiting.filter(({ type }) => type === 'taskDeletion');
    for (const task of [...deletions, ...(this.held ? [] : waiting.filter((one) => !deletions.includes(one)))])
      this.carryOut(task);
  }

  private carryOut(task: TwinTask): void {
    try {
      task.details = this.work.get(task.uid)?.() ?? null;
      task.status = 'succeeded';
    } catch (error) {
      if (!(error instanceof TaskFault)) throw error;
      task.status = 'failed';
      task.error = {
        message: error.message,
        code: error.code,
        type: 'invalid_request',
        link: `https://docs.meilisearch.com/errors#${error.code}`,
      };
    }
    task.payload = null;
    this.work.delete(task.uid);
  }
}
