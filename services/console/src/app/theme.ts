import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** Petrol: calm, and told apart from the red and green of gains and losses. */
const petrol: MantineColorsTuple = [
  '#e9f6f6',
  '#d2eaea',
  '#a6d6d7',
  '#74c0c2',
  '#4aa9ad',
  '#2b9398',
  '#177b81',
  '#0f666c',
  '#0a5258',
  '#063e43',
];

/** The neutral scale of the dark theme, from text to the deepest shade; 7 is the page, 6 what lies on it. */
const dark: MantineColorsTuple = [
  '#e3e9ed',
  '#c6d0d7',
  '#a3b0ba',
  '#7f8e9a',
  '#3d4a55',
  '#2c3741',
  '#1d262e',
  '#131a20',
  '#0e1419',
  '#090d11',
];

export const theme = createTheme({
  colors: { petrol, dark },
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  fontFamilyMonospace:
    'ui-monospace, "SF Mono", "Cascadia Mono", "Liberation Mono", Menlo, Consolas, monospace',
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.75rem', lineHeight: '1.25' },
      h2: { fontSize: '1.25rem', lineHeight: '1.35' },
      h3: { fontSize: '1.0625rem', lineHeight: '1.4' },
    },
  },
  components: {
    Button: { defaultProps: { size: 'md' } },
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    // Its header is none of the page's, which has one already.
    Modal: {
      defaultProps: { centered: true, radius: 'lg', attributes: { header: { role: 'presentation' } } },
      styles: { title: { fontSize: '1.125rem', fontWeight: 650 } },
    },
    Anchor: { defaultProps: { underline: 'always' } },
    Alert: { defaultProps: { radius: 'md' } },
    Card: { defaultProps: { withBorder: true, radius: 'lg', padding: 'lg' } },
  },
});

/**
 * Greys and reds that reach a contrast of 4.5 to 1 on every surface of ours (WCAG 2.2, 1.4.3). What Mantine calls the
 * body is what cards, dialogs and menus are made of; the page below them is a little darker (global.css).
 */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#16232b',
    '--mantine-color-dimmed': '#55646e',
    '--mantine-color-placeholder': '#66757f',
    '--mantine-color-error': '#b42318',
    '--mantine-color-anchor': '#0f666c',
    '--mantine-color-default-border': '#cdd6db',
  },
  dark: {
    '--mantine-color-body': '#1a2229',
    '--mantine-color-dimmed': '#a3b0ba',
    '--mantine-color-placeholder': '#8b99a4',
    '--mantine-color-error': '#ff9a8f',
    '--mantine-color-anchor': '#74c0c2',
  },
});
