import type { ReactNode } from 'react';
import type { ItemView } from '../../../src/archive/views.types.js';
import { useSay } from '../frame/language.js';
import { endOfDay } from '../frame/local-day.rules.js';
import { useZone } from '../frame/registry.js';
import { Part } from '../frame/screen.js';
import { VersionContent } from '../records/version-content.js';
import { Answer } from './answers.js';
import { AskAt, ShownAt } from './as-of.js';
import { useProfile } from './reads.js';

function Shown({ profile, at }: { profile: ItemView | null; at: string | undefined }): ReactNode {
  const say = useSay();
  const latest = profile?.versions.at(-1);
  if (profile === null || latest === undefined) {
    return <p>{say(at === undefined ? 'profile.none' : 'as-of.nothing')}</p>;
  }
  return <VersionContent version={latest} item={profile} />;
}

/** How the account described itself: now, or at the end of a day. */
export function AccountProfile({ id, at }: { id: string; at: string | undefined }): ReactNode {
  const say = useSay();
  const zone = useZone(id);
  const isDay = at !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(at);
  const moment = isDay ? endOfDay(at, zone) : null;
  const profile = useProfile(id, moment);
  return (
    <Part title={say('profile.title')} id="account-profile">
      <ShownAt moment={moment} accountId={id} />
      <Answer of={profile}>{(data) => <Shown profile={data.profile} at={at} />}</Answer>
      <AskAt path={`/accounts/${encodeURIComponent(id)}`} at={isDay ? at : undefined} by="day" />
    </Part>
  );
}
