#!/usr/bin/env bash
# A session under load: 100 instruments, 10,000 messages a second from the replay venue at the clock's own pace. Says how many messages a second
# came, what was lost, how long frames waited for their verdicts and how memory grew; fails where anything was lost or parity differs.
# "stolen" is the time for which the host took processors away: a stop of some milliseconds at one of ten closes would be what p99 shows.
# Usage: load.sh BINARY [MINUTES]; 10 minutes by default. Nothing else should run meanwhile: both ends share the machine.
source "$(dirname "$0")/common.sh" "${1:?usage: load.sh BINARY [MINUTES]}"
minutes="${2:-10}"
# SPEED=10 PRINTS=600: as many messages of ten times as many minutes; then all candles of a minute close within some ten milliseconds.
speed="${SPEED:-1}"
prints="${PRINTS:-6000}"

stolen() { awk '/^cpu / {print $9 * 10}' /proc/stat 2>/dev/null || echo 0; }

instruments=()
for number in $(seq -w 100); do instruments+=("binance-um:LOAD${number}USDT"); done
# A third of the market is history.
live=$((minutes * speed + 20))
serve --instrument "${instruments[@]}" --synthetic 7 --count $((live * 3 / 2 + 2)) --speed "$speed" --prints "$prints" --wait-for-client
"$binary" paper "$strategy" --home session --timeframe 1m --instrument "${instruments[@]}" --rest "$(value rest)" --stream "$(value stream)" \
    --speed "$speed" --side-days 0 --name load --until "$(later "$(value from)" $((minutes * speed)))" --quiet --json >session.json &
session=$!
stolen=$(stolen)
while kill -0 $session 2>/dev/null; do
    sleep 30
    printf '%s s: session %s kB, venue %s kB\n' "$SECONDS" \
        "$(awk '/RssAnon/ {print $2}' /proc/$session/status 2>/dev/null)" "$(awk '/RssAnon/ {print $2}' /proc/$venue/status 2>/dev/null)" || true
done
wait $session
cat session.json
echo
echo "stolen: $(($(stolen) - stolen)) ms"
"$binary" audit parity load --home session
grep -q '"shed":0' session.json || { echo "error: messages were shed" >&2; exit 1; }
