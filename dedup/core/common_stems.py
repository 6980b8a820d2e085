"""Ordinary words of news prose and how often they occur: where counting starts.

Without a prior the first articles of a feed would find every word rare. Classes say in what share
of articles a stem occurs, about 2^-class; the Korean ones are counted on a week of general news of
ninety outlets, words of that week's own stories left out, the English ones estimated.
"""

from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

from dedup.core.kernels.laid import slot_of
from dedup.core.kernels.text import lower_case, tokenize
from dedup.core.kernels.words import Tables, tables

PRIOR_ARTICLES = 3000  # weight of the prior: as many articles; half a day of a national feed

CLASSES: dict[int, str] = {
    1: """
        있다
    """,
    2: """
        있는 이라 것으 했다 서울 한다
    """,
    3: """
        정부 진행 결과 대표 지역 같은 대상 것이 따라 상황 대통령 미국 발표 관계자 강화 시간 가장 확대 확인 지원
        과정 중심 평가 문제 운영 추진 주요 규모 기준 기업 조사 포함 시작 지속 분석 핵심 가능성 하는 수준 발생
        해당 라고 없다 사업 시장 국내 대비 아니라 전망 에서 마련 앞서 최대 다시 다른 기반 공개 하지 정책 기록
        것은 지적 등에 실제 있도록 활용 현장 기존 필요 국민 직접 확보 대응 일부 추가 according city
        company country day first government group last market million
        month national new official people percent president report
        state time two week year year-old
    """,
    4: """
        사용 모든 높은 한국 방식 구조 개선 의원 라며 참여 앞으 으로 보고 이는 만에 것이다 역시 없는 전략 기술
        성과 세계 오전 관리 주장 없이 전문 전체 사실 만큼 글로벌 입장 다양 환경 기대 자체 기간 분야 국가 가능
        국회 오후 구축 유지 성장 하고 있어 적용 판단 많은 증가 원을 된다 투자 처음 집중 있습니다 않고 것을 개월
        수사 지금 이들 년간 장관 비판 안전 이런 변화 않았다 책임 덧붙 경제 경찰 사건 활동 그러면 요구 역할 결정
        경기 혐의 부담 않은 명이 예상 이용 단계 아닌 자리 우려 향후 영향 넘어 크게 서비스 산업 여러 새로운 개발
        조치 사고 보도 제기 의혹 정보 사회 됐다 전국 전환 보다 안정 의미 동시 일부터 구성 반영 체계 인공지능 협력
        보인다 전반 비롯 인사 동안 도입 정치 나온다 두고 적극 목표 중인 방안 하나 논란 계속 이미 논의 상태 피해
        준비 명을 제시 반면 따른 제도 고객 선정 사례 받은 속에 확장 공식 열린 시스템 효과 회복 받았다 노력 등으
        달러 더욱 대규모 여부 경쟁력 필요하다 점을 명의 현지시간 상승 있었다 조성 있지 중요 고려 방문 과거 중국
        경험 내부 절차 수요 받고 플랫폼 들어 최고 행사 이같 앞두 해외 상대 나타났다 면서 대한민국 기관 월부터 있을
        라는 미래 바탕 확산 주목 행위 통합 일까지 오는 원으 사이 평균 년부터 일정 속도 기능 중이다 가족 역량 공급
        실질 검토 않는 가치 업무 않다 개인 어떤 업계 방향 신뢰 보면 이전 수행 모델 원에 선택 사태 인정 단순 시행
        최종 거래 혁신 점검 시대 현지 지난달 관심 언급 added announced area business
        called case center chief court data development director early
        end expected former future held high home including industry
        issue law leader local made meet member minister next number
        office part plan police policy power program project public
        research service set statement support system take team
        technology three told use work world year
    """,
    5: """
        아직 년에 성공 이어지 왔다 알려졌다 있고 많이 가지 생산 종합 차례 점에 설계 제출 본격 그리 매우 실시 신규
        해결 다음 여전히 구체 원인 데이터 전달 참석 가격 흐름 위반 비교 감소 높이 프로그램 전날 여기 어렵다 설치
        이동 물론 관계 시민 회사 씨는 발전 주도 먼저 판매 일본 위험 연결 교육 이와 대부분 후보자 결국 집계 연계
        공간 최초 의견 이제 연속 마무리 않는다 부족 과제 자료 회장 있으 외부 보유 제한 파악 이러 생활 시설 보이
        대형 출신 신고 요청 거쳐 인프라 또는 사실상 조직 해석 크다 목소리 되는 일에 앵커 각종 달성 기여 상당 계기
        규정 차지 차원 검증 이달 비용 계약 직후 영상 반복 처리 의지 빠르게 개최 특정 비중 인식 공동 인해 인근
        연구 소통 대신 하루 확정 우선 이른바 위치 제품 못한 출범 있게 않아 기회 직원 사안 능력 그동안 어려운
        어떻게 문화 활성화 부산 마음 반도체 반대 수도 상품 소속 열고 연간 도널드 일반 이름 투입 병원 발언 경쟁
        맞아 해소 아니다 도움 교수 불법 측은 전년 지급 시도 배경 주민 시점 나왔다 안에 사전 마지막 실적 대통령실
        보였다 반응 내고 재판 후보 인력 번째 만나 결합 제외 당국 앞에 최소 촉구 받는 콘텐츠 매출 정확 공격 소비자
        의장 남성 전면 일상 곳에 체결 위기 시기 민간 질문 자금 제안 의사 예산 프로젝트 온라 대책 받아 규제 정상
        보호 둘러싼 했습니다 하락 차량 신청 업체 주변 발견 년까지 통신 이해 변경 목적 구매 원칙 언론 현실 완성
        전남 인터뷰 못하 형태 조정 나섰다 취지 초기 중단 사과 해야 않을 명으 작업 원의 수도권 그룹 일이 압박 나오
        월에 도로 기획예산처 정치권 합의 전해졌다 협상 받을 장기 하면 돌파 대화 사상 협의 범위 정권 지시 여성 인한
        최선 오히려 메시지 기소 대변 외국 충분히 이어질 완화 역대 갈등 있던 역사 공유 별도 이용자 씨가 건강 스스
        포인트 디지털 같다 풀이 개입 달리 지명 즉각 어느 수출 부문 완료 지정 것도 위원장 바로 예방 사망 월까지
        건설 한계 누적 국제 요인 신설 매년 통화 통과 보수 반드시 못했다 강력 약속 내에 갖춘 여건 표현 등은 토대
        회의 좋은 인물 영역 생태계 도시 가능하다 전쟁 브랜드 접수 나서 원내대표 제대 출시 분위기 소재 아파트 낮은
        나가겠다 만들어 규명 거론 까지 그런 관측 반발 나갈 경영 작용 찾아 범죄 점도 이렇게 방법 주기 접근 브리핑
        년을 위에 향해 제작 정리 이야기 맞춤형 아침 자산 비율 넘는 기본 행동 대체 선거 분기 금융 피해자 완전히
        관한 기조 행정 차이 장비 구현 유럽 무엇 이행 없었다 초대 임명 대가 열리 본인 조건 바란다 자세 법적 긍정
        개정 쉽게 복귀 경고 불편 깊이 혜택 에너지 불과 금액 우크라 실현 보장 배치 대구 어려움 가진 시각 아니냐
        착수 서로 않도록 방송 너무 설립 즉시 깊은 것에 사항 사유 걸쳐 커지 청문회 안팎 세대 수립 취임 고민
        지방선거 수는 전력 거주 추정 절반 힘을 올랐다 측면 소식 다수 강원 중대 명에 일을 소비 도약 점이 있는데
        검찰 거의 수밖 상징 체감 여러분 재정 있기 동일 신속 보상 갖고 영상편집 본격화 광주 고도화 경북 진출 인지
        소개 보안 잘못 것과 넘게 맞춰 국회의원 agreement annual attack bank change
        child committee conference cost customer deal death demand
        digital drop economic election energy event fall family fire
        foreign gain global growth half health increase information
        international investment lawmaker level life loss man medium
        meeting military network online parliament party price process
        product production quarter rate record region result rise sale
        school second security share social student study supply talk
        test third trade university user video visit vote war woman
    """,
    6: """
        상반기 담당 가구 의무 진입 곳이 오른 꾸준히 수상 대전 원이 부정 지연 차단 국토교통부 필수 금지 인천 받는다
        인상 그대 형성 위협 아이 협업 리스크 밝힌 수익 치료 높다 투자자 존재 아래 새롭게 만드 다하겠다 그간 공정
        자동차 근거 한층 전혀 사랑 담은 주식 강하게 진단 늘었다 근무 정황 승인 채널 방지 나라 창출 의료 되고 대로
        구상 인구 아니 비슷 페이스북 중에 있음 않았 대학 생명 없어 미만 마치 진술 많다 달하 불리 공사 가동 육성
        안보 우리나라 야당 당부 국정 작은 여야 악화 선보 주는 유입 정당 특별 출발 추천 급증 과학기술정보통신부 훼손
        법원 기획 하반기 같이 우수 외에 시절 부여 꼽힌다 종료 얼마나 입증 안내 도전 구속 셈이다 유튜브 이어졌다
        선을 겨냥 심리 단위 기자회견 그런데 설정 대폭 기사 개의 행보 주가 단체 남아 인기 단기 나선 참사 수단 현상
        유통 개편 한번 공장 건물 환율 방해 명은 중요하다 내일 처벌 진실 보완 국면 공공 특징 위로 비해 현안 차세대
        금품 줄이 상태다 접근성 새로 놓고 심각 의심 예측 예고 축소 전에 강한 희망 학생 선고 뜻을 거리 청년 주관
        만든 가까 하겠다 알고 씨의 실행 보여주 민중기 효율 작년 있는지 원대 부인 건의 파이낸셜뉴스 독자 거점 하기
        최소화 등장 주로 등도 평화 이내 유도 울산 불안 법률 총리 중장기 통제 만들 임직원 늘어난 공무원 여당 발굴
        올라 교통 검사 영국 불확실성 겁니다 헤럴드경제 대출 지지 실천 총괄 수수 체제 주력 인수 이슈 어제 훈련 중이
        순간 분명히 부과 학교 특성 제고 씨를 세상 나온 충돌 전문성 않으면 정비 복합 뒷받침 단순히 증거 전북
        홈페이지 출마 있었던 불구 네트워크 충남 제가 전직 복지 지방 인당 동의 제조 성능 분쯤 과도 가까운 하며 전화
        오랜 앞둔 부부 안정성 배우자 확충 해도 많았다 성명 범행 행정부 주택 담긴 수치 해명 향상 이미지 등과 일간
        요소 심사 뚜렷 달한다 달라 이익 밖에 국방부 가입 출석 솔루션 그의 일대 운용 경위 탄핵 지표 않겠다 합니다
        유치 어린 얘기 기온 감사 지수 조기 이다 연구원 마감 결론 통계 작성 아우르 병행 권한 공감 것이란 통상 있었
        대해선 답했다 나머지 거부 인증 이사회 대표이사 환자 출근 분리 부동산 리포트 급등 평가다 카드 제보 국내외
        따뜻 끝에 되면 내놓 관세 태도 말을 년이 자기 처분 군사 회담 잇따라 인재 매체 곳곳 경찰청 필요성 맞는 금리
        출연 조금 위를 세종 삼아 법안 의결 동력 눈이 의해 현황 나설 그렇게 여행 사장 마쳤다 통보 나타나 경남
        것처럼 화재 직전 전용 수가 품질 취소 뒤에 표명 주문 아내 지목 선언 명확 결제 지자체 민생 격차 작품 복잡
        내린 판결 유일 여객기 새벽 무대 피의자 제주 비난 발탁 눈에 균형 회수 일자리 의존 여명 분쟁 되지 움직임
        싶다 냈다 진심 알려진 대기업 지낸 중소기업 전통 의도 유사 분류 단독 철학 차관 열어 실패 수입 높였다 기념
        해제 작동 이었다 정밀 젊은 프랑스 제재 정신 주의 이곳 쉽지 공연 충격 집에 신분 빠른 당초 구간 현금 유가족
        정말 여사 라디오 보는 무기 그래 철저히 실시간 본다 주체 전역 재편 보여준다 말이 기억 지역사회 젤렌스키 자동
        심화 가정 총선 차질 있다면 여론 아들 보입니다 데다 나와 학습 주거 엄중 부사장 등록 독립 편의 징역 이뤄졌다
        높게 걱정 진영 발의 나선다 훨씬 때는 등이다 대만 그것 관광 타격 선물 만족 공모 향한 주년 종전 임기 선제
        상승세 보상안 동원 합리 하다 특혜 의뢰 물량 공항 평소 찾는 제주항공 시는 반박 돈을 침해 소송 서울시 주제
        인하 연구개발 형식 순차 겨울 최고경영자 증시 자녀 상담 나아 가는 입장문 선도 로봇 보니 드러났다 개를 했지
        지출 산하 문자 면제 가량 취득 축적 응답 오래 게임 비전 당원 다소 회피 위축 숨진 근본 최고치 책임감 줄었다
        해킹 쟁점 일로 내가 호텔 커뮤니티 변수 디자 독일 고용 일각 용산 연장 부지 높았다 항목 첨단 집행 은폐
        차별화 증명 전시 원하 사용자 부품 매장 효율성 자연스럽게 인간 동기 기대감 권력 저는 장치 선임 사업자 더해
        달했다 그럼 개혁신당 장소 씨와 당일 단지 청구 진화 적지 이어진 영토 협조 이처럼 이어갈 오르 상위 대거 그가
        충분 초점 점은 일환 올렸다 소셜미디어 삶을 보통 바이오 끝까지 교체 내리 포트폴리오 전기 유명 실장 내렸다
        곳은 최우선 이력 볼로디미르 배우 만이다 그들 개정안 푸틴 충북 출동 초과 이사 분의 배제 보내 노동자 남은
        기술력 했고 정기 시에 긴급 홍보 어디 세력 마케팅 경신 줄어 저장 일방 유리 교류 체포 준수 재난 영향력 본사
        바람 고가 거래일 청탁 접촉 장애 봤다 뒤를 당장 누구 넘어섰다 결코 졸업 인원 없고 비서실장 분께 부상 끝내
        관광객 체험 재개 분명 벗어나 늘어나 에는 시험 논평 후속 일은 일시 왜곡 수용 분들 간의 특검팀 자원 일하
        년대 내다봤다 했던 여권 높이기 현직 허위 전담 올리 드론 데일리안 대선 경계 적은 자사 인도 서버 들었다
        계열사 강도 제명 재차 밝히 되기 당선 장면 사과문 부의장 변호사 기획재정부 참고 지분 재발 의문 말씀 누가
        하이닉스 특화 정의 자회사 부처 본질 떠나 등급 현행 해서 센터 성격 못해 명품 명에게 공천 타고 진정 입지
        의식 연초 세부 미치 맞이 꼽았다 프리미엄 키우 측이 민주주 늘리 강세 허용 저희 이란 운동 수익성 삶의 사는
        높일 후에 질서 지하 원이다 데이터센터 책임자 지역별 조작 있을지 무게 로비 떨어진 답변 주간 이틀 없을 사퇴
        누구나 고발 감지 지키 제약 절대 씨에게 심의 실효성 신호 발사 마친 노선 포기 친구 중점 조언 자주 이웃
        시부터 바다 문을 뉴욕 차기 상향 불출석 당내 극복 존중 양국 공세 감독 충족 부각 문재 막기 유족 소방 선호
        빨리 매일 동부 지점 이벤트 이뤄진 노출 최고위원회 증권 조국혁신당 재판부 설비 본회 만한 탑재 코스피 제거
        안전성 거듭 혼란 집무실 미리 모집 매입 도착 덕분
    """,
}


@cache
def prior() -> tuple[NDArray[np.uint32], NDArray[np.float32]]:
    """Return (slots ascending, document frequencies to start from); worked out once a process."""
    df: dict[int, float] = {}
    look_up = tables()
    for power, words in CLASSES.items():
        for stem in _stems(words, look_up):
            slot = int(slot_of(stem))
            df[slot] = df.get(slot, 0.0) + PRIOR_ARTICLES * 2.0**-power
    slots = sorted(df)
    return np.array(slots, np.uint32), np.array([df[slot] for slot in slots], np.float32)


def _stems(words: str, look_up: Tables) -> Iterator[np.uint32]:
    for word in words.split():
        points = np.frombuffer(word.encode("utf-32-le"), np.uint32)
        text, classes = lower_case(points, look_up.kinds, look_up.lower)
        yield from tokenize(text, classes, *look_up[2:])[0]
