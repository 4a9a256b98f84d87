import type { AccountIncident } from './views.types.js';

/** The incidents of an account in which something shown at this moment (RFC 3339) falls. */
export function incidentsAt(incidents: readonly AccountIncident[] | undefined, at: string): readonly AccountIncident[] {
  const moment = Date.parse(at);
  return (incidents ?? []).filter(
    ({ from, to }) => Date.parse(from) <= moment && (to === null || moment < Date.parse(to)),
  );
}
