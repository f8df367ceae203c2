import { type Static, Type } from 'typebox';
import { OneOf } from '../api-keys/api-key.ts';
import { EmailSchema } from '../http/schemas.ts';
import { KeyChangeSchemas } from '../key-edits/key-edits.schemas.ts';
import { STEP_UP_PURPOSES } from './approval.ts';

const PURPOSE_TEXT =
  'What the assertion will approve. A session that has not passed its second-factor step can ask for `sign-in` only.';

const SUBJECT_TEXT =
  'Id of what it is about: the key creation, the key, the factor to remove, or for `second-factor-enrolment` the factor or challenge to be activated. Left out where it is about the account or the session.';

/** What a purpose can need to know of the change. Each purpose takes its own members and refuses the others. */
export const ApprovalChangeSchema = Type.Object(
  {
    securityKeyOnly: Type.Optional(Type.Boolean({ description: 'For `second-factor-policy`.' })),
    newEmail: Type.Optional(
      Type.String({
        ...EmailSchema,
        description: 'For `email-change`: the new address, as it will be sent.',
      }),
    ),
    ...KeyChangeSchemas,
  },
  {
    additionalProperties: false,
    title: 'ApprovalChange',
    description: 'The change itself, exactly as it will be sent; left out where the subject says it all.',
  },
);

/** What an assertion is asked for: purpose, subject and change, as the client names them. */
export const ApprovalRequestSchema = Type.Object(
  {
    purpose: OneOf(STEP_UP_PURPOSES, {
      title: 'StepUpPurpose',
      description: PURPOSE_TEXT,
      examples: ['key-creation'],
    }),
    subject: Type.Optional(
      Type.String({
        pattern: '^[A-Za-z0-9_-]{1,64}$',
        description: SUBJECT_TEXT,
        examples: ['6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11'],
      }),
    ),
    change: Type.Optional(ApprovalChangeSchema),
  },
  {
    additionalProperties: false,
    title: 'SecondFactorChallengeRequest',
    examples: [{ purpose: 'key-creation', subject: '6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11' }],
  },
);

export type ApprovalRequest = Omit<Static<typeof ApprovalRequestSchema>, 'purpose'>;
