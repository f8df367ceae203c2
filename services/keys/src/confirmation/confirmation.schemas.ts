import { type Static, Type } from 'typebox';
import { nullable, OneOf } from '../api-keys/api-key.ts';
import { Timestamp, Token } from '../http/schemas.ts';

export const ConfirmationSchema = Type.Object(
  { token: Token },
  { additionalProperties: false, title: 'Confirmation' },
);

export const ConfirmationMailSchema = Type.Object(
  {
    state: OneOf(['pending', 'sent', 'failed', 'expired', 'withdrawn'], {
      description: '`sent`: the mail server took it. `failed`: given up, see `failure`.',
      examples: ['sent'],
    }),
    attempts: Type.Integer({ minimum: 0, description: 'How often it was handed to the mail server.' }),
    sentAt: nullable(Timestamp, 'When the mail server took it.'),
    failure: nullable(
      Type.String({ examples: ['EENVELOPE 550'] }),
      'Why the latest attempt failed, in the words of the mail system; `null` when none did.',
    ),
    resendsLeft: Type.Integer({ minimum: 0, description: 'How often it can still be asked for again.' }),
  },
  { title: 'ConfirmationMail', description: 'What became of the newest confirmation mail.' },
);

export type ConfirmationMailView = Static<typeof ConfirmationMailSchema>;
