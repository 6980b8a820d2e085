# ruff: noqa: E501 - wide characters count twice
"""One wording filled in for two subjects: two families and two events, in six languages."""

import pytest
from msgspec.structs import replace
from stories import article, told

from dedup.core.detector import Detector
from dedup.core.fingerprint import prepare

# Of each template: language, title, body, and twice what it is filled in with.
TEMPLATES = {
    "award": (
        "ko",
        "제12회 도담공예상 대상에 {who}…'{work}'",
        "도담문화재단은 제12회 도담공예상 {kind} 부문 대상에 {who} 씨를 뽑았다고 밝혔다.\n\n"
        "{who} 씨의 수상작 '{work}'은 {what}. 심사위원단은 {praise}을 새로 풀어냈다고 평했다.\n\n"
        "'{work}'은 시상식 날부터 한 달 동안 전시된다. 상금은 2천만원이며 시상식은 오는 21일 도담문화회관에서 열린다. 재단은 해마다 부문별로 한 사람씩 뽑아 상을 준다.",
        "who=도예가 한아름; work=숨 쉬는 항아리; kind=도자; what=습도에 따라 겉면의 무늬가 달라진다; praise=옹기의 숨구멍",
        "who=목수 오솔길; work=앉는 책장; kind=목공; what=못을 쓰지 않고 짜맞춰 의자로 바뀐다; praise=쓰임과 아름다움",
    ),
    "results": (
        "ko",
        "{who}, 3분기 영업이익 {profit}억원…전년比 {rise}%↑",
        "{who}는 연결 기준 올해 3분기 영업이익이 {profit}억원으로 지난해 같은 기간보다 {rise}% 늘어난 것으로 잠정 집계됐다고 28일 공시했다.\n\n"
        "매출은 {sales}억원으로 {more}% 늘었고 순이익은 {net}억원을 기록했다. 영업이익은 증권사들이 내다본 평균 {expected}억원을 웃돌았다.\n\n"
        '{who} 관계자는 "고부가 제품 판매가 늘고 환율이 우호적으로 움직이면서 수익성이 나아졌다"고 말했다.',
        "who=한빛전자; profit=1천204; rise=12.3; sales=2조3천540; more=4.1; net=884; expected=1천110",
        "who=누리화학; profit=386; rise=31.8; sales=7천128; more=9.6; net=251; expected=350",
    ),
    "without numbers": (
        "ko",
        "{who} 3분기 실적, 시장 기대 웃돌아",
        "{who}의 올해 3분기 영업이익이 시장의 기대를 웃돌았다.\n\n"
        "{who}는 28일 연결 기준 영업이익이 작년 같은 기간보다 크게 늘었다고 공시했다. 고부가 제품의 판매가 늘고 환율이 우호적으로 움직이면서 수익성이 나아졌다고 설명했다.\n\n"
        "증권가에서는 4분기에도 호조가 이어질 것으로 본다. {who} 주가는 이날 코스피시장에서 강세를 보였다.",
        "who=한빛전자",
        "who=누리화학",
    ),
    "match": (
        "ko",
        "{home}, {guest} 꺾고 {run}연승",
        "{home}가 {guest}를 꺾고 {run}연승을 달렸다.\n\n"
        "{home}는 28일 {hall}체육관에서 열린 프로농구 정규리그 홈경기에서 {guest}를 {score}로 물리쳤다. {home}는 {won}승 {lost}패로 {place}위를 지켰다.\n\n"
        "{star}이 {points}점으로 승리를 이끌었고 {other}도 {fewer}점을 보탰다.",
        "home=수원 벼락; guest=창원 돌고래; run=3; hall=수원; score=88-79; won=17; lost=19; place=3; star=박도윤; points=24; other=김시온; fewer=17",
        "home=원주 범무리; guest=고양 소나기; run=5; hall=원주; score=74-70; won=20; lost=16; place=1; star=마가람; points=31; other=이나루; fewer=12",
    ),
    "grant": (
        "en",
        "{who} wins regional heritage grant",
        "The regional heritage fund has awarded {who} a grant to restore {what}.\n\n"
        "{chair}, who chairs {who}, said on Monday the money would also pay for {plan}. {chair} said work on the {what} would begin in spring.\n\n"
        "The fund makes one award in every district each year. Applications for the next round close in October and are judged by a panel of five.",
        "who=Eastmere Harbour Trust; what=41 fishing sheds; chair=Mira Tolland; plan=storm walls",
        "who=Corvale Orchard Society; what=9 cider presses; chair=Arden Vale; plan=beehives",
    ),
    "jobless": (
        "en",
        "Unemployment in {place} County {moved} to {rate}%",
        "The unemployment rate in {place} County {moved} to {rate}% in October from {before}% a month earlier, the state labor department said Thursday.\n\n"
        "The county had {employed} people employed and {looking} looking for work. The statewide rate was 4.1%.\n\n"
        "Manufacturing in {place} County lost {lost} jobs over the month, while health care added {added}. The department will release November figures on Dec. 19.",
        "place=Ashmore; moved=fell; rate=3.6; before=3.9; employed=41,200; looking=1,540; lost=120; added=310",
        "place=Delbrook; moved=rose; rate=5.2; before=4.8; employed=18,900; looking=1,035; lost=75; added=40",
    ),
    "Quartal": (
        "de",
        "{who} steigert Gewinn im dritten Quartal um {rise} Prozent",
        "Der Konzern {who} hat im dritten Quartal mehr verdient als erwartet. Das operative Ergebnis stieg um {rise} Prozent auf {profit} Millionen Euro, wie das Unternehmen am Donnerstag mitteilte.\n\n"
        "Der Umsatz legte um {more} Prozent auf {sales} Millionen Euro zu. Analysten hatten im Schnitt mit {expected} Millionen Euro gerechnet.\n\n"
        "Die Jahresprognose bestätigte der Vorstand. Die Aktie von {who} gewann im frühen Handel {share} Prozent.",
        "who=Halderwerk; rise=12; profit=214; more=5,2; sales=1.904; expected=198; share=3,4",
        "who=Brunsbau; rise=31; profit=77; more=8,1; sales=640; expected=70; share=6,1",
    ),
    "trimestre": (
        "es",
        "{who} gana un {rise} % más en el tercer trimestre",
        "El grupo {who} obtuvo un beneficio neto de {profit} millones de euros en el tercer trimestre, un {rise} % más que en el mismo periodo del año anterior, informó este jueves la compañía.\n\n"
        "Los ingresos crecieron un {more} %, hasta los {sales} millones de euros, gracias a la mejora de la demanda. Los analistas esperaban de media un beneficio de {expected} millones.\n\n"
        "{who} mantuvo sus previsiones para el conjunto del año. Las acciones de {who} subieron un {share} % en la Bolsa de Madrid.",
        "who=Aldebra; rise=12; profit=214; more=5,2; sales=1.982; expected=198; share=3,4",
        "who=Ferrosol; rise=31; profit=77; more=8,1; sales=604; expected=70; share=6,1",
    ),
    "決算": (
        "ja",
        "{who}、7～9月期の純利益{rise}%増の{profit}億円",
        "{who}が28日発表した7～9月期の連結決算は、純利益が前年同期比{rise}%増の{profit}億円だった。\n\n"
        "売上高は{more}%増の{sales}億円、営業利益は{net}億円となった。主力製品の販売が伸び、円安も利益を押し上げた。市場予想の平均は{expected}億円だった。\n\n"
        "{who}は通期の業績予想を据え置いた。{who}の株価は同日の東京市場で一時{share}%上昇した。",
        "who=光和電機; rise=12; profit=214; more=5.2; sales=1982; net=301; expected=198; share=3.4",
        "who=北斗化学; rise=31; profit=77; more=8.1; sales=604; net=110; expected=70; share=6.1",
    ),
    "季度": (
        "zh",
        "{who}第三季度净利润同比增长{rise}%",
        "{who}28日晚间发布第三季度报告，公司实现净利润{profit}亿元，同比增长{rise}%；营业收入{sales}亿元，同比增长{more}%。\n\n"
        "公司表示，业绩增长主要受益于高端产品销量提升以及成本下降。此前市场平均预期净利润为{expected}亿元。\n\n"
        "{who}维持全年业绩指引不变。截至当日收盘，{who}股价上涨{share}%。",
        "who=光和电机; rise=12; profit=21.4; more=5.2; sales=198.2; expected=19.8; share=3.4",
        "who=北斗化工; rise=31; profit=7.7; more=8.1; sales=60.4; expected=7.2; share=6.1",
    ),
}


