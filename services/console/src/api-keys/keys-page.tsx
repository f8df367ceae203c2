import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PageHeading } from '../components/page-heading.tsx';
import { KeysTabs } from './keys-tabs.tsx';

export default function KeysPage() {
  const { t } = useTranslation('apiKeys');
  return (
    <Stack gap="lg">
      <KeysTabs />
      <PageHeading>{t('title')}</PageHeading>
    </Stack>
  );
}
