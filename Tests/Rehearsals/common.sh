# What the rehearsals share; sourced with the program's path as its argument. Leaves the caller in a folder that goes away with it.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
binary="$(cd "$(dirname "$1")" && pwd)/$(basename "$1")"
strategy="$here/../../strategies/rehearsal.yaml"
work="$(mktemp -d)"
venue=""
session=""
trap 'kill -9 $session $venue 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"

# A word of what the venue says of itself.
value() { grep -o "\"$1\":\"[^\"]*\"" venue.json | head -1 | cut -d '"' -f 4; }

# An instant so many minutes after another.
later() { date -u -d "@$(($(date -u -d "$1" +%s) + $2 * 60))" +%Y-%m-%dT%H:%M:%SZ; }

# Serves a market and waits until it listens.
serve() {
    rm -f venue.json
    "$binary" venue --home venue --no-limits --quiet "$@" >venue.json &
    venue=$!
    for _ in $(seq 600); do test -s venue.json && break; sleep 0.1; done
}
