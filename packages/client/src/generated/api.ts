// Made from openapi.yaml by `npm run openapi`. Do not edit.

export interface paths {
    "/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register
         * @description Mails a verification link to the address. The answer is the same whether or not the address is known; a known one gets a mail that says so. Registering again before the address is verified replaces the password and the link, and that newer link works only in the browser that registered last.
         */
        post: operations["registerUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/email-verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify the e-mail address
         * @description Redeems the token of the verification mail, once. The link carries it in the fragment, so a page has to send it: a mail scanner that opens the link verifies nothing.
         */
        post: operations["verifyEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change the password
         * @description Asks for the current password and, where a second factor is enrolled, for a fresh one (purpose `password-change`). Ends every other session, replaces the cookie of this one, and cancels open key creations and edits.
         */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Forgot the password
         * @description Mails a link with which a new password can be set. The answer is the same whether or not the address has an account. The link works once, for half an hour, and a newer one puts an end to it.
         */
        post: operations["requestPasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/password-reset/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a new password
         * @description Redeems the token of the mail, once. Ends every session and cancels open key creations and edits. It opens no session: signing in comes next, and asks for the second factor as ever. A password that is refused uses nothing up.
         */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/email-change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change the e-mail address
         * @description Mails a link to the new address; nothing changes before it is redeemed. Asks for the password and, where a second factor is enrolled, for a fresh one (purpose `email-change`, bound to the new address). The answer is the same whether or not the address is taken.
         */
        post: operations["requestEmailChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/email-change/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm the new e-mail address
         * @description Redeems the token of the mail, in the browser where the change was asked for and with a session of that account. Ends every other session, replaces the cookie of this one, cancels open key creations and edits, and tells both addresses.
         */
        post: operations["confirmEmailChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/closing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close the account
         * @description For good: every API key is revoked, every session ends, and signing in is answered as for an unknown address. Asks for the password and, where a second factor is enrolled, for a fresh one (purpose `account-closing`). The security history is kept; the address is free again.
         */
        post: operations["closeAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is signed in
         * @description The session behind the cookie, also before its second-factor step.
         */
        get: operations["getSession"];
        put?: never;
        /**
         * Sign in
         * @description Opens a session and sets its cookie. Only an account whose address is verified gets one. With a second factor enrolled, `assurance` is `password` and the second-factor step comes next. A session that the browser already had ends; so does the oldest when an account has too many, one that waits for its second-factor step first. A sign-in in a browser that was not used before is told to the owner by mail.
         */
        post: operations["signIn"];
        /**
         * Sign out
         * @description Ends the session at once, everywhere, and clears its cookie.
         */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finish signing in with the second factor
         * @description Raises the session to `second_factor` and replaces its cookie. The purpose is `sign-in`. Attempts are limited a day; a browser in which a second factor succeeded before has a budget of its own.
         */
        post: operations["raiseSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the open sessions
         * @description Every session of the account that could still be used, newest first.
         */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        /**
         * End all other sessions
         * @description Signs out everything but the session that asks, at once.
         */
        delete: operations["endOtherSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a session
         * @description Signs out whatever uses this session, at once. Ending the current one is signing out.
         */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/outside": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which identity provider there is
         * @description Whether people can sign in from outside, and what to call it.
         */
        get: operations["getOutsideSignIn"];
        put?: never;
        /**
         * Begin to sign in from outside
         * @description Answers with the address at the platform's identity provider to which the browser goes next, and sets a short-lived cookie for the way back. The way ends at `next`, signed in, or with `#refused=` and a code in the fragment. With a second factor enrolled, the second-factor step comes next, as after a password.
         */
        post: operations["startOutsideSignIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/outside/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where the identity provider sends the browser back
         * @description The redirect URI to register at the provider; no front-end calls it. The browser arrives from another site and brings no strict cookie, so this changes nothing: it answers with a page that goes on to the completion, or back to the console when this browser did not begin.
         */
        get: operations["returnFromOutside"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/outside/completion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * End the way back from outside
         * @description Reached by the page before only; no front-end calls it. Needs the cookie of the exchange and the browser binding. Redeems the answer of the identity provider once, opens the session or links the identity, and answers with a page that goes on to the console. A refusal changes nothing and stands in the fragment there.
         */
        get: operations["completeOutsideSignIn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/outside-identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the linked outside identities
         * @description What the account can be signed in to with besides its password, newest first.
         */
        get: operations["listOutsideIdentities"];
        put?: never;
        /**
         * Begin to link an outside identity
         * @description As beginning to sign in from outside, but the identity that comes back is linked to the account of this session, which only the same session in the same browser can bring to its end. With a second factor enrolled, needs a fresh one (purpose `outside-identity-link`).
         */
        post: operations["startOutsideIdentityLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/outside-identities/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove an outside identity
         * @description Nobody can sign in with it any more, and every other session of the account ends. With a second factor enrolled, needs a fresh one (purpose `outside-identity-removal`). The last way to sign in stays: set a password first.
         */
        delete: operations["removeOutsideIdentity"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/second-factors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the enrolled second factors
         * @description Active factors only; one that was never activated does not count.
         */
        get: operations["listSecondFactors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/second-factors/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a second factor
         * @description Needs a fresh second factor (purpose `second-factor-removal`): this one, another one, or a recovery code. With the last factor the recovery codes die. Every other session of the account ends, and no key can be given `withdraw:write` for a while. An account that accepts security keys only keeps its last one until it accepts other factors again.
         */
        delete: operations["removeSecondFactor"];
        options?: never;
        head?: never;
        /**
         * Give a security key another label
         * @description An authenticator app has no label.
         */
        patch: operations["renameSecondFactor"];
        trace?: never;
    };
    "/v1/second-factors/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enrol an authenticator app
         * @description The secret and its QR code are in this answer and in no other. The factor counts for nothing until a code has activated it; asking again replaces one that was not activated.
         */
        post: operations["enrolTotp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/second-factors/totp/{id}/activation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Activate the authenticator app
         * @description Takes the first code that the app shows. The first factor of an account brings recovery codes, shown this once; a further one needs `secondFactor`, of a factor that the account has already and for the purpose `second-factor-enrolment`. Raises the session to `second_factor` and replaces its cookie.
         */
        post: operations["activateTotp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/second-factor-challenges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask a security key for an assertion
         * @description The challenge is bound to this session, the purpose, the subject and the exact change: an assertion over it approves that and nothing else. It can be answered once, within 5 minutes. Of a session's open challenges the newest 5 count. What the operation itself would say of the subject or the change, such as `not-found` or `key-unchanged`, is said here already.
         */
        post: operations["createSecondFactorChallenge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/second-factors/webauthn/challenge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask a security key for a credential
         * @description Begins a registration in this session. It can be finished once, within 5 minutes.
         */
        post: operations["createRegistrationChallenge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/second-factors/webauthn": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register a security key
         * @description The challenge is used up whatever comes of it: after a refusal, begin anew. The first factor of an account brings recovery codes, shown this once; a further one needs `secondFactor`, of a factor that the account has already and for the purpose `second-factor-enrolment`, and afterwards no key can be given `withdraw:write` for a while. Raises the session to `second_factor` and replaces its cookie.
         */
        post: operations["registerSecurityKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/second-factor-policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look at what counts as a second factor
         * @description With the number of recovery codes left, and the hold on `withdraw` after a change of factors.
         */
        get: operations["readSecondFactorPolicy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Accept security keys only, or other factors again
         * @description Takes a security key both ways, for the purpose `second-factor-policy`. Register two: if the only one is lost, a recovery code still lets its owner in to register another, and nothing else.
         */
        patch: operations["changeSecondFactorPolicy"];
        trace?: never;
    };
    "/v1/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace the recovery codes
         * @description Every earlier code is dead when the answer arrives, and no key can be given `withdraw:write` for a while. A repeat makes yet another set. Takes a fresh second factor (purpose `recovery-codes`).
         */
        post: operations["resetRecoveryCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The catalogue of permissions
         * @description All that a page needs to offer them: groups, switches, sentences, and the default choice.
         */
        get: operations["listPermissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/key-creations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin a key creation
         * @description Writes down what the key is to be and binds the creation to this browser. Nothing of it can be changed afterwards. It must be confirmed within 30 minutes, or before the key would expire. `not-found` and `key-already-revoked` are about the key in `replaces`.
         */
        post: operations["startKeyCreation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/key-creations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look at a key creation
         * @description Its state, what comes next, and what became of the confirmation mail. From any browser.
         */
        get: operations["readKeyCreation"];
        put?: never;
        post?: never;
        /**
         * Cancel a key creation
         * @description From any browser of the account. A mail that was not sent yet is taken back. If a confirmation was faster and the secret is still being shown (`revealed`), the key is revoked with it. Once the reveal is over the answer is `creation-state-conflict`: revoke the key. Repeating it is safe.
         */
        delete: operations["cancelKeyCreation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/key-creations/{id}/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Countersign a key creation with the second factor
         * @description Takes a fresh second factor for exactly this creation (purpose `key-creation`). Every attempt counts before it is checked; after 5 wrong ones the creation is refused. Success queues the confirmation mail.
         */
        post: operations["passKeyCreationSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/key-creations/{id}/confirmation-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send the confirmation mail once more
         * @description The same link in a new mail. At most 3 mails a creation, the first one included.
         */
        post: operations["resendConfirmationMail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/key-creations/{id}/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm with the token of the mail: makes the key and reveals its secret
         * @description Works in the browser where the creation began, with a session of the same account. In another browser it changes nothing, and says so even where nobody is signed in. If the answer is lost, the same call from the same session gives the same key a fresh secret for 10 minutes, until it is used or acknowledged; the earlier secret is dead then.
         */
        post: operations["confirmKeyCreation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/key-creations/{id}/acknowledgement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that the secret was recorded
         * @description Closes the reveal: no further secret can be asked for.
         */
        post: operations["acknowledgeReveal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the API keys
         * @description Newest first unless told otherwise, revoked ones included. Pages neither repeat nor miss a key, also when keys are made meanwhile.
         */
        get: operations["listKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look at an API key
         * @description Everything but the secret, which nobody can read again.
         */
        get: operations["readKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Edit an API key
         * @description Changes the settings that are given and leaves the others as they are; the secret stays the same. Needs a fresh second factor for exactly this change (purpose `key-edit`). In force on every gateway when the answer arrives. A revoked or expired key cannot be edited. An edit that gives the key `withdraw:write` is answered with 202 and changes nothing yet: it waits for its confirmation by mail, and an earlier one that waits for the same key ends.
         */
        patch: operations["editKey"];
        trace?: never;
    };
    "/v1/keys/{keyId}/revocation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke an API key
         * @description In force on every gateway when the answer arrives, and for good. Asks for no second factor: revoking must be easy. A key that is revoked already is answered in the same way, unchanged.
         */
        post: operations["revokeKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/revocation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke every API key
         * @description All keys of the account in one go, expired ones included: all or, if it fails, none.
         */
        post: operations["revokeAllKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/key-edits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the edits that waited, or wait, for a confirmation
         * @description Newest first, those that ended included.
         */
        get: operations["listKeyEdits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/key-edits/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look at an edit
         * @description Its state, what the key will be, and what became of the confirmation mail. From any browser.
         */
        get: operations["readKeyEdit"];
        put?: never;
        post?: never;
        /**
         * Cancel an edit
         * @description Before the confirmation, from any browser of the account. A mail that was not sent yet is taken back. Once it was applied the answer is `edit-already-applied`: edit the key again. Repeating it is safe.
         */
        delete: operations["cancelKeyEdit"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/key-edits/{id}/confirmation-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send the confirmation mail of an edit once more
         * @description The same link in a new mail. At most 3 mails an edit, the first one included.
         */
        post: operations["resendKeyEditMail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/key-edits/{id}/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm an edit with the token of the mail
         * @description Works in the browser where the edit began, with a session of the same account, once. In another browser it changes nothing, and says so even where nobody is signed in. If the answer is lost, the same call says that the edit was applied already.
         */
        post: operations["confirmKeyEdit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{keyId}/refusals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Why requests with a key were refused
         * @description What the gateway tells nobody but the owner: the latest refusal of each kind and how many there were, the newest first. Written down within a few seconds. All of them fit on one page. A refused signature shows only that somebody used the key ID: its address and path are what the sender chose.
         */
        get: operations["listKeyRefusals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/revocation-by-link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke everything by the link of a notice
         * @description Redeems the token of a security notice, once: revokes every API key of the account, ends every session and cancels every open key creation, edit and change of address. Password and second factors stay. Needs no session, for an owner who is locked out. Repeating it changes nothing. The link carries the token in the fragment, so a page has to send it: a mail scanner that opens the link revokes nothing.
         */
        post: operations["revokeByLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notification-preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which events are told by mail
         * @description Every kind of notice. Those that are not switchable are always sent.
         */
        get: operations["readNotificationPreferences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Switch harmless notices on or off
         * @description Kinds that are left out stay as they are. What warns of somebody else in the account cannot be switched off, or whoever it is would do that first.
         */
        patch: operations["changeNotificationPreferences"];
        trace?: never;
    };
    "/v1/audit-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The person's own security history
         * @description Newest first. Nobody can change or remove an event.
         */
        get: operations["listAuditEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit-events/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The whole security history, to keep and to verify
         * @description JSON Lines: a header, then every event, oldest first. Each event holds the digest of the one before it, and the header the signed end of the chain, so the file can be verified without the service: `node docs/verify-audit-export.mjs <file>`. A file that ends before its head was cut off on the way.
         */
        get: operations["exportAuditEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** AccountClosing */
        AccountClosing: {
            /**
             * @description The password that the person signs in with. Wrong ones count as when signing in.
             * @example correct horse battery staple
             */
            password?: string;
            /** @description A fresh second factor. Each TOTP code, each recovery code and each challenge of `POST /v1/second-factor-challenges` is accepted once. */
            secondFactor?: components["schemas"]["SecondFactor"];
        };
        /**
         * ApiKey
         * @description An API key as its owner sees it. The secret is not part of it.
         * @example {
         *       "id": "ck_lzpufZiEWRbLLhfCTpA0Gqmc0J4vcU",
         *       "label": "Trading bot",
         *       "permissions": [
         *         "orders:read",
         *         "orders:write",
         *         "wallets:read"
         *       ],
         *       "ipAllowlist": [
         *         "192.0.2.10",
         *         "2001:db8::/48"
         *       ],
         *       "status": "active",
         *       "version": 1,
         *       "createdAt": "2026-11-23T11:21:00.000Z",
         *       "expiresAt": "2027-01-31T12:00:00.000Z",
         *       "lastUsed": {
         *         "at": "2026-11-24T08:15:30.250Z",
         *         "ip": "192.0.2.10"
         *       },
         *       "latestRefusal": {
         *         "reason": "permission-missing",
         *         "at": "2026-11-24T08:15:31.500Z",
         *         "ip": "192.0.2.10",
         *         "path": "/v2/auth/w/order/submit"
         *       },
         *       "replaces": null,
         *       "replacedBy": null
         *     }
         */
        ApiKey: {
            /**
             * @description Key ID: the public identifier of an API key.
             * @example ck_lzpufZiEWRbLLhfCTpA0Gqmc0J4vcU
             */
            id: string;
            /**
             * @description The owner's name for the key; `null` for none.
             * @example Trading bot
             */
            label: string | null;
            /**
             * @description In catalogue order. Empty once the key is revoked.
             * @example [
             *       "orders:read",
             *       "orders:write",
             *       "wallets:read"
             *     ]
             */
            permissions: components["schemas"]["Permission"][];
            /**
             * @description Addresses and networks that the key works from; `null` for any.
             * @example [
             *       "192.0.2.10",
             *       "2001:db8::/48"
             *     ]
             */
            ipAllowlist: string[] | null;
            /** @description `active`, `expired` by the clock, or `revoked` by a person. */
            status: components["schemas"]["KeyStatus"];
            /** @description Rises with every change of the key, a fresh secret included. */
            version: number;
            /**
             * @description ISO 8601, UTC, milliseconds.
             * @example 2026-11-23T11:21:00.000Z
             */
            createdAt: string;
            /**
             * @description `null` for never.
             * @example 2026-11-23T11:21:00.000Z
             */
            expiresAt: string | null;
            /** @description The last request that was accepted; `null` for none so far. */
            lastUsed: {
                /**
                 * @description ISO 8601, UTC, milliseconds.
                 * @example 2026-11-23T11:21:00.000Z
                 */
                at: string;
                /**
                 * @description Where it came from; `null` if it is not known.
                 * @example 192.0.2.10
                 */
                ip: string | null;
            } | null;
            /** @description The latest request that the gateway refused, of whatever reason; `null` for none so far. All reasons: `GET /v1/keys/{keyId}/refusals`. */
            latestRefusal: components["schemas"]["LatestRefusal"] | null;
            /**
             * @description The key whose place this one took; `null` for none.
             * @example ck_lzpufZiEWRbLLhfCTpA0Gqmc0J4vcU
             */
            replaces: string | null;
            /**
             * @description The newest key that took the place of this one; `null` for none.
             * @example ck_lzpufZiEWRbLLhfCTpA0Gqmc0J4vcU
             */
            replacedBy: string | null;
        };
        /**
         * ApprovalChange
         * @description The change itself, exactly as it will be sent; left out where the subject says it all.
         */
        ApprovalChange: {
            /** @description For `second-factor-policy`. */
            securityKeyOnly?: boolean;
            /**
             * @description For `email-change`: the new address, as it will be sent.
             * @example ada@example.com
             */
            newEmail?: string;
            /**
             * @description A name for the owner's eyes, 1 to 64 characters without control or invisible ones.
             * @example Trading bot
             */
            label?: string | null;
            /**
             * @description At least one of those that `GET /v1/permissions` lists.
             * @example [
             *       "orders:read",
             *       "orders:write",
             *       "wallets:read"
             *     ]
             */
            permissions?: string[];
            /**
             * @description Addresses and networks (CIDR, no bits after the prefix) that the key will work from; `null` for any.
             * @example [
             *       "192.0.2.10",
             *       "2001:db8::/48"
             *     ]
             */
            ipAllowlist?: string[] | null;
            /**
             * @description When the key will end, as RFC 3339 with a zone; `null` for never.
             * @example 2027-01-31T12:00:00Z
             */
            expiresAt?: string | null;
            /**
             * @description The key's `version` that the person looked at. If the key is of another one by now, nothing is changed.
             * @example 1
             */
            version?: number;
        };
        /**
         * Assertion
         * @description What `navigator.credentials.get()` gave, as its `toJSON()` writes it (AuthenticationResponseJSON).
         */
        Assertion: {
            /**
             * @description The id that the security key gave its credential. In base64url without padding.
             * @example nQ1xGaAJ3TIm3KA0yQ1UQ7nT5A0yPq4S4sYl0j3L9X0
             */
            id: string;
            /**
             * @description The id that the security key gave its credential. In base64url without padding.
             * @example nQ1xGaAJ3TIm3KA0yQ1UQ7nT5A0yPq4S4sYl0j3L9X0
             */
            rawId: string;
            /**
             * @description The only kind of credential there is.
             * @constant
             */
            type: "public-key";
            /**
             * @description Whether it is built into the device.
             * @example cross-platform
             */
            authenticatorAttachment?: string | null;
            /** @description Ignored: no extension is asked for. */
            clientExtensionResults?: Record<string, never>;
            /** @description What the security key answered. */
            response: {
                /**
                 * @description What the browser says that it was asked, and by whom. In base64url without padding.
                 * @example eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoi
                 */
                clientDataJSON: string;
                /**
                 * @description What the security key says of itself and of the person. In base64url without padding.
                 * @example SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg
                 */
                authenticatorData: string;
                /**
                 * @description The security key signs both. In base64url without padding.
                 * @example MEUCIQDyDs1Aq3xMUM4kKrGzPuKzRbOFzyDzdvFzJ1GqAiBqRg
                 */
                signature: string;
                /**
                 * @description Whom a resident credential belongs to; else empty or `null`.
                 * @example
                 */
                userHandle?: string | null;
            };
        };
        /**
         * AssertionOptions
         * @description For `PublicKeyCredential.parseRequestOptionsFromJSON()`.
         */
        AssertionOptions: {
            /**
             * @description Random, answered once. In base64url without padding.
             * @example q0m3kqOYtR3cJ2cS0VwzYB1dZ2l8vU5h7xw9p1n4r6A
             */
            challenge: string;
            /**
             * @description How long the person has, in milliseconds.
             * @example 300000
             */
            timeout: number;
            /**
             * @description The site that credentials belong to.
             * @example keys.example.com
             */
            rpId: string;
            /** @description The account's security keys. */
            allowCredentials: {
                /**
                 * @description The only kind of credential there is.
                 * @constant
                 */
                type: "public-key";
                /**
                 * @description The id that the security key gave its credential. In base64url without padding.
                 * @example nQ1xGaAJ3TIm3KA0yQ1UQ7nT5A0yPq4S4sYl0j3L9X0
                 */
                id: string;
                /**
                 * @description How it can be reached.
                 * @example [
                 *       "usb",
                 *       "nfc"
                 *     ]
                 */
                transports: ("usb" | "nfc" | "ble" | "smart-card" | "hybrid" | "internal" | "cable")[];
            }[];
            /**
             * @description Whether a PIN or a fingerprint has to be asked for.
             * @example preferred
             * @enum {string}
             */
            userVerification: "preferred" | "required";
        };
        /**
         * Attestation
         * @description What `navigator.credentials.create()` gave, as its `toJSON()` writes it (RegistrationResponseJSON).
         */
        Attestation: {
            /**
             * @description The id that the security key gave its credential. In base64url without padding.
             * @example nQ1xGaAJ3TIm3KA0yQ1UQ7nT5A0yPq4S4sYl0j3L9X0
             */
            id: string;
            /**
             * @description The id that the security key gave its credential. In base64url without padding.
             * @example nQ1xGaAJ3TIm3KA0yQ1UQ7nT5A0yPq4S4sYl0j3L9X0
             */
            rawId: string;
            /**
             * @description The only kind of credential there is.
             * @constant
             */
            type: "public-key";
            /**
             * @description Whether it is built into the device.
             * @example cross-platform
             */
            authenticatorAttachment?: string | null;
            /** @description Ignored: no extension is asked for. */
            clientExtensionResults?: Record<string, never>;
            /** @description What the security key answered. */
            response: {
                /**
                 * @description What the browser says that it was asked, and by whom. In base64url without padding.
                 * @example eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoi
                 */
                clientDataJSON: string;
                /**
                 * @description The new public key, as the security key attests it. In base64url without padding.
                 * @example o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVjE
                 */
                attestationObject: string;
                /** @description How the security key can be reached; ones that are not known are left out. */
                transports?: string[];
                /**
                 * @description Ignored: part of the attestation object. In base64url without padding.
                 * @example SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2M
                 */
                authenticatorData?: string;
                /**
                 * @description Ignored: part of the attestation object. In base64url without padding.
                 * @example MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
                 */
                publicKey?: string | null;
                /**
                 * @description Ignored: part of the attestation object.
                 * @example -7
                 */
                publicKeyAlgorithm?: number;
            };
        };
        /** AuditEvent */
        AuditEvent: {
            /**
             * @description Rises with time.
             * @example 114
             */
            id: string;
            /**
             * @description What happened. Further types may come: show one that you do not know as it is.
             * @example key-created
             */
            type: string;
            /**
             * @description ISO 8601, UTC, milliseconds.
             * @example 2026-11-23T11:21:00.000Z
             */
            at: string;
            /**
             * @description Where it came from; `null` for the service itself.
             * @example 192.0.2.10
             */
            ip: string | null;
            /**
             * @description As the browser named itself.
             * @example Mozilla/5.0
             */
            userAgent: string | null;
            /**
             * @description Id of the key, key creation, session or factor that it is about.
             * @example 6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11
             */
            subject: string | null;
            /**
             * @description Facts that depend on the type. Never a secret.
             * @example {
             *       "label": "Trading bot",
             *       "permissions": [
             *         "orders:read"
             *       ]
             *     }
             */
            details: {
                [key: string]: unknown;
            };
        };
        /**
         * AuditExportHeader
         * @description The first line.
         */
        AuditExportHeader: {
            /**
             * @description What the lines below are.
             * @constant
             */
            format: "countersign-audit-export/1";
            /**
             * @description Identifier: a UUID in lower case.
             * @example 6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11
             */
            userId: string;
            /** @description The end of the chain. */
            head: {
                /**
                 * @description Number of the newest event.
                 * @example 114
                 */
                sequence: number;
                /**
                 * @description Its digest.
                 * @example 47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU
                 */
                digest: string;
                /**
                 * @description Which of the keys signed it.
                 * @example signing-1
                 */
                signingKeyId: string | null;
                /**
                 * @description Ed25519, over label, user, number and digest; `null` before the first event since the chain began.
                 * @example Zm9v
                 */
                signature: string | null;
            } | null;
            /** @description Public signing keys (JWK). Compare them with what the platform publishes. */
            keys: {
                /**
                 * @description Id of the key, as the events name it.
                 * @example signing-1
                 */
                kid: string;
                /**
                 * @description RFC 8037.
                 * @constant
                 */
                kty: "OKP";
                /**
                 * @description RFC 8037.
                 * @constant
                 */
                crv: "Ed25519";
                /**
                 * @description The public key.
                 * @example 47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU
                 */
                x: string;
            }[];
        };
        /** Confirmation */
        Confirmation: {
            /**
             * @description As it stands behind `token=` in the link of the mail.
             * @example q0m3kqOYtR3cJ2cS0VwzYB1dZ2l8vU5h7xw9p1n4r6A
             */
            token: string;
        };
        /**
         * ConfirmationMail
         * @description What became of the newest confirmation mail.
         */
        ConfirmationMail: {
            /**
             * @description `sent`: the mail server took it. `failed`: given up, see `failure`.
             * @example sent
             * @enum {string}
             */
            state: "pending" | "sent" | "failed" | "expired" | "withdrawn";
            /** @description How often it was handed to the mail server. */
            attempts: number;
            /**
             * @description When the mail server took it.
             * @example 2026-11-23T11:21:00.000Z
             */
            sentAt: string | null;
            /**
             * @description Why the latest attempt failed, in the words of the mail system; `null` when none did.
             * @example EENVELOPE 550
             */
            failure: string | null;
            /** @description How often it can still be asked for again. */
            resendsLeft: number;
        };
        /** EditedKey */
        EditedKey: {
            /** @description An API key as its owner sees it. The secret is not part of it. */
            apiKey: components["schemas"]["ApiKey"];
        };
        /** EmailChange */
        EmailChange: {
            /**
             * @description In ASCII; an international domain in its punycode form. Case does not matter.
             * @example ada@example.com
             */
            newEmail: string;
            /**
             * @description The password that the person signs in with. Wrong ones count as when signing in.
             * @example correct horse battery staple
             */
            password?: string;
            /** @description A fresh second factor. Each TOTP code, each recovery code and each challenge of `POST /v1/second-factor-challenges` is accepted once. */
            secondFactor?: components["schemas"]["SecondFactor"];
        };
        /** EmailChangeConfirmation */
        EmailChangeConfirmation: {
            /**
             * @description As it stands behind `token=` in the link of the mail.
             * @example q0m3kqOYtR3cJ2cS0VwzYB1dZ2l8vU5h7xw9p1n4r6A
             */
            token: string;
        };
        /** EmailVerification */
        EmailVerification: {
            /**
             * @description As it stands behind `token=` in the link of the mail.
             * @example q0m3kqOYtR3cJ2cS0VwzYB1dZ2l8vU5h7xw9p1n4r6A
             */
            token: string;
        };
        /**
         * EnrolledFactor
         * @description An active second factor as its owner sees it.
         */
        EnrolledFactor: {
            /**
             * @description Identifier: a UUID in lower case.
             * @example 6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11
             */
            id: string;
            /**
             * @description A security key, or an authenticator app.
             * @example webauthn
             * @enum {string}
             */
            method: "webauthn" | "totp";
            /**
             * @description Of a security key.
             * @example Blue key
             */
            label: string | null;
            /**
             * @description ISO 8601, UTC, milliseconds.
             * @example 2026-11-23T11:21:00.000Z
             */
            createdAt: string;
            /**
             * @description ISO 8601, UTC, milliseconds.
             * @example 2026-11-23T11:21:00.000Z
             */
            activatedAt: string;
            /**
             * @description When it last approved something.
             * @example 2026-11-23T11:21:00.000Z
             */
            lastUsedAt: string | null;
        };
        /**
         * ExportedAuditEvent
         * @description Every further line, oldest event first.
         */
        ExportedAuditEvent: {
            /**
             * @description From 1, without gaps.
             * @example 1
             */
            sequence: number;
            /**
             * @description What happened. Further types may come: show one that you do not know as it is.
             * @example key-created
             */
            type: string;
            /**
             * @description UTC, microseconds.
             * @example 2026-11-23T11:21:00.123456Z
             */
            at: string;
            /**
             * @description Where it came from; `null` for the service itself.
             * @example 192.0.2.10
             */
            ip: string | null;
            /**
             * @description As the browser named itself.
             * @example Mozilla/5.0
             */
            userAgent: string | null;
            /**
             * @description Id of the key, key creation, session or factor that it is about.
             * @example 6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11
             */
            subject: string | null;
            /**
             * @description Facts that depend on the type. Never a secret.
             * @example {
             *       "label": "Trading bot",
             *       "permissions": [
             *         "orders:read"
             *       ]
             *     }
             */
            details: {
                [key: string]: unknown;
            };
            /**
             * @description Digest of the event before; of the first one, 32 zero bytes.
             * @example 47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU
             */
            previousDigest: string;
            /**
             * @description SHA-256 over all of this and the user.
             * @example 47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU
             */
            digest: string;
        };
        /**
         * FieldError
         * @description What is wrong with one field of the input.
         */
        FieldError: {
            /** @description Path of the field, such as `permissions.0`; `body`, `params` or `querystring` where it is the whole. */
            field: string;
            /**
             * @description The stable word for what is wrong; its meaning never changes.
             * @enum {string}
             */
            code: "required" | "unknown-field" | "type" | "enum" | "const" | "pattern" | "minLength" | "maxLength" | "minItems" | "maxItems" | "maxProperties" | "minimum" | "maximum" | "anyOf" | "not-valid" | "not-well-formed" | "too-short" | "too-long" | "is-email" | "is-platform-name" | "too-common" | "unchanged" | "not-switchable" | "label-empty" | "label-too-long" | "label-forbidden-character" | "permissions-empty" | "unknown-permission" | "ip-not-an-address" | "ip-allows-everything" | "ip-host-bits-set" | "not-an-instant" | "in-the-past" | "too-far-away" | "challenge-mismatch" | "origin-refused" | "algorithm-not-offered" | "user-not-verified" | "attestation-invalid";
            /** @description The same in English. */
            detail: string;
            /** @description What a sentence in another language needs, such as `{"max": 64}`; left out where there is nothing to say. */
            params?: {
                [key: string]: string | number | (string | number)[];
            };
        };
        /**
         * KeyCreation
         * @description The way from a request for a key to the one showing of its secret.
         * @example {
         *       "id": "6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11",
         *       "state": "awaiting_second_factor",
         *       "nextStep": "second_factor",
         *       "secondFactorMethods": [
         *         "totp",
         *         "recovery_code"
         *       ],
         *       "attemptsLeft": 5,
         *       "label": "Trading bot",
         *       "permissions": [
         *         "orders:read",
         *         "orders:write",
         *         "wallets:read"
         *       ],
         *       "ipAllowlist": [
         *         "192.0.2.10",
         *         "2001:db8::/48"
         *       ],
         *       "keyExpiresAt": "2027-01-31T12:00:00.000Z",
         *       "replaces": null,
         *       "oldKeyExpiresInSeconds": null,
         *       "createdAt": "2026-11-23T11:21:00.000Z",
         *       "expiresAt": "2026-11-23T11:51:00.000Z",
         *       "mail": null,
         *       "keyId": null,
         *       "revealUntil": null
         *     }
         * @example {
         *       "id": "6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11",
         *       "state": "awaiting_confirmation",
         *       "nextStep": "confirmation",
         *       "secondFactorMethods": [
         *         "totp",
         *         "recovery_code"
         *       ],
         *       "attemptsLeft": 4,
         *       "label": "Trading bot",
         *       "permissions": [
         *         "orders:read",
         *         "orders:write",
         *         "wallets:read"
         *       ],
         *       "ipAllowlist": [
         *         "192.0.2.10",
         *         "2001:db8::/48"
         *       ],
         *       "keyExpiresAt": "2027-01-31T12:00:00.000Z",
         *       "replaces": null,
         *       "oldKeyExpiresInSeconds": null,
         *       "createdAt": "2026-11-23T11:21:00.000Z",
         *       "expiresAt": "2026-11-23T11:51:00.000Z",
         *       "mail": {
         *         "state": "sent",
         *         "attempts": 1,
         *         "sentAt": "2026-11-23T11:21:42.120Z",
         *         "failure": null,
         *         "resendsLeft": 2
         *       },
         *       "keyId": null,
         *       "revealUntil": null
         *     }
         * @example {
         *       "id": "6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11",
         *       "state": "revealed",
         *       "nextStep": "acknowledgement",
         *       "secondFactorMethods": [
         *         "totp",
         *         "recovery_code"
         *       ],
         *       "attemptsLeft": 4,
         *       "label": "Trading bot",
         *       "permissions": [
         *         "orders:read",
         *         "orders:write",
         *         "wallets:read"
         *       ],
         *       "ipAllowlist": [
         *         "192.0.2.10",
         *         "2001:db8::/48"
         *       ],
         *       "keyExpiresAt": "2027-01-31T12:00:00.000Z",
         *       "replaces": null,
         *       "oldKeyExpiresInSeconds": null,
         *       "createdAt": "2026-11-23T11:21:00.000Z",
         *       "expiresAt": "2026-11-23T11:51:00.000Z",
         *       "mail": {
         *         "state": "sent",
         *         "attempts": 1,
         *         "sentAt": "2026-11-23T11:21:42.120Z",
         *         "failure": null,
         *         "resendsLeft": 2
         *       },
         *       "keyId": "ck_lzpufZiEWRbLLhfCTpA0Gqmc0J4vcU",
         *       "revealUntil": "2026-11-23T11:33:05.000Z"
         *     }
         */
        KeyCreation: {
            /**
             * @description Identifier: a UUID in lower case.
             * @example 6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11
             */
            id: string;
            /** @description Judged now: an overdue creation is `expired`. */
            state: components["schemas"]["KeyCreationState"];
            /**
             * @description What the person does next; `null` when nothing is left to do.
             * @example second_factor
             * @enum {string|null}
             */
            nextStep: "second_factor" | "confirmation" | "acknowledgement" | null;
            /** @description What the account can countersign with, the preferred one first. */
            secondFactorMethods: ("totp" | "webauthn" | "recovery_code")[];
            /**
             * @description Second-factor attempts that are left; the one that succeeds counts, too.
             * @example 5
             */
            attemptsLeft: number;
            /**
             * @description The owner's name for the key; `null` for none.
             * @example Trading bot
             */
            label: string | null;
            /**
             * @description What the key will be able to do, in catalogue order.
             * @example [
             *       "orders:read",
             *       "orders:write",
             *       "wallets:read"
             *     ]
             */
            permissions: components["schemas"]["Permission"][];
            /**
             * @description Addresses and networks that the key works from; `null` for any.
             * @example [
             *       "192.0.2.10",
             *       "2001:db8::/48"
             *     ]
             */
            ipAllowlist: string[] | null;
            /**
             * @description When the key will end; `null` for never.
             * @example 2026-11-23T11:21:00.000Z
             */
            keyExpiresAt: string | null;
            /**
             * @description The key whose place the new one takes; `null` for none.
             * @example ck_lzpufZiEWRbLLhfCTpA0Gqmc0J4vcU
             */
            replaces: string | null;
            /** @description How long that key still works after the confirmation; `null` without one. */
            oldKeyExpiresInSeconds: number | null;
            /**
             * @description ISO 8601, UTC, milliseconds.
             * @example 2026-11-23T11:21:00.000Z
             */
            createdAt: string;
            /**
             * @description Must be confirmed before this.
             * @example 2026-11-23T11:21:00.000Z
             */
            expiresAt: string;
            /** @description `null` before the second factor. */
            mail: components["schemas"]["ConfirmationMail"] | null;
            /**
             * @description The key that was made; `null` before the confirmation.
             * @example ck_lzpufZiEWRbLLhfCTpA0Gqmc0J4vcU
             */
            keyId: string | null;
            /**
             * @description Until when a lost answer to the confirmation can be asked for again.
             * @example 2026-11-23T11:21:00.000Z
             */
            revealUntil: string | null;
        };
        /**
         * KeyCreationRequest
         * @example {
         *       "label": "Trading bot",
         *       "permissions": [
         *         "orders:read",
         *         "orders:write",
         *         "wallets:read"
         *       ],
         *       "ipAllowlist": [
         *         "192.0.2.10",
         *         "2001:db8::/48"
         *       ],
         *       "expiresAt": "2027-01-31T12:00:00Z"
         *     }
         */
        KeyCreationRequest: {
            /**
             * @description A name for the owner's eyes, 1 to 64 characters without control or invisible ones.
             * @example Trading bot
             */
            label?: string | null;
            /**
             * @description At least one of those that `GET /v1/permissions` lists. Required, but for a replacement.
             * @example [
             *       "orders:read",
             *       "orders:write",
             *       "wallets:read"
             *     ]
             */
            permissions?: string[];
            /**
             * @description Addresses and networks (CIDR, no bits after the prefix) that the key will work from; `null` for any.
             * @example [
             *       "192.0.2.10",
             *       "2001:db8::/48"
             *     ]
             */
            ipAllowlist?: string[] | null;
            /**
             * @description When the key will end, as RFC 3339 with a zone; `null` for never.
             * @example 2027-01-31T12:00:00Z
             */
            expiresAt?: string | null;
            /**
             * @description The key whose place the new one takes: settings that are left out are as its own.
             * @example ck_lzpufZiEWRbLLhfCTpA0Gqmc0J4vcU
             */
            replaces?: string;
            /**
             * @description With `replaces`: how long the old key still works once the new one is confirmed. It never ends later than it would without.
             * @example 86400
             */
            oldKeyExpiresInSeconds?: number;
        };
        /** KeyCreationSecondFactor */
        KeyCreationSecondFactor: {
            /** @description A fresh second factor. Each TOTP code, each recovery code and each challenge of `POST /v1/second-factor-challenges` is accepted once. */
            secondFactor: components["schemas"]["SecondFactor"];
        };
        /**
         * KeyCreationState
         * @description Judged now: an overdue creation is `expired`.
         * @enum {string}
         */
        KeyCreationState: "awaiting_second_factor" | "awaiting_confirmation" | "revealed" | "completed" | "cancelled" | "expired" | "refused";
        /**
         * KeyEdit
         * @description An edit that gives a key `withdraw`, on its way to the confirmation.
         * @example {
         *       "id": "2c0d8f0e-7b1a-4c56-9a3e-5f0a1d2b3c4d",
         *       "state": "awaiting_confirmation",
         *       "keyId": "ck_lzpufZiEWRbLLhfCTpA0Gqmc0J4vcU",
         *       "keyVersion": 1,
         *       "label": "Treasury",
         *       "permissions": [
         *         "wallets:read",
         *         "withdraw:write"
         *       ],
         *       "ipAllowlist": [
         *         "192.0.2.10"
         *       ],
         *       "keyExpiresAt": null,
         *       "createdAt": "2026-11-23T11:21:00.000Z",
         *       "expiresAt": "2026-11-23T11:51:00.000Z",
         *       "mail": {
         *         "state": "sent",
         *         "attempts": 1,
         *         "sentAt": "2026-11-23T11:21:02.120Z",
         *         "failure": null,
         *         "resendsLeft": 2
         *       }
         *     }
         * @example {
         *       "id": "2c0d8f0e-7b1a-4c56-9a3e-5f0a1d2b3c4d",
         *       "state": "applied",
         *       "keyId": "ck_lzpufZiEWRbLLhfCTpA0Gqmc0J4vcU",
         *       "keyVersion": 1,
         *       "label": "Treasury",
         *       "permissions": [
         *         "wallets:read",
         *         "withdraw:write"
         *       ],
         *       "ipAllowlist": [
         *         "192.0.2.10"
         *       ],
         *       "keyExpiresAt": null,
         *       "createdAt": "2026-11-23T11:21:00.000Z",
         *       "expiresAt": "2026-11-23T11:51:00.000Z",
         *       "mail": {
         *         "state": "sent",
         *         "attempts": 1,
         *         "sentAt": "2026-11-23T11:21:02.120Z",
         *         "failure": null,
         *         "resendsLeft": 2
         *       }
         *     }
         */
        KeyEdit: {
            /**
             * @description Identifier: a UUID in lower case.
             * @example 6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11
             */
            id: string;
            /** @description Judged now: an overdue edit is `expired`, one of an earlier version of the key `outdated`. */
            state: components["schemas"]["KeyEditState"];
            /**
             * @description Key ID: the public identifier of an API key.
             * @example ck_lzpufZiEWRbLLhfCTpA0Gqmc0J4vcU
             */
            keyId: string;
            /** @description The version of the key that it is made for. */
            keyVersion: number;
            /**
             * @description The owner's name for the key; `null` for none.
             * @example Trading bot
             */
            label: string | null;
            /**
             * @description All that the key will be allowed to do, not only what is added.
             * @example [
             *       "wallets:read",
             *       "withdraw:write"
             *     ]
             */
            permissions: components["schemas"]["Permission"][];
            /**
             * @description Addresses and networks that the key works from; `null` for any.
             * @example [
             *       "192.0.2.10",
             *       "2001:db8::/48"
             *     ]
             */
            ipAllowlist: string[] | null;
            /**
             * @description When the key will end; `null` for never.
             * @example 2026-11-23T11:21:00.000Z
             */
            keyExpiresAt: string | null;
            /**
             * @description ISO 8601, UTC, milliseconds.
             * @example 2026-11-23T11:21:00.000Z
             */
            createdAt: string;
            /**
             * @description Must be confirmed before this.
             * @example 2026-11-23T11:21:00.000Z
             */
            expiresAt: string;
            /** @description `null` if there is none. */
            mail: components["schemas"]["ConfirmationMail"] | null;
        };
        /** KeyEditRequest */
        KeyEditRequest: {
            /**
             * @description A name for the owner's eyes, 1 to 64 characters without control or invisible ones.
             * @example Trading bot
             */
            label?: string | null;
            /**
             * @description At least one of those that `GET /v1/permissions` lists.
             * @example [
             *       "orders:read",
             *       "orders:write",
             *       "wallets:read"
             *     ]
             */
            permissions?: string[];
            /**
             * @description Addresses and networks (CIDR, no bits after the prefix) that the key will work from; `null` for any.
             * @example [
             *       "192.0.2.10",
             *       "2001:db8::/48"
             *     ]
             */
            ipAllowlist?: string[] | null;
            /**
             * @description When the key will end, as RFC 3339 with a zone; `null` for never.
             * @example 2027-01-31T12:00:00Z
             */
            expiresAt?: string | null;
            /**
             * @description The key's `version` that the person looked at. If the key is of another one by now, nothing is changed.
             * @example 1
             */
            version?: number;
            /** @description A fresh second factor. Each TOTP code, each recovery code and each challenge of `POST /v1/second-factor-challenges` is accepted once. */
            secondFactor: components["schemas"]["SecondFactor"];
        };
        /**
         * KeyEditState
         * @description Judged now: an overdue edit is `expired`, one of an earlier version of the key `outdated`.
         * @enum {string}
         */
        KeyEditState: "awaiting_confirmation" | "applied" | "cancelled" | "expired" | "outdated";
        /** KeyRefusal */
        KeyRefusal: {
            /**
             * @description Why: `signature-invalid`, `key-expired`, `key-revoked`, `address-not-allowed`, `nonce-too-small`, `route-unlisted`, `permission-missing`, `key-limit-reached`; of scoped tokens `token-expired`, `token-outdated`, `token-address-not-allowed`. Further ones may come.
             * @example nonce-too-small
             */
            reason: string;
            /**
             * @description Where the latest came from.
             * @example 192.0.2.10
             */
            ip: string;
            /**
             * @description What the latest called.
             * @example /v2/auth/r/wallets
             */
            path: string;
            /**
             * @description How often, ever.
             * @example 12
             */
            count: number;
            /**
             * @description ISO 8601, UTC, milliseconds.
             * @example 2026-11-23T11:21:00.000Z
             */
            firstAt: string;
            /**
             * @description ISO 8601, UTC, milliseconds.
             * @example 2026-11-23T11:21:00.000Z
             */
            lastAt: string;
            /**
             * @description The nonce of the latest, in digits; `0` if a scoped token was shown, which has none that counts.
             * @example 1795432867000
             */
            nonce: string;
            /**
             * @description What the client seems to count in, by the number of digits.
             * @example milliseconds
             * @enum {string}
             */
            nonceUnit: "seconds" | "milliseconds" | "microseconds" | "unknown";
            /**
             * @description The highest nonce that the key has used up: the next one must be above it.
             * @example 1795432867000000
             */
            lastNonce: string;
            /**
             * @description What the client seems to count in, by the number of digits.
             * @example milliseconds
             * @enum {string}
             */
            lastNonceUnit: "seconds" | "milliseconds" | "microseconds" | "unknown";
        };
        /** KeyRevocation */
        KeyRevocation: {
            /**
             * @description For the owner's security history: 1 to 200 characters on one line.
             * @example The bot was decommissioned
             */
            reason?: string;
        };
        /**
         * KeyStatus
         * @description `active`, `expired` by the clock, or `revoked` by a person.
         * @enum {string}
         */
        KeyStatus: "active" | "expired" | "revoked";
        /** LatestRefusal */
        LatestRefusal: {
            /**
             * @description Why: `signature-invalid`, `key-expired`, `key-revoked`, `address-not-allowed`, `nonce-too-small`, `route-unlisted`, `permission-missing`, `key-limit-reached`; of scoped tokens `token-expired`, `token-outdated`, `token-address-not-allowed`. Further ones may come.
             * @example nonce-too-small
             */
            reason: string;
            /**
             * @description ISO 8601, UTC, milliseconds.
             * @example 2026-11-23T11:21:00.000Z
             */
            at: string;
            /**
             * @description Where the latest came from.
             * @example 192.0.2.10
             */
            ip: string;
            /**
             * @description What the latest called.
             * @example /v2/auth/r/wallets
             */
            path: string;
        };
        /** LinkRevocation */
        LinkRevocation: {
            /**
             * @description As it stands behind `token=` in the link of the mail.
             * @example q0m3kqOYtR3cJ2cS0VwzYB1dZ2l8vU5h7xw9p1n4r6A
             */
            token: string;
        };
        /** LinkRevocationResult */
        LinkRevocationResult: {
            /**
             * @description API keys that this call revoked.
             * @example 2
             */
            revokedKeys: number;
            /**
             * @description Sessions that it ended.
             * @example 2
             */
            endedSessions: number;
            /**
             * @description Key creations that it cancelled.
             * @example 2
             */
            cancelledKeyCreations: number;
            /**
             * @description The link had been used: this call changed nothing.
             * @example false
             */
            wasDoneBefore: boolean;
        };
        /** NewRecoveryCodes */
        NewRecoveryCodes: {
            /** @description Each stands in for the second factor once. Shown this once; `null` where the account had a factor, whose codes go on. */
            recoveryCodes: string[] | null;
        };
        /** NotificationPreferences */
        NotificationPreferences: {
            /** @description All kinds, in the order in which to show them. */
            notifications: {
                /**
                 * @description What happened. Further kinds may come.
                 * @example key-revoked
                 */
                kind: string;
                /**
                 * @description What happened, for people.
                 * @example An API key was revoked
                 */
                description: string;
                /**
                 * @description It is told by mail.
                 * @example true
                 */
                enabled: boolean;
                /**
                 * @description It can be switched on and off.
                 * @example true
                 */
                switchable: boolean;
            }[];
        };
        /**
         * NotificationPreferencesChange
         * @description `true` or `false` by kind of notice.
         * @example {
         *       "key-revoked": false,
         *       "sign-in": true
         *     }
         */
        NotificationPreferencesChange: {
            /** @description Whether `new-sign-in` is told by mail. */
            "new-sign-in"?: boolean;
            /** @description Whether `sign-in` is told by mail. */
            "sign-in"?: boolean;
            /** @description Whether `second-factor-added` is told by mail. */
            "second-factor-added"?: boolean;
            /** @description Whether `second-factor-removed` is told by mail. */
            "second-factor-removed"?: boolean;
            /** @description Whether `security-key-copied` is told by mail. */
            "security-key-copied"?: boolean;
            /** @description Whether `second-factor-policy-changed` is told by mail. */
            "second-factor-policy-changed"?: boolean;
            /** @description Whether `recovery-codes-replaced` is told by mail. */
            "recovery-codes-replaced"?: boolean;
            /** @description Whether `recovery-code-used` is told by mail. */
            "recovery-code-used"?: boolean;
            /** @description Whether `password-changed` is told by mail. */
            "password-changed"?: boolean;
            /** @description Whether `password-reset` is told by mail. */
            "password-reset"?: boolean;
            /** @description Whether `email-changed` is told by mail. */
            "email-changed"?: boolean;
            /** @description Whether `account-closed` is told by mail. */
            "account-closed"?: boolean;
            /** @description Whether `key-created` is told by mail. */
            "key-created"?: boolean;
            /** @description Whether `key-edited` is told by mail. */
            "key-edited"?: boolean;
            /** @description Whether `key-widened` is told by mail. */
            "key-widened"?: boolean;
            /** @description Whether `key-revoked` is told by mail. */
            "key-revoked"?: boolean;
            /** @description Whether `keys-revoked` is told by mail. */
            "keys-revoked"?: boolean;
            /** @description Whether `everything-revoked` is told by mail. */
            "everything-revoked"?: boolean;
            /** @description Whether `wrong-browser-attempt` is told by mail. */
            "wrong-browser-attempt"?: boolean;
            /** @description Whether `second-factor-attempts-exhausted` is told by mail. */
            "second-factor-attempts-exhausted"?: boolean;
            /** @description Whether `identity-linked` is told by mail. */
            "identity-linked"?: boolean;
        };
        /** OutsideExchange */
        OutsideExchange: {
            /**
             * @description Where the browser is to go now, as a whole page (`location.assign`).
             * @example https://id.example.com/authorize?client_id=countersign&response_type=code
             */
            authorizationUrl: string;
            /**
             * @description ISO 8601, UTC, milliseconds.
             * @example 2026-11-23T11:21:00.000Z
             */
            expiresAt: string;
        };
        /** OutsideIdentity */
        OutsideIdentity: {
            /**
             * @description Identifier: a UUID in lower case.
             * @example 6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11
             */
            id: string;
            /**
             * @description The identity provider that vouches for it.
             * @example https://id.example.com
             */
            issuer: string;
            /**
             * @description ISO 8601, UTC, milliseconds.
             * @example 2026-11-23T11:21:00.000Z
             */
            createdAt: string;
            /**
             * @description ISO 8601, UTC, milliseconds.
             * @example 2026-11-23T11:21:00.000Z
             */
            lastUsedAt: string | null;
        };
        /** OutsideIdentityLink */
        OutsideIdentityLink: {
            /**
             * @description Path of the console where the way is to end: one of the operator's list, the first unless given.
             * @example /
             */
            next?: string;
            /** @description A fresh second factor. Each TOTP code, each recovery code and each challenge of `POST /v1/second-factor-challenges` is accepted once. */
            secondFactor?: components["schemas"]["SecondFactor"];
        };
        /** OutsideIdentityRemoval */
        OutsideIdentityRemoval: {
            /** @description A fresh second factor. Each TOTP code, each recovery code and each challenge of `POST /v1/second-factor-challenges` is accepted once. */
            secondFactor?: components["schemas"]["SecondFactor"];
        };
        /** OutsideSignIn */
        OutsideSignIn: {
            /**
             * @description What to write on the button; `null` when this installation has no identity provider.
             * @example Example Exchange
             */
            name: string | null;
            /** @description What `next` may be. */
            returnPaths: string[];
        };
        /** OutsideSignInStart */
        OutsideSignInStart: {
            /**
             * @description Path of the console where the way is to end: one of the operator's list, the first unless given.
             * @example /
             */
            next?: string;
        };
        /** PasswordChange */
        PasswordChange: {
            /**
             * @description The password that the person signs in with. Wrong ones count as when signing in.
             * @example correct horse battery staple
             */
            currentPassword: string;
            /**
             * @description At least 15 characters (on a local stack with relaxed limits 8), spaces and any script included; length is what counts. What an attacker tries first is refused with the reason: passwords that leaked, rows of keys, repetitions, the e-mail address, the platform's name.
             * @example correct horse battery staple
             */
            newPassword: string;
            /** @description A fresh second factor. Each TOTP code, each recovery code and each challenge of `POST /v1/second-factor-challenges` is accepted once. */
            secondFactor?: components["schemas"]["SecondFactor"];
        };
        /** PasswordReset */
        PasswordReset: {
            /**
             * @description As it stands behind `token=` in the link of the mail.
             * @example q0m3kqOYtR3cJ2cS0VwzYB1dZ2l8vU5h7xw9p1n4r6A
             */
            token: string;
            /**
             * @description At least 15 characters (on a local stack with relaxed limits 8), spaces and any script included; length is what counts. What an attacker tries first is refused with the reason: passwords that leaked, rows of keys, repetitions, the e-mail address, the platform's name.
             * @example correct horse battery staple
             */
            newPassword: string;
        };
        /** PasswordResetRequest */
        PasswordResetRequest: {
            /**
             * @description In ASCII; an international domain in its punycode form. Case does not matter.
             * @example ada@example.com
             */
            email: string;
        };
        /**
         * Permission
         * @description What a key may do.
         * @enum {string}
         */
        Permission: "account:read" | "account:write" | "history:read" | "orders:read" | "orders:write" | "positions:read" | "positions:write" | "funding:read" | "funding:write" | "wallets:read" | "wallets:write" | "withdraw:write" | "settings:read" | "settings:write" | "bfxpay:read" | "bfxpay:write";
        /** PermissionCatalogue */
        PermissionCatalogue: {
            /** @description In the order in which a page shows them. */
            groups: components["schemas"]["PermissionGroup"][];
            /**
             * @description What is switched on when the page opens: every read switch, no write switch.
             * @example [
             *       "account:read",
             *       "history:read",
             *       "orders:read",
             *       "positions:read",
             *       "funding:read",
             *       "wallets:read",
             *       "settings:read",
             *       "bfxpay:read"
             *     ]
             */
            defaults: components["schemas"]["Permission"][];
        };
        /** PermissionGroup */
        PermissionGroup: {
            /**
             * @description The group as permissions name it, before the colon.
             * @example orders
             */
            scope: string;
            /**
             * @description The group for people.
             * @example Orders
             */
            title: string;
            /** @description `null` where reading is not offered. */
            read: {
                /** @description What a key may do. */
                permission: components["schemas"]["Permission"];
                /**
                 * @description What it allows, for people.
                 * @example See orders and their status
                 */
                sentence: string;
            } | null;
            /** @description `null` where writing is not offered. */
            write: {
                /** @description What a key may do. */
                permission: components["schemas"]["Permission"];
                /**
                 * @description What it allows, for people.
                 * @example See orders and their status
                 */
                sentence: string;
            } | null;
        };
        /**
         * Problem
         * @description A refusal (RFC 9457). Programs read `code`; people read `title` and `detail`.
         */
        Problem: {
            /** @description `urn:countersign:problem:` and the code. */
            type: string;
            /** @description What was refused, in a few words. */
            title: string;
            /** @description The HTTP status again. */
            status: number;
            /**
             * @description The stable word for this refusal.
             * @enum {string}
             */
            code: "validation-failed" | "malformed-request" | "unsupported-media-type" | "payload-too-large" | "not-found" | "method-not-allowed" | "request-timeout" | "headers-too-large" | "origin-refused" | "rate-limited" | "idempotency-key-in-use" | "idempotency-key-reused" | "not-signed-in" | "credentials-invalid" | "password-incorrect" | "email-not-verified" | "verification-token-invalid" | "revocation-link-invalid" | "password-reset-token-invalid" | "email-change-token-invalid" | "identity-provider-unavailable" | "outside-sign-in-declined" | "outside-sign-in-invalid" | "outside-sign-in-expired" | "outside-email-unverified" | "outside-identity-not-linked" | "outside-identity-taken" | "outside-identity-limit-reached" | "last-sign-in-method" | "second-factor-required" | "second-factor-not-enrolled" | "second-factor-invalid" | "second-factor-attempts-exhausted" | "security-key-required" | "totp-already-enrolled" | "security-key-already-registered" | "security-key-limit-reached" | "last-security-key" | "withdraw-on-hold" | "key-limit-reached" | "creation-limit-reached" | "creation-state-conflict" | "creation-refused" | "creation-cancelled" | "creation-expired" | "confirmation-token-invalid" | "confirmation-mail-limit-reached" | "wrong-browser" | "wrong-account" | "reveal-closed" | "key-already-revoked" | "notice-not-switchable" | "key-expired" | "key-unchanged" | "key-version-conflict" | "edit-already-applied" | "edit-cancelled" | "edit-expired" | "edit-outdated" | "service-unavailable" | "internal-error";
            /** @description What to do about it. */
            detail: string;
            /** @description Name this to support; the same as in the `request-id` header. */
            requestId: string;
            /** @description One entry for each field that needs another value. */
            errors?: components["schemas"]["FieldError"][];
        };
        /** RecoveryCodes */
        RecoveryCodes: {
            /** @description Each stands in for the second factor once. Shown this once. */
            recoveryCodes: string[];
        };
        /** RecoveryCodesReset */
        RecoveryCodesReset: {
            /** @description A fresh second factor. Each TOTP code, each recovery code and each challenge of `POST /v1/second-factor-challenges` is accepted once. */
            secondFactor: components["schemas"]["SecondFactor"];
        };
        /** RegisteredSecurityKey */
        RegisteredSecurityKey: {
            /** @description An active second factor as its owner sees it. */
            factor: components["schemas"]["EnrolledFactor"];
            /** @description Each stands in for the second factor once. Shown this once; `null` where the account had a factor, whose codes go on. */
            recoveryCodes: string[] | null;
        };
        /** Registration */
        Registration: {
            /**
             * @description In ASCII; an international domain in its punycode form. Case does not matter.
             * @example ada@example.com
             */
            email: string;
            /**
             * @description At least 15 characters (on a local stack with relaxed limits 8), spaces and any script included; length is what counts. What an attacker tries first is refused with the reason: passwords that leaked, rows of keys, repetitions, the e-mail address, the platform's name.
             * @example correct horse battery staple
             */
            password: string;
        };
        /**
         * RegistrationChallenge
         * @description Call `navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) })`.
         */
        RegistrationChallenge: {
            /**
             * @description Where the account has a factor: the subject that it approves for `second-factor-enrolment`. Otherwise of no use.
             * @example 6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11
             */
            challengeId: string;
            /**
             * @description ISO 8601, UTC, milliseconds.
             * @example 2026-11-23T11:21:00.000Z
             */
            expiresAt: string;
            /** @description For `PublicKeyCredential.parseCreationOptionsFromJSON()`. */
            publicKey: components["schemas"]["RegistrationOptions"];
        };
        /**
         * RegistrationOptions
         * @description For `PublicKeyCredential.parseCreationOptionsFromJSON()`.
         */
        RegistrationOptions: {
            /** @description The site that the credential is made for. */
            rp: {
                /**
                 * @description The site that credentials belong to.
                 * @example keys.example.com
                 */
                id: string;
                /**
                 * @description As the browser shows it.
                 * @example Countersign
                 */
                name: string;
            };
            /** @description Whom the credential is made for. */
            user: {
                /**
                 * @description A name for the account that tells nothing about it. In base64url without padding.
                 * @example Kq0m3kqOYtR3cJ2cS0VwzYB1dZ2l8vU5h7xw9p1n4r6
                 */
                id: string;
                /**
                 * @description As the security key shows it.
                 * @example ada@example.com
                 */
                name: string;
                /**
                 * @description The same, for people.
                 * @example ada@example.com
                 */
                displayName: string;
            };
            /**
             * @description Random, answered once. In base64url without padding.
             * @example q0m3kqOYtR3cJ2cS0VwzYB1dZ2l8vU5h7xw9p1n4r6A
             */
            challenge: string;
            /** @description The signature algorithms that are taken. */
            pubKeyCredParams: {
                /**
                 * @description The only kind of credential there is.
                 * @constant
                 */
                type: "public-key";
                /**
                 * @description A COSE algorithm; -7 is ES256.
                 * @example -7
                 */
                alg: number;
            }[];
            /**
             * @description How long the person has, in milliseconds.
             * @example 300000
             */
            timeout: number;
            /** @description The account's security keys: none is registered twice. */
            excludeCredentials: {
                /**
                 * @description The only kind of credential there is.
                 * @constant
                 */
                type: "public-key";
                /**
                 * @description The id that the security key gave its credential. In base64url without padding.
                 * @example nQ1xGaAJ3TIm3KA0yQ1UQ7nT5A0yPq4S4sYl0j3L9X0
                 */
                id: string;
                /**
                 * @description How it can be reached.
                 * @example [
                 *       "usb",
                 *       "nfc"
                 *     ]
                 */
                transports: ("usb" | "nfc" | "ble" | "smart-card" | "hybrid" | "internal" | "cable")[];
            }[];
            /** @description What is asked of the security key. */
            authenticatorSelection: {
                /**
                 * @description The credential need not fill up the key.
                 * @constant
                 */
                residentKey: "discouraged";
                /**
                 * @description The same, for older browsers.
                 * @constant
                 */
                requireResidentKey: false;
                /**
                 * @description Whether a PIN or a fingerprint has to be asked for.
                 * @example preferred
                 * @enum {string}
                 */
                userVerification: "preferred" | "required";
            };
            /**
             * @description The make of a security key is not asked for.
             * @constant
             */
            attestation: "none";
        };
        /**
         * Reveal
         * @description The one showing of a secret.
         */
        Reveal: {
            /** @description An API key as its owner sees it. The secret is not part of it. */
            apiKey: components["schemas"]["ApiKey"];
            /**
             * @description 135 characters. Exists in this answer only.
             * @example cs_q0m3kqOYtR3cJ2cS0VwzYB1dZ2l8vU5h7xw9p1n4r6Aeq0m3kqOYtR3cJ2cS0VwzYB1dZ2l8vU5h7xw9p1n4r6Aeq0m3kqOYtR3cJ2cS0VwzYB1dZ2l8vU5h7xw9p1n4r6Ae
             */
            secret: string;
            /** @description For a device with a camera. As secret as the secret. */
            qr: {
                /**
                 * @description One line of JSON: `{"v":1,"key":"<key ID>","secret":"<secret>"}`.
                 * @example {"v":1,"key":"ck_lzpufZiEWRbLLhfCTpA0Gqmc0J4vcU","secret":"cs_…"}
                 */
                payload: string;
                /**
                 * @description The payload as a QR code: an `<svg>` element.
                 * @example <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 65 65">…</svg>
                 */
                svg: string;
            };
            /**
             * @description Until then a lost answer can be asked for again, if the key was not used or acknowledged.
             * @example 2026-11-23T11:21:00.000Z
             */
            revealUntil: string;
        };
        /** RevokedKey */
        RevokedKey: {
            /** @description An API key as its owner sees it. The secret is not part of it. */
            apiKey: components["schemas"]["ApiKey"];
        };
        /** RevokedKeys */
        RevokedKeys: {
            /** @description The keys that this call revoked. */
            keyIds: string[];
        };
        /**
         * SecondFactor
         * @description A fresh second factor. Each TOTP code, each recovery code and each challenge of `POST /v1/second-factor-challenges` is accepted once.
         */
        SecondFactor: {
            /**
             * @description By an authenticator app.
             * @constant
             */
            method: "totp";
            /**
             * @description The code that the app shows now.
             * @example 492039
             */
            code: string;
        } | {
            /**
             * @description By a security key.
             * @constant
             */
            method: "webauthn";
            /**
             * @description Of the answer to `POST /v1/second-factor-challenges`.
             * @example 6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11
             */
            challengeId: string;
            /** @description What `navigator.credentials.get()` gave, as its `toJSON()` writes it (AuthenticationResponseJSON). */
            assertion: components["schemas"]["Assertion"];
        } | {
            /**
             * @description By a recovery code.
             * @constant
             */
            method: "recovery_code";
            /**
             * @description One that was not used. Case and dashes do not matter.
             * @example 7KQF-2M9X-HD3P-W4TN-0V8C
             */
            code: string;
        };
        /**
         * SecondFactorChallenge
         * @description Call `navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) })`.
         */
        SecondFactorChallenge: {
            /**
             * @description Identifier: a UUID in lower case.
             * @example 6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11
             */
            challengeId: string;
            /**
             * @description ISO 8601, UTC, milliseconds.
             * @example 2026-11-23T11:21:00.000Z
             */
            expiresAt: string;
            /** @description For `PublicKeyCredential.parseRequestOptionsFromJSON()`. */
            publicKey: components["schemas"]["AssertionOptions"];
        };
        /**
         * SecondFactorChallengeRequest
         * @example {
         *       "purpose": "key-creation",
         *       "subject": "6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11"
         *     }
         */
        SecondFactorChallengeRequest: {
            /** @description What the assertion will approve. A session that has not passed its second-factor step can ask for `sign-in` only. */
            purpose: components["schemas"]["StepUpPurpose"];
            /**
             * @description Id of what it is about: the key creation, the key, the factor to remove, or for `second-factor-enrolment` the factor or challenge to be activated. Left out where it is about the account or the session.
             * @example 6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11
             */
            subject?: string;
            /** @description The change itself, exactly as it will be sent; left out where the subject says it all. */
            change?: components["schemas"]["ApprovalChange"];
        };
        /** SecondFactorPolicy */
        SecondFactorPolicy: {
            /**
             * @description Only security keys approve anything. TOTP codes count for nothing then; recovery codes still sign in and let a factor be added or removed.
             * @example true
             */
            securityKeyOnly: boolean;
            /**
             * @description Recovery codes that could still be used.
             * @example 10
             */
            unusedRecoveryCodes: number;
            /**
             * @description Until then no key can be given `withdraw:write`, because the factors were changed; `null` without such a hold.
             * @example 2026-11-23T11:21:00.000Z
             */
            withdrawHeldUntil: string | null;
        };
        /** SecondFactorPolicyChange */
        SecondFactorPolicyChange: {
            /**
             * @description Only security keys approve anything. TOTP codes count for nothing then; recovery codes still sign in and let a factor be added or removed.
             * @example true
             */
            securityKeyOnly: boolean;
            /** @description A fresh second factor. Each TOTP code, each recovery code and each challenge of `POST /v1/second-factor-challenges` is accepted once. */
            secondFactor: components["schemas"]["SecondFactor"];
        };
        /** SecondFactorRemoval */
        SecondFactorRemoval: {
            /** @description A fresh second factor. Each TOTP code, each recovery code and each challenge of `POST /v1/second-factor-challenges` is accepted once. */
            secondFactor: components["schemas"]["SecondFactor"];
        };
        /** SecondFactorRenaming */
        SecondFactorRenaming: {
            /**
             * @description A name for the owner's eyes, 1 to 64 characters without control or invisible ones.
             * @example Blue key
             */
            label: string;
        };
        /** SecurityKeyRegistration */
        SecurityKeyRegistration: {
            /**
             * @description A name for the owner's eyes, 1 to 64 characters without control or invisible ones.
             * @example Blue key
             */
            label: string;
            /** @description What `navigator.credentials.create()` gave, as its `toJSON()` writes it (RegistrationResponseJSON). */
            attestation: components["schemas"]["Attestation"];
            /** @description A fresh second factor. Each TOTP code, each recovery code and each challenge of `POST /v1/second-factor-challenges` is accepted once. */
            secondFactor?: components["schemas"]["SecondFactor"];
        };
        /** Session */
        Session: {
            /**
             * @description Identifier: a UUID in lower case.
             * @example 6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11
             */
            id: string;
            /**
             * @description This is the session that asks.
             * @example true
             */
            current: boolean;
            /**
             * @description What the person has proven. With a factor enrolled, a session at `password` may do nothing but the second-factor step.
             * @enum {string}
             */
            assurance: "password" | "second_factor";
            /**
             * @description ISO 8601, UTC, milliseconds.
             * @example 2026-11-23T11:21:00.000Z
             */
            createdAt: string;
            /**
             * @description ISO 8601, UTC, milliseconds.
             * @example 2026-11-23T11:21:00.000Z
             */
            lastSeenAt: string;
            /**
             * @description ISO 8601, UTC, milliseconds.
             * @example 2026-11-23T11:21:00.000Z
             */
            expiresAt: string;
            /**
             * @description Where it was opened from.
             * @example 192.0.2.7
             */
            ip: string;
            /**
             * @description As its browser names itself.
             * @example Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0
             */
            userAgent: string;
        };
        /** SessionSecondFactor */
        SessionSecondFactor: {
            /** @description A fresh second factor. Each TOTP code, each recovery code and each challenge of `POST /v1/second-factor-challenges` is accepted once. */
            secondFactor: components["schemas"]["SecondFactor"];
        };
        /** SessionState */
        SessionState: {
            /** @description Who is signed in. */
            user: {
                /**
                 * @description Identifier: a UUID in lower case.
                 * @example 6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11
                 */
                id: string;
                /**
                 * @description In canonical form: lower case.
                 * @example ada@example.com
                 */
                email: string;
                /**
                 * @description The mailbox was proven.
                 * @example true
                 */
                emailVerified: boolean;
            };
            /**
             * @description What the person has proven. With a factor enrolled, a session at `password` may do nothing but the second-factor step.
             * @enum {string}
             */
            assurance: "password" | "second_factor";
            /**
             * @description What the second-factor step can be done with; empty when no factor is enrolled.
             * @example [
             *       "totp",
             *       "recovery_code"
             *     ]
             */
            secondFactorMethods: ("totp" | "webauthn" | "recovery_code")[];
            /**
             * @description The address that this very call came from, as the service sees it: for a page that offers it for a key.
             * @example 192.0.2.7
             */
            ip: string;
        };
        /** SignIn */
        SignIn: {
            /**
             * @description In ASCII; an international domain in its punycode form. Case does not matter.
             * @example ada@example.com
             */
            email: string;
            /**
             * @description As it was set; surrounding white space counts.
             * @example correct horse battery staple
             */
            password: string;
        };
        /** StartedKeyEdit */
        StartedKeyEdit: {
            /** @description An edit that gives a key `withdraw`, on its way to the confirmation. */
            edit: components["schemas"]["KeyEdit"];
        };
        /**
         * StepUpPurpose
         * @description What the assertion will approve. A session that has not passed its second-factor step can ask for `sign-in` only.
         * @example key-creation
         * @enum {string}
         */
        StepUpPurpose: "sign-in" | "key-creation" | "key-edit" | "second-factor-enrolment" | "second-factor-removal" | "second-factor-policy" | "recovery-codes" | "password-change" | "email-change" | "account-closing" | "outside-identity-link" | "outside-identity-removal";
        /** TotpActivation */
        TotpActivation: {
            /**
             * @description The first code that the app shows.
             * @example 492039
             */
            code: string;
            /** @description A fresh second factor. Each TOTP code, each recovery code and each challenge of `POST /v1/second-factor-challenges` is accepted once. */
            secondFactor?: components["schemas"]["SecondFactor"];
        };
        /** TotpEnrolment */
        TotpEnrolment: {
            /**
             * @description Identifier: a UUID in lower case.
             * @example 6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11
             */
            id: string;
            /**
             * @description In base32, to be typed into an app that cannot scan.
             * @example JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP
             */
            secret: string;
            /**
             * @description The secret with its parameters, as authenticator apps read it.
             * @example otpauth://totp/Countersign:ada%40example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Countersign
             */
            otpauthUri: string;
            /**
             * @description The URI as a QR code: an `<svg>` element.
             * @example <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 53 53">…</svg>
             */
            qrSvg: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description Identifies this request in our logs. */
        "request-id": string;
        /** @description Requests that the window allows. */
        "ratelimit-limit": number;
        /** @description Requests left in the window. */
        "ratelimit-remaining": number;
        /** @description Seconds until the window ends. */
        "ratelimit-reset": number;
        /** @description `true` where this is the first answer to this idempotency key once more; else it is left out. */
        "idempotency-replayed": "true";
        /** @description Seconds after which trying again can help. With `withdraw-on-hold` and `idempotency-key-in-use`, and with every 429 and 503. */
        "retry-after": number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    registerUser: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A random text of your own, such as a UUID. Within 24 hours the same request with the same key gets the first answer and changes nothing.
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Registration"];
            };
        };
        responses: {
            /** @description Accepted; the rest happens without the caller. */
            202: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "idempotency-replayed": components["headers"]["idempotency-replayed"];
                    /** @description Sets `countersign_browser`. */
                    "set-cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-key-in-use`: The same request is still being worked on. */
            409: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-key-reused`: The idempotency key belongs to another request. */
            422: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verifyEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailVerification"];
            };
        };
        responses: {
            /** @description Done. The answer has no body. */
            204: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. `verification-token-invalid`: The verification link is not valid any more. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `wrong-browser`: This link belongs to another browser. */
            409: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description Done. The answer has no body. */
            204: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    /** @description Sets `countersign_session` and `countersign_browser`. */
                    "set-cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. `second-factor-required`: The second factor is required. `password-incorrect`: The password is wrong. `second-factor-not-enrolled`: A second factor must be set up first. `second-factor-invalid`: The second factor was not accepted. `security-key-required`: A security key is required. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-attempts-exhausted`: Too many second-factor attempts. `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestPasswordReset: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A random text of your own, such as a UUID. Within 24 hours the same request with the same key gets the first answer and changes nothing.
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordResetRequest"];
            };
        };
        responses: {
            /** @description Accepted; the rest happens without the caller. */
            202: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "idempotency-replayed": components["headers"]["idempotency-replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-key-in-use`: The same request is still being worked on. */
            409: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-key-reused`: The idempotency key belongs to another request. */
            422: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordReset"];
            };
        };
        responses: {
            /** @description Done. The answer has no body. */
            204: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. `password-reset-token-invalid`: The link to set a new password is not valid any more. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestEmailChange: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A random text of your own, such as a UUID. Within 24 hours the same request with the same key gets the first answer and changes nothing.
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailChange"];
            };
        };
        responses: {
            /** @description Accepted; the rest happens without the caller. */
            202: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "idempotency-replayed": components["headers"]["idempotency-replayed"];
                    /** @description Sets `countersign_browser`. */
                    "set-cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. `second-factor-required`: The second factor is required. `password-incorrect`: The password is wrong. `second-factor-not-enrolled`: A second factor must be set up first. `second-factor-invalid`: The second factor was not accepted. `security-key-required`: A security key is required. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-key-in-use`: The same request is still being worked on. */
            409: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-key-reused`: The idempotency key belongs to another request. */
            422: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-attempts-exhausted`: Too many second-factor attempts. `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmEmailChange: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailChangeConfirmation"];
            };
        };
        responses: {
            /** @description Done. The answer has no body. */
            204: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    /** @description Sets `countersign_session`. */
                    "set-cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. `email-change-token-invalid`: The link to change the e-mail address is not valid any more. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. `second-factor-required`: The second factor is required. `wrong-account`: This link belongs to another account. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `wrong-browser`: This link belongs to another browser. */
            409: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    closeAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["AccountClosing"];
            };
        };
        responses: {
            /** @description Done. The answer has no body. */
            204: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    /** @description Sets `countersign_session` and `countersign_browser`. */
                    "set-cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. `second-factor-required`: The second factor is required. `password-incorrect`: The password is wrong. `second-factor-not-enrolled`: A second factor must be set up first. `second-factor-invalid`: The second factor was not accepted. `security-key-required`: A security key is required. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-attempts-exhausted`: Too many second-factor attempts. `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionState"];
                };
            };
            /** @description `validation-failed`: The request is not valid. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    /** @description Sets `countersign_session` and `countersign_browser`. */
                    "set-cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionState"];
                };
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `credentials-invalid`: E-mail address or password is wrong. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. `email-not-verified`: The e-mail address is not verified yet. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. The answer has no body. */
            204: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    /** @description Sets `countersign_session`. */
                    "set-cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    raiseSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SessionSecondFactor"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    /** @description Sets `countersign_session` and `countersign_browser`. */
                    "set-cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionState"];
                };
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. `second-factor-not-enrolled`: A second factor must be set up first. `second-factor-invalid`: The second factor was not accepted. `security-key-required`: A security key is required. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-attempts-exhausted`: Too many second-factor attempts. `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSessions: {
        parameters: {
            query?: {
                /**
                 * @description Entries on a page.
                 * @example 25
                 */
                limit?: number;
                /**
                 * @description `nextCursor` of the page before.
                 * @example MTE0
                 */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries of this page, in the order of the list. */
                        items: components["schemas"]["Session"][];
                        /**
                         * @description Give it as `cursor` to get the next page; `null` on the last one.
                         * @example MTE0
                         */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `validation-failed`: The request is not valid. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-required`: The second factor is required. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endOtherSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. The answer has no body. */
            204: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. `second-factor-required`: The second factor is required. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Identifier: a UUID in lower case.
                 * @example 6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. The answer has no body. */
            204: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    /** @description Sets `countersign_session`. */
                    "set-cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. `second-factor-required`: The second factor is required. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found. */
            404: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOutsideSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutsideSignIn"];
                };
            };
            /** @description `validation-failed`: The request is not valid. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startOutsideSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["OutsideSignInStart"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    /** @description Sets `countersign_outside` and `countersign_browser`. */
                    "set-cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutsideExchange"];
                };
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found. */
            404: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `identity-provider-unavailable`: The identity provider does not answer. `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    returnFromOutside: {
        parameters: {
            query?: {
                /**
                 * @description What the service redeems.
                 * @example SplxlOBeZQQYbYS6WxSbIA
                 */
                code?: string;
                /**
                 * @description As it was sent along.
                 * @example q0m3kqOYtR3cJ2cS0VwzYB1dZ2l8vU5h7xw9p1n4r6A
                 */
                state?: string;
                /**
                 * @description Who answers (RFC 9207).
                 * @example https://id.example.com
                 */
                iss?: string;
                /**
                 * @description Why there is no code.
                 * @example access_denied
                 */
                error?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description `validation-failed`: The request is not valid. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found. */
            404: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    completeOutsideSignIn: {
        parameters: {
            query?: {
                /**
                 * @description What the service redeems.
                 * @example SplxlOBeZQQYbYS6WxSbIA
                 */
                code?: string;
                /**
                 * @description As it was sent along.
                 * @example q0m3kqOYtR3cJ2cS0VwzYB1dZ2l8vU5h7xw9p1n4r6A
                 */
                state?: string;
                /**
                 * @description Who answers (RFC 9207).
                 * @example https://id.example.com
                 */
                iss?: string;
                /**
                 * @description Why there is no code.
                 * @example access_denied
                 */
                error?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. After a refusal the way ends with `#refused=` and one of `identity-provider-unavailable`, `outside-sign-in-declined`, `outside-sign-in-invalid`, `outside-sign-in-expired`, `outside-email-unverified`, `outside-identity-not-linked`, `outside-identity-taken`, `outside-identity-limit-reached`, `not-signed-in`, `second-factor-required`. */
            200: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    /** @description Sets `countersign_session` and `countersign_outside`. */
                    "set-cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description `validation-failed`: The request is not valid. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found. */
            404: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOutsideIdentities: {
        parameters: {
            query?: {
                /**
                 * @description Entries on a page.
                 * @example 25
                 */
                limit?: number;
                /**
                 * @description `nextCursor` of the page before.
                 * @example MTE0
                 */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries of this page, in the order of the list. */
                        items: components["schemas"]["OutsideIdentity"][];
                        /**
                         * @description Give it as `cursor` to get the next page; `null` on the last one.
                         * @example MTE0
                         */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `validation-failed`: The request is not valid. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-required`: The second factor is required. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startOutsideIdentityLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["OutsideIdentityLink"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    /** @description Sets `countersign_outside` and `countersign_browser`. */
                    "set-cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutsideExchange"];
                };
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. `second-factor-required`: The second factor is required. `email-not-verified`: The e-mail address is not verified yet. `second-factor-not-enrolled`: A second factor must be set up first. `second-factor-invalid`: The second factor was not accepted. `security-key-required`: A security key is required. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found. */
            404: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `outside-identity-limit-reached`: Too many outside identities. */
            409: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-attempts-exhausted`: Too many second-factor attempts. `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `identity-provider-unavailable`: The identity provider does not answer. `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeOutsideIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Identifier: a UUID in lower case.
                 * @example 6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["OutsideIdentityRemoval"];
            };
        };
        responses: {
            /** @description Done. The answer has no body. */
            204: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    /** @description Sets `countersign_browser`. */
                    "set-cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. `second-factor-required`: The second factor is required. `second-factor-not-enrolled`: A second factor must be set up first. `second-factor-invalid`: The second factor was not accepted. `security-key-required`: A security key is required. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found. */
            404: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `last-sign-in-method`: This is the last way to sign in. */
            409: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-attempts-exhausted`: Too many second-factor attempts. `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSecondFactors: {
        parameters: {
            query?: {
                /**
                 * @description Entries on a page.
                 * @example 25
                 */
                limit?: number;
                /**
                 * @description `nextCursor` of the page before.
                 * @example MTE0
                 */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries of this page, in the order of the list. */
                        items: components["schemas"]["EnrolledFactor"][];
                        /**
                         * @description Give it as `cursor` to get the next page; `null` on the last one.
                         * @example MTE0
                         */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `validation-failed`: The request is not valid. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-required`: The second factor is required. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Identifier: a UUID in lower case.
                 * @example 6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecondFactorRemoval"];
            };
        };
        responses: {
            /** @description Done. The answer has no body. */
            204: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    /** @description Sets `countersign_browser`. */
                    "set-cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. `second-factor-required`: The second factor is required. `second-factor-not-enrolled`: A second factor must be set up first. `second-factor-invalid`: The second factor was not accepted. `security-key-required`: A security key is required. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found. */
            404: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `last-security-key`: This is the last security key. */
            409: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-attempts-exhausted`: Too many second-factor attempts. `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    renameSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Identifier: a UUID in lower case.
                 * @example 6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecondFactorRenaming"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrolledFactor"];
                };
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. `second-factor-required`: The second factor is required. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found. */
            404: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    enrolTotp: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A random text of your own, such as a UUID. The answer is shown once and kept nowhere, so a repeat goes by the rules of this operation; the key keeps it from running beside the first request.
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TotpEnrolment"];
                };
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. `second-factor-required`: The second factor is required. `email-not-verified`: The e-mail address is not verified yet. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-key-in-use`: The same request is still being worked on. `totp-already-enrolled`: An authenticator app is already set up. */
            409: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-key-reused`: The idempotency key belongs to another request. */
            422: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    activateTotp: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A random text of your own, such as a UUID. The answer is shown once and kept nowhere, so a repeat goes by the rules of this operation; the key keeps it from running beside the first request.
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Identifier: a UUID in lower case.
                 * @example 6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TotpActivation"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    /** @description Sets `countersign_session` and `countersign_browser`. */
                    "set-cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewRecoveryCodes"];
                };
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. `second-factor-required`: The second factor is required. `second-factor-not-enrolled`: A second factor must be set up first. `second-factor-invalid`: The second factor was not accepted. `security-key-required`: A security key is required. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found. */
            404: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-key-in-use`: The same request is still being worked on. `totp-already-enrolled`: An authenticator app is already set up. */
            409: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-key-reused`: The idempotency key belongs to another request. */
            422: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-attempts-exhausted`: Too many second-factor attempts. `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createSecondFactorChallenge: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecondFactorChallengeRequest"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecondFactorChallenge"];
                };
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. `second-factor-required`: The second factor is required. `second-factor-not-enrolled`: A second factor must be set up first. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found. */
            404: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key-already-revoked`: The API key is revoked. `key-expired`: The API key has expired. `key-unchanged`: The API key is like that already. `key-version-conflict`: The API key was changed in the meantime. */
            409: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createRegistrationChallenge: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegistrationChallenge"];
                };
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. `second-factor-required`: The second factor is required. `email-not-verified`: The e-mail address is not verified yet. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `security-key-limit-reached`: Too many security keys. */
            409: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    registerSecurityKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A random text of your own, such as a UUID. The answer is shown once and kept nowhere, so a repeat goes by the rules of this operation; the key keeps it from running beside the first request.
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecurityKeyRegistration"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    /** @description Sets `countersign_session` and `countersign_browser`. */
                    "set-cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegisteredSecurityKey"];
                };
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. `second-factor-required`: The second factor is required. `email-not-verified`: The e-mail address is not verified yet. `second-factor-not-enrolled`: A second factor must be set up first. `second-factor-invalid`: The second factor was not accepted. `security-key-required`: A security key is required. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-key-in-use`: The same request is still being worked on. `security-key-already-registered`: This security key is registered already. `security-key-limit-reached`: Too many security keys. */
            409: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-key-reused`: The idempotency key belongs to another request. */
            422: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-attempts-exhausted`: Too many second-factor attempts. `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readSecondFactorPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecondFactorPolicy"];
                };
            };
            /** @description `validation-failed`: The request is not valid. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-required`: The second factor is required. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeSecondFactorPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecondFactorPolicyChange"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    /** @description Sets `countersign_browser`. */
                    "set-cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecondFactorPolicy"];
                };
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. `second-factor-required`: The second factor is required. `second-factor-not-enrolled`: A second factor must be set up first. `second-factor-invalid`: The second factor was not accepted. `security-key-required`: A security key is required. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-attempts-exhausted`: Too many second-factor attempts. `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resetRecoveryCodes: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A random text of your own, such as a UUID. The answer is shown once and kept nowhere, so a repeat goes by the rules of this operation; the key keeps it from running beside the first request.
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecoveryCodesReset"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    /** @description Sets `countersign_browser`. */
                    "set-cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. `second-factor-required`: The second factor is required. `second-factor-not-enrolled`: A second factor must be set up first. `second-factor-invalid`: The second factor was not accepted. `security-key-required`: A security key is required. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-key-in-use`: The same request is still being worked on. */
            409: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-key-reused`: The idempotency key belongs to another request. */
            422: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-attempts-exhausted`: Too many second-factor attempts. `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPermissions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PermissionCatalogue"];
                };
            };
            /** @description `validation-failed`: The request is not valid. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startKeyCreation: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A random text of your own, such as a UUID. Within 24 hours the same request with the same key gets the first answer and changes nothing.
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["KeyCreationRequest"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "idempotency-replayed": components["headers"]["idempotency-replayed"];
                    /** @description Sets `countersign_browser`. */
                    "set-cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyCreation"];
                };
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. `second-factor-required`: The second factor is required. `email-not-verified`: The e-mail address is not verified yet. `second-factor-not-enrolled`: A second factor must be set up first. `withdraw-on-hold`: Withdrawals cannot be permitted yet. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found. */
            404: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-key-in-use`: The same request is still being worked on. `key-limit-reached`: Too many API keys. `key-already-revoked`: The API key is revoked. */
            409: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-key-reused`: The idempotency key belongs to another request. */
            422: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `creation-limit-reached`: Too many key creations. `confirmation-mail-limit-reached`: No further confirmation mail can be sent. `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readKeyCreation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Identifier: a UUID in lower case.
                 * @example 6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyCreation"];
                };
            };
            /** @description `validation-failed`: The request is not valid. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-required`: The second factor is required. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found. */
            404: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelKeyCreation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Identifier: a UUID in lower case.
                 * @example 6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. The answer has no body. */
            204: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. `second-factor-required`: The second factor is required. `creation-refused`: The key creation was refused. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found. */
            404: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `creation-state-conflict`: The key creation is not at this step. */
            409: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `creation-expired`: The key creation has expired. */
            410: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    passKeyCreationSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Identifier: a UUID in lower case.
                 * @example 6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeyCreationSecondFactor"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyCreation"];
                };
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. `second-factor-required`: The second factor is required. `second-factor-invalid`: The second factor was not accepted. `security-key-required`: A security key is required. `creation-refused`: The key creation was refused. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found. */
            404: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `wrong-browser`: This link belongs to another browser. `creation-state-conflict`: The key creation is not at this step. */
            409: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `creation-cancelled`: The key creation was cancelled. `creation-expired`: The key creation has expired. */
            410: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-attempts-exhausted`: Too many second-factor attempts. `confirmation-mail-limit-reached`: No further confirmation mail can be sent. `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resendConfirmationMail: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A random text of your own, such as a UUID. Within 24 hours the same request with the same key gets the first answer and changes nothing.
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Identifier: a UUID in lower case.
                 * @example 6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted; the rest happens without the caller. */
            202: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "idempotency-replayed": components["headers"]["idempotency-replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyCreation"];
                };
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. `second-factor-required`: The second factor is required. `creation-refused`: The key creation was refused. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found. */
            404: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-key-in-use`: The same request is still being worked on. `creation-state-conflict`: The key creation is not at this step. */
            409: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `creation-cancelled`: The key creation was cancelled. `creation-expired`: The key creation has expired. */
            410: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-key-reused`: The idempotency key belongs to another request. */
            422: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `confirmation-mail-limit-reached`: No further confirmation mail can be sent. `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmKeyCreation: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A random text of your own, such as a UUID. The answer is shown once and kept nowhere, so a repeat goes by the rules of this operation; the key keeps it from running beside the first request.
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Identifier: a UUID in lower case.
                 * @example 6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Confirmation"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reveal"];
                };
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. `second-factor-required`: The second factor is required. `wrong-account`: This link belongs to another account. `confirmation-token-invalid`: The confirmation link is not valid. `withdraw-on-hold`: Withdrawals cannot be permitted yet. `creation-refused`: The key creation was refused. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found. */
            404: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-key-in-use`: The same request is still being worked on. `wrong-browser`: This link belongs to another browser. `key-already-revoked`: The API key is revoked. `key-limit-reached`: Too many API keys. `creation-state-conflict`: The key creation is not at this step. */
            409: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `reveal-closed`: The secret cannot be shown again. `creation-cancelled`: The key creation was cancelled. `creation-expired`: The key creation has expired. */
            410: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-key-reused`: The idempotency key belongs to another request. */
            422: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acknowledgeReveal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Identifier: a UUID in lower case.
                 * @example 6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. The answer has no body. */
            204: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. `second-factor-required`: The second factor is required. `creation-refused`: The key creation was refused. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found. */
            404: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `wrong-browser`: This link belongs to another browser. `creation-state-conflict`: The key creation is not at this step. */
            409: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `reveal-closed`: The secret cannot be shown again. `creation-cancelled`: The key creation was cancelled. `creation-expired`: The key creation has expired. */
            410: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listKeys: {
        parameters: {
            query?: {
                /**
                 * @description Entries on a page.
                 * @example 25
                 */
                limit?: number;
                /**
                 * @description `nextCursor` of the page before, for the same `sort` and `order`.
                 * @example WyJjcmVhdGVkIiwiZGVzYyIsIjE3OTU2ODg0NjAwMDAwMDAiLCJja19senB1Zlpp
                 */
                cursor?: string;
                /**
                 * @description Keys that never expire sort as the last to expire, unused ones as the first used.
                 * @example created
                 */
                sort?: "created" | "label" | "expires" | "last_used";
                /**
                 * @description `desc`: the newest first.
                 * @example desc
                 */
                order?: "asc" | "desc";
                /**
                 * @description Only keys of this status.
                 * @example active
                 */
                status?: "active" | "expired" | "revoked";
                /**
                 * @description Only keys that have this permission.
                 * @example account:read
                 */
                permission?: "account:read" | "account:write" | "history:read" | "orders:read" | "orders:write" | "positions:read" | "positions:write" | "funding:read" | "funding:write" | "wallets:read" | "wallets:write" | "withdraw:write" | "settings:read" | "settings:write" | "bfxpay:read" | "bfxpay:write";
                /**
                 * @description Only keys with this in their label, in whatever case.
                 * @example bot
                 */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries of this page, in the order of the list. */
                        items: components["schemas"]["ApiKey"][];
                        /**
                         * @description Give it as `cursor` to get the next page; `null` on the last one.
                         * @example MTE0
                         */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `validation-failed`: The request is not valid. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-required`: The second factor is required. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Key ID: the public identifier of an API key.
                 * @example ck_lzpufZiEWRbLLhfCTpA0Gqmc0J4vcU
                 */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            /** @description `validation-failed`: The request is not valid. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-required`: The second factor is required. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found. */
            404: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    editKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Key ID: the public identifier of an API key.
                 * @example ck_lzpufZiEWRbLLhfCTpA0Gqmc0J4vcU
                 */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeyEditRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    /** @description Sets `countersign_browser`. */
                    "set-cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EditedKey"];
                };
            };
            /** @description Accepted; the rest happens without the caller. */
            202: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    /** @description Sets `countersign_browser`. */
                    "set-cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartedKeyEdit"];
                };
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. `second-factor-required`: The second factor is required. `email-not-verified`: The e-mail address is not verified yet. `withdraw-on-hold`: Withdrawals cannot be permitted yet. `second-factor-not-enrolled`: A second factor must be set up first. `second-factor-invalid`: The second factor was not accepted. `security-key-required`: A security key is required. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found. */
            404: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key-already-revoked`: The API key is revoked. `key-expired`: The API key has expired. `key-unchanged`: The API key is like that already. `key-version-conflict`: The API key was changed in the meantime. */
            409: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `confirmation-mail-limit-reached`: No further confirmation mail can be sent. `second-factor-attempts-exhausted`: Too many second-factor attempts. `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Key ID: the public identifier of an API key.
                 * @example ck_lzpufZiEWRbLLhfCTpA0Gqmc0J4vcU
                 */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["KeyRevocation"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevokedKey"];
                };
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. `second-factor-required`: The second factor is required. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found. */
            404: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeAllKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["KeyRevocation"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevokedKeys"];
                };
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. `second-factor-required`: The second factor is required. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listKeyEdits: {
        parameters: {
            query?: {
                /**
                 * @description Entries on a page.
                 * @example 25
                 */
                limit?: number;
                /**
                 * @description `nextCursor` of the page before.
                 * @example MTE0
                 */
                cursor?: string;
                /**
                 * @description Key ID: the public identifier of an API key.
                 * @example ck_lzpufZiEWRbLLhfCTpA0Gqmc0J4vcU
                 */
                keyId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries of this page, in the order of the list. */
                        items: components["schemas"]["KeyEdit"][];
                        /**
                         * @description Give it as `cursor` to get the next page; `null` on the last one.
                         * @example MTE0
                         */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `validation-failed`: The request is not valid. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-required`: The second factor is required. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readKeyEdit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Identifier: a UUID in lower case.
                 * @example 6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyEdit"];
                };
            };
            /** @description `validation-failed`: The request is not valid. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-required`: The second factor is required. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found. */
            404: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelKeyEdit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Identifier: a UUID in lower case.
                 * @example 6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. The answer has no body. */
            204: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. `second-factor-required`: The second factor is required. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found. */
            404: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `edit-already-applied`: The edit was applied already. */
            409: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `edit-expired`: The edit has expired. `edit-outdated`: The key was changed since this edit. */
            410: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resendKeyEditMail: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A random text of your own, such as a UUID. Within 24 hours the same request with the same key gets the first answer and changes nothing.
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Identifier: a UUID in lower case.
                 * @example 6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted; the rest happens without the caller. */
            202: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "idempotency-replayed": components["headers"]["idempotency-replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyEdit"];
                };
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. `second-factor-required`: The second factor is required. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found. */
            404: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-key-in-use`: The same request is still being worked on. `edit-already-applied`: The edit was applied already. */
            409: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `edit-cancelled`: The edit was cancelled. `edit-expired`: The edit has expired. `edit-outdated`: The key was changed since this edit. */
            410: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-key-reused`: The idempotency key belongs to another request. */
            422: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `confirmation-mail-limit-reached`: No further confirmation mail can be sent. `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmKeyEdit: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A random text of your own, such as a UUID. Within 24 hours the same request with the same key gets the first answer and changes nothing.
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Identifier: a UUID in lower case.
                 * @example 6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Confirmation"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "idempotency-replayed": components["headers"]["idempotency-replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EditedKey"];
                };
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. `second-factor-required`: The second factor is required. `wrong-account`: This link belongs to another account. `confirmation-token-invalid`: The confirmation link is not valid. `withdraw-on-hold`: Withdrawals cannot be permitted yet. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found. */
            404: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-key-in-use`: The same request is still being worked on. `wrong-browser`: This link belongs to another browser. `edit-already-applied`: The edit was applied already. */
            409: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `edit-cancelled`: The edit was cancelled. `edit-expired`: The edit has expired. `edit-outdated`: The key was changed since this edit. */
            410: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-key-reused`: The idempotency key belongs to another request. */
            422: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listKeyRefusals: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Key ID: the public identifier of an API key.
                 * @example ck_lzpufZiEWRbLLhfCTpA0Gqmc0J4vcU
                 */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries of this page, in the order of the list. */
                        items: components["schemas"]["KeyRefusal"][];
                        /**
                         * @description Give it as `cursor` to get the next page; `null` on the last one.
                         * @example MTE0
                         */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `validation-failed`: The request is not valid. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-required`: The second factor is required. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found. */
            404: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeByLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkRevocation"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkRevocationResult"];
                };
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. `revocation-link-invalid`: The revocation link is not valid. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readNotificationPreferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationPreferences"];
                };
            };
            /** @description `validation-failed`: The request is not valid. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-required`: The second factor is required. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeNotificationPreferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NotificationPreferencesChange"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationPreferences"];
                };
            };
            /** @description `validation-failed`: The request is not valid. `malformed-request`: The request cannot be read. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: The request came from another site. `second-factor-required`: The second factor is required. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `notice-not-switchable`: This notice cannot be switched off. */
            409: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The content type is not supported. */
            415: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAuditEvents: {
        parameters: {
            query?: {
                /**
                 * @description Entries on a page.
                 * @example 25
                 */
                limit?: number;
                /**
                 * @description `nextCursor` of the page before.
                 * @example MTE0
                 */
                cursor?: string;
                /**
                 * @description Only events of this type.
                 * @example key-created
                 */
                type?: string;
                /**
                 * @description Only events about this key, key creation, session or factor.
                 * @example 6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11
                 */
                subject?: string;
                /**
                 * @description Only events from this instant on (RFC 3339 with a zone).
                 * @example 2026-11-01T00:00:00Z
                 */
                from?: string;
                /**
                 * @description Only events before this instant.
                 * @example 2026-11-01T00:00:00Z
                 */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The entries of this page, in the order of the list. */
                        items: components["schemas"]["AuditEvent"][];
                        /**
                         * @description Give it as `cursor` to get the next page; `null` on the last one.
                         * @example MTE0
                         */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `validation-failed`: The request is not valid. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-required`: The second factor is required. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportAuditEvents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": components["schemas"]["AuditExportHeader"] | components["schemas"]["ExportedAuditEvent"];
                };
            };
            /** @description `validation-failed`: The request is not valid. */
            400: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-signed-in`: Not signed in. */
            401: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-required`: The second factor is required. */
            403: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate-limited`: Too many requests. */
            429: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal-error`: Something went wrong here. */
            500: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unavailable`: Temporarily unavailable. */
            503: {
                headers: {
                    "request-id": components["headers"]["request-id"];
                    "ratelimit-limit": components["headers"]["ratelimit-limit"];
                    "ratelimit-remaining": components["headers"]["ratelimit-remaining"];
                    "ratelimit-reset": components["headers"]["ratelimit-reset"];
                    "retry-after": components["headers"]["retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
