import { Button, Stack, Text } from '@mantine/core';
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
  return (
    <Stack>
      <Text>{t(isPending ? 'form.touch' : 'form.securityKey')}</Text>
      <Button
        data-autofocus
        leftSection={<KeyIcon />}
        loading={isPending}
        onClick={() => onFactor(touchSecurityKey(approval))}
      >
        {submitLabel}
      </Button>
    </Stack>
  );
}
