import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { IpRule } from '../api-keys/ip-rule.tsx';
import { Moment } from '../api-keys/moment.tsx';
import { PermissionList } from '../key-settings/permission-list.tsx';
import type { KeySettings } from './key-change.ts';
import classes from './settings-summary.module.css';

/** The settings of a key, to be read. */
export function SettingsSummary({ settings }: { settings: KeySettings }) {
  const { t } = useTranslation('keyEdits');
  const { permissions, ipAllowlist, expiresAt } = settings;
  return (
    <Stack gap="md">
      {permissions.length === 0 ? (
        <Text>{t('summary.nothing')}</Text>
      ) : (
        <PermissionList permissions={permissions} />
      )}
      <dl className={classes.facts}>
        <div>
          <dt>{t('summary.from')}</dt>
          <dd>{ipAllowlist === null ? t('change.anyAddress') : <IpRule ipAllowlist={ipAllowlist} />}</dd>
        </div>
        <div>
          <dt>{t('summary.expires')}</dt>
          <dd>{expiresAt === null ? t('change.never') : <Moment at={expiresAt} />}</dd>
        </div>
      </dl>
    </Stack>
  );
}
