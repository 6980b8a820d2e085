"""Words of news in English that tell little."""

from dedup.core.vocabulary.words import Words

WORDS = Words(
    stop="""
a an the of to in on at for from by with and or but as is are was were be been being it its this
that these those he she they his her their i we you our not no if than then there here said says say
will would could should may might can has have had do does did about into after before more who what
when where which how s t over under between through during against among without within across
around upon toward towards despite per via nor so yet because while although though whether unless
until since whom whose why me my your him hers them himself herself itself themselves any some all
both each every other others another such same own am having done doing must shall also already only
just even still now too very most much many less however again often later ever never saying told
tells according added adding stated noted
""",
    background="""
meanwhile earlier previously background last originally initially historically formerly
""",
    ordinary={
        1: """
one years
""",
        2: """
officials make monday tuesday wednesday thursday friday reported several
""",
        3: """
city company country day first government group last market million month national new official
people percent president report state time two week year year-old four five way back took months
help well long place days come out up down used saturday sunday news left found top today late
members
""",
        4: """
announced area business called case center chief court data development director early end expected
former future held high home including industry issue law leader local made meet member minister
next number office part plan police policy power program project public research service set
statement support system take team technology three use work world political united states billion
known six ten money men women children working economy force forces major general head department
began start started given keep ahead continue media latest big small good best important near north
south west east areas history right using point past leading live living house seen cases want need
led decision lead weeks union asked believe become came
""",
        5: """
agreement annual attack bank change child committee conference cost customer deal death demand
digital drop economic election energy event fall family fire foreign gain global growth half health
increase information international investment lawmaker level life loss man medium meeting military
network online parliament party price process product production quarter rate record region result
rise sale school second security share social student study supply talk test third trade university
user video visit vote war woman opposition prime secretary authorities spokesman spokesperson agency
council talks access control operation investigation charges killed died injured victims injuries
arrested officers suspect accused crime judge trial lawyer evidence pay costs prices tax budget
rates financial sales workers jobs companies fund value january february march april june july
august september october november december game season won win players club final match education
community society rights citizens population residents town village street road building water food
oil china russia european europe american british london york medical hospital experts phone website
action step steps
""",
        6: """
climate weather temperatures rain river island airport flight train car vehicle driver traffic
produce consumer customers shares stock profit revenue executive chairman manager board management
contract employees strike interest debt crisis inflation dollars euros campaign candidate voters
poll congress senator legislation reform proposal commission border immigration troops soldiers army
terrorism violence violent conflict peace protest demonstrators ambassador relations ties
independent human freedom religious church treatment disease virus patients doctor doctors drug
drugs film music author television newspaper journalist interview award champion league football
score parents mother father son daughter friends young age old spread concern fear risk damage
response failed refused warned promised approved rejected signed launched ordered
""",
    },
)
