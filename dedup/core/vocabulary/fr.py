"""Words of news in French that tell little."""

from dedup.core.vocabulary.words import Words

WORDS = Words(
    stop="""
le la les l un une des de du d à aux en dans par pour sur sous avec sans entre vers chez contre
depuis pendant avant après jusqu lors selon malgré et ou où mais donc ni que qu qui quoi dont quand
comme lorsque parce ce c cette cela ça ceux celle celui il elle ils elles on je nous me se lui leur
leurs ses mon ma notre eux même mêmes autre autres tout toute tous toutes chaque plusieurs quelques
aucun certains certaines quel quelle est sont être était étaient été étant fut sera seront serait
soit a ont avoir avait avaient aura auront aurait ne n pas moins très trop peu aussi déjà encore
seulement ainsi alors puis ici là non toujours notamment également enfin beaucoup bien dit dire
disent affirme affirmé explique expliqué déclaré déclare ajouté ajoute indiqué indique précisé
précise souligné souligne estime assure rapporté
""",
    background="""
auparavant précédemment entretemps antérieurement jadis naguère initialement historiquement
récemment rappelons autrefois
""",
    ordinary={
        1: """
ans année fait deux premier première temps jour faire france
""",
        2: """
pays peut président années fois jours nouveau nouvelle monde trois personnes grand gouvernement
place mois fin moment dernier dernière partie doit semaine vie ville faut cas heures comment son au
si cet sa plus
""",
        3: """
lundi mardi mercredi jeudi vendredi samedi dimanche millions euros nombre quatre cinq paris groupe
sécurité situation politique national ministre point mise pris mettre chef travail histoire projet
cours grande grands petit public entreprise suite question équipe heure général lieu loin près hier
européenne prendre plupart mieux peuvent aujourd effet
""",
        4: """
afin hui six mille enfants homme femmes femme hommes jeunes jeune famille santé service centre
région régions loi droit droits état europe internationale économique sociale social milliards
pourcent cent prix décision mesures accord police directeur autorités responsable programme annoncé
annonce niveau début retour soir matin veille mort mondial locale système cadre moyens force besoin
demande donné permet permettre seul seule sein long bon bonne rien vient maison prochain parti
second seconde possible important fonction condition plan rencontre passé tard résultats match
problème compte trouve ces
""",
        5: """
sept huit dix janvier février mars avril mai juin juillet août septembre octobre novembre décembre
élections candidat députés campagne opposition gauche droite vote voix assemblée parlement maire
mairie commune justice tribunal juge procureur enquête avocat victimes blessés morts attaque guerre
armée militaire violences conflit crise pandémie médecins hôpital malades maladie patients école
élèves université étudiants formation emploi salariés syndicats marché hausse baisse croissance
banque argent coût production énergie eau terre environnement climat développement changement
réforme commission conseil ministère administration comité société association organisation membres
citoyens population habitants quartier rue route père mère fils joueurs joueur victoire saison
entraîneur but club finale championnat équipes film livre musique culture réseaux internet site
chine russie unis américain français états capitale nord sud risque soutien action objectif choix
veut
""",
        6: """
veulent reste rester devient devenir devrait pourrait donner prend lancé décidé neuf douze quinze
vingt trente cinquante centaine dizaine moitié tiers troisième quatrième sénat constitution
démocratie république budget impôts dette inflation fonds bourse pétrole gaz électricité industrie
commerce tourisme agriculture exportations prison condamné arrêté arrêtés interpellé soupçonné
accusé plainte procès peine manifestation grève colère paix négociations dialogue frontière réfugiés
migrants accident véhicule voiture incendie pompiers gendarmes policiers tempête températures
urgence secours vaccin virus traitement étude scientifiques experts chercheurs recherche technologie
numérique journalistes presse télévision entretien communiqué message images photos artiste festival
fête église pape aéroport transports train avion bateau travaux construction logement immeuble
minutes mètres kilomètres âge âgé amis amour main mains mot parole raison réponse erreur succès
défaite stade supporters mondiaux sélection course médaille étranger étrangères roi contrat clients
utilisateurs actions ventes vente chiffre taux qualité demandé confirmé dénoncé appelé refusé voté
adopté tué commencé ouvert ouverture fermeture poursuit contexte permis
""",
    },
)
