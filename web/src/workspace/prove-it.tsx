import { Button } from '@trussworks/react-uswds';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ItemView, VersionView } from '../../../src/archive/views.types.js';
import { useSay } from '../frame/language.js';
import { Trouble } from './answers.js';
import { addressOf, get } from './api.js';
import { checkVersion, type ItemProof, type Step, type Verdict } from './check-proof.js';

const SIGNS: Readonly<Record<Verdict, string>> = { holds: '✓', wrong: '✕', unknown: '?' };

function Checked({ steps }: { steps: readonly (readonly [Step, Verdict])[] }): ReactNode {
  const say = useSay();
  if (steps.length === 0) return <p role="status">{say('proof.pending')}</p>;
  return (
    <ol className="ak-proof" role="status" aria-label={say('proof.prove')}>
      {steps.map(([step, verdict]) => (
        <li key={step} className={`ak-proof__step ak-proof__step--${verdict}`}>
          <span aria-hidden="true">{SIGNS[verdict]}</span>
          <span>
            <strong>{say(`check.${verdict}`)}</strong> {say(`check.${step}`)}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** Fetches the proof of an item and checks one of its versions here and now; or hands the proof over. */
export function ProveIt({ item, version }: { item: ItemView; version: VersionView }): ReactNode {
  const say = useSay();
  const path = `/items/${encodeURIComponent(item.id)}/proof`;
  const check = useMutation({
    mutationFn: async () => {
      const proof = await get<ItemProof>(path);
      const own = proof.versions.find(({ number }) => number === version.number);
      return own === undefined ? [] : checkVersion(proof, own, version);
    },
  });
  return (
    <>
      <p>{say('proof.prove-text')}</p>
      {check.error === null ? null : <Trouble problem={check.error} />}
      {check.data === undefined ? null : <Checked steps={check.data} />}
      <div className="ak-buttons">
        <Button type="button" disabled={check.isPending} onClick={() => check.mutate()}>
          {say('proof.check')}
        </Button>
        <a className="usa-button usa-button--outline" href={addressOf(path)} download={`proof-${item.id}.json`}>
          {say('proof.download')}
        </a>
      </div>
    </>
  );
}
