"""Runs public clients against a replay venue, unmodified but for their base URLs.

Usage: check_clients.py CLIENT REST STREAM, where CLIENT is a function below, in its name's spelling.
"""

import asyncio
import json
import queue
import sys
import time

SPOT, FUTURE = "AAAUSDT", "BBBUSDT"
WAIT = 30


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


def ascending(rows, step):
    opens = [int(row[0]) for row in rows]
    expect(opens, "no rows")
    expect(all(b - a == step for a, b in zip(opens, opens[1:])), f"rows are not {step} ms apart")
    return opens


def python_binance(rest, stream):
    asyncio.run(_python_binance(rest, stream))


async def _python_binance(rest, stream):
    from binance import AsyncClient, BinanceSocketManager
    from binance.exceptions import BinanceAPIException

    client = AsyncClient()
    client.API_URL = rest + "/api"
    client.FUTURES_URL = rest + "/fapi"
    client.FUTURES_DATA_URL = rest + "/futures/data"
    try:
        await client.ping()
        now = (await client.get_server_time())["serverTime"]
        info = await client.get_exchange_info()
        expect([s["symbol"] for s in info["symbols"]] == [SPOT], "exchangeInfo")
        expect((await client.get_symbol_info(SPOT))["baseAsset"] == "AAA", "symbol info")
        ascending(await client.get_klines(symbol=SPOT, interval="1m", limit=100), 60_000)
        paged = await client.get_historical_klines(SPOT, "1m", now - 2_500 * 60_000)
        expect(len(ascending(paged, 60_000)) > 2_400, "history is paged")
        ascending(await client.get_klines(symbol=SPOT, interval="1h", limit=10), 3_600_000)
        trades = await client.get_aggregate_trades(symbol=SPOT, limit=50)
        expect([t["a"] for t in trades] == list(range(trades[0]["a"], trades[0]["a"] + 50)), "aggTrades are consecutive")
        expect((await client.get_ticker(symbol=SPOT))["symbol"] == SPOT, "ticker")
        book = await client.get_order_book(symbol=SPOT)
        expect(float(book["bids"][0][0]) < float(book["asks"][0][0]), "book is not crossed")
        expect(len(await client.get_orderbook_tickers()) == 1, "all book tickers")
        try:
            await client.get_klines(symbol="NOPE", interval="1m")
            raise AssertionError("a bad symbol is refused")
        except BinanceAPIException as error:
            expect(error.code == -1121 and error.status_code == 400, "code of a bad symbol")

        ascending(await client.futures_klines(symbol=FUTURE, interval="5m", limit=20), 300_000)
        expect((await client.futures_exchange_info())["symbols"][0]["contractType"] == "PERPETUAL", "futures exchangeInfo")
        expect(len(await client.futures_funding_rate(symbol=FUTURE)) > 0, "funding")
        expect(float((await client.futures_mark_price(symbol=FUTURE))["markPrice"]) > 0, "mark price")
        expect(len(await client.futures_open_interest_hist(symbol=FUTURE, period="5m")) == 30, "open interest")

        sockets = BinanceSocketManager(client)
        sockets.STREAM_URL = stream + "/"
        sockets.FSTREAM_URL = stream + "/"
        async with sockets.kline_socket(SPOT) as socket:
            frame = await asyncio.wait_for(socket.recv(), WAIT)
            expect(frame["e"] == "kline" and frame["k"]["s"] == SPOT, "kline stream")
        names = ["aaausdt@aggTrade", "aaausdt@bookTicker", "aaausdt@kline_1m"]
        async with sockets.multiplex_socket(names) as socket:
            await _hear(socket, set(names))
        names = ["bbbusdt@aggTrade", "bbbusdt@markPrice@1s", "bbbusdt@kline_1m"]
        async with sockets.futures_multiplex_socket(names) as socket:
            await _hear(socket, set(names))
        async with sockets.kline_futures_socket(FUTURE) as socket:
            frame = await asyncio.wait_for(socket.recv(), WAIT)
            frame = frame.get("data", frame)
            expect(frame["e"] == "continuous_kline" and frame["ps"] == FUTURE, "continuous klines")
    finally:
        await client.close_connection()


async def _hear(socket, names):
    while names:
        frame = await asyncio.wait_for(socket.recv(), WAIT)
        names.discard(frame.get("stream"))


def ccxt(rest, stream):
    asyncio.run(_ccxt(rest, stream))


