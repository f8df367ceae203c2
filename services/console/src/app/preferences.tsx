import { type MantineColorScheme, SegmentedControl, Stack, Text, useMantineColorScheme } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { MoonIcon, SunIcon } from '../components/icons.tsx';
import { LANGUAGES, type Language } from '../i18n/languages.ts';
import { chooseLanguage } from '../i18n/translation.ts';
import { HeaderPopover } from './header-popover.tsx';
import classes from './preferences.module.css';

const SCHEMES = ['light', 'dark', 'auto'] as const satisfies readonly MantineColorScheme[];

/** Language and theme. */
export function Preferences() {
  const { t, i18n } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <HeaderPopover label={t('preferences.label')} icon={<ThemeIcon />}>
      <Stack gap="md">
        <Choice
          label={t('preferences.theme')}
          value={colorScheme}
          options={SCHEMES.map((value) => ({ value, label: t(`preferences.${value}`) }))}
          onChoose={(scheme) => setColorScheme(scheme as MantineColorScheme)}
        />
        <Choice
          label={t('preferences.language')}
          value={i18n.language}
          options={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
          onChoose={(language) => void chooseLanguage(language as Language)}
        />
      </Stack>
    </HeaderPopover>
  );
}

/** The one that fits is shown by the style sheet, which knows what the device prefers. */
function ThemeIcon() {
  return (
    <>
      <span className={classes.light}>
        <SunIcon />
      </span>
      <span className={classes.dark}>
        <MoonIcon />
      </span>
    </>
  );
}

type ChoiceProps = {
  readonly label: string;
  readonly value: string;
  readonly options: { value: string; label: string }[];
  readonly onChoose: (value: string) => void;
};

function Choice({ label, value, options, onChoose }: ChoiceProps) {
  const id = useId();
  return (
    <div>
      <Text size="sm" fw={600} mb={6} id={id}>
        {label}
      </Text>
      <SegmentedControl fullWidth aria-labelledby={id} value={value} data={options} onChange={onChoose} />
    </div>
  );
}
