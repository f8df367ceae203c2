import { Paper, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './narrow-page.module.css';
import { PageHeading } from './page-heading.tsx';

type Props = { readonly title: string; readonly intro?: string; readonly children: ReactNode };

/** One thing to do, in the middle: a form, an answer. The key makes a new title a new page for the focus. */
export function NarrowPage({ title, intro, children }: Props) {
  return (
    <Paper className={classes.page} key={title}>
      <Stack gap="lg">
        <Stack gap="xs">
          <PageHeading>{title}</PageHeading>
          {intro !== undefined && <Text c="dimmed">{intro}</Text>}
        </Stack>
        {children}
      </Stack>
    </Paper>
  );
}
