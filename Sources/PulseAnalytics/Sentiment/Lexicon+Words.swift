extension Lexicon {
    /// Words and what they are worth, in tenths, by the kind of event they tell of. A star stands for any ending; the longest match counts.
    static let words: [(event: NewsEvent?, list: String)] = [
        (
            .market,
            """
            surg*+6 soar*+7 skyrocket*+8 rall*+6 jump*+5 spik*+4 climb*+4 gain*+4 rise+4 rises+4 rising+4 rose+4 risen+4 \
            rebound*+5 recover*+5 bounc*+4 breakout*+5 uptrend*+5 advance+3 advances+3 advanced+3 outperform*+5 bullish*+6 \
            bull+4 bulls+4 bullrun+6 ath+6 parabolic+5 moon*+5 mooning+6 pump*+3 accumulat*+4 undervalu*+4 oversold+3 golden+2 \
            strong*+3 strength*+3 upside+3 higher+3 support+1 inflow*+5 buying+3 buys+3 bought+3 bottomed+3 green+2 optimis*+4 \
            euphori*+2 confiden*+3 momentum+2 boom*+5 profit*+4 crash*-8 plung*-7 plummet*-8 tumbl*-6 slump*-6 collaps*-9 \
            nosediv*-8 tank-6 tanks-6 tanked-6 tanking-6 drop*-4 fall-4 falls-4 falling-4 fallen-4 fell-4 declin*-4 slid-4 \
            slide*-4 sliding-4 sink*-5 sank-5 dip-3 dips-3 dipped-3 dipping-3 slip*-3 dump*-6 selloff*-6 bloodbath-8 carnage-7 \
            rout-6 meltdown-8 capitulat*-7 panic*-6 fear*-4 bearish*-6 bear-4 bears-4 downtrend*-5 breakdown-5 weak*-3 lower-3 \
            downside-3 outflow*-5 loss-4 losses-4 lose*-4 losing-4 lost-4 overvalu*-4 overbought-3 correction-3 bubble-4 red-2 \
            stagnat*-3 struggl*-4 pessimis*-4 gloom*-4 pain-4 painful-4 wip*-5 erase*-4 downgrad*-5 upgrade+3 upgrades+3 \
            underperform*-4 resistance-1 volatil*-2 uncertain*-3 worr*-4 concern*-3 warn*-4 risk*-3 threat*-4 tension*-3 \
            turmoil*-6 crisis-7 crises-7 slow*-2 shrink*-3 eas*+2 cool*+1 heat*-1 decreas*-3 increas*+3 grow*+4 grew+4 \
            doubl*+4 tripl*+5 halv*-2 halving+4 squeeze+2 up+2 down-2 stabil*+3 calm*+2 resilien*+4 record+2 milestone*+4 \
            breakthrough*+5 thriv*+5 shin*+3 steady+1
            """
        ),
        (
            .hack,
            """
            hack*-8 exploit*-8 breach*-7 stolen-8 steal*-8 theft*-8 heist*-8 drain*-7 rugpull*-9 rug-6 rugged-8 scam*-8 \
            phish*-7 ponzi-8 fraud*-8 malware-6 ransomware-7 compromis*-6 vulnerab*-5 attack*-6 launder*-6 siphon*-7 \
            counterfeit*-6 impersonat*-5 backdoor*-6 drainer*-7 honeypot*-6 hackathon*+2
            """
        ),
        (
            .insolvency,
            """
            bankrupt*-9 insolven*-9 default-5 defaults-6 defaulted-7 liquidator*-6 halt*-5 freez*-5 froze*-6 suspend*-5 \
            suspens*-5 depeg*-8 unpeg*-8 contagion-7 bailout*-3 restructur*-4 creditor*-3 layoff*-5 layoffs-5 shutdown*-6 \
            insider-4 repay*+3 solven*+3 reimburs*+5 refund*+4 compensat*+3
            """
        ),
        (
            .regulation,
            """
            ban-7 bans-7 banned-7 banning-7 lawsuit*-6 sue-6 sues-6 sued-6 suing-6 crackdown*-7 illegal*-6 outlaw*-7 \
            prohibit*-6 probe*-5 investigat*-5 subpoena*-5 charg*-5 indict*-7 arrest*-6 convict*-6 guilty-6 jail*-6 prison*-6 \
            sentenc*-5 fined-5 fine-3 fines-4 penalt*-5 sanction*-6 seiz*-5 restrict*-4 violat*-5 allegation*-4 accus*-5 \
            enforcement-4 tax-3 taxes-3 taxed-3 delay*-4 postpon*-4 reject*-6 denied-5 overturn*+1 sec+0 cftc+0 regulat*+0 \
            court*+0 judge+0 congress+0 senate+0 legal*+2 legislation+0 complian*+2 licens*+5 legali*+6 clarity+5 exonerat*+6 \
            acquit*+6 dismissal+4 settle*+2 pardon*+4 lawful+3 legitim*+3 exempt*+3 deregulat*+4
            """
        ),
        (
            .etf,
            """
            etf+1 etfs+1 approv*+6 greenlight*+6 fil*+1 prospectus+1 spot+0 grayscale+0 blackrock+2 fidelity+1 disapprov*-6 \
            withdrawn-3 amend*+1
            """
        ),
        (
            .macro,
            """
            inflation*-2 cpi+0 ppi+0 fomc+0 fed+0 recession*-6 stagflation-6 unemployment-2 jobless*-2 hawkish-5 dovish+5 \
            tariff*-5 war-6 wars-6 invasion*-6 missile*-6 stimulus+5 easing+4 tightening-4 hike-4 hikes-4 hiked-4 yields+0 \
            dollar+0 deficit*-2 downturn*-5 gdp+0 payroll*+0 ceasefire+5 peace+4 truce+4 embargo*-4 geopolitic*-2 rates+0 \
            liquidity+2
            """
        ),
        (
            .liquidation,
            """
            liquidat*-5 margin-1 deleverag*-4 wipeout*-6 rekt-6 overleverag*-4 leverag*-1 funding+0
            """
        ),
        (
            .listing,
            """
            list+3 lists+4 listed+4 listing*+4 delist*-7 relist*+5 launchpad+3 airdrop*+2 unlock*-3 vesting-1 burn*+3 \
            buyback*+5 mint*+0
            """
        ),
        (
            .adoption,
            """
            adopt*+5 partner*+5 integrat*+4 accept*+4 embrac*+5 institution*+2 treasur*+2 invest+3 invests+4 invested+4 \
            investment*+3 fund*+1 raises+4 raised+4 acqui*+3 merger*+2 endors*+5 collaborat*+4 backing+3 backed+3 onboard*+3 \
            mainstream+4 demand+3 expand*+4 expansion*+4 hodl*+3 stak*+2 reserve*+2 purchas*+4 welcom*+4 win+4 wins+4 won+4 \
            success*+5 supports+3 donat*+2 boost*+5 abandon*-5 quit*-4 resign*-4 exit*-3 cancel*-5 scrap*-4 withdraw*-3 \
            withdrew-4 terminat*-4 divest*-5 sell-3 sells-3 selling-3 sold-3 offload*-4 fud-4 ditch*-5
            """
        ),
        (
            .technology,
            """
            upgraded+4 mainnet+3 testnet+1 launch*+3 debut*+3 releas*+2 unveil*+3 fork*+0 scal*+2 bug*-4 outage*-6 congest*-4 \
            glitch*-4 downtime-5 offline-4 audit*+2 patch*+1 fix*+2 improv*+4 innovat*+4 secur*+2 securities+0 security+0 \
            faster+2 cheaper+2 spam*-3 fail*-5 flaw*-5 error*-3 stall*-3 bloat*-2 deprecat*-2
            """
        ),
        (
            .opinion,
            """
            predict*+0 forecast*+0 analyst*+0 opinion+0 expect*+0 target*+1 believ*+1 could+0 overhyp*-4 hype*+1 worthless-7 \
            useless-5
            """
        ),
        (
            nil,
            """
            good+3 great+4 best+4 excellent+5 positiv*+4 promising+4 favorabl*+4 favourabl*+4 opportunit*+3 happy+3 love*+3 \
            amazing+4 huge+1 bad-4 worst-6 terribl*-6 awful-6 negativ*-4 disast*-7 catastroph*-8 horribl*-6 toxic-5 dead-6 \
            death*-5 dying-5 nightmare*-6 trouble*-5 problem*-4 fake-5 hoax*-5 blam*-3 critici*-3 scandal*-6 controvers*-4 \
            dispute*-3 suspicio*-4 shock*-3 doubt*-3 disappoint*-5 reckless-5 doom*-6 chaos-6
            """
        ),
    ]
}
