import type { ItemOf } from '@countersign/client';
import { nameBrowser } from '@countersign/user-agent';
import { Badge, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DevicesIcon, PhoneIcon } from '../components/icons.tsx';
import { Row } from '../components/rows.tsx';
import { useClientWords } from '../components/use-client-words.ts';
import { useFormat } from '../i18n/use-format.ts';

type Props = {
  readonly session: ItemOf<'/v1/sessions'>;
  /** It has shown the password only. */
  readonly isHalfway: boolean;
  readonly isEnding: boolean;
  readonly onEnd: () => void;
};

const PHONES: readonly (string | null)[] = ['iPhone', 'Android'];

export function SessionRow({ session, isHalfway, isEnding, onEnd }: Props) {
  const { t } = useTranslation('sessions');
  const words = useClientWords();
  const format = useFormat();
  const { current, userAgent, ip, createdAt, lastSeenAt, expiresAt } = session;
  const browser = words.browser(userAgent);
  const started = format.dateTime(createdAt);
  return (
    <Row
      icon={PHONES.includes(nameBrowser(userAgent).system) ? <PhoneIcon /> : <DevicesIcon />}
      title={browser}
      badge={
        current && (
          <Badge variant="light" tt="none">
            {t('current')}
          </Badge>
        )
      }
      lines={[
        t('from', { address: words.address(ip), when: started }),
        current
          ? t('ends', { when: format.dateTime(expiresAt) })
          : t('seen', { when: format.relative(lastSeenAt) }),
        ...(isHalfway ? [t('halfway')] : []),
      ]}
      actions={
        !current && (
          <Button
            size="sm"
            variant="default"
            loading={isEnding}
            aria-label={t('endWhich', { browser, when: started })}
            onClick={onEnd}
          >
            {t('end')}
          </Button>
        )
      }
    />
  );
}
