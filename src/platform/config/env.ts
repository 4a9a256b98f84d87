/** The settings of one process as text, by name; an empty value counts as not given. */
export type Env = Readonly<Record<string, string | undefined>>;

/** The only place that reads the environment. */
export function readEnv(): Env {
  return Object.freeze(
    Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== undefined && value !== '')),
  );
}
