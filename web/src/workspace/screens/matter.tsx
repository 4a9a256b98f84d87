import type { ReactNode } from 'react';
import type { MatterView } from '../../../../src/retention/holds.types.js';
import { useSay } from '../../frame/language.js';
import { GoTo } from '../../frame/places.js';
import { Part, Screen } from '../../frame/screen.js';
import { useMoments } from '../../frame/when.js';
import { Name } from '../../records/plain-text.js';
import { Answer, AnswerScreen } from '../answers.js';
import { withQuery } from '../api.js';
import { HoldTable } from '../holds/hold-table.js';
import { Notices } from '../holds/notices.js';
import { useHolds, useMatter } from '../requests/request-reads.js';

function Holds({ matter }: { matter: MatterView }): ReactNode {
  const say = useSay();
  return (
    <Part title={say('case.holds')} id="case-holds">
      <Answer of={useHolds({ matter: matter.id, all: 'true' })}>
        {(holds) => (holds.length === 0 ? <p>{say('holds.none')}</p> : <HoldTable holds={holds} />)}
      </Answer>
    </Part>
  );
}

function OneMatter({ matter }: { matter: MatterView }): ReactNode {
  const say = useSay();
  const when = useMoments(null);
  const { number, name, kind, openedAt, holds, held } = matter;
  return (
    <Screen title={say('case.title', { number })} lede={<Name limit={300}>{name}</Name>}>
      <p>
        <GoTo href="/holds">{say('holds.back')}</GoTo>
      </p>
      <p>{say('case.facts', { kind: say(`matter-kind.${kind}`), at: when.date(openedAt), holds, held })}</p>
      {held === 0 ? null : (
        <p>
          <GoTo href={withQuery('/search', { text: `hold:"${number}"` })}>{say('case.items')}</GoTo>
        </p>
      )}
      <Holds matter={matter} />
      <Notices of={{ matter: matter.id }} />
    </Screen>
  );
}

/** What is held for one case, by which holds, and who was told. */
export function MatterScreen({ id }: { id: string }): ReactNode {
  return <AnswerScreen of={useMatter(id)}>{(matter) => <OneMatter matter={matter} />}</AnswerScreen>;
}
