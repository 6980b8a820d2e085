"""Words of news in Polish that tell little."""

from dedup.core.vocabulary.words import Words

WORDS = Words(
    stop="""
w we z ze na do od o za przed przez przy pod nad dla bez między podczas według około ponad i a oraz
lub albo ale jednak więc że żeby aby by bo ponieważ gdy kiedy jeśli jeżeli czy jak jako gdzie choć
który która które którzy których któremu którego której którym którą kto czym czego ta to te tego
tej tym tych tymi on ona ono oni jego jej ich go mu ją nich nam się sobie siebie swój swoje swoją
swoich swojej swojego inny inne innych wszystkie wszystko wszyscy wszystkich każdy taki takie takich
tak nie jest są być był była było były będzie będą został została zostało zostały zostali ma mają
miał miała tylko także również już jeszcze bardzo bardziej tu tam teraz potem nawet też np
powiedział powiedziała mówi mówił mówiła dodał dodała dodaje podkreślił podkreśla zaznaczył wyjaśnił
wyjaśnia stwierdził poinformował poinformowała poinformowano ocenił podał podała zdaniem informuje
""",
    background="""
wcześniej poprzednio uprzednio tymczasem dotychczas dotąd początkowo pierwotnie niegdyś dawniej
niedawno ostatnio
""",
    ordinary={
        1: """
roku może lat można czasie osób polsce dwa pierwszy jeden
""",
        2: """
latach dni dnia miejsce miejscu proc raz tysięcy polska polski kraju prezydent godziny godz tys zł
milionów trzy ludzi pracy sprawie dwóch prawa kolejny część ten po co ci
""",
        3: """
poniedziałek wtorek środę czwartek piątek sobotę niedzielę miasta miasto rząd rządu rządowe osoby
nowy nowe nowych ostatni premier minister cztery pięć spraw sprawy tygodniu tydzień miesiące
miesięcy warszawa warunki bezpieczeństwa sytuacja chodzi należy trzeba mieszkańcy świata świecie
europejskiej państwa państwo decyzja decyzję decyzji policja policji życia życie polskie polskich
dzień
""",
        4: """
wiele wielu problem szef mln strony sześć drugi druga drugie grupy grupa dzieci kobiety kobieta
mężczyzna mężczyźni rodziny rodzina zdrowia usług firmy firma spółka spółki projekt program systemu
system prawo ustawy ustawa rozwoju centrum region publicznych społeczne gospodarki finansowe
narodowy międzynarodowej europy unii europa pieniądze pieniędzy złotych euro dolarów procent liczba
liczby liczbę wzrost wyniki wynik koniec końcu początku rozpoczął noc wieczorem rano cały całej cała
dużo większość większe największy duże dobrze dobry ważne możliwość możliwe powinien powinny musi
muszą działania działań spotkanie udział dyrektor rzecznik władze władz przypadku
""",
        5: """
historii celu pomoc pomocy drużyna mecz zespół moim chce chcą kolejne wczoraj dziś dzisiaj obecnie
dom domu partii partia średnio temat pytanie wojny siedem osiem dziesięć stycznia lutego marca
kwietnia maja czerwca lipca sierpnia września października listopada grudnia wybory wyborów kandydat
poseł posłów sejm sejmu senat opozycji głosów głosowania kampanii komisja komisji rada rady urząd
urzędu burmistrz wojewoda sąd sądu prokuratura śledztwo sędzia sędziów przestępstwa zarzuty ofiary
ofiar zginęło rannych śmierć śmierci atak ataku wojna wojsko wojskowe armii konflikt kryzys pandemii
szpital lekarze lekarz pacjentów choroby szkoła szkole szkoły uczniów studentów uniwersytet
nauczyciele pracownicy związki rynku rynek ceny cen banku bank kosztów koszty produkcji energii wody
woda ziemi środowiska klimatu zmiany zmian reformy prace budowy inwestycji unijnych członków
organizacji stowarzyszenie obywateli gminy gmina powiatu województwa
""",
        6: """
ulicy ulica drogi droga samochód kierowca ojciec matka syn syna zawodnicy zwycięstwo sezonu sezon
trener gola bramki klub klubu finał mistrzostw film filmu książki muzyki kultury internecie stronie
portal chiny chin rosji rosja ukrainy ukraina stany zjednoczone amerykański polityk politycy północ
południe ryzyko wsparcie cel szansę dziewięć dwadzieścia trzydzieści połowa trzeci trzecia czwarty
konstytucji demokracji budżetu budżet podatki podatku inflacji funduszy giełdzie ropy gazu prądu
przemysłu handlu turystyki rolników rolnictwa więzienia skazany zatrzymany podejrzany oskarżony
proces protest strajk negocjacje rozmowy granicy granica uchodźców migrantów wypadek wypadku pojazd
pożar strażacy ratownicy szczepionki wirusa leczenie badania badań naukowcy eksperci ekspert raport
technologii cyfrowe dziennikarze mediów telewizji wywiadzie oświadczenie zdjęcia nagranie nagroda
nagrody święta kościoła kościół lotnisko transportu pociąg samolot budynku dzielnicy minut metrów
kilometrów powód odpowiedź sukces porażka stadionie kibice mistrz reprezentacji zagranicznych umowy
umowa klientów użytkowników akcji sprzedaży wartości poziom poziomie jakości poprosił potwierdził
odrzucił przyjął zmarł zaczął otwarcie zamknięcie zapowiedział
""",
    },
)
