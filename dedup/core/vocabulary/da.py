"""Words of news in Danish that tell little."""

from dedup.core.vocabulary.words import Words

WORDS = Words(
    stop="""
en et den det de dem der som og eller for at om når da mens fordi siden inden derfor hvis i på af
til fra med ved hos mod gennem efter under over mellem uden omkring trods ifølge ud blandt jeg mig
mit vi vores du dig jer hans hun hende hendes sig sin sit sine dens dets deres denne dette disse
hver alle nogen noget nogle ingen intet hvilken hvilket hvilke hvad hvem hvor hvorfor hvordan her
dér er været være bliver blev blive blevet har havde have haft kan kunne skal skulle må måtte får
fik vil ville bør burde ikke også allerede kun bare blot nu endnu så meget mere mest mindre anden
andre andet samme flere selv altid aldrig ellers siger sagde sige sagt oplyser oplyste fortæller
fortalte skriver forklarer udtaler lyder
""",
    background="""
tidligere samtidig forinden oprindeligt imens førhen dengang hidtil indledningsvis
""",
    ordinary={
        1: """
år to nye første mennesker dag
""",
        2: """
mandag tirsdag onsdag torsdag fredag lørdag søndag danmark danske dansk land landet tid dage tre
procent millioner kroner politiet store kommer gang seneste del gøre gør går gange samt står mine
per ad min han alt
""",
        3: """
fire fem uge ugen uger måneder måned året årene ny præsident regeringen statsminister minister
sammen antal stort sted byen by arbejde sidste slutningen næste hele verden virksomhed kvinde
kvinder mand mænd børn personer gjort gjorde gik gået komme kommet kom stor tror ser set viser
ligger længere igen dagens tilbage større største fortsat både
""",
        4: """
usa amerikanske europa europæiske københavn parti partiet partier politiske politik milliarder seks
tusinder hus huset retten ret lov loven beslutning besluttet grund problem hjælp vej vejen området
område kommune region situationen mål målet resultat rapport medier avisen nyhedsbureauet ritzau
pressemeddelelse talsmand chefen direktør leder lederen medlemmer gruppe gruppen hold kamp kampen
udgifter penge pris priser marked markedet natten aften aftenen morgen eftermiddag fundet finde
fandt holde holdt holder tager tog tage taget giver gav givet føre førte begyndte begynder vigtigt
vigtig muligt høj høje højere lille unge ældre gamle årige årig internationale nationale offentlige
helt forskellige tusind sikkerhed nyheder yderligere cirka ham var
""",
        5: """
valg valget stemmer stemme opposition folketinget borgere borgerne befolkningen samfundet borgmester
bil bilen biler trafik ulykke ulykken såret skadet alvorligt døde død dræbt omkom offeret sigtet
sigtede anholdt anholdelse anklager efterforskning sag sagen dom dommer dømt advokat fængsel brand
branden anmeldelse hospital læger patienter sundhed krise krisen krig krigen angreb angrebet militær
rusland russiske ukraine kina tyskland tyske frankrig svenske sverige norge møde møder samtale
forhandlinger topmøde aftale aftalen plan planlægger forslag projekt program øge øget stige steget
stiger stigning falde faldet faldt vækst overskud underskud tab koncernen bank banken aktier børsen
kunder industri energi olie skatter budget budgettet januar februar marts april maj juni juli august
september oktober november december skolen skoler elever universitet forskere eksperter
""",
        6: """
udenrigsminister finansminister justitsminister formand bestyrelsen kandidat undersøgelse vælgerne
partileder ordfører ambassadør sanktioner forhold grænse grænsen flygtninge terrorisme vold konflikt
våben demonstration protest fagforening arbejdsgivere ansatte medarbejdere job løn reform reformer
ændring demokrati frihed vand vejret regn storm klima klimaet miljø natur lufthavn fly flyet toget
teknologi oplysninger internettet telefon udvikling produktion handel eksport efterspørgsel salget
solgt købe købt dollar økonomi kvartal fodbold træner træneren klub klubben sæsonen sæson vinde
vandt vundet spiller spille finalen sport film filmen bogen tv journalist mor søn datter forældre
venner studerende kritik kritiserer advarer advarede meddeler meddelte vedtaget planlagt ventes
forventer ramt nået risiko risikoen følger beskyttelse støtte ansvar ansvarlig tiltag
""",
    },
)
