import type { ReactNode } from 'react';
import { AccountFacts, LegalBasis } from '../accounts/account-facts.js';
import { useLanguage, useSay } from '../frame/language.js';
import { Part, Screen } from '../frame/screen.js';
import { useMoments } from '../frame/when.js';
import { isolated, Name } from '../records/plain-text.js';
import type { BundleData } from './bundle-data.types.js';

function Scope({ bundle }: { bundle: BundleData }): ReactNode {
  const say = useSay();
  const when = useMoments(null);
  const { source } = bundle;
  const made = {
    at: when.full(source.exportedAt),
    origin: source.logOrigin,
    size: source.logSize,
    key: source.keyFingerprint,
  };
  return (
    <>
      <p>{say('viewer.made', made)}</p>
      <p>
        {say('viewer.scope', {
          from: source.from === null ? say('viewer.scope-open') : when.full(source.from),
          to: source.to === null ? say('viewer.scope-now') : when.full(source.to),
        })}{' '}
        {source.text === null ? '' : say('viewer.scope-text', { text: isolated(source.text, 400) })}
      </p>
    </>
  );
}

export function AboutScreen({ bundle }: { bundle: BundleData }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  return (
    <Screen title={say('viewer.about')}>
      <div className="ak-columns">
        <div>
          <Part title={say('viewer.proves')} id="proves">
            <p className="ak-prose">{bundle.limits[language]}</p>
            <p className="ak-prose">{say('viewer.convenience')}</p>
          </Part>
          <Part title={say('proof.title')} id="scope">
            <Scope bundle={bundle} />
          </Part>
        </div>
        <Part title={say('nav.accounts')} id="accounts">
          {bundle.accounts.map((account) => (
            <div key={account.id} className="ak-card">
              <h3 className="ak-changes__title">
                <Name>{account.title}</Name>
              </h3>
              <AccountFacts account={account} />
              <LegalBasis basis={account.legalBasis} />
            </div>
          ))}
        </Part>
      </div>
    </Screen>
  );
}
