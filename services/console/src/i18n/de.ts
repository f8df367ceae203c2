import account from '../account/texts.de.json' with { type: 'json' };
import problems from '../api/texts.de.json' with { type: 'json' };
import apiKeys from '../api-keys/texts.de.json' with { type: 'json' };
import app from '../app/texts.de.json' with { type: 'json' };
import audit from '../audit/texts.de.json' with { type: 'json' };
import keyCreation from '../key-creation/texts.de.json' with { type: 'json' };
import keyEdits from '../key-edits/texts.de.json' with { type: 'json' };
import keySettings from '../key-settings/texts.de.json' with { type: 'json' };
import secondFactors from '../second-factors/texts.de.json' with { type: 'json' };
import sessions from '../sessions/texts.de.json' with { type: 'json' };
import users from '../users/texts.de.json' with { type: 'json' };
import type { Texts } from './languages.ts';

/** Every text in German, by feature; a key that English has and this has not does not compile. */
export const texts = {
  account,
  apiKeys,
  app,
  audit,
  keyCreation,
  keyEdits,
  keySettings,
  problems,
  secondFactors,
  sessions,
  users,
} satisfies Texts;
