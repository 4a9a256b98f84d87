import type { ReactNode } from 'react';
import type { AccountView, GapView, StripCell } from '../../../../src/archive/views.types.js';
import { SeenLine } from '../../accounts/account-card.js';
import { AccountFacts, Custodians, LegalBasis } from '../../accounts/account-facts.js';
import { GapList } from '../../accounts/gap-list.js';
import { HealthStrip, StripLegend } from '../../accounts/health-strip.js';
import { useSay } from '../../frame/language.js';
import { GoTo } from '../../frame/places.js';
import { Part, Screen } from '../../frame/screen.js';
import { ItemRows } from '../../records/item-rows.js';
import { Name } from '../../records/plain-text.js';
import { ActOnAccount, ChangeCustodians, SetAccess, SetCharacter, StateBasis } from '../act-on-account.js';
import { Differences } from '../brought/differences.js';
import { HandIn } from '../brought/hand-in.js';
import { Imports } from '../brought/imports.js';
import { AccountProfile } from '../account-profile.js';
import { AccountIncidents, AccountLatency, AccountMessages } from '../live/account-live.js';
import { Answer, AnswerScreen } from '../answers.js';
import { ChangeDetails } from '../change-form.js';
import { withQuery } from '../api.js';
import { AccessStands, ManageAccess } from '../connect/access-part.js';
import { LimitsPart } from '../connect/limits-part.js';
import { AccountCounter } from '../reports/counter.js';
import { useDesk, useGaps, useMay, useOneAccount, useSearch } from '../reads.js';

const NEWEST = 5;

function Newest({ account }: { account: AccountView }): ReactNode {
  const say = useSay();
  const found = useSearch({ account: account.id }, NEWEST);
  return (
    <Part title={say('account.items')} id="account-items">
      <ItemRows items={found.data?.pages[0]?.items ?? []} />
      <p>
        <GoTo href={withQuery('/search', { account: account.id })}>{say('account.search')}</GoTo>
      </p>
    </Part>
  );
}

function Strip({ accountId }: { accountId: string }): ReactNode {
  const desk = useDesk();
  const cells: readonly StripCell[] = desk.data?.accounts.find((account) => account.id === accountId)?.strip ?? [];
  if (cells.length === 0) return null;
  return (
    <>
      <HealthStrip cells={cells} accountId={accountId} />
      <StripLegend />
    </>
  );
}

function Gaps({ accountId }: { accountId: string }): ReactNode {
  const say = useSay();
  const gaps = useGaps();
  const own = (all: readonly GapView[]): readonly GapView[] => all.filter((gap) => gap.accountId === accountId);
  return (
    <Part title={say('gaps.title')} id="account-gaps">
      <Answer of={gaps}>{(data) => <GapList gaps={own(data.items)} />}</Answer>
    </Part>
  );
}

function Duties({ account }: { account: AccountView }): ReactNode {
  const say = useSay();
  const manages = useMay('account.manage');
  return (
    <div>
      <Part title={say('account.facts')} id="account-facts">
        <AccountFacts account={account} />
        {manages ? <SetCharacter account={account} /> : null}
      </Part>
      <Part title={say('account.basis')} id="account-basis">
        <LegalBasis basis={account.legalBasis} />
        {manages ? <StateBasis account={account} /> : null}
      </Part>
      <Part title={say('account.limits')} id="account-limits">
        <LimitsPart account={account} />
      </Part>
      <Part title={say('account.custodians')} id="account-custodians">
        <Custodians account={account} />
        {manages ? <ChangeCustodians account={account} /> : null}
      </Part>
      <Part title={say('desk.access')} id="account-access">
        <AccessStands account={account} />
        {manages ? (
          <>
            <ManageAccess account={account} />
            <ChangeDetails title={say('account.access')}>
              <SetAccess account={account} />
            </ChangeDetails>
          </>
        ) : null}
      </Part>
      <AccountIncidents account={account} manages={manages} />
      <AccountMessages account={account} manages={manages} />
      {manages ? (
        <>
          <Part title={say('account.act')} id="account-act">
            <ActOnAccount account={account} />
          </Part>
        </>
      ) : null}
    </div>
  );
}

/** Downloads that were imported, what they show otherwise, and the two ways to bring more. */
function Brought({ account }: { account: AccountView }): ReactNode {
  const say = useSay();
  const brings = useMay('capture.run');
  return (
    <Part title={say('brought.title')} id="account-brought">
      <Imports account={account} />
      <Differences accountId={account.id} />
      {brings ? <HandIn account={account} /> : null}
    </Part>
  );
}

export function AccountScreen({ id, at }: { id: string; at: string | undefined }): ReactNode {
  const account = useOneAccount(id);
  return (
    <AnswerScreen of={account}>
      {(data) => (
        <Screen title={data.title} lede={<Name>{data.handle}</Name>}>
          <SeenLine account={data} />
          <Strip accountId={data.id} />
          <div className="ak-columns">
            <div>
              <Newest account={data} />
              <AccountProfile id={data.id} at={at} />
              <Gaps accountId={data.id} />
              <AccountLatency account={data} />
              <Brought account={data} />
              <AccountCounter accountId={data.id} />
            </div>
            <Duties account={data} />
          </div>
        </Screen>
      )}
    </AnswerScreen>
  );
}
