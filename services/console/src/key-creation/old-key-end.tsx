import { Code, NativeSelect, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Section } from '../components/section.tsx';
import { OLD_KEY_SECONDS, type Replacement } from './key-draft.ts';

type Props = {
  readonly replacement: Replacement;
  readonly onChange: (replacement: Replacement) => void;
  readonly error: string | null;
};

/** How long the key that is replaced still works. */
export function OldKeyEnd({ replacement, onChange, error }: Props) {
  const { t } = useTranslation('keyCreation');
  return (
    <Section title={t('replacement.old')}>
      <Code fz="sm" p="xs">
        {replacement.keyId}
      </Code>
      <NativeSelect
        size="md"
        maw="26rem"
        label={t('replacement.ends')}
        value={String(replacement.oldKeySeconds)}
        onChange={({ currentTarget }) =>
          onChange({ ...replacement, oldKeySeconds: Number(currentTarget.value) })
        }
        data={OLD_KEY_SECONDS.map((seconds) => ({
          value: String(seconds),
          label: t(`replacement.after.${seconds}`),
        }))}
        error={error}
      />
      <Text size="sm" c="dimmed">
        {t('replacement.hint')}
      </Text>
    </Section>
  );
}
