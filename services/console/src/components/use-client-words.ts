import { nameBrowser } from '@countersign/user-agent';
import { useTranslation } from 'react-i18next';
import { networkOf } from './network.ts';

/** Browser and address as a person would name them: "Firefox on Windows", "192.168.1.4 (local network)". */
export function useClientWords() {
  const { t } = useTranslation();
  return {
    browser(userAgent: string): string {
      const { browser, system } = nameBrowser(userAgent);
      if (browser !== null && system !== null) return t('client.browserOn', { browser, system });
      if (system !== null) return t('client.unknownOn', { system });
      return browser ?? t('client.unknown');
    },
    address(ip: string): string {
      const network = networkOf(ip);
      return network === 'internet' ? ip : t(`client.${network}`, { ip });
    },
  };
}
