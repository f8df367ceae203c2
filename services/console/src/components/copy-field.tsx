import { Button, Text, VisuallyHidden } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import classes from './copy-field.module.css';
import { CheckIcon, CopyIcon } from './icons.tsx';

type Props = {
  /** What the value is: "Key ID". */
  readonly label: string;
  readonly value: string;
  /** Shows dots in its place, against eyes that look on. It can be copied all the same. */
  readonly isHidden?: boolean;
};

const DOTS = '•'.repeat(24);

const COPIED_FOR_MS = 2_000;

/** A value to be copied, whole and without blanks around it. */
export function CopyField({ label, value, isHidden = false }: Props) {
  const { t } = useTranslation();
  const { copied, copy, error } = useClipboard({ timeout: COPIED_FOR_MS });
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>
        {label}
      </Text>
      <div className={classes.row}>
        <code className={classes.value} translate="no">
          {isHidden ? DOTS : value}
        </code>
        <Button
          variant="default"
          className={classes.button ?? ''}
          leftSection={copied ? <CheckIcon /> : <CopyIcon />}
          aria-label={t(copied ? 'copy.whatDone' : 'copy.what', { what: label })}
          onClick={() => copy(value)}
        >
          {t(copied ? 'copy.done' : 'copy.copy')}
        </Button>
      </div>
      <VisuallyHidden role="status">{copied && t('copy.whatDone', { what: label })}</VisuallyHidden>
      {error !== null && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)" mt={4}>
          {t('copy.failed')}
        </Text>
      )}
    </div>
  );
}
