import type { ReactNode } from 'react';
import type { DeskView, LogView } from '../../../../src/archive/views.types.js';
import type { PageKey } from '../../../../src/platform/sentences/page.sentences.js';
import { AccountCard } from '../../accounts/account-card.js';
import { Figures } from '../../accounts/figures.js';
import { GapList, KnownList } from '../../accounts/gap-list.js';
import { StripLegend } from '../../accounts/health-strip.js';
import { useSay } from '../../frame/language.js';
import { Notice } from '../../frame/notice.js';
import { GoTo } from '../../frame/places.js';
import { Part, Screen } from '../../frame/screen.js';
import { useMoments, When } from '../../frame/when.js';
import { ItemRows } from '../../records/item-rows.js';
import { Answer } from '../answers.js';
import { AccessEnding, ClauseTasks } from '../connect/desk-access.js';
import { useDesk } from '../reads.js';
import { CountersDiffer } from '../reports/counter.js';
import { HoldsWaiting, RequestsDue } from '../requests/desk-duties.js';

type DeskAccount = DeskView['accounts'][number];

/** In trouble first, then those not seen for longest; an account never seen counts as longest. */
export function byNeed(a: DeskAccount, b: DeskAccount): number {
  const trouble = Number(b.trouble !== null) - Number(a.trouble !== null);
  return trouble !== 0 ? trouble : (a.lastSeenAt ?? '').localeCompare(b.lastSeenAt ?? '');
}

function Log({ log }: { log: LogView }): ReactNode {
  const say = useSay();
  const when = useMoments(null);
  const sentence =
    log.checkpointAt === null
      ? say('desk.log-unsigned', { size: log.size })
      : say('desk.log-signed', {
          size: log.size,
          signed: log.checkpointSize ?? 0,
          at: when.full(log.checkpointAt),
        });
  return (
    <>
      <p>{sentence}</p>
      <dl className="ak-facts">
        <div>
          <dt>{say('desk.log-origin')}</dt>
          <dd>
            <code className="ak-code">{log.origin}</code>
          </dd>
        </div>
        <div>
          <dt>{say('desk.log-key')}</dt>
          <dd>
            <code className="ak-code">{log.keyFingerprint}</code>
          </dd>
        </div>
        <div>
          <dt>{say('desk.log-root')}</dt>
          <dd>
            <code className="ak-code">{log.root}</code>
          </dd>
        </div>
      </dl>
    </>
  );
}

function alarmKey(work: Alarm['work'], is: Alarm['is']): PageKey {
  if (work === 'stamps' || work === 'witnesses' || work === 'canary') return `alarm.overdue.${work}`;
  return is === 'unseen' ? 'alarm.unseen' : `alarm.${is}.${work}`;
}

type Alarm = DeskView['alarms'][number];

/** What is told in full on a screen of its own. */
const OF_STORAGE: ReadonlySet<Alarm['work']> = new Set(['fixity', 'examination']);

/** What the archive does for itself every day and did not, or what it found. */
function Alarms({ alarms }: { alarms: DeskView['alarms'] }): ReactNode {
  const say = useSay();
  const when = useMoments(null);
  if (alarms.length === 0) return null;
  return (
    <Part title={say('desk.alarms')} id="desk-alarms">
      {alarms.map(({ work, is, things, doneAt }) => {
        const at = doneAt === null ? say('desk.done-never') : when.full(doneAt);
        return (
          <Notice key={work} tone={is === 'unseen' ? 'warning' : 'error'}>
            {say(alarmKey(work, is), { things, at })}{' '}
            {OF_STORAGE.has(work) ? <GoTo href="/storage">{say('nav.storage')}</GoTo> : null}
          </Notice>
        );
      })}
    </Part>
  );
}

function Accounts({ accounts }: { accounts: DeskView['accounts'] }): ReactNode {
  const say = useSay();
  return (
    <Part title={say('desk.accounts')} id="desk-accounts">
      {accounts.length === 0 ? (
        <p>{say('desk.accounts-none')}</p>
      ) : (
        <>
          <ul className="ak-accounts">
            {accounts.toSorted(byNeed).map((account) => (
              <AccountCard key={account.id} account={account} />
            ))}
          </ul>
          <StripLegend />
        </>
      )}
    </Part>
  );
}

function Desk({ desk }: { desk: DeskView }): ReactNode {
  const say = useSay();
  return (
    <>
      <Alarms alarms={desk.alarms} />
      <h2 className="usa-sr-only">{say('desk.figures')}</h2>
      <Figures totals={desk.totals} />
      <div className="ak-columns ak-columns--desk">
        <Accounts accounts={desk.accounts} />
        <div>
          <RequestsDue />
          <HoldsWaiting />
          <AccessEnding />
          <ClauseTasks />
          <CountersDiffer />
          <Part title={say('desk.gone')} id="desk-gone">
            {desk.goneLately.length === 0 ? <p>{say('desk.gone-none')}</p> : <ItemRows items={desk.goneLately} />}
          </Part>
          <Part title={say('gaps.title')} id="desk-gaps">
            <GapList gaps={desk.gapsLately} />
          </Part>
          <Part title={say('known.title')} id="desk-known">
            <KnownList known={desk.knownAccounts} />
          </Part>
          <Part title={say('desk.log')} id="desk-log">
            <Log log={desk.log} />
          </Part>
        </div>
      </div>
    </>
  );
}

export function DeskScreen(): ReactNode {
  const say = useSay();
  const desk = useDesk();
  return (
    <Screen title={say('desk.title')} actions={desk.data === undefined ? undefined : <AsOf at={desk.data.now} />}>
      <Answer of={desk}>{(data) => <Desk desk={data} />}</Answer>
    </Screen>
  );
}

function AsOf({ at }: { at: string }): ReactNode {
  const say = useSay();
  const when = useMoments(null);
  return (
    <span className="ak-quiet">
      <span className="usa-sr-only">{say('desk.asof', { at: when.full(at) })}</span>
      <span aria-hidden="true">
        <When at={at} />
      </span>
    </span>
  );
}
