import { ActionIcon, Popover } from '@mantine/core';
import { type ReactNode, useState } from 'react';

type Props = {
  /** What the button is called; the panel, too. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly children: ReactNode;
};

/** A button of the header that opens a small panel below it. */
export function HeaderPopover({ label, icon, children }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    // In the header itself, so that it is read where it is seen.
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-end"
      withinPortal={false}
      trapFocus
      returnFocus
      shadow="md"
      radius="md"
    >
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={label}
          onClick={() => setOpen(!isOpen)}
        >
          {icon}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>{children}</Popover.Dropdown>
    </Popover>
  );
}
