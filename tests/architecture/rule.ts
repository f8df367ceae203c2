import type { Source } from './source.ts';

export type Offence = { readonly line: number; readonly what: string };

/** A piece of code with the path it would stand at: what a rule says about code depends on where it is. */
export type Example = readonly [path: string, code: string];

/** A rule about a file, with code that it must refuse: a rule that cannot fail protects nothing. */
export type Rule = {
  readonly name: string;
  readonly reason: string;
  check(source: Source): Offence[];
  readonly bad: readonly Example[];
  readonly good: readonly Example[];
};

/** Code that only tests and builds run: it may reach for whatever it tests or builds. */
export const isTestCode = (path: string) =>
  /\.test\.ts$|\.fixture\.ts$|(^|\/)test-[^/]*\.ts$|(^|\/)testing\/|^(tests|bench|deploy\/docker|packages\/client(?!\/src\/))\//.test(
    path,
  );

export const startsWithAny = (path: string, prefixes: readonly string[]) =>
  prefixes.some((prefix) => path.startsWith(prefix));
