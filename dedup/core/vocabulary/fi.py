"""Words of news in Finnish that tell little."""

from dedup.core.vocabulary.words import Words

WORDS = Words(
    stop="""
ja tai sekä eli mutta vaan että jotta jos kun kuin koska vaikka sillä ettei eikä myös jo vain vielä
sitten siis kuitenkin lisäksi esimerkiksi noin yli alle ennen jälkeen aikana kanssa mukaan mukana
välillä vuoksi takia kautta varten ilman kohti vastaan luona lähes hyvin enemmän vähemmän eniten
usein aina uudelleen taas jälleen minä me te hän hänen hänet hänelle he heidän heitä se sen sitä
siitä siinä sille siihen ne niiden niitä niistä niissä tämä tämän tätä tässä tästä nämä näiden näitä
tuo joka jonka jota jossa josta johon jotka joiden joita joissa mikä mitä missä mihin kuka ketkä
miten miksi joku jokin jotain muun muassa muut muita muiden kaikki kaikkien kaikkia itse oma on ovat
oli olivat ollut olleet ole olla olisi olisivat oleva ei eivät voi voivat voisi pitää pitäisi täytyy
saa saada aikoo sanoi sanoo kertoi kertoo kertovat kertoivat toteaa totesi mielestä
""",
    background="""
aiemmin aikaisemmin alun sittemmin samaan viime edellisen alunperin aikoinaan tuolloin
""",
    ordinary={
        1: """
vuoden vuonna suomen uusi kaksi suomessa ensimmäinen vuotta suomalainen
""",
        2: """
maanantaina tiistaina keskiviikkona torstaina perjantaina lauantaina sunnuntaina suomi kolme
prosenttia miljoonaa euroa poliisi ihmiset ihmisiä ihmisten kello osa päivän tehdä paljon maan uuden
hallitus tulee mukaista useita kertaa aikaa
""",
        3: """
mies neljä viisi viikon viikolla kuukauden kuukautta kuussa presidentti pääministeri ministeri
yhdessä määrä suuri suuren suurin paikalla kaupungin työtä työn viimeisen lopulla seuraavan koko
maailman yritys yhtiö yhtiön yritykset nainen miehet lasten henkilöä tehnyt tehty teki meni tullut
tuli näyttää eri pidempi tänään takaisin toinen toisen edelleen sai pitkään uusia ihminen asia
tilanne
""",
        4: """
yhdysvaltain eurooppa euroopan helsinki helsingin puolue puolueen poliittinen politiikka miljardia
kuusi seitsemän kahdeksan kymmenen tuhansia tuhatta perheen oikeus oikeuden laki lain päätös
päätöksen päätti syy syynä ongelma ongelmia apua tiellä alueen alueella kunta kunnan maakunta
puolella tavoite tavoitteena tulos raportti raportin media lehden uutistoimisto stt tiedottaja
tiedote johtaja toimitusjohtaja johtava jäsenet jäsen ryhmän joukkue ottelu kustannukset rahat hinta
hinnat markkinat yön illalla aamulla iltapäivällä löytyi löytynyt löytää piti pidetty ottaa otti
antaa antoi annettu alkaa alkoi alkanut aloitti tärkeä tärkeää mahdollista korkea pieni pienen nuori
nuoret nuorten vanhat vanha vuotias vuotiaan kansainvälinen kansallinen julkinen julkisen täysin
erilaisia turvallisuus uutiset viranomaiset nyt
""",
        5: """
vaalit vaalien vaaleissa ääntä äänestys oppositio eduskunta keskusta kokoomus kansanedustaja
kansalaiset yhteiskunta auto autoa kuljettaja liikenne onnettomuus loukkaantui vammoja vakavasti
kuoli kuollut kuoleman uhrit epäilty epäillään epäillyn kiinni pidätetty syyttäjä tutkinta tutkii
tutkinnan rikos rikoksen tuomio tuomittiin asianajaja vankeutta syytetty pelastuslaitos tulipalo
palo sairaala lääkäri potilaat terveys kriisi sota sodan isku hyökkäys sotilaat puolustusvoimat
venäjä venäjän ukraina kiina kiinan saksa saksan ruotsi ruotsin ranska tapaaminen neuvottelut kokous
huippukokous sopimus sopimuksen suunnitelma ehdotus esitys hanke hankkeen ohjelma kasvaa kasvanut
nousi noussut laski laskenut liikevaihto voitto voiton konserni pankki pankin osakkeet pörssi
asiakkaat teollisuus öljy verot verotus talousarvio budjetti tammikuussa helmikuussa maaliskuussa
huhtikuussa toukokuussa kesäkuussa heinäkuussa elokuussa syyskuussa lokakuussa marraskuussa
joulukuussa koulu koulun koulut yliopisto tutkija tutkimus asiantuntijat
""",
        6: """
ulkoministeri valtiovarainministeri puheenjohtaja ehdokas kysely kyselyyn äänestäjät suurlähettiläs
pakotteet suhteet raja rajan pakolaiset maahanmuuttajat terrorismi väkivalta konflikti rauha aseet
mielenosoitus protesti työnantajat työntekijät työpaikat palkka palkat uudistus muutos muutokset
perustuslaki demokratia vapaus ihmisoikeudet vesi veden lämpötila ilmasto ympäristö luonto luonnon
lentokenttä lento laivan tekniikka teknologia tiedot tietoja internet verkossa puhelin kehitys
kehityksen tuotanto tuotannon tuotteet kauppa kaupan vienti kysyntä myynti myydä myyty ostaa osti
korot talous talouden neljännes jalkapallo jääkiekko valmentaja seuran kausi kauden voitti voittanut
pelaaja pelaa urheilu elokuva musiikki kirja kirjan kulttuuri televisio yle toimittaja äiti isä
vanhemmat ystävät opiskelijat kritiikki arvostelee varoittaa ilmoitti hyväksyi odotetaan vaara riski
riskit seuraukset suoja tuki tukea vastuu vastuussa toimenpiteet syntynyt tapahtui
""",
    },
)
