import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

type Props = {
  readonly label: string;
  readonly onChange: (label: string) => void;
  readonly error: string | null;
};

/** The owner's name for a key. What is no label says the service, which counts in characters as people see them. */
export function LabelField({ label, onChange, error }: Props) {
  const { t } = useTranslation('keySettings');
  return (
    <TextInput
      maw="26rem"
      label={t('label')}
      description={t('labelHint')}
      value={label}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
      autoComplete="off"
    />
  );
}
