"""Checks a replay venue with the `websockets` package: TLS, control messages, limits, and that nothing is lost at maximal speed.

Usage: check_websockets.py BINARY FOLDER: starts venues of its own; FOLDER receives a certificate.
"""

import asyncio
import json
import ssl
import subprocess
import sys
import urllib.error
import urllib.request

import websockets

BINARY, FOLDER = sys.argv[1:3]
MARKET = ["--instrument", "binance:AAAUSDT", "binance-um:BBBUSDT", "--synthetic", "7"]


class Venue:
    """A venue that runs for as long as the block does."""

    def __init__(self, *options):
        self.process = subprocess.Popen([BINARY, "venue", *MARKET, *options], stdout=subprocess.PIPE, text=True)
        self.place = json.loads(self.process.stdout.readline())

    def __enter__(self):
        return self.place

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(30)


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


def get(url, context=None):
    try:
        with urllib.request.urlopen(url, context=context, timeout=30) as answer:
            return answer.status, dict(answer.headers), json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), json.loads(error.read() or b"null")


async def tls():
    certificate, key = f"{FOLDER}/certificate.pem", f"{FOLDER}/key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", key, "-out", certificate, "-subj", "/CN=localhost",
         "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"], check=True, capture_output=True)
    context = ssl.create_default_context(cafile=certificate)
    with Venue("--count", "3000", "--speed", "20", "--tls-certificate", certificate, "--tls-key", key) as place:
        for url, its in [(place["rest"], None), (place["secureRest"], context)]:
            expect(get(url + "/api/v3/ping", its)[2] == {}, f"ping of {url}")
        for url, its in [(place["stream"], None), (place["secureStream"], context)]:
            async with websockets.connect(url + "/ws/aaausdt@bookTicker", ssl=its) as socket:
                frame = json.loads(await asyncio.wait_for(socket.recv(), 30))
                expect(list(frame) == ["u", "s", "b", "B", "a", "A"], f"bookTicker over {url}")


async def control():
    with Venue("--count", "3000", "--speed", "20") as place:
        async with websockets.connect(place["stream"] + "/stream?streams=aaausdt@kline_1m") as socket:
            async def ask(message):
                await socket.send(message if isinstance(message, str) else json.dumps(message))
                while True:
                    frame = json.loads(await asyncio.wait_for(socket.recv(), 30))
                    if "stream" not in frame:
                        return frame
            expect(await ask({"method": "LIST_SUBSCRIPTIONS", "id": 1}) == {"result": ["aaausdt@kline_1m"], "id": 1}, "list")
            expect(await ask({"method": "SUBSCRIBE", "params": ["zzzusdt@trade"], "id": "x-1"}) == {"result": None, "id": "x-1"}, "unknown stream")
            expect((await ask("{nonsense"))["error"]["code"] == 3, "bad JSON")
            expect(await ask({"method": "GET_PROPERTY", "params": ["combined"], "id": 2}) == {"result": True, "id": 2}, "property")
            await asyncio.wait_for(await socket.ping(), 30)
            await asyncio.sleep(1.1)
            # One more than may be sent in a second; what came after it would reset the connection under the close frame.
            try:
                for number in range(6):
                    await socket.send(json.dumps({"method": "LIST_SUBSCRIPTIONS", "id": number}))
                while True:
                    await asyncio.wait_for(socket.recv(), 30)
            except websockets.ConnectionClosed as closed:
                expect(closed.rcvd and closed.rcvd.code == 1008, f"too many messages: {closed}")
        # A frame that is larger than any message may be.
        async with websockets.connect(place["stream"] + "/ws") as socket:
            try:
                await socket.send("x" * 200_000)
                await asyncio.wait_for(socket.recv(), 30)
                raise AssertionError("an oversized frame is refused")
            except websockets.ConnectionClosed as closed:
                expect(closed.rcvd and closed.rcvd.code in (1002, 1009), f"oversized: {closed}")
        expect(get(place["rest"] + "/api/v3/klines?symbol=AAAUSDT&interval=9m")[2]["code"] == -1120, "still answers")
        weight = 0
        while weight < 6_000:
            status, headers, _ = get(place["rest"] + "/api/v3/depth?symbol=AAAUSDT&limit=5000")
            weight = int(headers["X-MBX-USED-WEIGHT-1M"])
            if status == 429:
                expect(1 <= int(headers["Retry-After"]) <= 60, "Retry-After")
                break
        expect(get(place["rest"] + "/fapi/v1/ping")[0] == 200, "the other market has a limit of its own")


