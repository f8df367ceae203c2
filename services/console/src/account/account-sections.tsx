import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session.ts';
import { LockIcon, MailIcon } from '../components/icons.tsx';
import { Row, Rows } from '../components/rows.tsx';
import { Section } from '../components/section.tsx';
import { ChangeEmailDialog } from './change-email-dialog.tsx';
import { ChangePasswordDialog } from './change-password-dialog.tsx';
import { CloseAccountDialog } from './close-account-dialog.tsx';
import { NoticesSection } from './notices-section.tsx';
import { OutsideIdentitiesSection } from './outside-identities-section.tsx';

type DialogName = 'email' | 'password' | 'closing';

/** What the account itself is, below its second factors. */
export function AccountSections() {
  const { t } = useTranslation('account');
  const { user } = useSession();
  const [open, setOpen] = useState<DialogName | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <Section title={t('title')}>
        <Rows label={t('title')}>
          <Row
            icon={<MailIcon />}
            title={t('email.title')}
            lines={[user.email]}
            actions={
              <Button size="sm" variant="default" onClick={() => setOpen('email')}>
                {t('email.change')}
              </Button>
            }
          />
          <Row
            icon={<LockIcon />}
            title={t('password.title')}
            lines={[t('password.hint')]}
            actions={
              <Button size="sm" variant="default" onClick={() => setOpen('password')}>
                {t('password.change')}
              </Button>
            }
          />
        </Rows>
      </Section>
      <OutsideIdentitiesSection />
      <NoticesSection />
      <Section
        title={t('closing.title')}
        intro={t('closing.intro')}
        action={
          <Button color="red" variant="light" onClick={() => setOpen('closing')}>
            {t('closing.open')}
          </Button>
        }
      />
      <ChangeEmailDialog isOpen={open === 'email'} onClose={close} />
      <ChangePasswordDialog isOpen={open === 'password'} onClose={close} />
      <CloseAccountDialog isOpen={open === 'closing'} onClose={close} />
    </>
  );
}
