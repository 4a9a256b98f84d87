import type { SettingsReader } from './settings.rules.js';

/** An app that a platform has approved for this installation. */
export interface NamedApp {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Null where none is given. */
export function readFacebookApp(settings: SettingsReader): NamedApp | null {
  const clientId = settings.text('FACEBOOK_APP_ID');
  const clientSecret = settings.text('FACEBOOK_APP_SECRET');
  if ((clientId === null) !== (clientSecret === null)) {
    const missing = clientId === null ? 'FACEBOOK_APP_ID' : 'FACEBOOK_APP_SECRET';
    settings.fault(
      missing,
      'is missing; FACEBOOK_APP_ID and FACEBOOK_APP_SECRET are given together',
      '1234567890123456',
    );
  }
  return clientId === null || clientSecret === null ? null : Object.freeze({ clientId, clientSecret });
}

/** The app that Meta approved for this installation, if there is one. Injected by this class. */
export class FacebookApp {
  constructor(readonly app: NamedApp | null) {}
}
