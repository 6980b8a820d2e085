"""Words of news in Italian that tell little."""

from dedup.core.vocabulary.words import Words

WORDS = Words(
    stop="""
il lo la i gli le l un uno una di a da in con su tra fra del dello della degli delle dell al allo
alla agli alle all dal dalla dai dalle dall nel nello nella nei nelle nell sul sulla sui sulle sull
e ed o ma però né che chi cui quale quando dove mentre perché se anche secondo dopo senza verso
contro durante presso oltre attraverso sotto lui noi loro suo sua suoi questo questa questi queste
quello quella quelli altro altra altri altre stesso stessa tutto tutta tutti tutte ogni alcuni
alcune qualche molto molti molte poco è sono essere era erano fu stato stata stati sarà saranno
sarebbe sia ha hanno avere aveva avevano ho non più meno già ancora solo soltanto così quindi poi
ora qui quasi infatti inoltre invece detto dice dicono dire dichiarato spiega spiegato afferma
affermato aggiunto aggiunge sottolinea sottolineato
""",
    background="""
precedentemente intanto inizialmente originariamente storicamente tradizionalmente recentemente
anteriormente dapprima finora
""",
    ordinary={
        1: """
anni anno prima parte due fatto può giorno volta italia
""",
        2: """
presidente governo primo nuovo nuova tempo tre giorni momento città nazionale grande mondo paese
ultimi persone caso vita corso sempre milioni proprio lavoro oggi deve situazione per dei si ci
""",
        3: """
mila euro mesi ore casa gruppo lunedì martedì mercoledì giovedì venerdì sabato domenica quattro
cinque ieri sicurezza politica pubblico storia progetto punto seguito settimana scorso scorsa parole
italiana roma generale importante maggior meglio modo possono ministro problema squadra attività
internazionale particolare livello rispetto bene
""",
        4: """
sei uomo donne donna bambini giovani famiglia salute servizio centro regione zona legge diritto
diritti europa europea europeo economica sociale sociali miliardi milione percento numero prezzi
rapporto decisione misure accordo polizia direttore autorità responsabile programma annunciato
inizio ritorno sera mattina notte morte nuovi nuove sistema mezzi forza bisogno richiesta dato dati
grazie insieme sindaco comune territorio impresa imprese azienda aziende società possibile partito
seconda prossimo ultimo ultima condizioni piano incontro risultato gara partita campo crisi contesto
obiettivo grandi rete vicino arrivo arriva mano terzo parlare realtà bordo linea vuole lei
""",
        5: """
sette otto dieci gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre
novembre dicembre elezioni candidato deputati campagna opposizione sinistra destra voto voti
parlamento senato camera giustizia tribunale giudice procura indagine avvocato vittime feriti morti
attacco guerra esercito militare violenza conflitto pandemia medici medico ospedale malattia
pazienti scuola studenti università formazione occupazione lavoratori sindacati mercato aumento
crescita banca denaro costi produzione energia acqua terra ambiente sviluppo cambiamento riforma
commissione consiglio ministero amministrazione comitato associazione organizzazione membri
cittadini popolazione abitanti quartiere via strada padre madre figlio figli giocatori vittoria
stagione allenatore gol club finale campionato film libro musica cultura social internet sito cina
russia uniti americano capitale nord sud rischio sostegno azione scelta rimane diventare dovrebbe
potrebbe dare deciso milano premier leader
""",
        6: """
nove dodici venti trenta cento metà terza quarto quarta costituzione democrazia repubblica bilancio
tasse debito inflazione fondi borsa petrolio gas industria commercio turismo agricoltura
esportazioni carcere condannato arrestato arresto sospettato accusa accusato denuncia processo pena
manifestazione protesta sciopero pace negoziati dialogo confine frontiera profughi migranti
incidente veicolo auto incendio vigili carabinieri agenti pioggia maltempo temperature emergenza
soccorsi vaccino virus terapia studio scienziati esperti ricerca tecnologia digitale giornalisti
stampa televisione intervista comunicato messaggio lettera immagini foto video artista festival
premio festa chiesa papa aeroporto trasporti treno aereo nave lavori costruzione edificio minuti
metri chilometri età amici amore corpo testa mani occhi parola ragione risposta domanda errore
successo sconfitta stadio tifosi mondiale medaglia estero stranieri re contratto clienti utenti
azioni vendite vendita cifra tasso qualità cerca chiesto confermato rifiutato approvato morto ucciso
iniziato aperto apertura chiusura portavoce continua permette giro rischia interno
""",
    },
)
