import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../components/problem-alert.tsx';

type Props = {
  readonly isOpen: boolean;
  readonly title: string;
  /** What the button says that does it. */
  readonly submitLabel: string;
  /** What the button says that does not. */
  readonly keepLabel: string;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** Asks once more before something that cannot be taken back. */
export function ConfirmDialog(props: Props) {
  const { isOpen, title, submitLabel, keepLabel, isPending, error, onSubmit, onClose, children } = props;
  const { t } = useTranslation('apiKeys');
  return (
    <Modal opened={isOpen} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <Stack>
          {children}
          <ProblemAlert error={error} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {keepLabel}
            </Button>
            <Button type="submit" color="red.8" loading={isPending}>
              {submitLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
