import { Anchor, Text } from '@mantine/core';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import {
  DevicesIcon,
  HistoryIcon,
  KeyIcon,
  PersonIcon,
  ShieldIcon,
  WarningIcon,
} from '../components/icons.tsx';
import { useClientWords } from '../components/use-client-words.ts';
import { useFormat } from '../i18n/use-format.ts';
import { type EventGroup, groupOf, isAlarm, isKnownEvent } from './event-types.ts';
import classes from './history-page.module.css';
import { type AuditEvent, useEventFacts } from './use-event-facts.ts';

const ICONS: Readonly<Record<EventGroup, ComponentType>> = {
  signIn: DevicesIcon,
  account: PersonIcon,
  secondFactors: ShieldIcon,
  keys: KeyIcon,
};

type Props = { readonly event: AuditEvent; readonly onSubject: (subject: string) => void };

export function EventRow({ event, onSubject }: Props) {
  const { t } = useTranslation('audit');
  const format = useFormat();
  const words = useClientWords();
  const factsOf = useEventFacts();
  const { type, at, ip, userAgent, subject } = event;
  const sentence = isKnownEvent(type) ? t(`event.${type}`) : type;
  const group = groupOf(type);
  const Icon = isAlarm(type) ? WarningIcon : group === null ? HistoryIcon : ICONS[group];
  const facts = factsOf(event);
  const browser = words.browser(userAgent ?? '');
  return (
    <li className={classes.event}>
      <span className={isAlarm(type) ? classes.alarm : classes.icon}>
        <Icon />
      </span>
      <div>
        <Text fw={600} size="sm">
          {sentence}
        </Text>
        {facts.length > 0 && <Text size="sm">{facts.join(' · ')}</Text>}
        <Text size="sm" c="dimmed">
          {ip === null ? t('byService') : t('from', { browser, address: words.address(ip) })}
          {subject !== null && (
            <>
              {' '}
              <Anchor
                component="button"
                type="button"
                size="sm"
                aria-label={t('relatedTo', { sentence, time: format.time(at) })}
                onClick={() => onSubject(subject)}
              >
                {t('related')}
              </Anchor>
            </>
          )}
        </Text>
      </div>
      <Text component="time" dateTime={at} size="sm" c="dimmed">
        {format.time(at)}
      </Text>
    </li>
  );
}
