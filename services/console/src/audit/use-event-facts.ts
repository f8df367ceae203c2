import type { ItemOf } from '@countersign/client';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { type Format, useFormat } from '../i18n/use-format.ts';
import { fieldsOf, missingIn, textOf, textsOf } from './fact-values.ts';
import { isKnownWord } from './known-words.ts';

export type AuditEvent = ItemOf<'/v1/audit-events'>;

type Words = { readonly t: TFunction<'audit'>; readonly format: Format };
type Fact = (value: unknown, words: Words) => string | null;

const ofText =
  (say: (text: string, words: Words) => string): Fact =>
  (value, words) => {
    const text = textOf(value);
    return text === null ? null : say(text, words);
  };

const method = ofText((text, { t }) => (isKnownWord('method', text) ? t(`method.${text}`) : text));
const keyId = ofText((id, { t }) => t('fact.keyId', { id }));

/** Facts that stand beside an event, by the name that the service gives them, in the order in which to tell them. */
const FACTS: Readonly<Record<string, Fact>> = {
  label: ofText((label, { t }) => t('fact.label', { label })),
  keyId,
  method,
  by: method,
  purpose: ofText((text, { t }) => {
    const purpose = isKnownWord('purpose', text) ? t(`purpose.${text}`) : text;
    return t('fact.purpose', { purpose });
  }),
  attempt: (value, { t }) => (typeof value === 'number' ? t('fact.attempt', { number: value }) : null),
  permissions: (value, { t }) => {
    const permissions = textsOf(value).join(', ');
    return permissions === '' ? null : t('fact.permissions', { permissions });
  },
  replaces: ofText((id, { t }) => t('fact.replaces', { id })),
  replacedBy: ofText((id, { t }) => t('fact.replacedBy', { id })),
  securityKeyOnly: (value, { t }) => {
    if (typeof value !== 'boolean') return null;
    return t(value ? 'fact.securityKeyOnly' : 'fact.everyFactor');
  },
  issuer: ofText((issuer, { t }) => t('fact.issuer', { issuer })),
  reason: ofText((text, { t }) => {
    const reason = isKnownWord('reason', text) ? t(`reason.${text}`) : text;
    return t('fact.reason', { reason });
  }),
};

/** One setting before and after an edit. */
type Change = (before: unknown, after: unknown, words: Words) => readonly string[];

const fromTo = (before: string | null, after: string | null, { t }: Words) =>
  t('fact.fromTo', { before: before ?? t('fact.nothing'), after: after ?? t('fact.nothing') });

const CHANGES: Readonly<Record<string, Change>> = {
  label: (before, after, words) => [
    words.t('fact.newLabel', { change: fromTo(textOf(before), textOf(after), words) }),
  ],
  permissions(before, after, { t }) {
    const added = missingIn(textsOf(before), textsOf(after)).join(', ');
    const removed = missingIn(textsOf(after), textsOf(before)).join(', ');
    return [
      ...(added === '' ? [] : [t('fact.added', { permissions: added })]),
      ...(removed === '' ? [] : [t('fact.removed', { permissions: removed })]),
    ];
  },
  ipAllowlist(before, after, words) {
    const list = (value: unknown) => textOf(textsOf(value).join(', ')) ?? words.t('fact.anyAddress');
    return [words.t('fact.addresses', { change: fromTo(list(before), list(after), words) })];
  },
  expiresAt(before, after, words) {
    const time = (value: unknown) => {
      const text = textOf(value);
      return text === null ? words.t('fact.never') : words.format.dateTime(text);
    };
    return [words.t('fact.expiry', { change: fromTo(time(before), time(after), words) })];
  },
};

function factsOf({ type, details }: AuditEvent, words: Words): string[] {
  const facts = Object.entries(FACTS).flatMap(([name, say]) => say(details[name], words) ?? []);
  if (type === 'second-factor-renamed') {
    return [fromTo(textOf(details.before), textOf(details.after), words)];
  }
  const before = fieldsOf(details.before);
  const after = fieldsOf(details.after);
  const changes = Object.entries(CHANGES)
    .filter(([name]) => Object.hasOwn(after, name))
    .flatMap(([name, say]) => say(before[name], after[name], words));
  return [...facts, ...changes];
}

/** What the service put down beside an event, a short sentence each. */
export function useEventFacts(): (event: AuditEvent) => string[] {
  const { t } = useTranslation('audit');
  const format = useFormat();
  return (event) => factsOf(event, { t, format });
}
