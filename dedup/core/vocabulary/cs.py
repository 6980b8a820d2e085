"""Words of news in Czech that tell little."""

from dedup.core.vocabulary.words import Words

WORDS = Words(
    stop="""
v ve z ze na do od o za před přes při pod nad bez mezi během podle kolem kvůli proti díky vedle i a
nebo ale však avšak tedy že aby by bych když pokud jestli jak jako kde než protože který která které
kteří kterých kterým kterému kterého kterou kdo což ta to ty toho té tomu tím těch těm tuto tento
tato tyto toto tomto tu on jeho její jejich ho ji jí nich já nás se svůj své svou svých jiný jiné
jiných všechny všechno všichni vše každý každého tak ne není je jsou být byl byla bylo byli byly
bude budou jsem jsme má mají měl měla mít jen pouze také rovněž už již ještě velmi více tady tam teď
potom pak dokonce zde zatímco např řekl řekla říká dodal dodala dodává uvedl uvedla uvádí upozornil
upozornila vysvětlil vysvětluje prohlásil sdělil sdělila informoval informovala popsal zdůraznil
tvrdí
""",
    background="""
dříve předtím původně mezitím doposud dosud dřív kdysi naposledy loni donedávna nedávno
""",
    ordinary={
        1: """
roku může lidí rok první korun dva doby podařilo
""",
        2: """
roce lidé tisíc den dní procent čas místo místě letos několik prezident země česká české českých
vláda vlády tři případě milionů část děti dnes nový města ten po co si
""",
        3: """
pondělí úterý středu čtvrtek pátek sobotu neděli středa sobota neděle město městě nové nových nová
novou poslední premiér ministr čtyři pět týden týdnu týdny měsíc měsíce měsíců praha praze prahy
práce práci situace situaci bezpečnostní třeba obyvatel svět světa světě evropské státu stát
rozhodnutí rozhodl policie policisté život života český
""",
        4: """
problém chce šéf strany strana době dobu další dalších druhý druhé druhá hodin mohou musí proto
stále především hodně šest skupina skupiny skupin žena ženy muž muži rodiny rodina zdraví zdravotní
služby služeb firma firmy společnost projekt program systém systému zákon zákona práva právo rozvoj
centrum kraj kraje regionu veřejné veřejnosti sociální ekonomiky finanční národní mezinárodní evropa
evropy unie peníze peněz miliard miliony eur dolarů počet počtu růst výsledky výsledek konec konci
konce začátku začátek večer ráno noci celý celé celou většina větší největší velký velké dobře dobré
důležité možnost pro tom jim asi
""",
        5: """
možné mluvčí setkání účast ředitel úřad úřady vedení historii pomoc pomoci tým týmu zápas utkání
včera nyní dům domu hlavní oblasti oblast válka války otázka důvod stejně zájem opatření podmínky
návrh plán mladý cena ceny domů jednání sedm osm deset ledna února března dubna května června
července srpna září října listopadu prosince volby voleb kandidát poslanci poslanec sněmovna senát
senátor opozice hlasování hlasů kampaně komise rada rady ministerstvo úřadu starosta hejtman
primátor soud soudu soudce zástupce vyšetřování trestný trestní trestu oběti obětí zemřel zemřelo
zraněných zranění smrt smrti útok útoku armáda armády vojáci vojenské konflikt krize pandemie
nemocnice lékaři lékař pacientů nemoci škola školy škole žáků studentů univerzita učitelé
zaměstnanci trh trhu banka náklady výroba energie vody voda životního prostředí klimatu změny změna
změnu reforma
""",
        6: """
stavba stavby investice členů člen organizace spolek občané občanů obce obec okresu ulice ulici
silnice silnici auto řidič otec matka syna hráči hráč vítězství sezony sezona trenér gól branky klub
klubu finále mistrovství liga ligy film filmu kniha hudby kultury internetu číny ruska ukrajina
spojené usa americký politik politici sever jih riziko podpora podporu cíl šance chtěl chtějí devět
dvacet třicet třetí čtvrtý ústavní demokracie rozpočet inflace fondů elektřiny průmyslu obchodu
zemědělci vězení odsouzen zadržen zadrželi podezřelý obviněný obžaloby obžalovaný proces stávka
rozhovory hranice uprchlíků migrantů nehoda vozidlo požár hasiči teploty počasí záchranáři očkování
studie vědci experti odborníci zpráva zprávy výzkum technologie digitální novináři média televize
prohlášení fotografie video letiště dopravy vlak letadlo byty budova minut kilometrů odpověď úspěch
porážka stadionu fanoušci mistr šampionát reprezentace zahraničí smlouva klientů zákazníků akcie
akci prodej hodnoty úroveň úrovni kvality požádal potvrdil odmítl schválila začal otevření uzavření
oznámil dohoda dohodu pokračuje
""",
    },
)
