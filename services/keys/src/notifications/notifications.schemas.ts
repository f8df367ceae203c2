import type { NoticeKind } from '@countersign/outbox';
import { Type } from 'typebox';
import { NOTICE_POLICIES } from './notice-policy.ts';

export const NOTICE_KINDS = Object.keys(NOTICE_POLICIES) as NoticeKind[];

export const PreferencesSchema = Type.Object(
  {
    notifications: Type.Array(
      Type.Object({
        kind: Type.String({
          description: 'What happened. Further kinds may come.',
          examples: ['key-revoked'],
        }),
        description: Type.String({
          description: 'What happened, for people.',
          examples: ['An API key was revoked'],
        }),
        enabled: Type.Boolean({ description: 'It is told by mail.', examples: [true] }),
        switchable: Type.Boolean({ description: 'It can be switched on and off.', examples: [true] }),
      }),
      { description: 'All kinds, in the order in which to show them.' },
    ),
  },
  { title: 'NotificationPreferences' },
);

/** Every kind may be named, so that one that is not switchable gets an answer of its own. */
export const PreferenceChangeSchema = Type.Object(
  Object.fromEntries(
    NOTICE_KINDS.map((kind) => [
      kind,
      Type.Optional(Type.Boolean({ description: `Whether \`${kind}\` is told by mail.` })),
    ]),
  ),
  {
    additionalProperties: false,
    title: 'NotificationPreferencesChange',
    description: '`true` or `false` by kind of notice.',
    examples: [{ 'key-revoked': false, 'sign-in': true }],
  },
);
