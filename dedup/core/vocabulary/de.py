"""Words of news in German that tell little."""

from dedup.core.vocabulary.words import Words

WORDS = Words(
    stop="""
der das dem den des ein eine einen einem eines und oder aber denn sowie doch dass ob wenn weil als
wie während obwohl damit in im ins an am auf aus bei beim bis durch für gegen mit nach ohne seit
über um unter von vom vor wegen zu zum zur zwischen trotz laut ich wir uns er ihn ihm sie es ihr
ihre ihrer ihren sein seine seiner seinen sich dieser diese dieses diesem jeder jedem alle allem
alles was wer wann deren dessen hier da dabei dafür daran darauf davon dazu ist sind waren wäre sei
gewesen wird werden wurde wurden worden würde hat haben hatte hatten habe hätte kann können könnte
könnten konnte muss müssen soll sollen sollte sollten will wollte nicht kein keine keinen auch nur
noch schon bereits so sehr mehr nun jetzt dann wieder etwa rund jedoch allerdings zudem sagte sagt
sagten erklärte teilte zufolge einer diesen würden allen dort immer bevor sondern die
""",
    background="""
zuvor unterdessen derweil ursprünglich damals früher vorher inzwischen seinerzeit vergangenes
""",
    ordinary={
        1: """
jahr jahre jahren zwei ersten neue mehrere euro
""",
        2: """
neuen montag dienstag mittwoch donnerstag freitag samstag sonntag uhr menschen deutschland land zeit
tag tagen wochen drei prozent millionen polizei gibt ende derzeit weitere viele stadt regierung
letzten vergangenen
""",
        3: """
erste zweiten vier fünf woche monat monaten präsident minister teil geht kommt machen gemacht kommen
stehen steht bleibt allein anderen zahl unternehmen sicherheit angaben sprecher frage deutlich
großen große größte weniger weiter heute bislang bisher zunächst kurz lange gut ganz leben arbeit
welt wirtschaft bundes behörden eigenen lassen ließ gegeben nächsten
""",
        4: """
staaten usa europa bundesregierung kanzler partei politik politische milliarden sechs acht zehn
hälfte frau frauen männer kinder familie mann haus gericht gesetz recht entscheidung grund problem
hilfe weg ort region bereich platz stelle lage situation seite ziel ergebnis bericht medien zeitung
interview nachrichten agentur chef leiter leitung mitarbeiter mitglieder gruppe team spiel kosten
geld preis preise markt anfang nacht abend morgen morgens gesehen gefunden sehen finden zeigt nehmen
genommen kam kamen ging gilt gelten liegt lag führt führen geführt handelt beginnt begann erhalten
bekommen wichtig möglich hoch hohe hohen höher kleinen jungen alten alte neben internationalen
nationalen öffentlichen jährige
""",
        5: """
wahl wahlen stimmen opposition parlament bundestag koalition union abgeordnete bürger bevölkerung
gesellschaft bürgermeister rathaus gemeinde kreis straße autobahn auto fahrer fahrzeug verkehr
unfall verletzt schwer leicht tote getötet starb gestorben opfer täter festgenommen ermittlungen
staatsanwaltschaft verdacht richter prozess urteil anwalt angeklagte gefängnis vorwurf vorwürfe
beamte feuerwehr einsatz rettung brand schaden krankenhaus arzt ärzte patienten gesundheit krise
krieg angriff soldaten armee militär russland ukraine china frankreich amerikanische treffen
gespräche verhandlungen konferenz gipfel vertrag abkommen plan pläne vorschlag projekt programm
steigen gestiegen stieg sank zurück zunehmend wachstum umsatz gewinn konzern bank aktien banken
börse investoren kunden industrie energie öl gas strom steuern haushalt schulden steuer finanz
januar februar märz april mai juni juli august september oktober november dezember schule schüler
universität studie forscher experten
""",
        6: """
außenminister innenminister finanzminister vorsitzende vorstand geschäftsführer kandidat kampagne
wahlkampf umfrage botschafter außenpolitik sanktionen beziehungen grenze flüchtlinge migranten
terror anschlag gewalt konflikt frieden waffen demonstration protest streik gewerkschaft arbeitgeber
arbeitsplätze beschäftigte löhne reform änderung verfassung demokratie freiheit kirche wasser meer
fluss wetter regen sturm temperaturen grad klima umwelt natur tiere flughafen flugzeug zug bahn
schiff technik technologie daten internet computer handy entwicklung produktion hersteller handel
export import nachfrage verkauf kaufen angebot dollar quartal fußball trainer mannschaft verein liga
saison sieg niederlage gewonnen spieler finale sport film musik buch kultur fernsehen sender
journalisten mutter vater sohn tochter eltern freunde jugendliche studenten kritik kritisierte
forderte warnte kündigte angekündigt beschlossen geplant gefordert erwartet betroffen bekannt
erreicht entschieden gefahr risiko folgen schutz unterstützung verantwortung
""",
    },
)
