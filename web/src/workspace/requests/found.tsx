import { GAP_REASONS } from '../../../../src/connectors/gap-reasons.types.js';
import type { ReactNode } from 'react';
import type { RequestView } from '../../../../src/requests/request.types.js';
import { useLanguage, useSay } from '../../frame/language.js';
import { GoTo } from '../../frame/places.js';
import { Part } from '../../frame/screen.js';
import { useRegistry } from '../../frame/registry.js';
import { useMoments } from '../../frame/when.js';
import { isolated } from '../../records/plain-text.js';
import { Answer } from '../answers.js';
import { ReviewProgress } from '../review/progress.js';
import type { CertificateView } from './certificate.types.js';
import { Erasures } from './erasures.js';
import { requestPath, useCertificate } from './request-reads.js';

/** Sentence 15, and before the end the same sum with what is still undecided. */
function Counts({ request }: { request: RequestView }): ReactNode {
  const say = useSay();
  const { counts, progress } = request;
  if (counts !== null) return <p className="ak-count">{say('request.counts', { ...counts })}</p>;
  if (progress === null) return null;
  const { found, responsive, inPart, withhold, notAbout, undecided } = progress;
  const values = { found, released: responsive, inPart, withheld: withhold, notAbout, undecided };
  return (
    <>
      <ReviewProgress progress={progress} />
      <p className="ak-count">{say('request.counts-open', values)}</p>
    </>
  );
}

function Gap({ gap }: { gap: CertificateView['gaps'][number] }): ReactNode {
  const say = useSay();
  const when = useMoments(gap.accountId);
  const account = useRegistry().accounts.get(gap.accountId)?.title ?? gap.accountId;
  return (
    <li>
      {say('request.gap', {
        account: isolated(account),
        from: when.full(gap.from),
        to: gap.to === null ? say('request.gap-open') : when.full(gap.to),
        minutes: gap.minutes,
        reason: reasonIn(gap.reason, say),
      })}
    </li>
  );
}

function reasonIn(reason: string, say: ReturnType<typeof useSay>): string {
  const known = GAP_REASONS.find((one) => one === reason);
  return known === undefined ? reason : say(`reason.${known}`);
}

function Missing({ certificate: { gaps, knownAccounts } }: { certificate: CertificateView }): ReactNode {
  const say = useSay();
  if (gaps.length + knownAccounts.length === 0) return <p>{say('request.missing-none')}</p>;
  return (
    <ul className="ak-list">
      {gaps.map((gap) => (
        <Gap key={`${gap.accountId} ${gap.from}`} gap={gap} />
      ))}
      {knownAccounts.map(({ platform, handle, reason }) => (
        <li key={`${platform} ${handle}`}>
          {say('request.known', {
            platform: isolated(platform),
            handle: isolated(handle),
            reason: isolated(reason, 500),
          })}
        </li>
      ))}
    </ul>
  );
}

function Reviewed({ request }: { request: RequestView }): ReactNode {
  const say = useSay();
  return (
    <Part title={say('request.found')} id="request-found">
      <Counts request={request} />
      <p>
        <GoTo className="usa-button" href={requestPath(request.id, '/review')}>
          {say('request.review')}
        </GoTo>
      </p>
    </Part>
  );
}

/** What was found, how far it is decided, the certificate, and what could not be looked at. */
export function Found({ request }: { request: RequestView }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const isFrozen = request.progress !== null || request.erasure !== null;
  const certificate = useCertificate(request.id, isFrozen);
  if (!isFrozen) {
    return (
      <Part title={say('request.found')} id="request-found">
        <p>{say('request.found-later')}</p>
      </Part>
    );
  }
  return (
    <>
      {request.erasure === null ? <Reviewed request={request} /> : <Erasures request={request} />}
      <Answer of={certificate}>
        {(data) => (
          <>
            <Part title={say('request.certificate')} id="request-certificate">
              <p className="ak-prose">{data.sentences[language]}</p>
            </Part>
            <Part title={say('request.missing')} id="request-missing">
              <Missing certificate={data} />
            </Part>
          </>
        )}
      </Answer>
    </>
  );
}
