#!/bin/sh
# Writes the settings of the page where nginx reads them, then becomes nginx. They arrive in the page as HTML, so what
# means something there, or to nginx, is written as a character reference.
set -eu

as_html() {
  printf %s "$1" | tr -d '\000-\037' | sed "s/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g; s/\"/\&quot;/g; s/'/\&#39;/g; s/\\$/\&#36;/g; s/\\\\/\&#92;/g"
}

case "${CONSOLE_ORIGIN:-}" in
  https://*) scheme=https ;;
  *) scheme=http ;;
esac

# Maps, because what is `set` is not there yet when nginx refuses a request that it could not read.
cat >"${SCRATCH_DIR:-/tmp}/settings.conf" <<EOF
map '' \$platform_name { default '$(as_html "${PLATFORM_NAME:-Countersign}")'; }
map '' \$gateway_url { default '$(as_html "${GATEWAY_URL:-}")'; }
map '' \$console_scheme { default $scheme; }
EOF

exec nginx -c "${NGINX_CONF:-/etc/nginx/console.conf}" -g 'daemon off;'
