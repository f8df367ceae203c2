import { pagePolicy } from '../../../services/keys/src/console/page-policy.ts';
import { HSTS, SECURITY_HEADERS } from '../../../services/keys/src/http/security-headers.ts';

export type ConsoleServer = {
  /** Paths of the console's pages, as its build lists them; parts that begin with a colon are parameters. */
  readonly pages: readonly string[];
  /** Folder of the built console. */
  readonly root: string;
  /** Address and port to listen on. */
  readonly listen: string;
  /** Where the key service is, such as `http://keys:3000`. */
  readonly keysUrl: string;
  /** Folder that may be written to. */
  readonly scratch: string;
};

/** What the key service answers besides pages, and nothing else of it: neither its health nor its metrics. */
const PROXIED = ['/v1/', '/docs', '/openapi.yaml'];

const quoted = (text: string): string => `"${text.replaceAll('"', '\\"')}"`;

type Headers = Readonly<Record<string, string>>;

const addHeaders = (headers: Headers): string =>
  Object.entries(headers)
    .map(([name, value]) => `      add_header ${name} ${quoted(value)} always;`)
    .join('\n');

const HEADERS: Headers = { ...SECURITY_HEADERS, 'strict-transport-security': '$hsts' };

const asVariable = (name: string): string => name.replaceAll('-', '_');

/** A header that is empty, so not sent, where the key service's answer has it already. */
const missingHeader = ([name, value]: [string, string]): string =>
  `  map $upstream_http_${asVariable(name)} $missing_${asVariable(name)} { '' ${quoted(value)}; }`;

/** For what nginx answers by itself (413, 502 …) where the key service would: one has these headers, or the other. */
const MISSING_HEADERS: Headers = Object.fromEntries(
  Object.keys(HEADERS).map((name) => [name, `$missing_${asVariable(name)}`]),
);

/** A page's path as a location: nginx looks for an exact one first, then for patterns. */
function locationOf(path: string): string {
  if (!path.includes('/:')) return `= ${path}`;
  return `~ "^${path.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$"`;
}

/** `$request_id` is 16 random bytes of nginx, another for each request: the nonce of the answer's policy. */
const pageLocation = (path: string, { root }: ConsoleServer): string => `
    location ${locationOf(path)} {
      limit_except GET { deny all; }
      root ${root};
      try_files /index.html =404;
      etag off;
      if_modified_since off;
      max_ranges 0;
      sub_filter '{{platformName}}' $platform_name;
      sub_filter '{{gatewayUrl}}' $gateway_url;
      sub_filter '{{nonce}}' $request_id;
      sub_filter_once off;
      sub_filter_last_modified off;
${addHeaders({ ...HEADERS, 'content-security-policy': pagePolicy('$request_id') })}
    }`;

const assetLocation = (location: string, cache: string, { root }: ConsoleServer): string => `
    location ${location} {
      limit_except GET { deny all; }
      root ${root};
      try_files $uri =404;
      set $cache '${cache}';
${addHeaders({ ...HEADERS, 'cache-control': '$cache_if_found' })}
    }`;

const proxyLocation = (path: string): string => `
    location ${path} {
      proxy_pass http://keys;
    }`;

/**
 * The whole configuration of the nginx that serves the console: its pages and files under the same policy as the key
 * service would give them, the API from the key service, and "not found" for anything else.
 */
export const nginxConf = (
  server: ConsoleServer,
): string => `# Written by deploy/docker/console/write-nginx-conf.ts.
worker_processes auto;
pid ${server.scratch}/nginx.pid;
# Below this, nginx would log whole request lines; what came from outside stands in the query of one of them.
error_log stderr crit;

events { worker_connections 1024; }

http {
  types {
    text/html html;
    text/css css;
    text/javascript js;
    image/svg+xml svg;
  }
  default_type application/octet-stream;
  charset utf-8;
  charset_types text/css text/javascript image/svg+xml;

  # No query, no referrer, no user agent.
  log_format plain '$remote_addr $request_method $uri $status $request_time';
  access_log /dev/stdout plain;

  server_tokens off;
  absolute_redirect off;
  gzip on;
  gzip_vary on;
  gzip_types text/css text/javascript image/svg+xml;
  client_max_body_size 256k;
  client_header_timeout 10s;
  client_body_timeout 10s;
  send_timeout 30s;
  client_body_temp_path ${server.scratch}/client-body;
  proxy_temp_path ${server.scratch}/proxy;
  fastcgi_temp_path ${server.scratch}/fastcgi;
  uwsgi_temp_path ${server.scratch}/uwsgi;
  scgi_temp_path ${server.scratch}/scgi;

  # What start.sh wrote: $platform_name, $gateway_url, $console_scheme.
  include ${server.scratch}/settings.conf;

  # Where the site is https; a header without a value is not sent.
  map $console_scheme $hsts {
    https ${quoted(HSTS)};
    default '';
  }

  # That a file is missing is not kept: the next version may bring it.
  map $status $cache_if_found {
    ~^[23] $cache;
    default no-store;
  }

${Object.entries(HEADERS).map(missingHeader).join('\n')}

  upstream keys {
    server ${new URL(server.keysUrl).host};
    keepalive 32;
  }

  server {
    listen ${server.listen};

    proxy_http_version 1.1;
    proxy_set_header Connection '';
    proxy_set_header Host $http_host;
    # The last one is whom nginx talks to; the key service believes what stands before only of proxies that it trusts.
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_set_header Forwarded '';
    proxy_read_timeout 60s;
    # Some answers are secrets, shown once: none is ever written to a disk here.
    proxy_max_temp_file_size 0;
    proxy_next_upstream off;

    # Inherited by every location that adds none of its own.
${addHeaders(MISSING_HEADERS).replaceAll(/^ {2}/gm, '')}

    location / { return 404; }
${server.pages.map((path) => pageLocation(path, server)).join('\n')}
${assetLocation('~ "^/assets/[A-Za-z0-9._-]+-[A-Za-z0-9_-]{8}\\.(css|js)$"', 'public, max-age=31536000, immutable', server)}
${assetLocation('~ "^/assets/[A-Za-z0-9._-]+\\.(js|svg)$"', 'public, max-age=3600', server)}
${PROXIED.map(proxyLocation).join('\n')}
  }
}
`;
