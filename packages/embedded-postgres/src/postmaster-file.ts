/** What `postmaster.pid` says (PostgreSQL's `pidfile.h`): line 1 the process ID, 2 the data directory, 4 the port. */
export type PostmasterFile = { readonly pid: number; readonly dataDir: string; readonly port: number | null };

/** Reads the file's text; `null` if it is empty or cut off, as after a crash in the middle of writing it. */
export function parsePostmasterFile(text: string): PostmasterFile | null {
  const [pid = '', dataDir = '', , port = ''] = text.split('\n');
  if (!/^-?\d+$/.test(pid) || dataDir === '') return null;
  return {
    // Negative for a server in single-user mode.
    pid: Math.abs(Number(pid)),
    dataDir,
    port: /^\d+$/.test(port) ? Number(port) : null,
  };
}

/** True if the command line is that of a PostgreSQL server on that data directory. */
export function isServerOn(command: readonly string[], dataDir: string): boolean {
  const [program = '', ...args] = command;
  const isPostgres = /(^|[/\\])(postgres|postmaster)(\.exe)?$/.test(program);
  return isPostgres && args.some((arg, index) => arg === '-D' && args[index + 1] === dataDir);
}
