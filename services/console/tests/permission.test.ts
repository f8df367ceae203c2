import {
  DEFAULT_PERMISSIONS,
  PERMISSION_GROUPS,
  PERMISSIONS,
  type Permission,
} from '@countersign/permissions';
import t from 'tap';
import {
  groupPermissions,
  type PermissionCatalogue,
  type Permission as Shown,
  switchPermission,
} from '../src/key-settings/permission.ts';
import english from '../src/key-settings/texts.en.json' with { type: 'json' };

const offer = (permission: Permission, sentence: string | null) =>
  sentence === null ? null : { permission: permission as Shown, sentence };

const catalogue: Pick<PermissionCatalogue, 'groups'> = {
  groups: PERMISSION_GROUPS.map(({ scope, title, read, write }) => ({
    ...{ scope, title },
    read: offer(`${scope}:read`, read),
    write: offer(`${scope}:write`, write),
  })),
};

t.test('every permission that the service offers has the same English words in the console', async (t) => {
  const sentences: Readonly<Record<string, string>> = english.sentence;
  const titles: Readonly<Record<string, string>> = english.title;
  for (const { scope, title, read, write } of PERMISSION_GROUPS) {
    if (read === null && write === null) continue;
    t.equal(titles[scope], title);
    if (read !== null) t.equal(sentences[`${scope}-read`], read);
    if (write !== null) t.equal(sentences[`${scope}-write`], write);
  }
  t.equal(Object.keys(sentences).length, PERMISSIONS.length);
});

t.test('turning a switch changes that permission only, and keeps the order of the catalogue', async (t) => {
  const defaults = DEFAULT_PERMISSIONS as readonly Shown[];
  const on = switchPermission(catalogue, defaults, { permission: 'orders:write', isOn: true });
  t.same(
    on,
    PERMISSIONS.filter((permission) => permission.endsWith(':read') || permission === 'orders:write'),
  );
  t.same(switchPermission(catalogue, on, { permission: 'orders:write', isOn: false }), defaults);
  t.same(switchPermission(catalogue, on, { permission: 'orders:write', isOn: true }), on);
});

t.test('permissions are grouped in their order', async (t) => {
  t.same(groupPermissions(['orders:read', 'orders:write', 'withdraw:write']), [
    { scope: 'orders', accesses: ['read', 'write'] },
    { scope: 'withdraw', accesses: ['write'] },
  ]);
});