def filled_in(name, template, *, which=0, minutes=0, **changed):
    language, title, body, *fillings = TEMPLATES[template]
    given = dict(pair.split("=") for pair in fillings[which].split("; ")) | changed
    made = article(name, 0, minutes=minutes, language=language)
    return replace(made, title=title.format(**given), body=body.format(**given))


def trimmed(one):
    return replace(one, body=one.body.rpartition("\n\n")[0])


@pytest.mark.parametrize("template", TEMPLATES)
def test_one_template_filled_in_for_two_subjects_is_two_families_and_two_events(template):
    first, second = filled_in("a", template), filled_in("b", template, which=1, minutes=9)
    verdicts, _, _ = told(first, second)
    for level in ("family", "event"):
        assert verdicts["b", level].cluster != verdicts["a", level].cluster


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_trimmed_copy_of_a_filled_in_template_joins_the_one_of_its_subject(template):
    both = filled_in("a", template), filled_in("b", template, which=1, minutes=9)
    late = trimmed(filled_in("c", template, which=1, minutes=20))
    verdicts, _, _ = told(*both, late)
    for level in ("family", "event"):
        assert verdicts["c", level].cluster == verdicts["b", level].cluster


def test_a_family_of_another_subject_is_closed_though_a_trimmed_copy_in_it_is_like_both():
    template = "without numbers"  # trimmed it is too short to be told apart
    first, copy = filled_in("a", template), trimmed(filled_in("b", template, minutes=5))
    verdicts, _, _ = told(first, copy, filled_in("c", template, which=1, minutes=9))
    assert verdicts["b", "family"].cluster == verdicts["a", "family"].cluster
    for level in ("family", "event"):
        assert verdicts["c", level].change == "opened"


