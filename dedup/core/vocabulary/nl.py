"""Words of news in Dutch that tell little."""

from dedup.core.vocabulary.words import Words

WORDS = Words(
    stop="""
de het een en of maar dus in op aan bij met voor door over uit naar tot om te na tegen tussen onder
zonder sinds tijdens volgens vanaf rond binnen buiten wegens dat dit deze wie wat waar waarom hoe
wanneer welke als toen terwijl omdat hoewel zodat nadat voordat ik we wij ons onze u uw je hij hem
zijn hun hen ze zij haar zich zelf er hier daar daarbij daarmee daarna daarvoor ervan erop hierbij
waarbij waarin waarop waardoor elk elke iedere alle alles veel meer meest minder andere zo zoals
zeer is bent waren was geweest wordt worden werd werden geworden heeft hebben had hadden kan kunnen
kon konden moet moeten moest moesten mag mogen mocht zal zullen zou zouden wil willen wilde niet
geen ook al nog wel nu toch alleen slechts vooral echter weer steeds nooit altijd zei zegt zeggen
zeiden gezegd aldus laat vertelt meldt meldde die
""",
    background="""
eerder ondertussen intussen inmiddels voorheen vroeger aanvankelijk destijds oorspronkelijk voordien
""",
    ordinary={
        1: """
jaar twee eerste nieuwe mensen gaat komt jaren
""",
        2: """
zondag maandag dinsdag woensdag donderdag vrijdag zaterdag nederland land tijd dag dagen week weken
drie procent miljoen euro politie keer laatste goed komen gaan maken gemaakt grote regering minister
staat staan bekend van dan
""",
        3: """
president vier vijf maand maanden deel aantal uur vandaag gisteren morgen plaats stad werk eigen
einde begin tweede volgende vorige afgelopen wereld bedrijf bedrijven overheid vrouw mannen kinderen
doen gedaan krijgen kreeg gekregen blijft blijven zien gezien blijkt lang hele waarschijnlijk
onderzoek zaak leven twintig helft groot mogelijk verder samen terug genomen nemen
""",
        4: """
verenigde staten amerikaanse europa europese brussel partij kabinet kamer premier miljard zes zeven
acht tien honderd familie huis rechter rechtbank wet recht beslissing besluit reden probleem
problemen hulp weg gebied regio gemeente provincie buurt situatie kant doel resultaat rapport
bericht media krant persbureau woordvoerder baas directeur hoofd leider leden lid groep team
wedstrijd kosten geld prijs prijzen markt nacht avond ochtend middag gevonden vinden vond houden
gehouden ging kwam kwamen gekomen stond geeft gaf gegeven ligt leidt leiden geleid begonnen begon
beginnen belangrijk hoog hoge hoger kleine jonge oude jarige internationale nationale openbaar
openbare volledig verschillende enkele meerdere duizenden zorg veiligheid nieuws ben
""",
        5: """
verkiezingen stemmen stem oppositie parlement coalitie kamerlid burgers bevolking samenleving
burgemeester straat snelweg auto bestuurder voertuig verkeer ongeluk ongeval gewond gewonden zwaar
doden dood gedood overleden slachtoffer dader verdachte aangehouden justitie verdenking proces
vonnis advocaat gevangenis straf beschuldigd agenten brandweer brand schade ziekenhuis arts artsen
patiënten gezondheid crisis oorlog aanval aanvallen aanslag militairen leger rusland russische china
oekraïne duitsland duitse frankrijk franse belgië ontmoeting gesprekken onderhandelingen top verdrag
akkoord plan plannen voorstel project programma stijgen gestegen steeg daalde gedaald groei omzet
winst verlies concern bank banken aandelen beleggers klanten industrie energie olie gas belasting
begroting schulden januari februari maart april mei juni juli augustus september oktober november
december school scholen leerlingen universiteit deskundigen
""",
        6: """
staatssecretaris voorzitter topman ceo kandidaat campagne peiling kiezers ambassadeur buitenlandse
binnenlandse zaken sancties relatie betrekkingen grens vluchtelingen migranten terrorisme geweld
conflict vrede wapens demonstratie betogers protest staking vakbond werkgevers werknemers banen
lonen loon hervormingen verandering democratie vrijheid mensenrechten kerk water zee rivier regen
storm temperatuur graden klimaat milieu natuur dieren luchthaven vliegtuig vlucht trein schip
technologie techniek internet computer telefoon ontwikkeling productie fabriek handel export vraag
aanbod verkoop verkocht kopen gekocht rente economie kwartaal voetbal trainer ploeg club competitie
seizoen doelpunt winnen gewonnen won verloren speler spelers finale sport film muziek boek kunst
cultuur televisie journalist moeder vader zoon dochter ouders vrienden jongeren studenten kritiek
aangekondigd besloten gepland verwacht getroffen bereikt gevaar risico gevolgen gevolg bescherming
steun verantwoordelijk maatregelen toename
""",
    },
)
