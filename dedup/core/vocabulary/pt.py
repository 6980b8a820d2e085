"""Words of news in Portuguese that tell little."""

from dedup.core.vocabulary.words import Words

WORDS = Words(
    stop="""
o a as um uma uns umas de do da dos das em no na nos nas num numa por pelo pela pelos pelas para com
sem sobre entre desde até após ante contra durante sob segundo conforme ao à aos às e ou nem mas
porém que quem qual se como quando onde porque caso ele ela eles elas nós você seu sua seus suas
este estes esse essa isso aquele aquela outro outra outros outras mesmo mesma todo toda todos todas
cada algum alguma alguns algumas muito muitos muitas pouco nada tudo é são era eram foi foram sido
sendo será serão seria seja está estão estar esteve tem têm ter tinha teve há havia haver não mais
menos já também além só apenas assim ainda quase depois então agora aqui tão deste desta nesta neste
disse dito diz dizem dizer afirmou afirma explicou explica acrescentou destacou informou declarou
ressaltou contou garantiu
""",
    background="""
anteriormente previamente entretanto originalmente inicialmente historicamente tradicionalmente
recentemente outrora antigamente paralelamente
""",
    ordinary={
        1: """
ano anos dia parte pode país dois pessoas vez fazer
""",
        2: """
governo presidente primeira novo nova tempo três dias forma momento cidade nacional maior milhões
passado mundo grande última último semana situação vai duas lugar meio ser
""",
        3: """
mil vida hoje antes podem meses mês horas trabalho pública público grupo quatro cinco importante
internacional social política segurança equipe equipa melhor final processo acordo através bem
dentro feira segunda terça quarta quinta sexta sábado domingo ontem projeto geral autoridades deve
devem história brasil portugal ministro área fim relação estado
""",
        4: """
estados seis junto vários várias conta poder região local locais zona sistema fato facto sempre
frente próximo próxima direitos lei informações meios sociais serviços desenvolvimento atenção saúde
empresa família homem homens mulheres mulher crianças jovens hora centro casos medidas dados setor
casa grandes novos novas anunciou euros reais dólares diretor unidos europa comunidade polícia
população paulo lisboa resultado total cento número unidade decisão tipo plano encontro partido
falta chegar realizar apresentou objetivo força crise apoio principal futuro possível económica
econômica seguinte ação chegou esta
""",
        5: """
sete oito dez janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro
dezembro noite manhã tarde ministério congresso eleições candidato líder oposição campanha voto
votos justiça juiz tribunal crime investigação morte mortos vítimas feridos violência guerra ataque
exército militar hospital médico doença pacientes educação escola universidade estudantes alunos
economia mercado preço preços aumento crescimento banco dinheiro pagamento milhão bilhões produção
energia água terra mudança programa instituição organização administração secretário prefeito câmara
município província capital rua prédio cidadãos emprego sindicatos pai pais mãe filho filhos
jogadores jogo jogos vitória temporada treinador técnico gol clube torneio campeonato filme música
livro cultura redes internet china rússia américa central norte sul controle risco condições
oportunidade necessário especial diferentes qualquer receber recebeu manter permite evitar conseguiu
ganhar participar
""",
        6: """
nove doze trinta metade terceira esquerda direita democracia constituição senado deputados senador
parlamento comissão comité conselho orçamento impostos reforma dívida inflação fundos bolsa petróleo
indústria comércio turismo comercial exportações prisão preso presos detido agentes acusado acusação
denúncia sentença advogado julgamento pena protesto manifestação greve conflito paz negociações
diálogo fronteira refugiados migrantes acidente veículo carro incêndio chuvas chuva tempestade
temperaturas clima ambiente emergência resgate vacina vírus pandemia médicos tratamento estudo
cientistas relatório pesquisa tecnologia digital jornalistas imprensa televisão entrevista
declarações mensagem fotos vídeo artista festival prêmio prémio festa igreja papa aeroporto rodovia
estrada transporte trem avião barco obras construção habitação bairro casas minutos quilómetros
quilômetros metros idade jovem amigos amor cabeça mãos palavra razão pergunta resposta sucesso
derrota empate estádio torcedores adeptos adversário campeão mundial seleção corrida estrangeiros
república contrato clientes usuários companhia ações vendas venda custo nível níveis números
percentual busca quer querem pediu confirmou denunciou alertou rejeitou aprovou morreu começou
terminou abrir passou segue continua
""",
    },
)
