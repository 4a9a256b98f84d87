import type { ReactNode } from 'react';
import { GapList, KnownList } from '../accounts/gap-list.js';
import { Limits } from '../accounts/account-facts.js';
import { useSay } from '../frame/language.js';
import { Part, Screen } from '../frame/screen.js';
import { Name } from '../records/plain-text.js';
import type { BundleData } from './bundle-data.types.js';

/** What the bundle does not have, and knows that it does not: gaps, accounts not archived, limits of each account. */
export function MissingScreen({ bundle }: { bundle: BundleData }): ReactNode {
  const say = useSay();
  return (
    <Screen title={say('viewer.missing')}>
      <div className="ak-columns">
        <Part title={say('gaps.title')} id="gaps">
          <GapList gaps={bundle.gaps} />
        </Part>
        <div>
          <Part title={say('known.title')} id="known">
            <KnownList known={bundle.knownAccounts} />
          </Part>
          <Part title={say('account.limits')} id="limits">
            {bundle.accounts.map((account) => (
              <div key={account.id}>
                <h3 className="ak-label">
                  <Name>{account.title}</Name>
                </h3>
                <Limits limits={account.limits} />
              </div>
            ))}
          </Part>
        </div>
      </div>
    </Screen>
  );
}
