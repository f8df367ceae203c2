import {
  DEFAULT_PERMISSIONS,
  PERMISSION_GROUPS,
  type Permission,
  type PermissionGroup,
} from '@countersign/permissions';
import { Type } from 'typebox';
import { nullable, PermissionSchema } from '../api-keys/api-key.ts';
import { defineRoute, type Route } from '../http/routes.ts';

const SwitchSchema = Type.Object({
  permission: PermissionSchema,
  sentence: Type.String({
    description: 'What it allows, for people.',
    examples: ['See orders and their status'],
  }),
});

const GroupSchema = Type.Object(
  {
    scope: Type.String({
      description: 'The group as permissions name it, before the colon.',
      examples: ['orders'],
    }),
    title: Type.String({ description: 'The group for people.', examples: ['Orders'] }),
    read: nullable(SwitchSchema, '`null` where reading is not offered.'),
    write: nullable(SwitchSchema, '`null` where writing is not offered.'),
  },
  { title: 'PermissionGroup' },
);

const CatalogueSchema = Type.Object(
  {
    groups: Type.Array(GroupSchema, { description: 'In the order in which a page shows them.' }),
    defaults: Type.Array(PermissionSchema, {
      description: 'What is switched on when the page opens: every read switch, no write switch.',
      examples: [DEFAULT_PERMISSIONS],
    }),
  },
  { title: 'PermissionCatalogue' },
);

/** Made once: the catalogue is code. Groups without a switch exist on the wire only. */
const CATALOGUE = {
  groups: (PERMISSION_GROUPS as readonly PermissionGroup[])
    .filter(({ read, write }) => read !== null || write !== null)
    .map(({ scope, title, read, write }) => ({
      scope,
      title,
      read: read === null ? null : { permission: `${scope}:read` as Permission, sentence: read },
      write: write === null ? null : { permission: `${scope}:write` as Permission, sentence: write },
    })),
  defaults: [...DEFAULT_PERMISSIONS],
};

export function permissionRoutes(): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      url: '/v1/permissions',
      operationId: 'listPermissions',
      tag: 'Permissions',
      summary: 'The catalogue of permissions',
      description:
        'All that a page needs to offer them: groups, switches, sentences, and the default choice.',
      access: 'public',
      schemas: { response: { status: 200, schema: CatalogueSchema } },
      refusals: [],
      handle: async () => CATALOGUE,
    }),
  ];
}
