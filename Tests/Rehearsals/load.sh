#!/usr/bin/env bash
# A session under load: 100 instruments, 10,000 messages a second from the replay venue. Says how many messages a second came, what was lost,
# how long frames waited for their verdicts and how memory grew; fails where anything was lost or parity differs.
# Usage: load.sh BINARY [MINUTES]; MINUTES of wall time, 10 by default. Nothing else should run meanwhile: both ends share the machine.
set -euo pipefail
binary="$(cd "$(dirname "${1:?usage: load.sh BINARY [MINUTES]}")" && pwd)/$(basename "$1")"
strategy="$(cd "$(dirname "$0")/../.." && pwd)/strategies/rehearsal.yaml"
minutes="${2:-10}"
# Ten times as fast as the clock, six hundred prints a minute of each instrument: all candles of a minute close within some ten milliseconds.
speed="${SPEED:-10}"
prints="${PRINTS:-600}"
work="$(mktemp -d)"
venue=""
session=""
trap 'kill $session $venue 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"

instruments=()
for number in $(seq -w 100); do instruments+=("binance-um:LOAD${number}USDT"); done
# A third of the market is history.
live=$((minutes * speed + 20))
"$binary" venue --home venue --instrument "${instruments[@]}" --synthetic 7 --count $((live * 3 / 2 + 2)) --speed "$speed" --prints "$prints" \
    --no-limits --wait-for-client --quiet >venue.json &
venue=$!
for _ in $(seq 600); do test -s venue.json && break; sleep 0.1; done
value() { grep -o "\"$1\":\"[^\"]*\"" venue.json | head -1 | cut -d '"' -f 4; }
from="$(value from)"
until="$(date -u -d "@$(($(date -u -d "$from" +%s) + minutes * speed * 60))" +%Y-%m-%dT%H:%M:%SZ)"
"$binary" paper "$strategy" --home session --timeframe 1m --instrument "${instruments[@]}" --rest "$(value rest)" --stream "$(value stream)" \
    --speed "$speed" --side-days 0 --name load --until "$until" --quiet --json >session.json &
session=$!
while kill -0 $session 2>/dev/null; do
    sleep 30
    printf '%s s: session %s kB, venue %s kB\n' "$SECONDS" \
        "$(awk '/RssAnon/ {print $2}' /proc/$session/status 2>/dev/null)" "$(awk '/RssAnon/ {print $2}' /proc/$venue/status 2>/dev/null)" || true
done
wait $session
cat session.json
echo
"$binary" audit parity load --home session
grep -q '"shed":0' session.json || { echo "error: messages were shed" >&2; exit 1; }
