extension Lexicon {
    /// Phrases that mean something else than their words, written `words=tenths` and set apart by bars; they count before any single word.
    static let phrases: [(event: NewsEvent?, list: String)] = [
        (
            .market,
            """
            all time high=7|all time highs=7|record high=7|record highs=7|new high=5|new highs=5|fresh high=5|all time low=-7|\
            record low=-6|record lows=-6|new low=-5|new lows=-5|sell off=-6|sells off=-6|sold off=-6|sell offs=-6|\
            short squeeze=5|long squeeze=-5|bull run=6|bull market=5|bear market=-5|bull trap=-5|bear trap=4|\
            dead cat bounce=-5|death cross=-5|golden cross=5|to the moon=6|buy the dip=3|buys the dip=4|risk on=4|risk off=-4|\
            safe haven=3|extreme fear=-4|extreme greed=1|higher lows=4|lower highs=-4|up to=0|wiped out=-6|exchange inflow*=-3|\
            exchange outflow*=3|market cap=0|loses ground=-4|gains ground=4|breaks out=5|breaks down=-5|breaks above=5|\
            breaks below=-5|falls below=-5|drops below=-5|above resistance=4|below support=-4
            """
        ),
        (
            .hack,
            """
            rug pull*=-9|rug pulled=-9|flash loan attack*=-8|private key* leak*=-7|exit scam*=-9|pump and dump=-7|white hat=3|\
            funds safe=5|funds are safe=5|recover* funds=5|recover* stolen=5
            """
        ),
        (
            .insolvency,
            """
            files for bankruptcy=-9|filed for bankruptcy=-9|chapter 11=-8|halts withdrawals=-8|halted withdrawals=-8|\
            pauses withdrawals=-7|suspends withdrawals=-8|freezes withdrawals=-8|resumes withdrawals=6|reopens withdrawals=6|\
            loses peg=-8|lost its peg=-8|loses its peg=-8|regains peg=5|bank run=-7|shuts down=-6|shut down=-5|\
            shutting down=-6|proof of reserves=4|job cuts=-5|cuts jobs=-5
            """
        ),
        (
            .regulation,
            """
            wells notice=-7|money laundering=-7|class action=-5|legal tender=6|lifts ban=7|lift* the ban=7|ban lifted=7|\
            drops case=6|drops lawsuit=6|drops charges=6|drops investigation=5|ends probe=5|executive order=2|court victory=6|\
            wins case=6|wins lawsuit=6|consumer protection=0|strategic reserve=6
            """
        ),
        (
            .etf,
            """
            etf approv*=8|etf inflow*=6|etf outflow*=-6|etf reject*=-8|etf delay*=-5|etf denied=-7|etf launch*=6|etf fil*=4
            """
        ),
        (
            .macro,
            """
            federal reserve=0|rate cut=6|rate cuts=6|cuts rates=6|cut rates=6|cutting rates=6|rate hike=-6|rate hikes=-6|\
            hikes rates=-6|raises rates=-6|raised rates=-6|raise rates=-5|trade war=-6|debt ceiling=-3|soft landing=5|\
            hard landing=-5|quantitative easing=5|quantitative tightening=-5|rate pause=3|government shutdown=-4
            """
        ),
        (
            .liquidation,
            """
            liquidation cascade=-7|margin call*=-6|longs liquidated=-6|shorts liquidated=5|long liquidation*=-6|\
            short liquidation*=5|open interest=0
            """
        ),
        (
            .listing,
            """
            token burn*=4|token unlock*=-4|gets listed=5|will list=5|to list=5|to delist=-7|trading halt*=-5
            """
        ),
        (
            .adoption,
            """
            sells bitcoin=-4|buys bitcoin=6|buying bitcoin=5|bought bitcoin=5|adds bitcoin=6|whale* buy*=4|whale* accumulat*=5|\
            whale* sell*=-5|whale* dump*=-6|steps down=-4|pulls out=-5|backs out=-5
            """
        ),
        (
            .technology,
            """
            51 attack=-7|network outage=-7|goes live=4|hard fork=0|smart contract bug=-6
            """
        ),
        (
            .opinion,
            """
            price prediction*=0|price analysis=0|price target*=1|going to zero=-7|dead coin=-7
            """
        ),
        (
            nil,
            """
            not only=0|no doubt=1|too good to be true=-5|at risk=-4|in trouble=-5|under fire=-5|better than expected=4|\
            worse than expected=-5
            """
        ),
    ]

