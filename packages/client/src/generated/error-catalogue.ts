// Made from openapi.yaml by `npm run openapi`. Do not edit.

import type { components } from './api.ts';

type ErrorCode = components['schemas']['Problem']['code'];
type FieldErrorCode = components['schemas']['FieldError']['code'];

/** Every refusal of the service with its status and its English words. */
export const PROBLEMS: Readonly<Record<ErrorCode, { status: number; title: string; detail: string }>> =
  {
  "validation-failed": {
    "status": 400,
    "title": "The request is not valid",
    "detail": "See \"errors\" for each field that needs another value."
  },
  "malformed-request": {
    "status": 400,
    "title": "The request cannot be read",
    "detail": "Send well-formed JSON in UTF-8."
  },
  "unsupported-media-type": {
    "status": 415,
    "title": "The content type is not supported",
    "detail": "Send the body as application/json."
  },
  "payload-too-large": {
    "status": 413,
    "title": "The request is too large",
    "detail": "No request of this API needs more than 16 KiB."
  },
  "not-found": {
    "status": 404,
    "title": "Not found",
    "detail": "There is nothing here, or nothing that this account may see."
  },
  "method-not-allowed": {
    "status": 405,
    "title": "Method not allowed",
    "detail": "See the \"Allow\" header and the API description at /docs."
  },
  "request-timeout": {
    "status": 408,
    "title": "The request took too long to arrive",
    "detail": "Send it again, whole."
  },
  "headers-too-large": {
    "status": 431,
    "title": "The request headers are too large",
    "detail": "All headers together may have 16 KiB."
  },
  "origin-refused": {
    "status": 403,
    "title": "The request came from another site",
    "detail": "State changes are accepted from the configured front-end origins only."
  },
  "rate-limited": {
    "status": 429,
    "title": "Too many requests",
    "detail": "Wait as long as \"Retry-After\" says, then try again."
  },
  "idempotency-key-in-use": {
    "status": 409,
    "title": "The same request is still being worked on",
    "detail": "Wait a moment, then send it again with the same idempotency key."
  },
  "idempotency-key-reused": {
    "status": 422,
    "title": "The idempotency key belongs to another request",
    "detail": "Repeat a request exactly, or give a new request a new key."
  },
  "not-signed-in": {
    "status": 401,
    "title": "Not signed in",
    "detail": "Sign in, then try again."
  },
  "credentials-invalid": {
    "status": 401,
    "title": "E-mail address or password is wrong",
    "detail": "Check both and try again."
  },
  "password-incorrect": {
    "status": 403,
    "title": "The password is wrong",
    "detail": "Type the password that you sign in with. Too many wrong ones, and none is accepted for the day."
  },
  "email-not-verified": {
    "status": 403,
    "title": "The e-mail address is not verified yet",
    "detail": "Open the link in the verification mail first. Registering again sends a new one."
  },
  "verification-token-invalid": {
    "status": 400,
    "title": "The verification link is not valid any more",
    "detail": "It was used already, or it is too old. Registering again sends a new one."
  },
  "revocation-link-invalid": {
    "status": 400,
    "title": "The revocation link is not valid",
    "detail": "It is too old, or not whole. Use the link of a newer mail, or sign in and revoke there."
  },
  "password-reset-token-invalid": {
    "status": 400,
    "title": "The link to set a new password is not valid any more",
    "detail": "It was used already, a newer one was sent, or it is too old. Ask for a new one."
  },
  "email-change-token-invalid": {
    "status": 400,
    "title": "The link to change the e-mail address is not valid any more",
    "detail": "It was used already, a newer one was sent, or it is too old. Ask for the change anew."
  },
  "identity-provider-unavailable": {
    "status": 503,
    "title": "The identity provider does not answer",
    "detail": "Try again shortly, or sign in with e-mail address and password."
  },
  "outside-sign-in-declined": {
    "status": 403,
    "title": "The identity provider did not sign anybody in",
    "detail": "It was called off there. Nothing was changed; begin again if that was not meant."
  },
  "outside-sign-in-invalid": {
    "status": 403,
    "title": "The answer of the identity provider was not accepted",
    "detail": "Nothing was changed. Begin again, in one tab."
  },
  "outside-sign-in-expired": {
    "status": 410,
    "title": "This sign-in is over",
    "detail": "It was used, took too long, or began in another browser. Begin again."
  },
  "outside-email-unverified": {
    "status": 403,
    "title": "The identity provider vouches for no e-mail address",
    "detail": "Have the address verified there, then try again."
  },
  "outside-identity-not-linked": {
    "status": 409,
    "title": "This e-mail address has an account already",
    "detail": "Sign in with its password, then link the outside identity in the account."
  },
  "outside-identity-taken": {
    "status": 409,
    "title": "The outside identity belongs to another account",
    "detail": "Remove it there first, or use another one."
  },
  "outside-identity-limit-reached": {
    "status": 409,
    "title": "Too many outside identities",
    "detail": "Remove one that is not needed any more."
  },
  "last-sign-in-method": {
    "status": 409,
    "title": "This is the last way to sign in",
    "detail": "Set a password first, or link another outside identity."
  },
  "second-factor-required": {
    "status": 403,
    "title": "The second factor is required",
    "detail": "This account has a second factor: finish signing in with it first."
  },
  "second-factor-not-enrolled": {
    "status": 403,
    "title": "A second factor must be set up first",
    "detail": "API keys are countersigned with a second factor. Enrol one, then try again."
  },
  "second-factor-invalid": {
    "status": 403,
    "title": "The second factor was not accepted",
    "detail": "Use the newest code. Each code works once."
  },
  "second-factor-attempts-exhausted": {
    "status": 429,
    "title": "Too many second-factor attempts",
    "detail": "No further attempt is accepted today from this browser."
  },
  "security-key-required": {
    "status": 403,
    "title": "A security key is required",
    "detail": "This can be approved with a security key only."
  },
  "totp-already-enrolled": {
    "status": 409,
    "title": "An authenticator app is already set up",
    "detail": "Remove it first, with its own code."
  },
  "security-key-already-registered": {
    "status": 409,
    "title": "This security key is registered already",
    "detail": "Use another one. A credential belongs to one account."
  },
  "security-key-limit-reached": {
    "status": 409,
    "title": "Too many security keys",
    "detail": "Remove one that is not needed any more, then register the new one."
  },
  "last-security-key": {
    "status": 409,
    "title": "This is the last security key",
    "detail": "The account accepts security keys only. Register another one first, or accept other factors again."
  },
  "withdraw-on-hold": {
    "status": 403,
    "title": "Withdrawals cannot be permitted yet",
    "detail": "The second factors of this account were changed a short while ago. Wait as long as \"Retry-After\" says."
  },
  "key-limit-reached": {
    "status": 409,
    "title": "Too many API keys",
    "detail": "Revoke a key that is not needed any more, then create a new one."
  },
  "creation-limit-reached": {
    "status": 429,
    "title": "Too many key creations",
    "detail": "Finish or cancel the open ones, or try again later."
  },
  "creation-state-conflict": {
    "status": 409,
    "title": "The key creation is not at this step",
    "detail": "Ask for its state and go on from there."
  },
  "creation-refused": {
    "status": 403,
    "title": "The key creation was refused",
    "detail": "The second factor was wrong too often. Start a new key creation."
  },
  "creation-cancelled": {
    "status": 410,
    "title": "The key creation was cancelled",
    "detail": "No key of it works. Start a new key creation."
  },
  "creation-expired": {
    "status": 410,
    "title": "The key creation has expired",
    "detail": "No key was made. Start a new key creation."
  },
  "confirmation-token-invalid": {
    "status": 403,
    "title": "The confirmation link is not valid",
    "detail": "Use the link of the newest mail, whole. What it confirms is still open."
  },
  "confirmation-mail-limit-reached": {
    "status": 429,
    "title": "No further confirmation mail can be sent",
    "detail": "Look into the spam folder for those sent before, or start again later."
  },
  "wrong-browser": {
    "status": 409,
    "title": "This link belongs to another browser",
    "detail": "Nothing was changed. Copy the link from the mail into the browser where you started."
  },
  "wrong-account": {
    "status": 403,
    "title": "This link belongs to another account",
    "detail": "Sign in with the account that started what it confirms."
  },
  "reveal-closed": {
    "status": 410,
    "title": "The secret cannot be shown again",
    "detail": "If it was not recorded, revoke the key and create a new one."
  },
  "key-already-revoked": {
    "status": 409,
    "title": "The API key is revoked",
    "detail": "A revoked key stays revoked. Create a new one."
  },
  "notice-not-switchable": {
    "status": 409,
    "title": "This notice cannot be switched off",
    "detail": "It warns of somebody else in the account. See \"errors\" for each kind that is always sent."
  },
  "key-expired": {
    "status": 409,
    "title": "The API key has expired",
    "detail": "An expired key stays expired. Create a new one, with the same settings if you like."
  },
  "key-unchanged": {
    "status": 409,
    "title": "The API key is like that already",
    "detail": "Nothing was changed, and the second factor was not used up."
  },
  "key-version-conflict": {
    "status": 409,
    "title": "The API key was changed in the meantime",
    "detail": "Look at the key as it is now, then decide again."
  },
  "edit-already-applied": {
    "status": 409,
    "title": "The edit was applied already",
    "detail": "Look at the key: it is as you wanted it, unless it was edited again."
  },
  "edit-cancelled": {
    "status": 410,
    "title": "The edit was cancelled",
    "detail": "The key was not changed. Edit it again if you still want to."
  },
  "edit-expired": {
    "status": 410,
    "title": "The edit has expired",
    "detail": "It was not confirmed in time, so the key was not changed. Edit it again."
  },
  "edit-outdated": {
    "status": 410,
    "title": "The key was changed since this edit",
    "detail": "The edit was made for the key as it was before. Look at the key, then edit it again."
  },
  "service-unavailable": {
    "status": 503,
    "title": "Temporarily unavailable",
    "detail": "Try again shortly. If it was a change, look first whether it took effect."
  },
  "internal-error": {
    "status": 500,
    "title": "Something went wrong here",
    "detail": "It was recorded under the request ID. Nothing more is known; check the state before trying again."
  }
};

