import account from '../account/texts.en.json' with { type: 'json' };
import problems from '../api/texts.en.json' with { type: 'json' };
import apiKeys from '../api-keys/texts.en.json' with { type: 'json' };
import app from '../app/texts.en.json' with { type: 'json' };
import audit from '../audit/texts.en.json' with { type: 'json' };
import keyCreation from '../key-creation/texts.en.json' with { type: 'json' };
import keyEdits from '../key-edits/texts.en.json' with { type: 'json' };
import keySettings from '../key-settings/texts.en.json' with { type: 'json' };
import secondFactors from '../second-factors/texts.en.json' with { type: 'json' };
import sessions from '../sessions/texts.en.json' with { type: 'json' };
import users from '../users/texts.en.json' with { type: 'json' };

/** Every text in English, by feature. The types of all keys come from here. */
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
};
