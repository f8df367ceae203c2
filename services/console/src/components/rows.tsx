import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './rows.module.css';

export function Rows({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul aria-label={label} className={classes.rows}>
      {children}
    </ul>
  );
}

type Props = {
  readonly icon: ReactNode;
  readonly title: string;
  /** Beside the title. */
  readonly badge?: ReactNode;
  /** Facts about it, a line each. */
  readonly lines: readonly string[];
  readonly actions?: ReactNode;
};

/** One thing that somebody has, with what can be done with it. */
export function Row({ icon, title, badge, lines, actions }: Props) {
  return (
    <li className={classes.row}>
      <span className={classes.icon}>{icon}</span>
      <div className={classes.text}>
        <Group gap="xs">
          <Text fw={600}>{title}</Text>
          {badge}
        </Group>
        {lines.map((line) => (
          <Text key={line} size="sm" c="dimmed">
            {line}
          </Text>
        ))}
      </div>
      {Boolean(actions) && <div className={classes.actions}>{actions}</div>}
    </li>
  );
}