@pytest.mark.parametrize("template", ["results", "jobless"])
def test_a_revision_about_another_subject_leaves_for_an_event_of_its_own(template):
    first, before = filled_in("a", template), article("b", 1, minutes=5)
    other = replace(filled_in("b", template, which=1, minutes=9), revision=2)
    _, _, ledger = told(first, before, other)
    assert ledger.assignment("b").event != ledger.assignment("a").event


@pytest.mark.parametrize("template", ["results", "jobless"])
def test_looking_back_joins_no_events_of_two_subjects(template):
    both = filled_in("a", template), filled_in("b", template, which=1, minutes=9)
    like_both = filled_in("c", template, minutes=20)  # a headline alone
    like_both = replace(like_both, title=f"{like_both.title} (1)", body="")
    _, _, ledger = told(*both, like_both, detector=Detector(reconcile_every=1))
    assert ledger.assignment("a").event != ledger.assignment("b").event


def test_two_subjects_are_the_reason_that_is_given():
    first, second = (prepare(filled_in(f"{k}", "results", which=k)) for k in (0, 1))
    other, same = Detector().compare(second, first), Detector().compare(first, first)
    assert other.other_subjects
    assert not other.same_family
    assert not other.same_event
    assert not same.other_subjects


def test_other_numbers_of_the_same_subject_are_another_version():
    first = filled_in("a", "results")
    second = filled_in("b", "results", minutes=9, profit="1천260", rise="17.5", net="902")
    verdicts, _, _ = told(first, second)
    assert verdicts["b", "family"].cluster == verdicts["a", "family"].cluster


def test_another_name_for_the_same_subject_keeps_a_copy_where_its_numbers_are_the_same():
    first = filled_in("a", "results", who="한국가온토지공사")
    second = filled_in("b", "results", minutes=9, who="토지공사")
    verdicts, _, _ = told(first, second)
    assert verdicts["b", "family"].cluster == verdicts["a", "family"].cluster
