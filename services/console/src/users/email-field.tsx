import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

type Props = {
  readonly value: string;
  readonly onChange: (email: string) => void;
  readonly error: ReactNode;
};

/** The address that somebody signs in with, as a password manager knows it. */
export function EmailField({ value, onChange, error }: Props) {
  const { t } = useTranslation('users');
  return (
    <TextInput
      label={t('email')}
      type="email"
      autoComplete="username"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
    />
  );
}
