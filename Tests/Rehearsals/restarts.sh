#!/usr/bin/env bash
# Some days of three instruments, replayed as fast as the session takes them, with connections cut by the venue and a session that is killed (kill -9)
# and taken up again; then the audit: parity with no difference, and no candle missing.
# Usage: restarts.sh BINARY [DAYS] [KILLS] [FAULTS]; 3 days, 20 kills and 7:disconnect=12 by default.
source "$(dirname "$0")/common.sh" "${1:?usage: restarts.sh BINARY [DAYS] [KILLS] [FAULTS]}"
days="${2:-3}"
kills="${3:-20}"

instruments=(binance-um:AAAUSDT binance-um:BBBUSDT binance:CCCUSDT)
minutes=$((days * 1440))
serve --instrument "${instruments[@]}" --synthetic 11 --count $((minutes * 3 / 2 + 60)) --from 2025-01-02 --speed max \
    --faults "${4:-7:disconnect=12}"
live=(--home session --rest "$(value rest)" --stream "$(value stream)" --speed 2000 --quiet --json --until "$(later 2025-01-02 $minutes)")
"$binary" paper "$strategy" --instrument "${instruments[@]}" --name restarts --side-days 1 "${live[@]}" >session.json &
session=$!
killed=0
RANDOM=7
while kill -0 $session 2>/dev/null; do
    sleep "$((RANDOM % 4)).$((RANDOM % 10))"
    if [ $killed -lt "$kills" ] && "$binary" sessions list --home session --json 2>/dev/null | grep -q restarts && kill -9 $session 2>/dev/null; then
        killed=$((killed + 1))
        wait $session 2>/dev/null || true
        "$binary" paper --resume restarts "${live[@]}" >session.json &
        session=$!
    fi
done
wait $session
echo "$killed kills, $SECONDS s, $(grep -o '"reconnects":[0-9]*' session.json) in the last part"
"$binary" audit parity restarts --home session --json | tee parity.json
grep -q '"missingCandles":0' parity.json
