import { qrCode } from '../../../src/identity/second-factor/totp.rules.js';
import { townTime } from '../../../web/fixtures/build-item.js';
import type { OwnFactor } from '../../../web/src/workspace/people.types.js';

interface Answered {
  readonly status: number;
  readonly body: unknown;
}

const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

/** The second factor of whoever is signed in at the fixture server; 287082 is the one code that is right. */
export class FactorDesk {
  standing: OwnFactor = { enrolledAt: townTime('05-19 09:00'), recoveryCodes: 10, shown: true };

  change(path: string, { code }: { readonly code?: string }): Answered | null {
    if (path === '/me/second-factor/enrolment') {
      const address = `otpauth://totp/Akta:marta?secret=${SECRET}&issuer=Akta`;
      return { status: 200, body: { secret: SECRET, address, qr: qrCode(address), enrolment: 'begun' } };
    }
    if (path !== '/me/second-factor' && path !== '/session/code') return null;
    if (code !== undefined && code !== '287082') {
      const detail = 'This code is not right. Show the one your app shows now; nothing was changed.';
      return {
        status: 403,
        body: { type: '/problems/code-wrong', title: 'This code is not right', status: 403, detail },
      };
    }
    const isRemoved = code === undefined;
    this.standing = { enrolledAt: isRemoved ? null : townTime('05-20 08:16'), recoveryCodes: 10, shown: !isRemoved };
    return { status: 200, body: path === '/session/code' ? null : { recoveryCodes: ['abcd-efgh-ijkl-mnop'] } };
  }
}
