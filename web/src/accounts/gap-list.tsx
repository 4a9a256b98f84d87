import type { ReactNode } from 'react';
import type { GapView, KnownAccountView } from '../../../src/archive/views.types.js';
import { calendarDate } from '../../../src/platform/sentences/when.rules.js';
import { type Say, useLanguage, useSay } from '../frame/language.js';
import { type Registry, useRegistry } from '../frame/registry.js';
import { useMoments } from '../frame/when.js';
import { isolated } from '../records/plain-text.js';

export function minutesOf(gap: GapView, until: string): number {
  return Math.max(0, Math.round((Date.parse(gap.to ?? until) - Date.parse(gap.from)) / 60_000));
}

function accountName(accountId: string, registry: Registry): string {
  const account = registry.accounts.get(accountId);
  return account === undefined ? accountId : isolated(`${account.title} (${account.software.split(' ')[0] ?? ''})`);
}

function Gap({ gap }: { gap: GapView }): ReactNode {
  const say = useSay();
  const registry = useRegistry();
  const when = useMoments(gap.accountId);
  const account = accountName(gap.accountId, registry);
  const reason = say(`reason.${gap.reason}`);
  const sameDay = gap.to === null || when.date(gap.from) === when.date(gap.to);
  const moment = sameDay ? when.clock : when.full;
  const date = when.date(gap.from);
  if (gap.to === null) {
    return (
      <li className="ak-gap ak-gap--open">{say('gap.open', { account, from: moment(gap.from), date, reason })}</li>
    );
  }
  const values = { account, from: moment(gap.from), to: moment(gap.to), date, minutes: minutesOf(gap, gap.to), reason };
  return (
    <li className="ak-gap">
      <p>{say('gap.closed', values)}</p>
      {broughtBack(gap, say)}
    </li>
  );
}

function broughtBack(gap: GapView, say: Say): ReactNode {
  if (gap.capturedLateCount + gap.recoveredEdits === 0) return null;
  return <p className="ak-quiet">{say('gap.brought', { late: gap.capturedLateCount, edits: gap.recoveredEdits })}</p>;
}

/** The stretches we did not see, newest first, each as a sentence. */
export function GapList({ gaps }: { gaps: readonly GapView[] }): ReactNode {
  const say = useSay();
  if (gaps.length === 0) return <p>{say('gaps.none')}</p>;
  return (
    <ol className="ak-gaps">
      {gaps
        .toSorted((a, b) => b.from.localeCompare(a.from))
        .map((gap) => (
          <Gap key={gap.id} gap={gap} />
        ))}
    </ol>
  );
}

function Known({ known }: { known: KnownAccountView }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  return (
    <li>
      {say('known.line', {
        handle: isolated(known.handle),
        platform: isolated(known.platform),
        reason: isolated(known.reason.replace(/\.\s*$/, ''), 400),
        who: isolated(known.decidedBy),
        // A decision has a day, no hour: the day is the same wherever it is read.
        date: calendarDate(known.decidedAt, 'UTC', language),
      })}
    </li>
  );
}

/** Accounts that exist and are not archived, with who decided so. */
export function KnownList({ known }: { known: readonly KnownAccountView[] }): ReactNode {
  const say = useSay();
  if (known.length === 0) return <p>{say('known.none')}</p>;
  return (
    <ul className="ak-known">
      {known.map((account) => (
        <Known key={account.id} known={account} />
      ))}
    </ul>
  );
}
