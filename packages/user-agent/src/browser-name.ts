// In this order: every later browser's header also names the earlier ones it descends from.
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(A|iOS)?\//, 'Edge'],
  [/\bOP(R|iOS)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
  [/^curl\//, 'curl'],
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac(intosh| OS X)\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

export type BrowserName = { readonly browser: string | null; readonly system: string | null };

/** No header of a real browser is longer; a longer one is not worth the time to read. */
const LONGEST = 512;

/** What a User-Agent header says: a hint for a person, never a proof of anything. */
export function nameBrowser(userAgent: string): BrowserName {
  const header = userAgent.slice(0, LONGEST);
  const find = (known: typeof BROWSERS) => known.find(([form]) => form.test(header))?.[1] ?? null;
  return { browser: find(BROWSERS), system: find(SYSTEMS) };
}
