#!/usr/bin/env bash
# Sets up AlphaPulse and runs it: installs what is missing, builds for release, then
#   ./setup.sh          makes the demo market, backtests the default strategy on it and names the report
#   ./setup.sh test     passes the tests
#   ./setup.sh build    stops after the build
set -euo pipefail
cd "$(dirname "$0")"

packages=(libsqlite3-dev libssl-dev libarchive-dev libxxhash-dev libopenblas-dev liblapacke-dev libjs-dygraphs zlib1g-dev pkg-config)
# The terminal's tests need a terminal; without it they are left out.
if [ "${1:-run}" = test ]; then packages+=(tmux); fi

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo "$@"; else
    echo "error: $* needs root; install these packages by hand: ${packages[*]}" >&2; exit 77; fi; }

install_libraries() {
    if command -v apt-get >/dev/null; then
        local missing=()
        for package in "${packages[@]}"; do
            dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
        done
        if [ ${#missing[@]} -gt 0 ]; then
            echo "Installing ${missing[*]} ..." >&2
            as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 update -q >&2
            as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -q --no-install-recommends "${missing[@]}" >&2
        fi
    elif command -v brew >/dev/null; then
        brew list --versions openssl@3 libarchive xxhash openblas lapack pkgconf >/dev/null 2>&1 || brew install openssl@3 libarchive xxhash openblas lapack pkgconf
        export PKG_CONFIG_PATH="$(brew --prefix openssl@3)/lib/pkgconfig:$(brew --prefix libarchive)/lib/pkgconfig:$(brew --prefix xxhash)/lib/pkgconfig:$(brew --prefix openblas)/lib/pkgconfig:$(brew --prefix lapack)/lib/pkgconfig:${PKG_CONFIG_PATH:-}"
    else
        echo "warning: neither apt-get nor brew found; ${packages[*]} (or their like) must be installed" >&2
    fi
}

check_swift() {
    command -v swift >/dev/null || { echo "error: Swift 6.3 is needed: https://www.swift.org/install" >&2; exit 69; }
    local version
    version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -1)
    case "$version" in
        6.[2-9]|6.[1-9][0-9]|[7-9].*) ;;
        *) echo "error: Swift 6.2 or newer is needed, this is ${version:-unknown}: https://www.swift.org/install" >&2; exit 69 ;;
    esac
}

install_libraries
check_swift

case "${1:-run}" in
    test)
        swift test -c release --disable-xctest --disable-testable-imports
        ;;
    build)
        swift build -c release --product alphapulse >&2
        ;;
    run)
        swift build -c release --product alphapulse >&2
        pulse="$(swift build -c release --show-bin-path)/alphapulse"
        market=()
        for seed in 7 8 9; do
            "$pulse" data synth --instrument "synthetic-um:DEMO${seed}USDT" --timeframe 5m --count 420768 --from 2021-01-01 --seed "$seed" --side
            market+=(--instrument "synthetic-um:DEMO${seed}USDT")
        done
        "$pulse" backtest strategies/nine-heads.yaml "${market[@]}" --timeframe 15m
        echo >&2
        echo "Next: open the report above in a browser; then import candles of your own: $pulse data import --help" >&2
        ;;
    *)
        echo "usage: ./setup.sh [run|test|build]" >&2
        exit 64
        ;;
esac
