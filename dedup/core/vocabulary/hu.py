"""Words of news in Hungarian that tell little."""

from dedup.core.vocabulary.words import Words

WORDS = Words(
    stop="""
a az egy és s is de vagy hanem illetve valamint pedig ha hogy mert mivel bár míg amíg mint nem ne
sem se már még csak most majd akkor itt úgy így ezért azért tehát azonban ugyanakkor viszont ugyanis
szerint után előtt között alatt felett mellett ellen által miatt szemben nélkül során óta számára
révén ez azt ezt ezek azok ezeket azokat ennek annak ezzel azzal erre arra erről arról ebben abban
ehhez ahhoz ezen azon ilyen olyan én mi ő ők ön őt nekem neki nekik minket saját magát aki akik akit
akinek ami amely amelyek amelyet amelynek amit amiben amelyben ahol amikor ahogy mit miért hogyan
minden mindenki más egyik másik néhány több kevesebb sok nagyon vannak volt voltak lesz lesznek
lenne lett lettek legyen lehet lehetett kell kellett kellene tud tudott akar szeretne fogják meg el
fel le be össze vissza közölte mondta mondja írja írta elmondta tájékoztatott jelentette kiemelte
""",
    background="""
korábban eközben előzőleg időközben tavaly eredetileg egykor mindeközben azelőtt
""",
    ordinary={
        1: """
év két első magyar évben új ország ember lehetőség
""",
        2: """
hétfőn kedden szerdán csütörtökön pénteken szombaton vasárnap magyarország három százalék millió
forint forintot rendőrség kormány emberek nap napon idő éve éves tavalyi idén végén kapott nagy ad
van
""",
        3: """
négy öt héten hónap hónapban elnök miniszterelnök együtt száma számú nagyobb legnagyobb hely helyen
város munka munkát utolsó következő teljes világon cég cégek vállalat nő nők férfiak gyerekek
személy tett tették ment megy jött kerül került látható tovább további ma tegnap második továbbra
részt része részben eddig esetben eset ügyben ügy helyzet jelenleg jelent mai hosszú különböző
kapcsolatban többek
""",
        4: """
egyesült államok amerikai európa európai unió brüsszel budapest fővárosi pártok politikai milliárd
nyolc kilenc tíz száz ezer ezren ezrek család családi bíróság törvény jogi döntés döntést döntött
oka okok probléma segítség út úton terület önkormányzat megye megyei oldalán cél célja eredmény
jelentés média lap hírügynökség mti szóvivő közlemény vezető vezetője igazgató vezérigazgató tagja
tagjai csoport csapat mérkőzés pénzt árak piac piacon este délután délelőtt órakor óra talált
találtak tart tartott tartják vett kezdett kezdődött kezd kezdte fontos fontosabb lehetséges magas
magasabb kis kisebb fiatal fiatalok idős régi nemzetközi nemzeti közös állami állam biztonság hírek
hatóság szükséges érdekében jó jobb ott maga
""",
        5: """
választás szavazat szavaztak ellenzék parlament országgyűlés képviselő állampolgár lakosság
társadalom polgármester utca utcában autó autót jármű sofőr sofőrje közlekedés baleset megsérült
sérült sérülést súlyos súlyosan meghalt halt halál halálos áldozat gyanúsított elfogták ügyészség
nyomozás nyomozók bűncselekmény tárgyalás ítélet ítélték ügyvéd börtön vádolják tűzoltók tűz
katasztrófavédelem kórház kórházba orvos orvosok egészségügyi válság háború támadás katona katonai
katonák hadsereg oroszország orosz ukrajna kína kínai németország német francia találkozó
megbeszélés csúcstalálkozó megállapodás szerződés terv tervek tervezi javaslat projekt program nőtt
növekedés emelkedett csökkent bevétel nyereség veszteség bank bankok tőzsde ügyfelek ipar ipari
energia olaj gáz adó adók adósság januárban februárban márciusban áprilisban májusban júniusban
júliusban augusztusban szeptemberben októberben novemberben decemberben május június július iskola
iskolák diákok egyetem kutató kutatók kutatás szakértők
""",
        6: """
külügyminiszter pénzügyminiszter államtitkár elnöke alelnök jelölt jelöltje kampány felmérés
nagykövet szankciók határ határon menekültek terrorizmus erőszak béke fegyver tüntetés tiltakozás
munkáltatók dolgozók munkahely fizetés reform változás alkotmány demokrácia szabadság emberi víz
időjárás eső hőmérséklet környezet természet repülőtér repülőgép gép technológia adatok adatai
internet telefon fejlődés fejlesztés termelés termék termékek kereskedelem export kereslet eladás
eladott vásárolt vásárlók gazdaság labdarúgó futball edző bajnokság győzelem győzött nyert vesztett
játékos játszott döntő döntőben sport filmet kultúra kulturális televízió újságíró anya apa fia
szülők hallgatók kritika bírálta figyelmeztetett bejelentette elfogadta tervezett várható érintett
veszély kockázat védelem védelmi támogatás felelős intézkedés
""",
    },
)
