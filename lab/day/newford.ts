import type { World } from '../world/world.js';
import type { AccessToken, Account } from '../world/world.types.js';
import {
  AFTER,
  correctedAlarm,
  FLOOD,
  mapAfter,
  newford,
  pollText,
  type Row,
  sunset,
  type Who,
} from './newford-rows.js';

export const NEWFORD = 'social.newford.example';
export const NOWY_BROD = 'nowybrod.example';
export const ALERTS = 'alerts.newford.example';
/** Where the page of the city and the people around it are. */
export const FACEBOOK_HOST = 'facebook.example';

export type Archived = 'C' | 'P' | 'M' | 'A' | 'F' | 'B';

export interface DayStep {
  readonly at: Date;
  /** Row of the story; null for what no row tells. */
  readonly row: number | null;
  readonly note: string;
  /** To be run once the lab's clock has reached `at`, in the order of the list. */
  run(): void;
}

export interface Day {
  /** When Akta begins to look; what came before is found by backfill. */
  readonly opens: Date;
  readonly closes: Date;
  readonly steps: readonly DayStep[];
  readonly accounts: Readonly<Record<Archived, Account>>;
  /** Which public body each account speaks for. */
  readonly bodies: Readonly<Record<string, readonly Archived[]>>;
  /** The mayor's account is read with it; it is revoked from 20:00 to 20:20. */
  readonly mayorToken: AccessToken;
  /** The page is read with it. */
  readonly pageToken: AccessToken;
}

type Person = Who | 'tomasz_w';

const PEOPLE: Readonly<Record<Person, readonly [name: string, displayName: string, note?: string]>> = {
  C: [
    `newford@${NEWFORD}`,
    'City of Newford',
    'Official account of the City of Newford, Illinois.\nPosts and replies are public records.',
  ],
  P: [
    `newford_pl@${NEWFORD}`,
    'Miasto Newford po polsku',
    'Oficjalne konto miasta Newford w stanie Illinois, po polsku.',
  ],
  M: [`mayor_brandt@${NEWFORD}`, 'Mayor Ellen Brandt', 'Mayor of Newford. Official account.'],
  A: [`alerts@${ALERTS}`, 'Newford Emergency Management'],
  F: [`newford@${FACEBOOK_HOST}`, 'City of Newford', 'Official page of the City of Newford, Illinois.'],
  carol_jensen: [`carol_jensen@${FACEBOOK_HOST}`, 'Carol Jensen'],
  piotr_nowak: [`piotr_nowak@${FACEBOOK_HOST}`, 'Piotr Nowak'],
  B: [`um@${NOWY_BROD}`, 'Urząd Miejski w Nowym Brodzie', 'Oficjalny profil Urzędu Miejskiego w Nowym Brodzie.'],
  dana_k: ['dana_k@prairie.example', 'Dana K.'],
  halina_m: ['halina_m@polonia.example', 'Halina M.'],
  river_rat77: ['river_rat77@prairie.example', 'River Rat'],
  jkowalczyk: ['jkowalczyk@prairie.example', 'James Kowalczyk'],
  bogdan_s: ['bogdan_s@polonia.example', 'Bogdan S.'],
  neighbor_lou: ['neighbor_lou@prairie.example', 'Lou'],
  marek_z: ['marek_z@nadrzeka.example', 'Marek Zieliński'],
  tomasz_w: ['tomasz_w@polonia.example', 'Tomasz W.'],
};

/** Opens the servers and accounts of the day in this world, and gives what happens on them, in order of time. */
export function newfordDay(world: World): Day {
  world.openServer(NEWFORD, { software: 'mastodon' });
  world.openServer(NOWY_BROD, { software: 'mastodon', locale: 'pl' });
  world.openServer(ALERTS, { software: 'feed' });
  world.openServer(FACEBOOK_HOST, { software: 'facebook' });
  for (const [name, displayName, note = ''] of Object.values(PEOPLE)) world.openAccount(name, { displayName, note });
  const one = (key: Person): Account => world.account(PEOPLE[key][0]);
  const mayorToken = world.issueToken(NEWFORD, one('M'), 'newford-mayor-token');
  const pageToken = world.issueToken(FACEBOOK_HOST, one('F'), 'newford-page-token');
  const steps = [
    ...before(world, one('C'), one('tomasz_w')),
    ...[...FLOOD, ...AFTER].map((row) => posting(world, row, one(row.who))),
    ...turns(world, { rat: one('river_rat77'), bogdan: one('bogdan_s'), alerts: one('A') }),
    ...outages(world, one('river_rat77'), mayorToken),
  ];
  return {
    opens: newford('08:00'),
    closes: newford('08:00', 20),
    steps: steps.toSorted((a, b) => a.at.getTime() - b.at.getTime()),
    accounts: { C: one('C'), P: one('P'), M: one('M'), A: one('A'), F: one('F'), B: one('B') },
    bodies: { Newford: ['C', 'P', 'M', 'A', 'F'], 'Nowy Bród': ['B'] },
    mayorToken,
    pageToken,
  };
}

