import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export type DialogProps = { readonly isOpen: boolean; readonly onClose: () => void };

/** What is typed in it is gone when it is closed. */
export function AccountDialog({
  isOpen,
  onClose,
  title,
  children,
}: DialogProps & { title: string; children: ReactNode }) {
  const { t } = useTranslation('account');
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      closeOnClickOutside={false}
      title={title}
      closeButtonProps={{ 'aria-label': t('dialogClose') }}
    >
      {children}
    </Modal>
  );
}
