import { useTranslation } from 'react-i18next';
import type { Permission, Scope } from './permission.ts';

type Hyphenated<P extends Permission> = P extends `${infer S}:${infer A}` ? `${S}-${A}` : never;

export type PermissionWords = {
  /** "Margin Trading" */
  title(scope: Scope): string;
  /** "Margin", for where there is little room. */
  shortTitle(scope: Scope): string;
  /** "Claim and change positions" */
  sentence(permission: Permission): string;
};

/** What permissions are called in the language of the page. */
export function usePermissionWords(): PermissionWords {
  const { t } = useTranslation('keySettings');
  return {
    title: (scope) => t(`title.${scope}`),
    shortTitle: (scope) => t(`shortTitle.${scope}`),
    sentence: (permission) => t(`sentence.${permission.replace(':', '-') as Hyphenated<Permission>}`),
  };
}
