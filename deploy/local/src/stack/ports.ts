/** The ports people meet, each with the variable that moves it. */
export const PORTS = {
  keys: { variable: 'COUNTERSIGN_KEYS_PORT', fallback: 3000, what: 'the key service and console' },
  gateway: { variable: 'COUNTERSIGN_GATEWAY_PORT', fallback: 3100, what: 'the gateway' },
  exchange: { variable: 'COUNTERSIGN_EXCHANGE_PORT', fallback: 3200, what: 'the sandbox exchange' },
  mailWeb: { variable: 'COUNTERSIGN_MAIL_WEB_PORT', fallback: 1080, what: 'the mail inbox' },
  smtp: { variable: 'COUNTERSIGN_SMTP_PORT', fallback: 1025, what: "the mail inbox's SMTP" },
} as const;

export type PortName = keyof typeof PORTS;

export const POSTGRES_PORT = {
  variable: 'COUNTERSIGN_POSTGRES_PORT',
  fallback: 5440,
  what: 'PostgreSQL',
} as const;

/** Under `localhost`, as browsers treat it: the console's origin must be that. */
export const origins = (ports: Readonly<Record<PortName, number>>) => ({
  keys: `http://localhost:${ports.keys}`,
  mailInbox: `http://localhost:${ports.mailWeb}`,
  gateway: `http://127.0.0.1:${ports.gateway}`,
});

export type PortWish = { readonly port: number; readonly variable: string; readonly what: string };

/** One message for every wish that cannot be had, `null` if all can. */
export function portsMessage(taken: readonly PortWish[], wishes: readonly PortWish[]): string | null {
  const lines = [
    ...taken.map(
      ({ port, what, variable }) => `port ${port}, for ${what}, is taken: free it or set ${variable}`,
    ),
    ...doubles(wishes),
  ];
  return lines.length === 0 ? null : lines.map((line) => `  - ${line}`).join('\n');
}

function doubles(wishes: readonly PortWish[]): string[] {
  return wishes.flatMap((wish, index) => {
    const earlier = wishes.slice(0, index).find(({ port }) => port === wish.port);
    return earlier === undefined
      ? []
      : [`port ${wish.port} is asked for twice, by ${earlier.variable} and ${wish.variable}`];
  });
}