async def routes():
    with Venue("--count", "3000", "--speed", "20") as place:
        names = ["bbbusdt@kline_1m", "bbbusdt@bookTicker"]
        for path, wanted in [("/market", {names[0]}), ("/public", {names[1]}), ("/um", set(names)), ("", {names[1]})]:
            heard = set()
            async with websockets.connect(place["stream"] + path + "/stream?streams=" + "/".join(names)) as socket:
                try:
                    async with asyncio.timeout(3):
                        while True:
                            heard.add(json.loads(await socket.recv())["stream"])
                except TimeoutError:
                    pass
            expect(heard == wanted, f"{path or 'no route'} delivers {heard}")


async def maximal_speed():
    """Every closed candle and every trade arrives, in order, and is what the venue holds to be true."""
    with Venue("--count", "1500", "--speed", "max") as place:
        heard = {}
        async def listen(path, symbol):
            names = f"{symbol}@kline_1m/{symbol}@aggTrade"
            async with websockets.connect(f"{place['stream']}{path}/stream?streams={names}", max_queue=16) as socket:
                closed, trades = [], []
                heard[symbol.upper()] = closed
                try:
                    while True:
                        frame = json.loads(await asyncio.wait_for(socket.recv(), 5))["data"]
                        if frame["e"] == "kline":
                            closed.append(frame["k"]) if frame["k"]["x"] else None
                        else:
                            trades.append(frame["a"])
                except TimeoutError:
                    pass
                expect(trades == list(range(trades[0], trades[0] + len(trades))), f"trades of {symbol} are consecutive")
        await asyncio.gather(listen("/spot", "aaausdt"), listen("/market", "bbbusdt"))
        for market, symbol in [("spot", "AAAUSDT"), ("um", "BBBUSDT")]:
            truth = get(f"{place['rest']}/alphapulse/truth?market={market}&symbol={symbol}&interval=1m")[2]
            closed = {k["t"]: k for k in heard[symbol]}
            missing = [row[0] for row in truth if row[0] not in closed]
            expect(len(truth) == 1_000 and not missing, f"{symbol}: {len(truth)} candles, {len(missing)} missing")
            for row in truth:
                k = closed[row[0]]
                expect([k[key] for key in "ohlc"] == row[1:5] and float(k["v"]) == float(row[5]) and k["n"] == row[8], f"candle {row}")


async def faults():
    """Cuts, damage and wrong candles are shown; the truth is what a venue without faults has."""
    options = ["--count", "600", "--speed", "max"]
    with Venue(*options) as place:
        truth = get(f"{place['rest']}/fapi/v1/klines?symbol=BBBUSDT&interval=1m&limit=100")[2]
    with Venue(*options, "--faults", "3:disconnect=2,drop=0.05,duplicate=0.1,corrupt=0.05,late=0.1,revise=0.1") as place:
        cuts, damaged, closed = 0, 0, []
        while True:
            try:
                async with websockets.connect(f"{place['stream']}/market/ws/bbbusdt@kline_1m") as socket:
                    while True:
                        try:
                            frame = json.loads(await asyncio.wait_for(socket.recv(), 4))
                            closed.append(frame["k"]["t"]) if frame["k"]["x"] else None
                        except ValueError:
                            damaged += 1
            except websockets.ConnectionClosedError as error:
                expect(error.rcvd is None, "a cut has no close frame")
                cuts += 1
            except TimeoutError:
                break
        expect(cuts == 2 and damaged > 0, f"{cuts} cuts, {damaged} damaged")
        expect(len(set(closed)) < 400 and len(closed) > len(set(closed)), "some are lost, some come twice")
        final = get(f"{place['rest']}/alphapulse/truth?market=um&symbol=BBBUSDT&interval=1m&startTime=0")[2]
        rest = get(f"{place['rest']}/fapi/v1/klines?symbol=BBBUSDT&interval=1m&limit=1000")[2]
        expect(final == rest, "REST tells the truth in the end")
        expect(all(row in final for row in truth[:-1]), "faults leave the truth alone")


async def main():
    for check in [tls, control, routes, maximal_speed, faults]:
        await asyncio.wait_for(check(), 240)
        print(f"websockets {check.__name__}: ok")


asyncio.run(main())
