import { Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import classes from './section.module.css';

type Props = {
  readonly title: string;
  readonly intro?: string;
  /** What can be done with all of it, beside the title. */
  readonly action?: ReactNode;
  readonly children?: ReactNode;
};

/** One subject of a page, on a surface of its own. */
export function Section({ title, intro, action, children }: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={classes.section}>
      <Stack gap="md">
        <div className={classes.head}>
          <div className={classes.words}>
            <Title order={2} id={id}>
              {title}
            </Title>
            {intro !== undefined && (
              <Text size="sm" c="dimmed" mt={4}>
                {intro}
              </Text>
            )}
          </div>
          {action !== undefined && <div className={classes.action}>{action}</div>}
        </div>
        {children}
      </Stack>
    </section>
  );
}
