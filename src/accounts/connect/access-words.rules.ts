import type { PageKey } from '../../platform/index.js';
import type { AccessView } from './read-access.js';

/** How a page or a command says a sentence, and a moment in the clock of the body. */
export interface Telling {
  readonly say: (key: PageKey, values?: Readonly<Record<string, string | number>>) => string;
  readonly at: (time: string) => string;
}

const WHY: Readonly<Record<string, PageKey>> = {
  'renewal-refused': 'access.why.renewal-refused',
  'renewal-broke-off': 'access.why.renewal-broke-off',
};

/** How access stands, what was left out, and who was told. */
export function accessInWords(access: AccessView, telling: Telling): string[] {
  const { say } = telling;
  return [
    standing(access, telling),
    ...(access.renewsItself ? [say('access.renews')] : []),
    ...(access.messages ? [say('access.with-messages')] : []),
    ...access.missing.map(({ scope, without }) =>
      say('connect.done-missing', { scope, without: say(`limit.${without}`) }),
    ),
    ...access.told.map((told) => toldInWords(told, telling)),
  ];
}

function toldInWords({ kind, to, sentAt, fault }: AccessView['told'][number], { say, at }: Telling): string {
  const state = sentAt === null ? say(unsent(fault)) : say('access.sent', { at: at(sentAt) });
  return say('access.told', { to: say(`access.to.${to}`), kind: say(`access.kind.${kind}`), state });
}

function unsent(fault: AccessView['told'][number]['fault']): PageKey {
  if (fault === null) return 'access.waiting';
  return fault === 'refused' ? 'access.refused-mail' : `access.${fault}`;
}

function standing({ is, by, since, endsAt, daysLeft, endedAt, endedWhy }: AccessView, { say, at }: Telling): string {
  const when = (time: string | null): string => (time === null ? '' : at(time));
  if (is === 'none') return say('access.none');
  if (is === 'refused') return say('access.refused', { since: when(endedAt) });
  if (is === 'ended') return say('access.ended', { why: say(WHY[endedWhy ?? ''] ?? 'access.why.expired') });
  if (is === 'ending') return say('access.ending', { end: when(endsAt), days: daysLeft ?? 0 });
  if (by === 'hand') return say('access.hand');
  const values = { since: when(since), end: when(endsAt) };
  return say(endsAt === null ? 'access.well' : 'access.well-until', values);
}
