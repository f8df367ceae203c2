import { Button, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useProblemWords } from '../api/problem-words.ts';
import { Notice } from './notice.tsx';

type Props = {
  /** What a call threw; nothing is shown for `null`. */
  readonly error: unknown;
  readonly onRetry?: () => unknown;
};

/** What went wrong and what to do, read out as soon as it appears. */
export function ProblemAlert({ error, onRetry }: Props) {
  const { t } = useTranslation('problems');
  const wordsFor = useProblemWords();
  if (error === null || error === undefined) return null;
  const { title, help, requestId } = wordsFor(error);
  return (
    <Notice kind="danger" role="alert" title={title}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{help}</Text>
        {requestId !== null && (
          <Text size="xs" c="dimmed">
            {t('requestId', { id: requestId })}
          </Text>
        )}
        {onRetry !== undefined && (
          <Button size="sm" variant="default" onClick={() => onRetry()}>
            {t('tryAgain')}
          </Button>
        )}
      </Stack>
    </Notice>
  );
}
