import type { ReactNode } from 'react';
import type { ResidualView } from '../../../../src/archive/views.types.js';
import { useSay } from '../../frame/language.js';
import { GoTo } from '../../frame/places.js';
import { Screen } from '../../frame/screen.js';
import { When } from '../../frame/when.js';
import { CaptureAgain } from './capture-again.js';
import { listPath } from './disposition-reads.js';

/** The page of an item that was destroyed, for those who may know that it was. */
export function Residual({ residual }: { residual: ResidualView }): ReactNode {
  const say = useSay();
  const { kind, accountId, firstSeenAt, destroyedAt, authority, listId } = residual;
  return (
    <Screen title={say('residual.title')} lede={say('residual.lede')}>
      <dl className="ak-facts">
        <div>
          <dt>{say('residual.kind')}</dt>
          <dd>{kind}</dd>
        </div>
        <div>
          <dt>{say('residual.first-seen')}</dt>
          <dd>
            <When at={firstSeenAt} accountId={accountId} precision="date" />
          </dd>
        </div>
        <div>
          <dt>{say('residual.destroyed')}</dt>
          <dd>
            <When at={destroyedAt} accountId={accountId} precision="date" />
          </dd>
        </div>
        <div>
          <dt>{say('list.authority')}</dt>
          <dd>{authority}</dd>
        </div>
        {residual.class === null ? null : (
          <div>
            <dt>{say('residual.class')}</dt>
            <dd>{residual.class}</dd>
          </div>
        )}
      </dl>
      {listId === null ? null : (
        <p>
          <GoTo href={listPath(listId)}>{say('residual.list')}</GoTo>
        </p>
      )}
      <CaptureAgain residual={residual} />
    </Screen>
  );
}
