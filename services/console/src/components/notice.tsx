import { Alert } from '@mantine/core';
import type { ReactNode } from 'react';
import { CheckIcon, InfoIcon, WarningIcon } from './icons.tsx';
import classes from './notice.module.css';

export type NoticeKind = 'info' | 'success' | 'warning' | 'danger';

const ICONS = { info: InfoIcon, success: CheckIcon, warning: WarningIcon, danger: WarningIcon } as const;

type Props = {
  readonly kind: NoticeKind;
  readonly title?: string;
  readonly children?: ReactNode;
  /** `alert` is read out at once, for what has just gone wrong; `status` when the reader pauses. */
  readonly role?: 'alert' | 'status';
};

/** A box that tells something apart from the page around it. */
export function Notice({ kind, title, children, role }: Props) {
  const Icon = ICONS[kind];
  return (
    <Alert
      title={title}
      icon={<Icon />}
      {...(role === undefined ? { role: 'note' } : { role })}
      classNames={{
        root: `${classes.root} ${classes[kind]}`,
        title: classes.title ?? '',
        icon: classes.icon ?? '',
        message: classes.message ?? '',
      }}
    >
      {children}
    </Alert>
  );
}
