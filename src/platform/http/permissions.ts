/** Everything a person may be allowed to do. Routes and commands name one; roles are sets of them. */
export const PERMISSIONS = [
  'body.manage',
  'account.read',
  'account.manage',
  'capture.run',
  'item.read',
  'restricted.read',
  'audit.read',
  'export.make',
  'clock.read',
  'clock.manage',
  'hold.read',
  'hold.manage',
  'hold.release',
  'request.read',
  'request.manage',
  'request.review',
  'export.approve',
  'person.manage',
  'key.manage',
  'key-file.manage',
  'policy.read',
  'policy.manage',
] as const;

export type Permission = (typeof PERMISSIONS)[number];
