#!/usr/bin/env bash
# Runs public Binance clients against the replay venue, unmodified but for their base URLs. Needs Python 3.11, pip and openssl.
# Usage: run.sh BINARY; the packages are kept in VENUE_CLIENTS_CACHE where it is set.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
binary="$(cd "$(dirname "${1:?usage: run.sh BINARY}")" && pwd)/$(basename "$1")"
work="$(mktemp -d)"
packages="${VENUE_CLIENTS_CACHE:-$work/packages}"
venue=""
trap 'if [ -n "$venue" ]; then kill "$venue" 2>/dev/null || true; fi; rm -rf "$work"' EXIT

# Each in a folder of its own: three of these clients call their package "binance".
for list in "$here"/requirements/*.txt; do
    folder="$packages/$(basename "$list" .txt)"
    cmp -s "$list" "$folder/requirements.txt" && continue
    rm -rf "$folder"
    python3 -m venv "$folder"
    "$folder/bin/pip" install --quiet --disable-pip-version-check -r "$list"
    cp "$list" "$folder/requirements.txt"
done

cd "$work"
"$binary" venue --instrument binance:AAAUSDT binance-um:BBBUSDT --synthetic 7 --count 20000 --speed 20 --quiet > venue.json &
venue=$!
for _ in $(seq 100); do
    test -s venue.json && break
    sleep 0.1
done
rest="$(sed -n 's|.*"rest":"\([^"]*\)".*|\1|p' venue.json)"
stream="$(sed -n 's|.*"stream":"\([^"]*\)".*|\1|p' venue.json)"
test -n "$rest" || { echo "error: the venue did not start" >&2; exit 1; }

check() {
    timeout 240 "$packages/$1/bin/python" "$here/check_clients.py" "$2" "$rest" "$stream"
}
check general python-binance
check general ccxt
check connector connector
check futures-connector futures-connector
check sdk sdk
timeout 900 "$packages/general/bin/python" "$here/check_websockets.py" "$binary" "$work"
echo "all clients: ok"
