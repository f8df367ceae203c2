export {
  type KeyInMail,
  type LinkInMail,
  MAIL_TEMPLATES,
  type Mail,
  type MailPayloads,
  type MailTemplate,
  type SealedMail,
  type SignedMail,
} from './message.ts';
export type { KeyChanges, NoticeFacts, NoticeKind, SecurityNotice } from './notice.ts';
export { sealMail, signMail } from './seal-mail.ts';
