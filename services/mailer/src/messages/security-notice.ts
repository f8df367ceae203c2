import type { MailPayloads } from '@countersign/outbox';
import type { Block, Message, MessageContext } from './message.ts';
import { NOTICE_WORDS, type NoticeWords } from './notice-words.ts';
import { originFacts } from './origin-facts.ts';
import { timeInWords } from './time-in-words.ts';

type Payload = MailPayloads['security-notice'];

const IF_YOU = 'If that was you, there is nothing to do.';

/** Something happened to the account: what, when, from where, and one link for when it was not the owner. */
export function securityNotice(payload: Payload, { consoleOrigin, platformName }: MessageContext): Message {
  const { subject, heading, text, blocks = [], ifNotYou } = wordsOf(payload);
  return {
    subject: `${platformName}: ${subject}`,
    preheader:
      payload.revocation === null
        ? 'This mail shows what happened, and when.'
        : 'That was you? Then there is nothing to do. If not, this mail has a link to revoke everything.',
    heading,
    blocks: [
      { kind: 'paragraph', text: payload.revocation === null ? text : `${text} ${IF_YOU}` },
      ...blocks,
      { kind: 'facts', title: 'When and where', facts: originFacts(payload.at, payload.from) },
      { kind: 'section', title: 'Not you?', text: ifNotYou },
      ...revocation(payload, consoleOrigin),
    ],
  };
}

function wordsOf({ kind, facts }: Payload): NoticeWords {
  // The table is total, and each entry takes the facts of its kind: the compiler cannot see that both are of one.
  return (NOTICE_WORDS[kind] as (facts: Payload['facts']) => NoticeWords)(facts);
}

function revocation({ revocation }: Payload, consoleOrigin: string): Block[] {
  if (revocation === null) return [];
  return [
    {
      kind: 'action',
      tone: 'grave',
      label: 'Revoke everything',
      // In the fragment: a browser never sends it, so it is in no server's log and in no Referer.
      url: `${consoleOrigin}/revoke-all#token=${encodeURIComponent(revocation.token)}`,
      hint: `It opens a page that asks once more and needs no sign-in. There, one press revokes all your API keys for good, ends every session and cancels what still waits for a confirmation. The link works until ${timeInWords(revocation.expiresAt)}; keep it to yourself.`,
    },
  ];
}
