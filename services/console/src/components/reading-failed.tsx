import { Button, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useProblemWords } from '../api/problem-words.ts';
import { Notice } from './notice.tsx';
import { ProblemAlert } from './problem-alert.tsx';

type Props = {
  /** What reading threw; nothing is shown for `null`. */
  readonly error: unknown;
  /** What was read before is still on the page. */
  readonly isOldShown: boolean;
  readonly onRetry: () => unknown;
};

/** That something could not be read; or, where it could before, that what is shown may no longer be true. */
export function ReadingFailed({ error, isOldShown, onRetry }: Props) {
  const { t } = useTranslation('problems');
  const wordsFor = useProblemWords();
  if (error === null || !isOldShown) return <ProblemAlert error={error} onRetry={onRetry} />;
  const { title } = wordsFor(error);
  return (
    <Notice kind="warning" role="status" title={t('old.title')}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{t('old.text', { reason: title })}</Text>
        <Button size="sm" variant="default" onClick={() => onRetry()}>
          {t('tryAgain')}
        </Button>
      </Stack>
    </Notice>
  );
}