function posting(world: World, row: Row, author: Account): DayStep {
  const options = {
    at: row.at,
    key: String(row.row),
    language: row.language,
    ...(row.media ? { media: row.media } : {}),
  };
  return step(row.at, row.row, row.note, () => {
    if (row.to === undefined) world.post(author, row.text, options);
    else world.reply(author, world.postNamed(String(row.to)), row.text, options);
  });
}

/** The poll and the repost that were there before anybody looked. */
function before(world: World, city: Account, tomasz: Account): DayStep[] {
  const poll = { options: ['9 pm', '10 pm', '11 pm'], closesAt: newford('09:00') };
  return [
    step(newford('09:00', 12), 1, 'The city asks about the Riverwalk.', () => {
      world.post(city, pollText, { at: newford('09:00', 12), key: '1', poll });
    }),
    step(newford('20:00', 15), null, 'People vote.', () => {
      world.vote(world.postNamed('1'), [80, 200, 50], { at: newford('20:00', 15) });
    }),
    step(newford('19:20', 18), null, 'A citizen photographs the sunset.', () => {
      const media = [{ scene: 'sunset', alt: sunset.alt }];
      world.post(tomasz, sunset.text, { at: newford('19:20', 18), key: '2-original', language: 'pl', media });
    }),
    step(newford('19:42', 18), 2, 'The city reposts the sunset.', () => {
      world.repost(city, world.postNamed('2-original'), { at: newford('19:42', 18), key: '2' });
    }),
    step(newford('08:59'), null, 'The last votes.', () => {
      world.vote(world.postNamed('1'), [17, 48, 17], { at: newford('08:59') });
    }),
    step(newford('09:00'), 1, 'The poll closes.', () => {
      world.closePoll(world.postNamed('1'), { at: newford('09:00') });
    }),
  ];
}

/** Edits, removals, and what only looks like one. */
function turns(world: World, who: { rat: Account; bogdan: Account; alerts: Account }): DayStep[] {
  return [
    step(newford('09:05'), 4, 'Only the description of the map changes: another shelter.', () => {
      world.editAltText(world.postNamed('4'), mapAfter, { at: newford('09:05') });
    }),
    step(newford('13:58'), 7, 'The wrong figure is corrected while the platform cannot be read.', () => {
      world.edit(world.postNamed('7'), correctedAlarm, { at: newford('13:58') });
    }),
    step(newford('14:31'), 12, 'The rumour is removed.', () => {
      world.remove(world.postNamed('12'), { at: newford('14:31') });
    }),
    step(newford('16:00'), 3, 'The flood watch falls off the window of the feed.', () => {
      world.changeFeed(who.alerts, { window: 1 });
    }),
    step(newford('19:10'), 23, 'The comment about the mayor is hidden.', () => {
      world.hide(world.postNamed('23'), { at: newford('19:10') });
    }),
    step(newford('20:30'), 23, 'It is shown again.', () => {
      world.show(world.postNamed('23'), { at: newford('20:30') });
    }),
    step(newford('18:58'), 19, 'The campaign post is removed.', () => {
      world.remove(world.postNamed('19'), { at: newford('18:58') });
    }),
    step(
      newford('21:00'),
      14,
      'The server limits the author of a reply: it leaves the thread, and still stands.',
      () => {
        world.limitAuthor(who.bogdan);
      },
    ),
  ];
}

/** Stretches in which somebody cannot look. */
function outages(world: World, rat: Account, token: AccessToken): DayStep[] {
  // Each look at the stroke of the minute: 13:53 is still seen, 14:21 is seen again.
  const window = { from: secondsAfter(newford('13:53'), 1), to: newford('14:21'), kind: '503' } as const;
  return [
    step(window.from, null, 'The platform stops answering.', () => {
      world.outage(NEWFORD, window);
    }),
    step(newford('14:02'), null, 'A reply is written that no archive will ever see.', () => {
      const text = 'Heard on the scanner: the second gate opens at 3. Get out!!';
      world.reply(rat, world.postNamed('6'), text, { at: newford('14:02'), key: 'unseen' });
    }),
    step(newford('14:09'), null, 'It is removed again.', () => {
      world.remove(world.postNamed('unseen'), { at: newford('14:09') });
    }),
    step(window.to, null, 'The platform answers again.', () => undefined),
    step(secondsAfter(newford('20:00'), 1), null, "The mayor's token is revoked.", () => {
      world.revokeToken(token);
    }),
    step(newford('20:20'), null, 'The mayor signs in anew.', () => {
      world.revokeToken(token, false);
    }),
  ];
}

function secondsAfter(at: Date, seconds: number): Date {
  return new Date(at.getTime() + seconds * 1_000);
}

function step(at: Date, row: number | null, note: string, run: () => void): DayStep {
  return { at, row, note, run };
}
