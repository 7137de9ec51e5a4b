/// Screens as they were looked at.
enum GoldenScreens {
    static let narrow = """
         nine-heads 15m  s-20250301-7f3a                  LIVE  12:00:00Z  up   1:00:05
        equity     10,234.56   return    +2.35 %   today     +34.12   drawdown   1.20 %
        live       3/4   candles  5,904   verdicts     31   signals     12
        health  79/100   alerts   1   frames/s  1,000   1 of 4 instruments are blocked

        ALERTS 1                    standing
        drawdown                        1:30  drawdown 1.20 %, above 1.00 %
        POSITIONS 2              side         entry         mark          P&L        age
        binance-um:BTCUSDT       long     84,320.10    84,605.50       +35.22      15:05
        binance-um:1000SHIBUSDT  short    0.0134120    0.0135010      -111.25   1d 02:00
        SIGNALS 12                  side          time    reference   conf  state
        binance-um:ETHUSDT          short  03-01 12:00     2,204.51   0.81  pending
        binance-um:BTCUSDT          long   03-01 11:45    84,311.20   0.77  open
        FEED           state        streams  silent   msg/s    last  silence  reconnects
        um-1           live             150       2     812   0.0 s     12 s           1
        spot-1         live              50       0      95   0.2 s       --           0
        BLOCKED 1                      since
        binance-um:PEPEUSDT      03-01 11:50  gap of 3 candles, repair asked for
        LATENCY              count      p50      p90      p99    p99.9      max  p99 now
        frame > decoded      1.33M    14 µs    31 µs    88 µs   412 µs   5.3 ms       --
        frame > verdict        392   9.3 ms  18.2 ms  44.1 ms  61.0 ms  61.0 ms  12.0 ms
        slice > signals          0       --       --       --       --       --       --
        journal commit       7,200   1.1 ms   1.9 ms   4.2 ms  12.0 ms   121 ms       --

        """

    static let ordinary = """
         nine-heads 15m  s-20250301-7f3a                                                          LIVE  12:00:00Z  up   1:00:05
        equity     10,234.56   return    +2.35 %   today     +34.12   drawdown   1.20 %   worst   3.40 %   cash      8,123.40
        live       3/4   candles  5,904   verdicts     31   signals     12   trades      3   fills      9   decisions    392
        health  79/100   alerts   1   frames/s  1,000   1 of 4 instruments are blocked

        ALERTS 1                       standing
        drawdown                           1:30  drawdown 1.20 %, above 1.00 %

        POSITIONS 2                 side      quantity        entry         mark         stop          P&L      P&L %        age
        binance-um:BTCUSDT          long        0.1234    84,320.10    84,605.50    83,100.00       +35.22    +0.34 %      15:05
        binance-um:1000SHIBUSDT     short        1.25M    0.0134120    0.0135010           --      -111.25    -0.66 %   1d 02:00

        SIGNALS 12                  side          time    reference         stop       target   conf  state
        binance-um:ETHUSDT          short  03-01 12:00     2,204.51     2,241.00     2,166.20   0.81  pending
        binance-um:BTCUSDT          long   03-01 11:45    84,311.20    83,100.00    85,522.40   0.77  open

        FEED                        state        streams  silent   msg/s    last  silence  reconnects
        um-1                        live             150       2     812   0.0 s     12 s           1
        spot-1                      live              50       0      95   0.2 s       --           0

        BLOCKED 1                         since
        binance-um:PEPEUSDT         03-01 11:50  gap of 3 candles, repair asked for

        LATENCY                      count      p50      p90      p99    p99.9      max  p99 now
        frame > decoded              1.33M    14 µs    31 µs    88 µs   412 µs   5.3 ms       --
        frame > verdict                392   9.3 ms  18.2 ms  44.1 ms  61.0 ms  61.0 ms  12.0 ms
        slice > signals                  0       --       --       --       --       --       --
        journal commit               7,200   1.1 ms   1.9 ms   4.2 ms  12.0 ms   121 ms       --

        COUNTERS
        frames       1.33M  decoded      1.33M  shed             0  unreadable       7  duplicates       0  disordered       0
        revised          0  late             0  gaps           1/2  buffer      0.02 %  buffer max   4,021  pauses           0
        journal      1.40M  size      45.8 MiB  commit      1.2 ms  lag          0.1 s



        """

    static let wide = """
         nine-heads 15m  s-20250301-7f3a                                                                                        LIVE  12:00:00Z  up   1:00:05
        equity     10,234.56   return    +2.35 %   today     +34.12   drawdown   1.20 %   worst   3.40 %   cash      8,123.40
        live       3/4   candles  5,904   verdicts     31   signals     12   trades      3   fills      9   decisions    392
        health  79/100   alerts   1   frames/s  1,000   1 of 4 instruments are blocked

        ALERTS 1                    standing                                                FEED               state        silent   msg/s    last  reconnects
        drawdown                        1:30  drawdown 1.20 %, above 1.00 %                 um-1               live              2     812   0.0 s           1
                                                                                            spot-1             live              0      95   0.2 s           0
        POSITIONS 2               side         entry         mark          P&L        age   BLOCKED 1                      since
        binance-um:BTCUSDT        long     84,320.10    84,605.50       +35.22      15:05   binance-um:PEPEUSDT      03-01 11:50  gap of 3 candles, repair as…
        binance-um:1000SHIBUSDT   short    0.0134120    0.0135010      -111.25   1d 02:00   LATENCY                  count      p50      p90      p99      max
                                                                                            frame > decoded          1.33M    14 µs    31 µs    88 µs   5.3 ms
        SIGNALS 12                  side          time    reference   conf  state           frame > verdict            392   9.3 ms  18.2 ms  44.1 ms  61.0 ms
        binance-um:ETHUSDT          short  03-01 12:00     2,204.51   0.81  pending         slice > signals              0       --       --       --       --
        binance-um:BTCUSDT          long   03-01 11:45    84,311.20   0.77  open            journal commit           7,200   1.1 ms   1.9 ms   4.2 ms   121 ms
                                                                                            COUNTERS
                                                                                            frames       1.33M  decoded      1.33M  shed             0
                                                                                            unreadable       7  duplicates       0  disordered       0
                                                                                            revised          0  late             0  gaps           1/2
                                                                                            buffer      0.02 %  buffer max   4,021  pauses           0
                                                                                            journal      1.40M  size      45.8 MiB  commit      1.2 ms
                                                                                            lag          0.1 s


        """

    static let starting = """
         nine-heads 15m  s-20250301-7f3a     WARMING PIPELINES  --:--:--Z  up      0:07

        STARTING
        opening store           0.1 s  done
        reading warm-up         4.2 s  done
        warming pipelines       3.1 s  ████░░░░░░░░░░░░░░  25 %  1.25M of 5.00M


        """
}
