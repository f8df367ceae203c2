import { NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/use-format.ts';
import { EXPIRY_DAYS, type Expiry, type ExpiryChoice, expiresAtOf, localDate } from './expiry.ts';
import classes from './expiry-field.module.css';

type Props = {
  readonly expiry: Expiry;
  readonly onChange: (expiry: Expiry) => void;
  readonly error: string | null;
};

/** When a key ends by itself, with the date that comes of the choice in words. */
export function ExpiryField({ expiry, onChange, error }: Props) {
  const { t } = useTranslation('keySettings');
  const { dateTime } = useFormat();
  const now = new Date();
  const expiresAt = expiresAtOf(expiry, now);
  const isDate = expiry.choice === 'date';
  return (
    <Stack gap="xs" className={classes.field ?? ''}>
      <NativeSelect
        size="md"
        label={t('expiry.label')}
        value={expiry.choice}
        onChange={({ currentTarget }) => onChange({ ...expiry, choice: currentTarget.value as ExpiryChoice })}
        data={[
          { value: 'never', label: t('expiry.never') },
          ...EXPIRY_DAYS.map((count) => ({ value: String(count), label: t('expiry.days', { count }) })),
          { value: 'date', label: t('expiry.date') },
        ]}
        error={isDate ? null : error}
      />
      {isDate && (
        <TextInput
          type="datetime-local"
          label={t('expiry.dateLabel')}
          value={expiry.date}
          min={localDate(now)}
          onChange={({ currentTarget }) => onChange({ choice: 'date', date: currentTarget.value })}
          error={error}
        />
      )}
      <Text size="sm" c="dimmed">
        {expiresAt === null && t('expiry.endsNever')}
        {isInstant(expiresAt) && t('expiry.ends', { when: dateTime(expiresAt) })}
      </Text>
    </Stack>
  );
}

/** Not so while a date is still being chosen. */
const isInstant = (text: string | null): text is string => text !== null && !Number.isNaN(Date.parse(text));
