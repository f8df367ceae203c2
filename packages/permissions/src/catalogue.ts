/** What a key may do, in the order in which pages and mails show it. `access` lists the switches that exist. */
export const PERMISSION_GROUPS = [
  {
    scope: 'account',
    title: 'Account Information',
    read: 'See account details and trading fees',
    write: 'Change account settings such as the address book',
  },
  {
    scope: 'history',
    title: 'Account History',
    read: 'See past trades, ledger entries, deposits and withdrawals',
    write: null,
  },
  {
    scope: 'orders',
    title: 'Orders',
    read: 'See orders and their status',
    write: 'Place, change and cancel orders',
  },
  {
    scope: 'positions',
    title: 'Margin Trading',
    read: 'See positions and margin details',
    write: 'Claim and change positions',
  },
  {
    scope: 'funding',
    title: 'Margin Funding',
    read: 'See funding offers, loans and credits',
    write: 'Make, cancel and close funding',
  },
  {
    scope: 'wallets',
    title: 'Wallets',
    read: 'See wallet balances and deposit addresses',
    write: 'Transfer between own wallets and create deposit addresses',
  },
  { scope: 'withdraw', title: 'Withdrawals', read: null, write: 'Withdraw funds from the platform' },
  { scope: 'settings', title: 'Settings', read: 'Read stored settings', write: 'Change stored settings' },
  { scope: 'ui_withdraw', title: 'Withdrawals in the app', read: null, write: null },
  { scope: 'bfxpay', title: 'Merchant Payments', read: 'See invoices', write: 'Create and change invoices' },
] as const;

export type Scope = (typeof PERMISSION_GROUPS)[number]['scope'];
export type Access = 'read' | 'write';
export type Permission = `${Scope}:${Access}`;

/** The switch may be offered; a group without any switch exists on the wire only. */
export type PermissionGroup = {
  readonly scope: Scope;
  readonly title: string;
  readonly read: string | null;
  readonly write: string | null;
};

const GROUPS: readonly PermissionGroup[] = PERMISSION_GROUPS;

/** Every permission that a key can be given, in catalogue order. */
export const PERMISSIONS: readonly Permission[] = GROUPS.flatMap(({ scope, read, write }) => [
  ...(read === null ? [] : [`${scope}:read` as const]),
  ...(write === null ? [] : [`${scope}:write` as const]),
]);

/** What is switched on when the page opens: every read switch, no write switch. */
export const DEFAULT_PERMISSIONS: readonly Permission[] = PERMISSIONS.filter((permission) =>
  permission.endsWith(':read'),
);

const ORDER = new Map(PERMISSIONS.map((permission, index) => [permission as string, index]));

export function isPermission(text: string): text is Permission {
  return ORDER.has(text);
}

/** The canonical form of a permission set: catalogue order, no duplicates. Expects valid permissions. */
export function canonicalPermissions(permissions: Iterable<Permission>): Permission[] {
  const set = new Set(permissions);
  return PERMISSIONS.filter((permission) => set.has(permission));
}

/** Title and sentence of a permission, for people: `{title: "Orders", sentence: "Place, change …"}`. */
export function describePermission(permission: Permission): {
  title: string;
  access: Access;
  sentence: string;
} {
  const [scope, access] = permission.split(':') as [Scope, Access];
  const group = GROUPS.find((candidate) => candidate.scope === scope);
  const sentence = group?.[access];
  if (group === undefined || sentence == null) throw new Error(`no such permission: ${permission}`);
  return { title: group.title, access, sentence };
}
