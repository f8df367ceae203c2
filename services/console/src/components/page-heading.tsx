import { Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { PLATFORM_NAME } from '../app/page-settings.ts';

/** The first view of a visit is where its reader begins anyway. */
let isFirstView = true;

/**
 * The one `h1` of a page. Names the browser's tab, and takes the focus when the page changes, so that a screen reader
 * reads on from there and a keyboard goes on from there. A page with one thing to type has taken it to that field.
 */
export function PageHeading({ children, id }: { children: string; id?: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${children} · ${PLATFORM_NAME}`;
  }, [children]);
  useEffect(() => {
    if (isFirstView) isFirstView = false;
    else if (!document.activeElement?.matches('main input')) heading.current?.focus();
  }, []);
  return (
    <Title order={1} ref={heading} tabIndex={-1} {...(id === undefined ? {} : { id })}>
      {children}
    </Title>
  );
}