    /// They turn the sense of what follows; anything that ends in "n't" does too.
    static let negators: Set<String> = [
        "not", "no", "never", "none", "nor", "neither", "nobody", "nothing", "without", "cannot", "deny", "denies", "denying", "refute",
        "refutes", "refuted", "rebut", "rebuts", "dismiss", "dismisses", "dismissed", "debunk", "debunks", "debunked", "lack", "lacks",
        "avoid", "avoids", "avoided", "avert", "averts", "averted", "prevent", "prevents", "prevented", "unlikely", "rejects", "hardly",
        "foil", "foils", "foiled", "thwart", "thwarts", "thwarted",
    ]

    /// They make the next words count more, or less.
    static let degrees: [String: Double] = [
        "massive": 1.3, "massively": 1.3, "huge": 1.3, "hugely": 1.3, "sharply": 1.3, "sharp": 1.25, "heavily": 1.25, "heavy": 1.2,
        "very": 1.2, "extremely": 1.4, "extreme": 1.3, "record": 1.3, "biggest": 1.3, "largest": 1.3, "major": 1.25, "historic": 1.3,
        "dramatically": 1.3, "dramatic": 1.3, "significantly": 1.2, "significant": 1.2, "strongly": 1.25, "steep": 1.25,
        "unprecedented": 1.4, "enormous": 1.35, "brutal": 1.35, "severe": 1.3, "severely": 1.3, "total": 1.2, "explosive": 1.3,
        "slightly": 0.5, "slight": 0.5, "minor": 0.5, "modest": 0.6, "modestly": 0.6, "small": 0.7, "somewhat": 0.6, "marginally": 0.5,
        "partially": 0.7, "partly": 0.7, "briefly": 0.6, "little": 0.6, "tiny": 0.5, "barely": 0.4,
    ]

    /// They say that nothing has happened yet, or that nobody is sure.
    static let hedges: Set<String> = [
        "may", "might", "could", "would", "possibly", "possible", "potential", "potentially", "rumor", "rumors", "rumored", "rumour",
        "rumours", "rumoured", "reportedly", "alleged", "allegedly", "speculation", "speculate", "considers", "considering", "mulls",
        "eyes", "unconfirmed", "if",
    ]

    /// What follows counts more than what came before.
    static let turns: Set<String> = [
        "but", "however", "nevertheless", "nonetheless",
    ]
    /// What follows, up to the next comma, counts less.
    static let concessions: Set<String> = [
        "despite", "although", "though", "notwithstanding", "while",
    ]

    /// Words of movement, whose sense turns where the thing that moves is a bad one.
    static let movements: [String] = [
        "surg", "soar", "jump", "spik", "climb", "rise", "rising", "rose", "increas", "grow", "grew", "higher", "up", "plung", "plummet",
        "tumbl", "slump", "drop", "fall", "fell", "declin", "slid", "sink", "sank", "slow", "eas", "cool", "lower", "down", "decreas",
        "shrink", "heat", "dip", "doubl", "tripl", "accelerat", "record high", "new high", "record low", "new low",
    ]
    /// Things that are better the less there is of them.
    static let burdens: [String] = [
        "inflation", "cpi", "ppi", "unemployment", "jobless", "yields", "outflow", "liquidation", "hack", "fees", "fee", "volatility",
        "fear", "losses", "rates", "scam", "theft", "dollar", "exploit", "fraud", "selling", "congest", "outage", "risk", "tension",
        "crime",
    ]
}
