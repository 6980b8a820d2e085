"""Words of news in Swedish that tell little."""

from dedup.core.vocabulary.words import Words

WORDS = Words(
    stop="""
en ett den det de dem som och eller utan samt för att om när då medan eftersom sedan innan därför i
på av till från med vid hos mot genom efter under över mellan inom utanför omkring runt trots enligt
åt ur bland jag mig mitt mina vi oss vår vårt våra du dig ni er honom hans hon henne hennes sig sin
sitt sina dess deras denna detta dessa varje alla allt någon något några ingen inget inga vilken
vilket vilka vad vem varför hur här där dit vars är varit vara blir blev bli blivit blivits har hade
ha haft kan kunde kunna ska skulle skall måste får fick vill ville bör borde inte ej också även
redan bara endast nu än ännu så mycket mest mindre andra annan annat samma ändå alltid aldrig sade
säger säga sagt uppger uppgav berättar berättade skriver förklarar
""",
    background="""
tidigare samtidigt dessförinnan ursprungligen förut dittills förra inledningsvis häromåret
""",
    ordinary={
        1: """
år två nya första människor flera kommer
""",
        2: """
måndag tisdag onsdag torsdag fredag lördag söndag måndagen tisdagen onsdagen fredagen sverige
svenska svensk land landet tid dag dagar tre procent miljoner kronor polisen stora finns gång sista
del göra gör går dock per min han mer sa
""",
        3: """
fyra fem vecka veckan veckor månader månad året åren ny president regeringen statsminister minister
tillsammans antal stort staden stad arbete arbetet själv senaste slutet nästa hela världen företag
kvinna kvinnor män personer gjort gjorde gick gått komma kommit kom stor tror ser sett fått visar
står ligger längre igen dagens idag tillbaka större största fortfarande
""",
        4: """
usa amerikanska europa europeiska stockholm parti partiet partier politiska politik miljarder sex
tusentals familjen huset tingsrätten rätten beslut beslutet beslutade skäl problem hjälp vägen
området område kommunen region läget situation sida sidan mål målet resultat rapport tidningen
nyhetsbyrån presstalesman pressmeddelande chef chefen direktör vd ledare ledaren medlemmar grupp
gruppen match matchen kostnader pengar pris priser marknad natten kväll morgonen eftermiddagen
hittade hitta hittats hålla hållit håller tar tog ta tagit ger gav ge gett leder leda ledde började
börjar börja viktigt viktig möjligt höga hög högre små liten unga äldre gamla gammal årige åriga
internationella nationella offentliga helt olika tusen vården vård säkerhet nyheter ytterligare var
""",
        5: """
val valet röster rösta opposition riksdagen ledamot medborgare befolkningen samhället gata gatan bil
bilen bilar föraren trafik trafiken olycka skadad skadade skador allvarligt döda död dött offer
offret misstänkt gripen gripits greps åklagare utredning brott rättegång dömd döms advokat fängelse
anklagas räddningstjänsten brand branden sjukhus läkare patienter hälsa kris krisen krig kriget
attacken militär ryssland ryska ukraina kina tyskland tyska frankrike möte mötet samtal
förhandlingar toppmöte avtal avtalet plan planer planerar förslag projekt program öka ökar ökade
ökat ökning minska minskat minskade tillväxt vinst vinsten förlust koncernen bank banken aktier
börsen kunder industri energi olja skatt budgeten januari februari april maj juni juli augusti
september oktober november december skola skolan elever universitet forskare forskning experter
""",
        6: """
utrikesminister finansminister justitieminister ordförande styrelsen kandidat väljarna partiledare
ambassadör sanktioner relationer gräns gränsen flyktingar terrorism våld våldet konflikt
demonstration protester facket arbetsgivare anställda jobb jobben löner lön reform reformer
förändring demokrati frihet mänskliga rättigheter vatten vädret regn storm klimat klimatet miljö
miljön natur flygplats tåg tåget teknik uppgifter internet telefon utveckling produktion handel
handeln export efterfrågan sålt köpt dollar ekonomi kvartalet fotboll tränare klubb klubben säsongen
säsong vinna vann vunnit förlorade spelare spela spelar final finalen film filmen boken tv
journalist mor son dotter föräldrar vänner ungdomar studenter kritik kritiken varnar varnade
meddelade väntas drabbats drabbade nått fara risk risken följd följder skydd stöd ansvar ansvaret
åtgärder
""",
    },
)