async def _ccxt(rest, stream):
    import ccxt.pro

    exchange = ccxt.pro.binance({"options": {"fetchMarkets": {"types": ["spot", "linear"]}, "fetchCurrencies": False}})
    api = exchange.urls["api"]
    api["public"] = rest + "/api/v3"
    for name, path in [("fapiPublic", "/fapi/v1"), ("fapiPublicV2", "/fapi/v2"), ("fapiPublicV3", "/fapi/v3"), ("fapiData", "/futures/data")]:
        api[name] = rest + path
    api["ws"]["spot"] = stream + "/ws"
    api["ws"]["linear"] = stream + "/ws"
    try:
        markets = await exchange.load_markets()
        expect("AAA/USDT" in markets and "BBB/USDT:USDT" in markets, f"markets {list(markets)}")
        expect(markets["BBB/USDT:USDT"]["swap"], "a perpetual")
        for symbol in ["AAA/USDT", "BBB/USDT:USDT"]:
            candles = await exchange.fetch_ohlcv(symbol, "1m", limit=200)
            expect(len(ascending(candles, 60_000)) == 200, "candles")
            expect(len(await exchange.fetch_trades(symbol, limit=20)) == 20, "trades")
            expect((await exchange.fetch_ticker(symbol))["last"] > 0, "ticker")
            book = await exchange.fetch_order_book(symbol, 20)
            expect(book["bids"][0][0] < book["asks"][0][0], "book")
        funding = await exchange.fetch_funding_rate("BBB/USDT:USDT")
        expect(abs(funding["fundingRate"]) < 0.01 and funding["markPrice"] > 0, "funding rate")
        expect(len(await exchange.fetch_funding_rate_history("BBB/USDT:USDT", limit=5)) > 0, "funding history")
        for symbol in ["AAA/USDT", "BBB/USDT:USDT"]:
            expect(len(await asyncio.wait_for(exchange.watch_ohlcv(symbol, "1m"), WAIT)) > 0, f"ohlcv of {symbol}")
            expect(len(await asyncio.wait_for(exchange.watch_trades(symbol), WAIT)) > 0, f"trades of {symbol}")
            expect((await asyncio.wait_for(exchange.watch_ticker(symbol), WAIT))["last"] > 0, f"ticker of {symbol}")
            book = await asyncio.wait_for(exchange.watch_order_book(symbol), WAIT)
            expect(book["bids"][0][0] < book["asks"][0][0], f"book of {symbol}")
    finally:
        await exchange.close()


def connector(rest, stream):
    from binance.error import ClientError
    from binance.spot import Spot
    from binance.websocket.spot.websocket_stream import SpotWebsocketStreamClient

    spot = Spot(base_url=rest, show_limit_usage=True)
    answer = spot.time()
    expect(int(answer["limit_usage"]["x-mbx-used-weight-1m"]) >= 1, "weight header")
    spot = Spot(base_url=rest)
    expect(spot.exchange_info(symbols=[SPOT])["symbols"][0]["symbol"] == SPOT, "exchangeInfo of a list")
    first = spot.klines(SPOT, "1m", startTime=spot.time()["serverTime"] - 2_000 * 60_000, limit=1_000)
    second = spot.klines(SPOT, "1m", startTime=first[-1][0] + 1, limit=1_000)
    expect(len(ascending(first + second, 60_000)) > 1_900, "pages")
    trades = spot.agg_trades(SPOT, fromId=spot.agg_trades(SPOT, limit=1)[0]["a"] - 100)
    expect(len(trades) >= 100, "aggTrades from a number on")
    expect(spot.ticker_24hr(SPOT)["symbol"] == SPOT and spot.avg_price(SPOT)["mins"] == 5, "tickers")
    try:
        spot.klines(SPOT, "7m")
        raise AssertionError("a bad interval is refused")
    except ClientError as error:
        expect(error.status_code == 400 and error.error_code == -1120, "code of a bad interval")
    received = queue.Queue()
    client = SpotWebsocketStreamClient(stream_url=stream, on_message=lambda _, text: received.put(json.loads(text)), is_combined=True)
    _drive(client, received, SPOT)
    client.stop()


