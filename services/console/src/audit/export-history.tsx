import { Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.ts';
import { useAction } from '../api/use-action.ts';
import { downloadText } from '../components/download-text.ts';
import { ProblemAlert } from '../components/problem-alert.tsx';

/** A long history takes its time. */
const TIMEOUT_MS = 300_000;

/** The whole history as a file. Fetched first: a link would save a refusal under the name of the history. */
export function ExportHistory() {
  const { t } = useTranslation('audit');
  const download = useAction(async () => {
    const lines = await api.text('/v1/audit-events/export', { timeoutMs: TIMEOUT_MS });
    downloadText('security-history.jsonl', lines, 'application/jsonl');
  });
  return (
    <Stack gap="sm">
      <ProblemAlert error={download.error} />
      <Group gap="sm">
        <Button variant="default" size="sm" loading={download.isPending} onClick={() => download.mutate()}>
          {t('export.submit')}
        </Button>
        <Text size="sm" c="dimmed">
          {t('export.text')}
        </Text>
      </Group>
    </Stack>
  );
}
