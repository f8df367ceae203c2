import { PasswordInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

type Props = {
  readonly value: string;
  readonly onChange: (password: string) => void;
  readonly error: string | null;
  /** An account whose owner signs in from outside has none. */
  readonly isOptional?: boolean;
};

export function CurrentPasswordField({ value, onChange, error, isOptional = false }: Props) {
  const { t } = useTranslation('account');
  return (
    <PasswordInput
      label={t('currentPassword')}
      {...(isOptional ? { description: t('noPassword') } : {})}
      autoComplete="current-password"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
      visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
    />
  );
}
