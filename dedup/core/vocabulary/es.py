"""Words of news in Spanish that tell little."""

from dedup.core.vocabulary.words import Words

WORDS = Words(
    stop="""
el la los las lo un una unos unas de del a al en con por para sin sobre entre desde hasta hacia ante
tras durante contra mediante según bajo y e o u ni pero sino aunque porque pues que qué como cómo
cuando donde mientras quien quienes cual se su sus le les me él ella ellos nuestro este esto estos
estas ese esa eso esos esas otro otra otros otras mismo misma todo toda todos todas cada algo alguno
algún alguna algunos algunas mucho muchos muchas poco nada es era eran fue fueron sido será serán
sería está están estar estaba estaban estado estuvo ha haber había habían hay he habrá no más menos
muy ya también además solo sólo así aún casi luego entonces después ahora aquí tan tanto dijo dicho
dice dicen decir afirmó aseguró señaló indicó explicó añadió agregó informó declaró manifestó
expresó destacó sostuvo apuntó comentó precisó
""",
    background="""
anteriormente previamente entretanto originalmente inicialmente históricamente tradicionalmente
recientemente antaño paralelamente
""",
    ordinary={
        1: """
año años día parte país hace puede tiene dos personas
""",
        2: """
gobierno presidente primera primer nuevo nueva vez tiempo tres días momento ciudad nacional millones
pasado mundo caso gran forma semana situación medio último tienen hacer lugar son si ser han
""",
        3: """
mil vida hoy antes pueden meses mes horas trabajo pública público gente grupo última cuatro cinco
importante internacional social política seguridad equipo mejor final proceso respecto acuerdo
través bien dentro lunes martes miércoles jueves viernes sábado domingo tener ayer problemas
proyecto general autoridades debe historia españa deben ministro manera
""",
        4: """
seis junto varios cuenta segundo segunda poder región zona cerca sistema hecho siempre frente
próximo próxima derechos ley miles información medios sociales servicios desarrollo atención salud
empresa familia hombre mujeres mujer niños jóvenes hora centro casos medidas datos sector pueblo
casa grandes nuevos nuevas anunció euros dólares director jefe estados unidos europa comunidad
policía población madrid resultados total ciento número unidad local decisión tipo plan encuentro
partido falta llegar realizar realizó presentó objetivo fuerza crisis apoyo principal relación
futuro posible económica siguiente acción esta
""",
        5: """
siete ocho diez enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre
diciembre noche mañana tarde ministerio congreso elecciones candidato líder oposición campaña voto
justicia juez tribunal fiscalía delito investigación muerte muertos víctimas heridos violencia
guerra ataque ejército militar hospital médico enfermedad pacientes educación escuela universidad
estudiantes economía mercado precio precios aumento crecimiento inversión banco dinero pago millón
producción energía agua tierra cambio programa institución organización administración secretario
alcalde municipio provincia capital calle edificio ciudadanos trabajadores empleo sindicatos padre
padres madre hijo hijos jugadores partida victoria temporada entrenador gol club torneo liga
película música libro cultura redes internet china rusia américa central norte sur control riesgo
condiciones oportunidad necesario especial diferentes cualquier recibir recibió llegó cumplir
mantener mantiene permite permitir evitar lograr logró
""",
        6: """
ganar participar nueve doce treinta cien mitad tercera tercer cuarto quince izquierda derecha
democracia constitución senado diputados parlamento comisión comité consejo presupuesto impuestos
reforma deuda inflación fondos bolsa petróleo industria comercio turismo exportaciones cárcel
detenido detención agentes acusado acusación denuncia sentencia abogado juicio pena protesta huelga
conflicto paz negociaciones diálogo frontera refugiados migrantes accidente vehículo incendio
lluvias tormenta temperaturas clima ambiente emergencia rescate vacuna virus pandemia médicos
tratamiento estudio científicos expertos informe tecnología digital telefónica periodistas prensa
televisión entrevista declaraciones mensaje fotos video artista festival premio fiesta iglesia papa
aeropuerto carretera transporte tren avión barco obras construcción vivienda barrio casas minutos
kilómetros metros edad joven amigos amor cuerpo manos palabra razón pregunta respuesta éxito derrota
empate estadio aficionados rival campeón mundial selección oro extranjeros república reino firma
contrato clientes usuarios compañía acciones ventas venta costo nivel niveles cifras porcentaje
busca buscar quiere quieren pidió explicar confirmó advirtió rechazó aprobó murió comenzó terminó
abrir cerrar pasó sigue
""",
    },
)
