/** What a person is in the office. A person may hold several; their permissions add up. */
export const ROLES = ['administrator', 'records-officer', 'legal', 'auditor', 'custodian'] as const;

export type Role = (typeof ROLES)[number];

const LOOKS = ['account.read', 'item.read', 'clock.read', 'policy.read'] as const;
const PRESERVES = ['hold.read', 'hold.manage', 'hold.release'] as const;
const ANSWERS = [
  'policy.manage',
  'clock.manage',
  'request.read',
  'request.manage',
  'request.review',
  'export.make',
  'export.approve',
] as const;

/** Restricted material is for legal staff alone: not even an administrator sees it by being one. */
const GRANTS = {
  administrator: [
    ...LOOKS,
    'body.manage',
    'account.manage',
    'capture.run',
    'audit.read',
    ...PRESERVES,
    'disposition.read',
    'disposition.approve',
    ...ANSWERS,
    'person.manage',
    'key.manage',
    'key-file.manage',
    'archive.scrub',
    'fixity.manage',
  ],
  'records-officer': [
    ...LOOKS,
    'body.manage',
    'account.manage',
    'capture.run',
    'audit.read',
    ...PRESERVES,
    'disposition.read',
    'disposition.manage',
    'fixity.manage',
    ...ANSWERS,
  ],
  legal: [
    ...LOOKS,
    'restricted.read',
    'audit.read',
    ...PRESERVES,
    'disposition.read',
    'disposition.approve',
    ...ANSWERS,
  ],
  auditor: [...LOOKS, 'audit.read', 'hold.read', 'disposition.read', 'request.read'],
  custodian: LOOKS,
} as const satisfies Readonly<Record<Role, readonly string[]>>;

export type GrantedPermission = (typeof GRANTS)[Role][number];

/** Everything the roles allow, narrowed to `scope` where a key or session has one. */
export function permissionsOf(
  roles: readonly Role[],
  scope: readonly string[] | null = null,
): ReadonlySet<GrantedPermission> {
  const granted = new Set<GrantedPermission>(roles.flatMap((role) => GRANTS[role]));
  return scope === null ? granted : new Set([...granted].filter((permission) => scope.includes(permission)));
}

/** Whether a credential may do less than its person: then it must not be able to make itself one that may do more. */
export function isLimited(permissions: ReadonlySet<string>, roles: readonly Role[]): boolean {
  return [...permissionsOf(roles)].some((permission) => !permissions.has(permission));
}

/** Roles to add and to take away to come from `before` to `after`. */
export function roleChanges(
  before: readonly Role[],
  after: readonly Role[],
): { readonly granted: readonly Role[]; readonly revoked: readonly Role[] } {
  return {
    granted: ROLES.filter((role) => after.includes(role) && !before.includes(role)),
    revoked: ROLES.filter((role) => before.includes(role) && !after.includes(role)),
  };
}
