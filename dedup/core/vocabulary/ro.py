"""Words of news in Romanian that tell little."""

from dedup.core.vocabulary.words import Words

WORDS = Words(
    stop="""
a al ale alte altă alți un o unui unei unor unii niște de din la în pentru prin fără peste între
dintre spre către după până lângă asupra contra împotriva potrivit conform și sau dar însă iar că să
dacă deși deoarece când cum unde cine ce căror cărora cărei precum nici nu mai foarte doar numai
deja încă astfel tot toate toți totul atunci acum aici apoi chiar mult multe mulți puțin el ea ei
ele noi voi îl îi le lui lor își se s i l ne vă te său săi noastră nostru acest această acesta
aceasta aceste acestea acești aceștia acestei acestor acel acea acele acela același cel cea cei cele
fiecare orice este e sunt era erau fost va vor am aș avea avut fie avem spune spus declarat afirmat
precizat adăugat explicat transmis subliniat arătat menționat anunță informează relatează afirmă
""",
    background="""
anterior precedent inițial odinioară cândva deunăzi recent istoricește
""",
    ordinary={
        1: """
ani românia două anul poate zi timp persoane trebuie
""",
        2: """
are an parte prima primul președintele lei guvern guvernul nou nouă trei zile timpul cadrul urma
oameni țara milioane mare mari mod locul mii ora alt pe cu sa fi au ar
""",
        3: """
luni marți miercuri joi vineri sâmbătă duminică lună luna săptămână patru cinci ministrul oraș
bucurești orașul orașului autorități poliția polițiștii lucru lucruri viață viața situația fac
național român română români românesc european europene publice public politică nivel nivelul caz
cazul grup euro final sută proiect proces ultimii ultima moment momentul
""",
        4: """
stat zona astăzi azi singur bine șase copii copiii femei femeie bărbat bărbatul familie familia
sănătate sănătății servicii centru centrul regiune lege legea drept dreptul drepturi europa uniunea
internațional economic sociale social miliarde milion procent număr numărul prețuri preț prețul
raport decizie decizia măsuri acord acordul director responsabil program anunțat anunț început
sfârșit seara dimineața noaptea moartea sistem sistemul mijloace putere putea pot putem nevoie
cerere date dată datele primar primarul primăria județul județ localitate companie firma firme
societate posibil partid partidul doua doilea următoarea următor condiții plan planul întâlnire sub
""",
        5: """
rezultate meci meciul echipa echipă teren criză criza obiectiv casa casă ieri important toată seama
loc fapt vorba intra mâine ajuns ajunge șapte opt zece ianuarie februarie martie aprilie iunie iulie
august septembrie octombrie noiembrie decembrie alegeri candidat deputați deputat campanie opoziție
vot votul parlament senat justiție tribunal judecător procurori anchetă anchetatorii avocat victime
victima răniți morți mort atac atacul război războiul armata militar violență conflict pandemie
medici medicul medic spital spitalul boală pacienți școală școli elevi elevii studenți universitate
locuri muncă angajați sindicate piață piața creștere bancă banca bani banii costuri producție
energie apă apa pământ mediu dezvoltare schimbare reforma comisia comisie consiliul minister
administrație comitet asociație organizație membri membrii cetățeni populație locuitori cartier
stradă strada drum tată tatăl mamă mama fiul jucători victorie
""",
        6: """
sezon antrenor gol golul club clubul finala campionat film filmul carte muzică cultură rețele
internet site china rusia rusiei ucraina unite sua american capitala nord sud risc sprijin acțiune
alegere rămâne rămas decis vrea devenit dosar douăzeci treizeci treia treilea patra constituție
democrație buget bugetul taxe inflație industrie comerț turism agricultură fermieri închisoare
condamnat arestat reținut suspect acuzat acuzații plângere procesul protest negocieri frontieră
refugiați migranți accident mașină mașini șofer șoferul incendiu pompieri jandarmi temperaturi
urgență tratament studiu cercetători experți specialiști cercetare tehnologie digital jurnaliști
presă presa televiziune interviu comunicat mesaj imagini fotografii video premiul premiu sărbătoare
biserica aeroport transport tren avion lucrări construcție clădire apartament metri vârsta vârstă
prieteni cuvinte motiv motivul răspuns întrebare succes înfrângere stadion suporteri mondial străini
străinătate contract clienți utilizatori acțiuni vânzări cifra calitate cerut confirmat denunțat
respins aprobat votat murit ucis deschis deschidere închis purtător continuă permite publicat
liderul lider psd pnl
""",
    },
)
