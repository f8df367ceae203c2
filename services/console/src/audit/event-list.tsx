import { Button, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/use-format.ts';
import { EventRow } from './event-row.tsx';
import classes from './history-page.module.css';
import type { AuditEvent } from './use-event-facts.ts';

type Props = {
  readonly events: readonly AuditEvent[];
  readonly isFiltered: boolean;
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  readonly onMore: () => unknown;
  readonly onSubject: (subject: string) => void;
};

/** Events under the day on which they happened here, newest first. */
export function EventList({ events, isFiltered, hasMore, isLoading, onMore, onSubject }: Props) {
  const { t } = useTranslation('audit');
  const format = useFormat();
  if (events.length === 0) return <Text>{t(isFiltered ? 'none' : 'empty')}</Text>;
  const days = Map.groupBy(events, ({ at }) => format.day(at));
  return (
    <Stack gap="lg">
      {[...days].map(([day, events]) => (
        <section key={day} aria-label={day}>
          <Title order={2} size="h3" className={classes.day ?? ''}>
            {day}
          </Title>
          <ul className={classes.events}>
            {events.map((event) => (
              <EventRow key={event.id} event={event} onSubject={onSubject} />
            ))}
          </ul>
        </section>
      ))}
      <Text size="sm" c="dimmed" role="status">
        {t(hasMore ? 'shown' : 'allShown', { count: events.length })}
      </Text>
      {hasMore && (
        <Button variant="default" loading={isLoading} onClick={onMore}>
          {t('more')}
        </Button>
      )}
    </Stack>
  );
}
