import type { ReactNode } from 'react';
import type { FindingView, GroundView, ItemView } from '../../../src/archive/views.types.js';
import { type Say, useSay } from '../frame/language.js';
import { type Moments, useMoments, When } from '../frame/when.js';

/** Clock time where the day is the day the item was first missed; else the date with it. */
function momentOf(when: Moments, reference: string): (at: string | null) => string {
  return (at) => {
    if (at === null) return '–';
    return when.date(at) === when.date(reference) ? when.clock(at) : when.full(at);
  };
}

function goneSentence(finding: FindingView, say: Say, when: Moments): string {
  const moment = momentOf(when, finding.firstMissingAt ?? finding.at);
  const values = {
    seen: moment(finding.lastSeenAt),
    missing: moment(finding.firstMissingAt ?? finding.at),
    who: say(`who.${finding.cause}`),
  };
  if (finding.certainty === 'suspected') return say('finding.suspected', values);
  if (finding.certainty === 'asserted') return say('finding.gone-asserted', values);
  const looks = finding.grounds.filter((ground) => ground.role.endsWith('-negative')).length;
  return say('finding.gone-confirmed', {
    ...values,
    confirmed: moment(finding.confirmedAt ?? finding.at),
    looks: Math.max(looks, 2),
    canary: say('finding.canary'),
  });
}

/** A finding as a sentence, with its bounds. */
export function findingSentence(finding: FindingView, say: Say, when: Moments): string {
  if (finding.kind === 'gone') return goneSentence(finding, say, when);
  return say(`finding.${finding.kind}`, { at: when.full(finding.at), who: say(`who.${finding.cause}`) });
}

const ORDER: readonly GroundView['role'][] = [
  'last-positive',
  'first-negative',
  'second-negative',
  'canary',
  'positive',
];

export function Grounds({ grounds, accountId }: { grounds: readonly GroundView[]; accountId: string }): ReactNode {
  const say = useSay();
  if (grounds.length === 0) return null;
  const sorted = grounds.toSorted((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role));
  return (
    <>
      <h3 className="ak-label">{say('ground.title')}</h3>
      <dl className="ak-facts ak-grounds">
        {sorted.map((ground) => (
          <div key={`${ground.role}:${ground.exchangeId}:${ground.at}`}>
            <dt>{say(`ground.${ground.role}`)}</dt>
            <dd>
              <When at={ground.at} accountId={accountId} />
              <br />
              <code className="ak-code">{ground.exchangeId}</code>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/**
 * All findings about an item, newest first, each with the recorded answers it rests on. The sentence of `said` already
 * stands above, so only its grounds follow here.
 */
export function Findings({ item, said }: { item: ItemView; said: FindingView | null }): ReactNode {
  const say = useSay();
  const when = useMoments(item.accountId);
  if (item.findings.length === 0) {
    return <p>{say('finding.none', { at: when.full(item.lastSeenAt) })}</p>;
  }
  return (
    <ol className="ak-findings">
      {item.findings
        .toSorted((a, b) => b.at.localeCompare(a.at))
        .map((finding) => (
          <li key={finding.id} className={`ak-finding ak-finding--${finding.kind}`}>
            {finding.id === said?.id ? null : (
              <p className="ak-finding__sentence">{findingSentence(finding, say, when)}</p>
            )}
            <Grounds grounds={finding.grounds} accountId={item.accountId} />
          </li>
        ))}
    </ol>
  );
}
