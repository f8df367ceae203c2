import { Button, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './code-field.module.css';
import type { SecondFactor } from './second-factor.ts';

type Props = {
  readonly method: 'totp' | 'recovery_code';
  readonly submitLabel: string;
  readonly isPending: boolean;
  /** Another value with each attempt that failed: what was typed is then marked, to be typed over. */
  readonly failedAttempts: unknown;
  readonly onFactor: (factor: Promise<SecondFactor>) => void;
};

/** Codes as people type them: apps show "123 456". */
const FORMS = { totp: /^\d{6}$/, recovery_code: /^[A-Za-z0-9-]{8,40}$/ } as const;

const INPUT = {
  totp: { inputMode: 'numeric', autoComplete: 'one-time-code', maxLength: 12 },
  recovery_code: { inputMode: 'text', autoComplete: 'off', maxLength: 64 },
} as const;

/** A code of the authenticator app, or a recovery code. */
export function CodeField({ method, submitLabel, isPending, failedAttempts, onFactor }: Props) {
  const { t } = useTranslation('secondFactors');
  const [code, setCode] = useState('');
  const [isWrongForm, setWrongForm] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (failedAttempts !== null) input.current?.select();
  }, [failedAttempts]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const bare = code.replaceAll(/\s/g, '');
    const isWhole = FORMS[method].test(bare);
    setWrongForm(!isWhole);
    if (isWhole) onFactor(Promise.resolve({ method, code: bare }));
    else input.current?.focus();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <TextInput
          ref={input}
          data-autofocus
          label={t(`form.${method}.label`)}
          description={t(`form.${method}.description`)}
          error={isWrongForm ? t(`form.${method}.incomplete`) : null}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          classNames={{ input: classes[method] ?? '' }}
          spellCheck={false}
          autoCapitalize="none"
          autoFocus
          {...INPUT[method]}
        />
        <Button type="submit" loading={isPending}>
          {submitLabel}
        </Button>
      </Stack>
    </form>
  );
}
