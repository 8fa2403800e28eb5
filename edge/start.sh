#!/bin/sh
# Fills the template in from the environment and becomes nginx, on a development machine and in the container alike.
#   PORT      port to listen on (80)
#   HOST      address to listen on (127.0.0.1; the container says 0.0.0.0)
#   APP_URL   the storefront, for example http://localhost:3000
#   API_URL   the catalogue, for example http://localhost:5080
#   NGINX     the program (nginx)
set -eu

fail() { echo "edge: $*" >&2; exit 1; }

PATH="$PATH:/usr/sbin:/usr/local/sbin"
: "${NGINX:=nginx}"
command -v "$NGINX" >/dev/null 2>&1 || fail "nginx is not installed; the shop runs without the edge. On Debian: apt-get install nginx-light; on macOS: brew install nginx"

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
: "${PORT:=80}" "${HOST:=127.0.0.1}"
[ -n "${APP_URL:-}" ] || fail "APP_URL is not set: the storefront's address, for example http://localhost:3000"
[ -n "${API_URL:-}" ] || fail "API_URL is not set: the catalogue's address, for example http://localhost:5080"

# scheme://host:port with nothing that could end a directive in the configuration below
for url in "$APP_URL" "$API_URL"; do
    case "$url" in
        http://*) ;;
        *) fail "$url is not an http:// address" ;;
    esac
    case "${url#http://}" in
        *[!A-Za-z0-9.:_-]* | "") fail "$url is not of the form http://host:port" ;;
    esac
done
case "$PORT" in *[!0-9]* | "") fail "PORT is not a number: $PORT" ;; esac
case "$HOST" in *[!0-9A-Fa-f.:]* | "") fail "HOST is not an IP address: $HOST" ;; esac

work=$(mktemp -d "${TMPDIR:-/tmp}/edge.XXXXXX")
# Started by root, nginx works as somebody else, who must get through to the files below.
chmod 711 "$work"
sed -e "s|@HOST@|$HOST|g" -e "s|@PORT@|$PORT|g" \
    -e "s|@APP@|${APP_URL#http://}|g" -e "s|@API@|${API_URL#http://}|g" \
    -e "s|@WORK@|$work|g" "$here/nginx.conf.template" > "$work/nginx.conf"

"$NGINX" -p "$work" -e stderr -c "$work/nginx.conf" &
server=$!
# The shell stays in front to remove the working folder; nginx gets the signal and finishes the requests it has.
trap 'kill -QUIT "$server" 2>/dev/null' TERM INT
code=0
wait "$server" || code=$?
# A trapped signal interrupts the first wait; the second one has nginx's own exit code.
if kill -0 "$server" 2>/dev/null; then code=0; wait "$server" || code=$?; fi
rm -rf "$work"
exit "$code"
