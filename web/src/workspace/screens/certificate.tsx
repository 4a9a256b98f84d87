import { Button } from '@trussworks/react-uswds';
import type { ReactNode } from 'react';
import type { CertificateCheck, CertificateView } from '../../../../src/search/certificate.types.js';
import { useLanguage, useSay } from '../../frame/language.js';
import { Notice } from '../../frame/notice.js';
import { GoTo } from '../../frame/places.js';
import { Part, Screen } from '../../frame/screen.js';
import { useMoments, When } from '../../frame/when.js';
import { Name } from '../../records/plain-text.js';
import { AnswerScreen, Trouble } from '../answers.js';
import { addressOf } from '../api.js';
import { certificatePath, searchAddress, useCheck, useSearchCertificate } from '../search/kept-reads.js';

const TONES = { right: 'success', wrong: 'error', unknown: 'warning' } as const;

function Verdict({ check }: { check: CertificateCheck }): ReactNode {
  const say = useSay();
  const { verdict, committed, log, found, destroyedSince } = check;
  const sentences = [
    say(`search.check-${verdict}`, { destroyed: destroyedSince }),
    ...(committed ? [] : [say('search.check-not-committed')]),
    ...(log ? [] : [say('search.check-no-root')]),
    say('search.certified-found', { items: found.items, versions: found.versions }),
  ];
  return (
    <Notice tone={TONES[verdict]} live>
      {sentences.map((sentence) => (
        <span key={sentence} className="ak-sentence">
          {sentence}
        </span>
      ))}
    </Notice>
  );
}

function Check({ id }: { id: string }): ReactNode {
  const say = useSay();
  const check = useCheck(id);
  return (
    <>
      {check.error === null ? null : <Trouble problem={check.error} />}
      {check.data === undefined ? null : <Verdict check={check.data} />}
      <div className="ak-buttons">
        <Button type="button" disabled={check.isFetching} onClick={() => void check.refetch()}>
          {say(check.isFetching ? 'certificate.checking' : 'certificate.check')}
        </Button>
      </div>
    </>
  );
}

function Fact({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Facts({ certificate }: { certificate: CertificateView }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const { typed, asked, log, found, scope, gaps } = certificate;
  const days = [asked.from, asked.to].some((day) => day !== null);
  return (
    <dl className="ak-facts">
      <Fact title={say('certificate.typed')}>
        {typed === '' ? say('certificate.everything') : <Name limit={8_000}>{typed}</Name>}
      </Fact>
      <Fact title={say('certificate.understood')}>
        <Name limit={8_000}>{asked.inWords[language]}</Name>
      </Fact>
      {days ? (
        <Fact
          title={say('certificate.days')}
        >{`${asked.from ?? '…'} – ${asked.to ?? '…'}, ${asked.zones.join(', ')}`}</Fact>
      ) : null}
      <Fact title={say('certificate.log')}>
        {say('certificate.log-of', { size: log.size })} <bdi className="ak-code">{log.root}</bdi>
      </Fact>
      <Fact title={say('certificate.found')}>
        {say('search.certified-found', { items: found.items, versions: found.versions })}
      </Fact>
      <Fact title={say('certificate.searched')}>
        {say('search.certified-missing', {
          accounts: scope.accounts.length,
          gaps: gaps.count,
          known: scope.knownNotArchived,
        })}
      </Fact>
    </dl>
  );
}

function Gaps({ gaps }: Pick<CertificateView, 'gaps'>): ReactNode {
  const say = useSay();
  if (gaps.listed.length === 0) return null;
  return (
    <Part title={say('certificate.gaps')} id="certificate-gaps">
      <ul className="ak-list">
        {gaps.listed.map(({ id, accountId, from, to, reason }) => (
          <li key={id}>
            <When at={from} accountId={accountId} /> – {to === null ? '…' : <When at={to} accountId={accountId} />}{' '}
            {say(`reason.${reason}`)}
          </li>
        ))}
      </ul>
    </Part>
  );
}

function One({ certificate }: { certificate: CertificateView }): ReactNode {
  const say = useSay();
  const when = useMoments(null);
  const { id, at, by, asked, restrictedSearched, scope, gaps } = certificate;
  const again = { ...asked, accountIds: asked.accountIds ?? [] };
  return (
    <Screen title={say('certificate.title', { date: when.date(at) })} lede={`${by} · ${when.full(at)}`}>
      <p>
        <GoTo href="/certificates">{say('certificates.back')}</GoTo>
      </p>
      <Facts certificate={certificate} />
      {restrictedSearched ? <p>{say('certificate.restricted')}</p> : null}
      {scope.itemsCutShort === 0 ? null : <p>{say('certificate.cut-short', { n: scope.itemsCutShort })}</p>}
      <Check id={id} />
      <p>
        <a className="usa-link" href={addressOf(certificatePath(id))} download={`search-certificate-${id}.json`}>
          {say('certificate.download')}
        </a>
      </p>
      <p>
        <GoTo
          href={searchAddress({
            text: again.text,
            accountIds: again.accountIds,
            ...(again.from === null ? {} : { from: again.from }),
            ...(again.to === null ? {} : { to: again.to }),
            ...(again.state === null ? {} : { state: again.state }),
          })}
        >
          {say('certificate.search')}
        </GoTo>
      </p>
      <Gaps gaps={gaps} />
    </Screen>
  );
}

export function CertificateScreen({ id }: { id: string }): ReactNode {
  return <AnswerScreen of={useSearchCertificate(id)}>{(data) => <One certificate={data} />}</AnswerScreen>;
}