def futures_connector(rest, stream):
    from binance.um_futures import UMFutures
    from binance.websocket.um_futures.websocket_client import UMFuturesWebsocketClient

    um = UMFutures(base_url=rest)
    expect(um.exchange_info()["symbols"][0]["symbol"] == FUTURE, "exchangeInfo")
    ascending(um.klines(FUTURE, "1m", limit=1_500), 60_000)
    ascending(um.continuous_klines(FUTURE, "PERPETUAL", "15m"), 900_000)
    expect(um.mark_price(FUTURE)["symbol"] == FUTURE, "premiumIndex")
    expect(len(um.funding_rate(FUTURE)) > 0 and um.query("/fapi/v1/fundingInfo") == [], "funding")
    expect(len(um.agg_trades(FUTURE)) == 500, "aggTrades")
    expect(float(um.open_interest(FUTURE)["openInterest"]) > 0, "open interest")
    for rows in [um.open_interest_hist(FUTURE, "5m"), um.long_short_account_ratio(FUTURE, "1h"), um.taker_long_short_ratio(FUTURE, "5m")]:
        expect(len(rows) == 30 and isinstance(rows[0]["timestamp"], int), "data of the last days")
    expect(um.depth(FUTURE, limit=50)["lastUpdateId"] > 0 and um.book_ticker(FUTURE)["symbol"] == FUTURE, "book")
    expect(len(um.mark_price_klines(FUTURE, "1m")) == 500 and len(um.index_price_klines(FUTURE, "1m")) == 500, "other prices")
    received = queue.Queue()
    # Without a route, as on the demo host.
    client = UMFuturesWebsocketClient(stream_url=stream + "/um", on_message=lambda _, text: received.put(json.loads(text)), is_combined=True)
    _drive(client, received, FUTURE)
    client.stop()


def _drive(client, received, symbol):
    """Subscribes, lists, unsubscribes, and waits for a frame of each stream."""
    lower = symbol.lower()
    names = {f"{lower}@aggTrade", f"{lower}@bookTicker", f"{lower}@kline_1m"}
    client.agg_trade(symbol=lower)
    client.book_ticker(symbol=lower)
    client.kline(symbol=lower, interval="1m")
    replies, heard, deadline = [], set(), time.time() + WAIT
    while heard != names or len(replies) < 3:
        frame = received.get(timeout=max(0.1, deadline - time.time()))
        heard.add(frame["stream"]) if "stream" in frame else replies.append(frame)
    expect(all(reply["result"] is None for reply in replies), f"replies {replies}")
    time.sleep(1.1)
    client.list_subscribe()
    listed = _reply(received, deadline)
    expect(set(listed["result"]) == names, f"list {listed}")
    client.kline(symbol=lower, interval="1m", action="UNSUBSCRIBE")
    expect(_reply(received, deadline)["result"] is None, "unsubscribe")
    client.list_subscribe()
    expect(len(_reply(received, deadline)["result"]) == 2, "list after unsubscribe")


def _reply(received, deadline):
    while True:
        frame = received.get(timeout=max(0.1, deadline - time.time()))
        if "stream" not in frame:
            return frame


def sdk(rest, stream):
    asyncio.run(_sdk(rest, stream))


async def _sdk(rest, stream):
    from binance_common.configuration import ConfigurationRestAPI, ConfigurationWebSocketStreams
    from binance_sdk_derivatives_trading_usds_futures.derivatives_trading_usds_futures import DerivativesTradingUsdsFutures
    from binance_sdk_spot.spot import Spot

    for market, symbol, client in [("spot", SPOT, Spot), ("um", FUTURE, DerivativesTradingUsdsFutures)]:
        both = client(
            config_rest_api=ConfigurationRestAPI(base_path=rest), config_ws_streams=ConfigurationWebSocketStreams(stream_url=stream + ("/spot" if market == "spot" else "")))
        api = both.rest_api
        if market == "spot":
            expect(api.time().data().server_time > 0, "time")
            rows = api.klines(symbol=symbol, interval="1m", limit=10).data()
        else:
            expect(api.check_server_time().data().server_time > 0, "time")
            expect(len(api.get_funding_rate_history(symbol=symbol).data()) > 0, "funding")
            rows = api.kline_candlestick_data(symbol=symbol, interval="1m", limit=10).data()
        expect(len(rows) == 10, "klines")
        received = asyncio.Queue()
        connection = await both.websocket_streams.create_connection()
        if market == "spot":
            streams = [await connection.agg_trade(symbol=symbol.lower()), await connection.kline(symbol=symbol.lower(), interval="1m")]
        else:
            streams = [
                await connection.aggregate_trade_streams(symbol=symbol.lower()),
                await connection.individual_symbol_book_ticker_streams(symbol=symbol.lower()),
            ]
        kinds = [[], []]
        for number, one in enumerate(streams):
            one.on("message", lambda data, number=number: kinds[number].append(data))
        deadline = time.time() + WAIT
        while not all(kinds) and time.time() < deadline:
            await asyncio.sleep(0.05)
        expect(all(kinds), f"streams of {market}: {[len(k) for k in kinds]}")
        await connection.close_connection(close_session=True)


if __name__ == "__main__":
    name, rest, stream = sys.argv[1:4]
    started = time.time()
    globals()[name.replace("-", "_")](rest, stream)
    print(f"{name}: ok ({time.time() - started:.1f} s)")
