import { Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { signOut } from '../api/session.ts';
import { PersonIcon } from '../components/icons.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { HeaderPopover } from './header-popover.tsx';
import { PATHS } from './paths.ts';

export function AccountMenu({ email }: { email: string }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const leave = useMutation({ mutationFn: signOut, onSuccess: () => navigate(PATHS.signIn) });
  return (
    <HeaderPopover label={t('account.label')} icon={<PersonIcon />}>
      <Stack gap="sm" maw={280}>
        <div>
          <Text size="xs" c="dimmed">
            {t('account.signedInAs')}
          </Text>
          <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
            {email}
          </Text>
        </div>
        <ProblemAlert error={leave.error} />
        <Button size="sm" variant="default" loading={leave.isPending} onClick={() => leave.mutate()}>
          {t('account.signOut')}
        </Button>
      </Stack>
    </HeaderPopover>
  );
}
