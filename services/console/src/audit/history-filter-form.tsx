import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EVENT_GROUPS, GROUPS } from './event-types.ts';
import { type HistoryFilter, isFiltered, NO_FILTER } from './history-filter.ts';
import classes from './history-page.module.css';

type Props = { readonly filter: HistoryFilter; readonly onChange: (filter: HistoryFilter) => void };

export function HistoryFilterForm({ filter, onChange }: Props) {
  const { t } = useTranslation('audit');
  const { type, subject, fromDay, toDay } = filter;
  const groups = GROUPS.map((group) => ({
    group: t(`group.${group}`),
    items: EVENT_GROUPS[group].map((value) => ({ value, label: t(`event.${value}`) })),
  }));
  const set = (change: Partial<HistoryFilter>) => onChange({ ...filter, ...change });
  return (
    <search aria-label={t('filter.label')} className={classes.filter}>
      <NativeSelect
        label={t('filter.type')}
        value={type}
        onChange={(event) => set({ type: event.currentTarget.value })}
        data={[{ value: '', label: t('filter.everything') }, ...groups]}
        className={classes.type ?? ''}
      />
      <TextInput
        type="date"
        size="sm"
        label={t('filter.from')}
        value={fromDay}
        max={toDay}
        onChange={(event) => set({ fromDay: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        size="sm"
        label={t('filter.to')}
        value={toDay}
        min={fromDay}
        onChange={(event) => set({ toDay: event.currentTarget.value })}
      />
      {isFiltered(filter) && (
        <Group gap="xs">
          {subject !== '' && <code>{t('filter.about', { subject })}</code>}
          <Button size="sm" variant="default" onClick={() => onChange(NO_FILTER)}>
            {t('filter.reset')}
          </Button>
        </Group>
      )}
    </search>
  );
}
