import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { NarrowPage } from '../components/narrow-page.tsx';
import { PATHS } from './paths.ts';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <NarrowPage title={t('notFound.title')}>
      <Text>{t('notFound.text')}</Text>
      <Button component={Link} href={PATHS.home}>
        {t('notFound.home')}
      </Button>
    </NarrowPage>
  );
}
