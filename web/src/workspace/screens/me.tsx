import type { ReactNode } from 'react';
import { useSay } from '../../frame/language.js';
import { Screen } from '../../frame/screen.js';
import { Answer } from '../answers.js';
import { OwnNotices } from '../holds/notices.js';
import { SecondFactor } from '../me/second-factor.js';
import { Sessions } from '../me/sessions.js';
import { useMe } from '../reads.js';

/** One's own sign-in, for everybody. */
export function MeScreen(): ReactNode {
  const say = useSay();
  return (
    <Screen title={say('me.title')} lede={say('me.lede')}>
      <Answer of={useMe()}>
        {(me) =>
          me === null ? null : (
            <>
              <OwnNotices />
              <SecondFactor of={me.secondFactor} />
              <Sessions person={me} />
            </>
          )
        }
      </Answer>
    </Screen>
  );
}
