import type { ReactNode } from 'react';
import type { ItemView, VersionView } from '../../../src/archive/views.types.js';
import { useSay } from '../frame/language.js';
import { OutsideAddress } from '../frame/places.js';
import { When } from '../frame/when.js';

function Fact({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Where a version comes from: when it was seen, in which recorded answer, under which entry of the log. */
export function Provenance(props: {
  item: ItemView;
  version: VersionView | undefined;
  proof: (version: VersionView) => ReactNode;
}): ReactNode {
  const say = useSay();
  const { item, version } = props;
  return (
    <>
      <dl className="ak-facts">
        <Fact name={say('proof.first-seen')}>
          <When at={item.firstSeenAt} accountId={item.accountId} />
        </Fact>
        <Fact name={say('proof.last-seen')}>
          <When at={item.lastSeenAt} accountId={item.accountId} />
        </Fact>
        {version === undefined ? null : <VersionFacts item={item} version={version} />}
        <Fact name={say('proof.id')}>
          <code className="ak-code">{item.id}</code>
        </Fact>
        {item.url === null ? null : (
          <Fact name={say('item.source')}>
            <OutsideAddress url={item.url} />
          </Fact>
        )}
      </dl>
      {version === undefined ? null : (
        <>
          <h3 className="ak-label">{say('proof.prove')}</h3>
          {props.proof(version)}
        </>
      )}
    </>
  );
}

function VersionFacts({ item, version }: { item: ItemView; version: VersionView }): ReactNode {
  const say = useSay();
  return (
    <>
      <Fact name={say('proof.version-seen')}>
        <When at={version.observedAt} accountId={item.accountId} />
      </Fact>
      <Fact name={say('proof.seq')}>
        {version.seq === null ? say('proof.pending') : say('proof.seq-value', { n: version.seq })}
      </Fact>
      <Fact name={say('proof.commit')}>
        <code className="ak-code">{version.commit}</code>
      </Fact>
      <Fact name={say('proof.exchange')}>
        <code className="ak-code">{version.exchangeId}</code>
      </Fact>
    </>
  );
}
