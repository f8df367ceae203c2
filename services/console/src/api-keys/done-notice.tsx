import { Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { Notice } from '../components/notice.tsx';
import classes from './done-notice.module.css';

export type Done = { readonly title: string; readonly text: string };

/** What was just done. Takes the focus, because the button that had it may be gone. */
export function DoneNotice({ title, text }: Done) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div ref={box} tabIndex={-1} className={classes.box}>
      <Notice kind="success" role="status" title={title}>
        <Text size="sm">{text}</Text>
      </Notice>
    </div>
  );
}
