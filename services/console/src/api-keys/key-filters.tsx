import { Group, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyStatus } from './api-key.ts';
import classes from './key-filters.module.css';
import type { KeyFilter } from './key-queries.ts';
import { STATUSES } from './use-status-filter.ts';

type Props = KeyFilter & {
  readonly onStatus: (status: KeyStatus | null) => void;
  readonly onSearch: (search: string) => void;
};

const TYPING_MS = 300;

/** As the service takes it: no label holds more, nor anything that cannot be seen. */
const SEARCHABLE = /[^\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;
const MAX_LENGTH = 64;
const searchable = (typed: string) => (typed.match(SEARCHABLE) ?? []).join('').trim().slice(0, MAX_LENGTH);

/** Narrows the list to a status, or to labels that hold a word. */
export function KeyFilters({ status, search, onStatus, onSearch }: Props) {
  const { t } = useTranslation('apiKeys');
  const [typed, setTyped] = useState(search);
  const searchSoon = useDebouncedCallback((text: string) => onSearch(searchable(text)), TYPING_MS);
  return (
    <Group gap="md" className={classes.filters ?? ''}>
      <SegmentedControl
        aria-label={t('filter.status')}
        value={status ?? 'all'}
        onChange={(value) => onStatus(value === 'all' ? null : (value as KeyStatus))}
        data={[
          { value: 'all', label: t('filter.all') },
          ...STATUSES.map((value) => ({ value, label: t(`status.${value}`) })),
        ]}
      />
      <TextInput
        type="search"
        size="sm"
        className={classes.search ?? ''}
        aria-label={t('filter.search')}
        placeholder={t('filter.search')}
        maxLength={MAX_LENGTH}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          searchSoon(event.currentTarget.value);
        }}
      />
    </Group>
  );
}
