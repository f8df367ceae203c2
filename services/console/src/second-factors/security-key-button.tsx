import { Button, Stack, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyIcon } from '../components/icons.tsx';
import { type Approval, type SecondFactor, touchSecurityKey } from './second-factor.ts';

type Props = {
  readonly approval: Approval;
  readonly submitLabel: string;
  readonly isPending: boolean;
  readonly onFactor: (factor: Promise<SecondFactor>) => void;
};

export function SecurityKeyButton({ approval, submitLabel, isPending, onFactor }: Props) {
  const { t } = useTranslation('secondFactors');
  const asking = useRef<AbortController | null>(null);
  // A touch that comes after the person has turned away from it must not count.
  useEffect(() => () => asking.current?.abort(), []);
  const ask = () => {
    asking.current = new AbortController();
    onFactor(touchSecurityKey(approval, asking.current.signal));
  };
  return (
    <Stack>
      <Text>{t(isPending ? 'form.touch' : 'form.securityKey')}</Text>
      <Button data-autofocus leftSection={<KeyIcon />} loading={isPending} onClick={ask}>
        {submitLabel}
      </Button>
    </Stack>
  );
}
