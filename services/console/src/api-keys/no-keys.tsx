import { Button, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { PATHS } from '../app/paths.ts';
import { KeyIcon } from '../components/icons.tsx';
import classes from './no-keys.module.css';

/** In the place of the list: what keys are for, or that none matches. */
export function NoKeys({ isFiltered }: { isFiltered: boolean }) {
  const { t } = useTranslation('apiKeys');
  return (
    <Stack align="center" gap="sm" className={classes.empty ?? ''}>
      <KeyIcon />
      <Text fw={600}>{t(isFiltered ? 'list.noMatch.title' : 'list.empty.title')}</Text>
      <Text c="dimmed" ta="center" maw="30rem">
        {t(isFiltered ? 'list.noMatch.text' : 'list.empty.text')}
      </Text>
      {!isFiltered && (
        <Button component={Link} href={PATHS.newKey} variant="light" mt="xs">
          {t('list.empty.create')}
        </Button>
      )}
    </Stack>
  );
}
