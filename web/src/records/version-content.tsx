import type { ReactNode } from 'react';
import type { ItemView, VersionView } from '../../../src/archive/views.types.js';
import { useSay } from '../frame/language.js';
import { OutsideAddress } from '../frame/places.js';
import { useMoments } from '../frame/when.js';
import { BroughtNote } from './brought.js';
import { Media } from './media.js';
import { Name, PlainText } from './plain-text.js';

type Poll = NonNullable<VersionView['poll']>;

function PollOption(props: { title: string; votes: number | null; most: number }): ReactNode {
  const say = useSay();
  return (
    <li className="ak-poll__option">
      <span className="ak-poll__title">
        <Name limit={200}>{props.title}</Name>
      </span>
      {props.votes === null ? null : (
        <>
          <meter
            className="ak-poll__bar"
            min={0}
            max={Math.max(props.most, 1)}
            value={props.votes}
            aria-hidden="true"
          />
          <span className="ak-poll__votes">{say('poll.votes', { n: props.votes })}</span>
        </>
      )}
    </li>
  );
}

function PollResult({ poll, accountId }: { poll: Poll; accountId: string }): ReactNode {
  const say = useSay();
  const when = useMoments(accountId);
  const open = poll.closesAt === null ? say('poll.open-unknown') : say('poll.open', { at: when.full(poll.closesAt) });
  const most = Math.max(...poll.options.map((option) => option.votes ?? 0));
  return (
    <div className="ak-poll">
      <h3 className="ak-label">{say('poll.title')}</h3>
      <ul className="ak-poll__options">
        {poll.options.map((option, index) => (
          <PollOption key={`${index}:${option.title}`} title={option.title} votes={option.votes} most={most} />
        ))}
      </ul>
      <p className="ak-quiet">
        {poll.closed ? say('poll.closed', { total: say('poll.votes', { n: poll.votes ?? 0 }) }) : open}
      </p>
    </div>
  );
}

function Profile({ profile }: { profile: NonNullable<VersionView['profile']> }): ReactNode {
  const say = useSay();
  return (
    <div>
      <h3 className="ak-label">{say('item.profile')}</h3>
      <p>
        <Name>{profile.displayName}</Name> <Name>{profile.handle}</Name>
      </p>
      <PlainText text={profile.bio} />
      <dl className="ak-facts">
        {profile.fields.map((field, index) => (
          <div key={`${index}:${field.name}`}>
            <dt>
              <Name>{field.name}</Name>
            </dt>
            <dd>
              <Name limit={300}>{field.value}</Name>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Words({ version, kind }: { version: VersionView; kind: ItemView['kind'] }): ReactNode {
  if (version.text === '' && kind === 'repost') return null;
  return <PlainText text={version.text} lang={version.lang} className="ak-content__text" />;
}

/** One version as it was recorded: title, warning, text, pictures, poll, links. */
export function VersionContent(props: { version: VersionView; item: Pick<ItemView, 'accountId' | 'kind'> }): ReactNode {
  const say = useSay();
  const { version, item } = props;
  return (
    <div className="ak-content">
      <BroughtNote brought={version.brought} accountId={item.accountId} />
      {version.title === null ? null : (
        <p className="ak-content__title">
          <Name limit={500}>{version.title}</Name>
        </p>
      )}
      {version.contentWarning === null ? null : (
        <div className="ak-content__warning">
          <span className="ak-label">{say('item.warning')}</span>
          <PlainText text={version.contentWarning} />
        </div>
      )}
      {version.profile === null ? <Words version={version} kind={item.kind} /> : <Profile profile={version.profile} />}
      <Media media={version.media} />
      {version.poll === null ? null : <PollResult poll={version.poll} accountId={item.accountId} />}
      {version.links.length === 0 ? null : (
        <div>
          <h3 className="ak-label">{say('item.links')}</h3>
          <ul className="ak-links">
            {version.links.map((link, index) => (
              <li key={`${index}:${link.url}`}>
                <OutsideAddress url={link.url} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
