import type { Counts } from '../../src/requests/index.js';
import { belongsTo, cameAndWentUnseen } from '../world/truth.js';
import type { World } from '../world/world.js';
import type { Day } from './newford.js';
import { newford, nowyBrod } from './newford-rows.js';
import { versionsOf } from './totals.js';

/** Dana Whitlock's letter, and what the office decides about it. */
export const LETTER = {
  law: 'us-il',
  channel: 'email',
  receivedAt: newford('16:40', 20),
  receivedOn: '2026-05-20T16:40',
  from: '2026-05-18',
  to: '2026-05-20',
  name: 'Dana Whitlock, Newford Ledger',
  contact: 'dana.whitlock@ledger.example',
  text: 'All posts, replies, edits and any deleted or hidden content on the city’s and the mayor’s accounts from May 18 to 20 about the flood or the mayor’s campaign.',
  due: '2026-05-28',
} as const;

/** What is covered in which row: what a neighbour may not tell of others, and what somebody told of his own home. */
export const COVERED: Readonly<Record<string, readonly string[]>> = {
  '13': ['18 Mill St'],
  '15': ['Greta Olsen', '22 Mill St', '555-0142'],
};
export const COVERED_BECAUSE = {
  code: '7(1)(b)',
  harm: 'A home address, a private telephone number, a name.',
} as const;

/** The other town's request: the same week, another law, another calendar. */
export const LETTER_TO_NOWY_BROD = {
  law: 'pl-udip',
  channel: 'hand',
  receivedAt: nowyBrod('10:00', 21),
  receivedOn: '2026-05-21T10:00',
  name: 'Halina Maj',
  text: 'Proszę o udostępnienie wpisów i odpowiedzi Urzędu z 19 i 20 maja 2026 r. dotyczących pomocy dla Newford.',
  due: '2026-06-05',
} as const;

export const MATTER = {
  placedAt: newford('09:00', 21),
  triggerAt: newford('13:49'),
  number: 'expected',
  name: 'Kowalczyk v. City of Newford',
  reason: 'A claim for flood damage at 18 Mill Street is to be expected.',
} as const;

/** Marek Zieliński's letter to Nowy Bród, and what it comes to. */
export const ERASURE = {
  law: 'eu-gdpr',
  receivedAt: new Date('2026-06-04T10:00:00+02:00'),
  name: 'Marek Zieliński',
  contact: 'marek.zielinski@poczta.example',
  text: 'Proszę o usunięcie moich danych: adresu e-mail, numeru PESEL i komentarza z 19 maja 2026 r.',
  handle: { platform: 'mastodon', handle: '@marek_z@nadrzeka.example' },
  proof: 'The code came back as a direct message.',
  schedule: 'The file plan of the town, compared with the text in force',
  why: {
    en: 'The comment answers a post of the town, and what citizens write to it is a record of it.',
    pl: 'Komentarz jest odpowiedzią na wpis Urzędu, a wypowiedzi mieszkańców kierowane do Urzędu są jego dokumentacją.',
  },
  letter: 'Pismo z 4 czerwca 2026 r.',
  hidden: ['44051401359', 'marek@zielinski.example'],
} as const;

/** Found, due, kept until, restricted, and how many places tell the records officer what is restricted. */
export const ERASURE_ANSWER = {
  found: 1,
  due: '2026-07-06',
  until: '2032-01-01',
  kinds: 'email pesel',
  told: 0,
} as const;

/** What the answer to the letter must count: worked out from the world. The repost alone is not about the request. */
export function paperTotals(world: World, day: Day): Counts {
  const accounts = (day.bodies['Newford'] ?? []).map((key) => day.accounts[key]);
  const [from, to] = [newford('00:00', 18), newford('00:00', 21)];
  const found = world.posts.filter(
    (post) =>
      belongsTo(accounts, post) && !cameAndWentUnseen(world, post) && post.createdAt >= from && post.createdAt < to,
  );
  const about = found.filter(({ repostOf }) => repostOf === null);
  const inPart = about.filter(({ key }) => key in COVERED).length;
  return {
    found: found.length,
    released: about.length - inPart,
    inPart,
    withheld: 0,
    notAbout: found.length - about.length,
    versions: about.reduce((sum, post) => sum + versionsOf(post, day), 0),
  };
}