/** Every way in which a field can be wrong, with the names of the parameters that come with it. */
export const FIELD_ERRORS: Readonly<Record<FieldErrorCode, { meaning: string; params: readonly string[] }>> =
  {
  "required": {
    "meaning": "It is missing.",
    "params": []
  },
  "unknown-field": {
    "meaning": "The operation does not know it.",
    "params": []
  },
  "type": {
    "meaning": "It is not of this type.",
    "params": [
      "type"
    ]
  },
  "enum": {
    "meaning": "It is none of these values.",
    "params": [
      "allowed"
    ]
  },
  "const": {
    "meaning": "It is not this value.",
    "params": [
      "allowed"
    ]
  },
  "pattern": {
    "meaning": "It does not have the right form.",
    "params": []
  },
  "minLength": {
    "meaning": "It has fewer characters.",
    "params": [
      "min"
    ]
  },
  "maxLength": {
    "meaning": "It has more characters.",
    "params": [
      "max"
    ]
  },
  "minItems": {
    "meaning": "It has fewer entries.",
    "params": [
      "min"
    ]
  },
  "maxItems": {
    "meaning": "It has more entries.",
    "params": [
      "max"
    ]
  },
  "maxProperties": {
    "meaning": "It has more members.",
    "params": [
      "max"
    ]
  },
  "minimum": {
    "meaning": "It is smaller.",
    "params": [
      "min"
    ]
  },
  "maximum": {
    "meaning": "It is greater.",
    "params": [
      "max"
    ]
  },
  "anyOf": {
    "meaning": "It has none of the shapes that are accepted.",
    "params": []
  },
  "not-valid": {
    "meaning": "It is wrong in a way that has no word of its own.",
    "params": []
  },
  "not-well-formed": {
    "meaning": "It holds half of a character.",
    "params": []
  },
  "too-short": {
    "meaning": "The password has fewer characters.",
    "params": [
      "min"
    ]
  },
  "too-long": {
    "meaning": "The password has more characters.",
    "params": [
      "max"
    ]
  },
  "is-email": {
    "meaning": "The password is the e-mail address.",
    "params": []
  },
  "is-platform-name": {
    "meaning": "The password is the name of the platform.",
    "params": []
  },
  "too-common": {
    "meaning": "The password is one of the first that an attacker tries.",
    "params": []
  },
  "unchanged": {
    "meaning": "It is what it was before.",
    "params": []
  },
  "not-switchable": {
    "meaning": "The notice is always sent.",
    "params": []
  },
  "label-empty": {
    "meaning": "The label is blank.",
    "params": []
  },
  "label-too-long": {
    "meaning": "The label has more characters, as a reader counts them.",
    "params": [
      "max"
    ]
  },
  "label-forbidden-character": {
    "meaning": "The label holds a control, invisible or private-use character.",
    "params": []
  },
  "permissions-empty": {
    "meaning": "No permission is named.",
    "params": []
  },
  "unknown-permission": {
    "meaning": "There is no such permission.",
    "params": []
  },
  "ip-not-an-address": {
    "meaning": "It is neither an IP address nor a network.",
    "params": []
  },
  "ip-allows-everything": {
    "meaning": "The network holds every address.",
    "params": []
  },
  "ip-host-bits-set": {
    "meaning": "The network has bits after its prefix.",
    "params": [
      "suggestion"
    ]
  },
  "not-an-instant": {
    "meaning": "It is no time with a zone.",
    "params": []
  },
  "in-the-past": {
    "meaning": "It is not in the future.",
    "params": []
  },
  "too-far-away": {
    "meaning": "It is further away.",
    "params": [
      "maxDays"
    ]
  },
  "challenge-mismatch": {
    "meaning": "It answers a challenge that is not open in this session: begin the registration anew.",
    "params": []
  },
  "origin-refused": {
    "meaning": "It was made on a page where security keys cannot be used.",
    "params": []
  },
  "algorithm-not-offered": {
    "meaning": "The security key uses a kind of key that is not supported.",
    "params": []
  },
  "user-not-verified": {
    "meaning": "The security key has not asked for its PIN or fingerprint, which is required here.",
    "params": []
  },
  "attestation-invalid": {
    "meaning": "It is not what a security key answers to a registration.",
    "params": []
  }
};
