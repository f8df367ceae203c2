import { PasswordInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

type Props = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (password: string) => void;
  readonly error: string | null;
};

/** A password to be set. What is too weak says the service, which knows the common ones. */
export function NewPasswordField({ label, value, onChange, error }: Props) {
  const { t } = useTranslation('users');
  return (
    <PasswordInput
      label={label}
      description={t('newPasswordHint')}
      autoComplete="new-password"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
      visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
    />
  );
}
