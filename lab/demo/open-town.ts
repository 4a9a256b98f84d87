import {
  AddAccount,
  AddBody,
  AssignCustodian,
  NoteKnownAccount,
  SetAccess,
  StateLegalBasis,
} from '../../src/accounts/index.js';
import type { INestApplicationContext } from '@nestjs/common';
import { system } from '../../src/platform/index.js';
import { ALERTS, type Archived, type Day, FACEBOOK_HOST, type Lab, NEWFORD, NOWY_BROD } from '../index.js';

export interface Town {
  readonly bodies: { readonly newford: string; readonly nowyBrod: string };
  readonly accounts: Readonly<Record<Archived, string>>;
}

const BASIS = {
  newford: {
    statute: 'Local Records Act, 50 ILCS 205',
    scheduleItem: 'Social media posts, official accounts',
    officer: 'Marta Zielinski',
  },
  nowyBrod: {
    statute: 'Ustawa z dnia 14 lipca 1983 r. o narodowym zasobie archiwalnym i archiwach',
    scheduleItem: 'JRWA, klasa B5',
    officer: 'Burmistrz Nowego Brodu',
  },
} as const;

/** The two towns of the story and their accounts, as an administrator would set them up. */
export async function openTown(app: INestApplicationContext, lab: Lab, day: Day): Promise<Town> {
  const actor = system('demo');
  const newford = await app.get(AddBody).run(actor, {
    name: 'City of Newford',
    zone: 'America/Chicago',
    languages: ['en', 'pl'],
    country: 'US',
    prefix: 'NEWFORD',
  });
  const nowyBrod = await app.get(AddBody).run(actor, {
    name: 'Urząd Miejski w Nowym Brodzie',
    zone: 'Europe/Warsaw',
    languages: ['pl', 'en'],
    country: 'PL',
    prefix: 'NOWYBROD',
  });
  const bodies = { newford: newford.id, nowyBrod: nowyBrod.id };
  const add = async (address: string, of: keyof typeof bodies, token?: string): Promise<string> => {
    const account = await app.get(AddAccount).run(actor, {
      address,
      bodyId: bodies[of],
      character: 'official',
      privateAllowed: true,
      ...(token === undefined ? {} : { token }),
    });
    await app.get(StateLegalBasis).run(actor, { accountId: account.id, ...BASIS[of] });
    return account.id;
  };
  const onNewford = (name: string): string => `${lab.mastodon(NEWFORD)}/@${name}`;
  const accounts = {
    C: await add(onNewford('newford'), 'newford'),
    P: await add(onNewford('newford_pl'), 'newford'),
    M: await add(onNewford('mayor_brandt'), 'newford'),
    A: await add(lab.feed(`alerts@${ALERTS}`), 'newford'),
    F: await add(lab.facebook(FACEBOOK_HOST), 'newford', day.pageToken.value),
    B: await add(`${lab.mastodon(NOWY_BROD)}/@um`, 'nowyBrod'),
  };
  await app.get(SetAccess).run(actor, { accountId: accounts.M, token: day.mayorToken.value });
  const from = day.opens.toISOString();
  await app.get(AssignCustodian).run(actor, { accountId: accounts.M, name: 'Ellen Brandt', from });
  await noteKnown(app, bodies.newford);
  return { bodies, accounts };
}

async function noteKnown(app: INestApplicationContext, bodyId: string): Promise<void> {
  const known = [
    {
      platform: 'facebook',
      handle: 'Ellen Brandt for Newford',
      reason: 'A campaign page, not an official account: decision of counsel.',
      decidedBy: 'Adam Okafor',
      decidedAt: '2026-01-12',
    },
    {
      platform: 'instagram',
      handle: 'Newford Parks',
      reason: 'Permission was asked of the platform and has not been given yet.',
      decidedBy: 'Marta Zielinski',
      decidedAt: '2026-05-04',
    },
  ];
  for (const each of known) await app.get(NoteKnownAccount).run(system('demo'), { bodyId, ...each });
}
