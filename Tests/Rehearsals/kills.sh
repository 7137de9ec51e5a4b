#!/usr/bin/env bash
# A session that is killed (kill -9) a thousand times, at random moments of its start, its catching up and its live part, and taken up again each time,
# beside one that is never interrupted: both end with the same ledger, the same votes, and parity.
# Usage: kills.sh BINARY [KILLS]; 1000 by default, which take twenty minutes.
source "$(dirname "$0")/common.sh" "${1:?usage: kills.sh BINARY [KILLS]}"
kills="${2:-1000}"

instruments=(binance-um:AAAUSDT binance-um:BBBUSDT)
# Market minutes: at 120 times the clock's pace, some more than all kills and restarts take.
minutes=$((kills * 2 + 120))
market=(--instrument "${instruments[@]}" --synthetic 23 --count $((minutes * 3 / 2 + 60)) --wait-for-client)
# What both sessions end with.
ending() { grep -o '"ledgerDigest":"[^"]*"\|"votesDigest":"[^"]*"\|"candles":[0-9]*\|"from":"[^"]*"\|"to":"[^"]*"\|"fills":[0-9]*' "$1"; }
follow() { echo --rest "$(value rest)" --stream "$(value stream)" --until "$(later "$(value from)" $minutes)" --quiet --json; }

serve "${market[@]}" --speed 3000
# shellcheck disable=SC2046
"$binary" paper "$strategy" --home calm --instrument "${instruments[@]}" --timeframe 1m --name calm --side-days 0 --speed 3000 $(follow) >calm.json
{ kill -9 $venue && wait $venue; } 2>/dev/null || true

serve "${market[@]}" --speed 120
# shellcheck disable=SC2207
live=(--home killed --speed 120 $(follow))
start=(paper "$strategy" --instrument "${instruments[@]}" --timeframe 1m --name killed --side-days 0)
killed=0
RANDOM=5
while :; do
    "$binary" "${start[@]}" "${live[@]}" >killed.json 2>killed.err &
    session=$!
    if [ $killed -ge "$kills" ]; then
        wait $session
        break
    fi
    # From the first instruction on to a second of live market.
    after=$((RANDOM % 1400))
    sleep "$((after / 1000)).$(printf '%03d' $((after % 1000)))"
    kill -9 $session 2>/dev/null || { wait $session; break; }
    wait $session 2>/dev/null || true
    killed=$((killed + 1))
    # Once its record is written, the session is taken up again.
    if "$binary" sessions list --home killed --json 2>/dev/null | grep -q '"killed"'; then start=(paper --resume killed); fi
done
echo "$killed kills, $SECONDS s"
ending calm.json | tr '\n' ' '
echo
ending killed.json | tr '\n' ' '
echo
"$binary" audit parity killed --home killed --json
[ "$killed" -ge "$kills" ] || { echo "error: the market ended before the last kill" >&2; exit 1; }
[ "$(ending calm.json)" = "$(ending killed.json)" ] || { echo "error: the sessions differ" >&2; exit 1; }
