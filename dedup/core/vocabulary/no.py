"""Words of news in Norwegian that tell little."""

from dedup.core.vocabulary.words import Words

WORDS = Words(
    stop="""
en et ei den det de dem der som og eller for at om når da mens fordi siden før derfor hvis i på av
til fra med ved hos mot gjennom etter under over mellom innen uten rundt tross ifølge ut blant jeg
meg mitt vi oss vår vårt våre du deg dere hans hun henne hennes seg sin sitt sine dens dets deres
denne dette disse hver alle noen noe ingen intet hvilken hvilket hvilke hva hvem hvor hvorfor
hvordan her dit er vært være blir ble bli blitt har hadde ha hatt kan kunne skal skulle må måtte får
fikk vil ville bør burde ikke også allerede kun bare nå enn ennå så mye mest mindre annen andre
annet samme flere selv alltid aldri ellers likevel sier sagt opplyser opplyste forteller fortalte
skriver forklarer uttaler melder mener
""",
    background="""
tidligere samtidig opprinnelig imens førhen dengang hittil innledningsvis forrige
""",
    ordinary={
        1: """
år to nye første mennesker dag kommer
""",
        2: """
mandag tirsdag onsdag torsdag fredag lørdag søndag norge norske norsk land landet tid dager tre
prosent millioner kroner politiet store gang siste del gjøre gjør går ganger samt står mine per min
han alt mer sa si
""",
        3: """
fire fem uke uken uker måneder måned året årene ny president regjeringen statsminister sammen antall
stort sted byen by arbeid arbeidet slutten neste hele verden selskapet bedrift kvinne kvinner mann
menn personer gjort gjorde gikk gått komme kommet kom stor tror ser sett viser ligger lenger igjen
dagens tilbake større største fortsatt både nok
""",
        4: """
usa amerikanske europa europeiske oslo parti partiet partier politiske politikk milliarder seks
tusenvis hus huset retten tingretten rett lov loven beslutning bestemt grunn problem hjelp vei veien
området område kommune fylke situasjonen mål målet resultat rapport medier avisen nyhetsbyrået ntb
pressemelding talsmann sjefen direktør leder lederen medlemmer gruppe gruppen lag kamp kampen
kostnader penger pris priser marked markedet natten kveld kvelden morgen ettermiddag funnet finne
fant holde holdt holder tar tok ta tatt gir ga gi gitt føre førte begynte begynner startet viktig
viktige mulig høy høye høyere liten unge eldre gamle åringen åring internasjonale nasjonale
offentlige helt forskjellige ulike tusen sikkerhet nyheter ytterligere omtrent ham var
""",
        5: """
valg valget stemmer stemme opposisjon stortinget innbyggere befolkningen samfunnet ordfører bil
bilen biler føreren trafikk ulykke ulykken skadet skader alvorlig døde død drept omkom offeret
siktet siktede pågrepet arrestert påtalemyndigheten etterforskning sak saken dom dommer dømt advokat
forsvarer fengsel brann brannen meldingen sykehus leger pasienter helse krise krisen krig krigen
angrep angrepet militære russland russiske ukraina kina tyskland tyske frankrike svenske sverige
danmark møte møter samtale forhandlinger toppmøte avtale avtalen plan planlegger forslag prosjekt
program øke økt økte økning stige steget falt falle vekst overskudd underskudd tap konsernet bank
banken aksjer børsen kunder næringsliv industri energi olje gass skatter budsjett statsbudsjettet
januar februar mars april mai juni juli august september oktober november desember skolen skoler
elever universitetet forskere eksperter
""",
        6: """
utenriksminister finansminister justisminister styreleder styret kandidat undersøkelse velgerne
partileder ambassadør sanksjoner forhold grense grensen flyktninger terrorisme vold konflikt våpen
demonstrasjon protest fagforening arbeidsgiver ansatte jobb jobben lønn reform reformer endring
demokrati frihet vann regn storm klima klimaet miljø natur flyplass lufthavn fly flyet tog toget
teknologi opplysninger internett telefon utvikling produksjon produkter handel eksport etterspørsel
salget solgt kjøpe kjøpt dollar økonomi kvartal fotball trener treneren klubb klubben sesongen
sesong vinne vant vunnet spiller spille finalen idrett film filmen boken tv nrk journalist mor sønn
datter foreldre venner studenter kritikk kritiserer advarer advarte vedtatt planlagt ventes
forventer rammet nådd risiko risikoen følger beskyttelse støtte ansvar ansvarlig tiltak
""",
    },
)
