import { readFileSync, statSync } from 'node:fs';
import { isIP } from 'node:net';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Every fault of a configuration at once, so that an operator fixes them in one go. */
export class ConfigError extends Error {
  readonly faults: readonly string[];

  constructor(service: string, faults: readonly string[]) {
    super(
      `${service} cannot start, its configuration has ${faults.length} fault(s):\n  - ${faults.join('\n  - ')}`,
    );
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

/**
 * Reads settings from the environment and keeps a list of what is wrong instead of stopping at the first fault.
 * Only the `config.ts` of a service may make one.
 */
export class ConfigReader {
  readonly #env: Environment;
  readonly #faults: string[] = [];

  constructor(env: Environment) {
    this.#env = env;
  }

  fault(message: string): void {
    this.#faults.push(message);
  }

  text(name: string, fallback?: string): string {
    const value = this.#env[name];
    if (value !== undefined && value !== '') return value;
    if (fallback !== undefined) return fallback;
    this.fault(`${name} is missing`);
    return '';
  }

  optional(name: string): string | null {
    const value = this.#env[name];
    return value === undefined || value === '' ? null : value;
  }

  oneOf<T extends string>(name: string, values: readonly T[], fallback?: T): T {
    const value = this.text(name, fallback);
    const found = values.find((candidate) => candidate === value);
    if (found !== undefined) return found;
    if (value !== '') this.fault(`${name} is "${value}" but must be one of ${values.join(', ')}`);
    return values[0] as T;
  }

  integer(name: string, { fallback, min, max }: { fallback?: number; min: number; max: number }): number {
    const value = this.text(name, fallback === undefined ? undefined : String(fallback));
    if (value === '') return min;
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= min && number <= max) return number;
    this.fault(`${name} is "${value}" but must be a whole number from ${min} to ${max}`);
    return min;
  }

  /** An origin as in RFC 6454: scheme, host and port, nothing behind. */
  origin(name: string, fallback?: string): string {
    const value = this.text(name, fallback);
    if (value === '') return value;
    if (URL.canParse(value)) {
      const url = new URL(value);
      if ((url.protocol === 'http:' || url.protocol === 'https:') && url.origin === value) return value;
    }
    this.fault(
      `${name} is "${value}" but must be an origin such as https://keys.example.com (no path, no slash)`,
    );
    return value;
  }

  /** A PostgreSQL URL that names its user; a password in it is refused, for the environment is no place for one. */
  databaseUrl(name: string): string {
    const value = this.text(name);
    if (value === '') return value;
    const url = URL.canParse(value) ? new URL(value) : null;
    // Never the value itself in the message: it may hold the password that should not be there.
    if (url === null || !/^postgres(ql)?:$/.test(url.protocol) || url.username === '') {
      this.fault(`${name} must be a URL such as postgres://role@host:5432/database`);
    } else if (url.password !== '' || url.searchParams.has('password')) {
      this.fault(`${name} holds a password: put it into a file and name that in ${passwordFile(name)}`);
    }
    return value;
  }

  /** Content of the file that `name` points to, without surrounding white space. Secrets come this way only. */
  file(name: string): string {
    const path = this.text(name);
    if (path === '') return '';
    const content = readSmallFile(path);
    if (typeof content === 'string') return content;
    this.fault(`${name} points to ${path}, which ${content.fault}`);
    return '';
  }

  /** A file put through a parser (keyrings); the parser's error becomes a fault. */
  parsedFile<T>(name: string, parse: (content: string) => T): T {
    const content = this.file(name);
    if (content === '') return undefined as T;
    try {
      return parse(content);
    } catch (error) {
      this.fault(`${name}: ${(error as Error).message}`);
      return undefined as T;
    }
  }

  /**
   * Comma-separated addresses and CIDRs. A bare number (of hops) is refused, for it trusts whoever can add a hop,
   * and so is a range of everybody.
   */
  cidrs(name: string): readonly string[] {
    const entries = (this.optional(name) ?? '')
      .split(',')
      .map((entry) => entry.trim())
      .filter(Boolean);
    for (const entry of entries) {
      if (!isCidr(entry)) this.fault(`${name} holds "${entry}", which is neither an address nor a CIDR`);
      else if (/\/0+$/.test(entry)) this.fault(`${name} holds "${entry}", which is everybody`);
    }
    return entries;
  }

  /** The finished configuration, frozen; throws `ConfigError` with every fault if there was any. */
  finish<T extends object>(service: string, config: T): Readonly<T> {
    if (this.#faults.length > 0) throw new ConfigError(service, this.#faults);
    return Object.freeze(config);
  }
}

const passwordFile = (urlName: string) => urlName.replace(/_URL$/, '_PASSWORD_FILE');

/** Far more than any password or keyring: a longer file is the wrong file. */
const MAX_FILE_BYTES = 65_536;

function readSmallFile(path: string): string | { fault: string } {
  try {
    const stats = statSync(path);
    if (!stats.isFile()) return { fault: 'is not a file' };
    if (stats.size > MAX_FILE_BYTES) return { fault: `is larger than ${MAX_FILE_BYTES} bytes` };
    return readFileSync(path, 'utf8').trim() || { fault: 'is empty' };
  } catch (error) {
    return { fault: `cannot be read (${(error as NodeJS.ErrnoException).code})` };
  }
}

function isCidr(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  const version = isIP(address);
  // A zone (`fe80::1%eth0`) names an interface of one machine, not an address.
  if (version === 0 || address.includes('%') || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}
