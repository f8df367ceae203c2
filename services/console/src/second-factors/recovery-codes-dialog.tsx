import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { PLATFORM_NAME } from '../app/page-settings.ts';
import { downloadText } from '../components/download-text.ts';
import { CheckIcon, CopyIcon } from '../components/icons.tsx';
import { Notice } from '../components/notice.tsx';
import { usePageLeft } from '../components/use-page-left.ts';
import classes from './recovery-codes-dialog.module.css';

type Props = {
  /** The dialog is open as long as there are some. */
  readonly codes: readonly string[] | null;
  readonly onClose: () => void;
};

/** Shows recovery codes, this once. */
export function RecoveryCodesDialog({ codes, onClose }: Props) {
  const { t } = useTranslation('secondFactors');
  usePageLeft(onClose);
  return (
    <Modal
      opened={codes !== null}
      onClose={onClose}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
      size="lg"
      title={t('codes.dialog')}
      transitionProps={{ duration: 0 }}
    >
      {codes !== null && <Codes codes={codes} onClose={onClose} />}
    </Modal>
  );
}

function Codes({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const { t } = useTranslation('secondFactors');
  const { copied, copy, error } = useClipboard();
  const text = [t('codes.fileTitle', { platform: PLATFORM_NAME }), '', ...codes, ''].join('\n');
  return (
    <Stack>
      <Notice kind="warning">{t('codes.once')}</Notice>
      <ol aria-label={t('codes.title')} className={classes.codes}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <Group gap="xs">
        <Button
          variant="default"
          size="sm"
          leftSection={copied ? <CheckIcon /> : <CopyIcon />}
          onClick={() => copy(text)}
        >
          {t(copied ? 'codes.copied' : 'codes.copy')}
        </Button>
        <Button variant="default" size="sm" onClick={() => downloadText('recovery-codes.txt', text)}>
          {t('codes.download')}
        </Button>
        <Button variant="default" size="sm" onClick={() => print()}>
          {t('codes.print')}
        </Button>
      </Group>
      {error !== null && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {t('codes.copyFailed')}
        </Text>
      )}
      <Button data-autofocus onClick={onClose}>
        {t('codes.saved')}
      </Button>
    </Stack>
  );
}
