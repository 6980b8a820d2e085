"""Rules for Japanese. The folded text has plain brackets, equals signs and colons; 。 stays."""

import re

from dedup.core.clean.han import AGENCY, NAMES, line_of_agency, signature
from dedup.core.clean.lines import A_NAME, LINES, alone, dated, from_home, labelled
from dedup.core.clean.rule import Rule
from dedup.core.clean.universal import UNIVERSAL

_STOP = "。！？!?」』"

RULES = (
    Rule(
        name="dateline in brackets",
        guards=("=", "日", *NAMES),
        zone="bracket",
        pattern=re.compile(
            rf"^【(?P<place>[^【】\n=\d]{{1,20}}?)(?:=|(?={AGENCY}】))(?P<agency>{AGENCY})】 ?"
            rf"|^【(?:\d{{1,2}}月\d{{1,2}}日 ?)?(?P<agency_alone>{AGENCY})(?:=時事)?】 ?"
            r"|^【(?P<where>[^【】\n=\d]{1,12})=(?P<byline>[^【】\n=\d、。]{2,10})】 ?",
            re.MULTILINE,
        ),
        examples=(
            ("【例市=共同】雨が降った。", "雨が降った。"),
            ("【例市時事】雨が降った。", "雨が降った。"),
            ("【例市聯合ニュース】雨が降った。", "雨が降った。"),
            ("【3月3日 AFP】雨が降った。", "雨が降った。"),
            ("【例市=例山例子】雨が降った。", "雨が降った。"),
            ("【速報】雨が降った。",) * 2,
        ),
    ),
    Rule(
        name="dateline of a foreign agency",
        guards=NAMES,
        zone="bracket",
        pattern=re.compile(
            rf"^\[(?P<place>[^\[\]\n\d]{{1,20}}?) ?(?:\d{{1,2}}月)?\d{{1,2}}日 ?(?P<agency>{AGENCY})\] ?[-–—]? ?",
            re.MULTILINE,
        ),
        examples=(("[例市 3日 ロイター] - 雨が降った。", "雨が降った。"),),
    ),
    signature(
        _STOP,
        examples=(
            ("雨が降った。(共同)", "雨が降った。"),
            ("雨が降った。\n【ロイター】", "雨が降った。"),
            ("雨が降ったのは(共同)",) * 2,
        ),
    ),
    line_of_agency(
        examples=(("雨下了一夜。\n来源:新华社", "雨下了一夜。"), ("共同開発が進む。",) * 2),
    ),
    Rule(
        name="reporter of a desk",
        guards=("記者", "编辑部", "編集部"),
        zone="line",
        pattern=re.compile(
            r"^(?:[一-鿿]{2,6}(?:部|局|支局|班)[· /-]{1,2}(?:記者)? ?[一-鿿ぁ-ヺ ]{2,10}|(?:編集部|ニュース編集部)|[一-鿿]{2,4} ?[一-鿿]{1,4}記者)$",
            re.MULTILINE,
        ),
        examples=(("社会部・記者 例山\n雨が降った。", "雨が降った。"), ("記者は雨を見た。",) * 2),
    ),
    Rule(
        name="caption with its day",
        guards=("日", "撮影", "提供", "共同", "ロイター", "AFP", "AP", "ヘリ", "代表"),
        needs=("=",),
        zone="line",
        pattern=re.compile(
            rf"^(?P<caption>[^\n。=]{{4,80}}(?:=[^\n。=]{{1,40}}){{0,2}}=[^\n。=]{{0,40}}(?:\d日|撮影|提供|代表撮影|ヘリから|{AGENCY})[^\n。=]{{0,40}})$",
            re.MULTILINE,
        ),
        examples=(
            ("雨の例市=3日午前、例市(本社ヘリから)\n雨が降った。", "雨が降った。"),
            ("雨が降った=3日、例市で。\n長く。",) * 2,
        ),
    ),
    labelled(
        "byline label",
        "記者|文|写真・文|文・写真|執筆|取材|出典|提供|配信|編集",
        sign=" ?: ?",
        rest=A_NAME,
        examples=(("雨が降った。\n取材:例山例子", "雨が降った。"), ("記者は雨を見た。",) * 2),
    ),
    dated(
        "date line",
        "更新|配信|公開|掲載|最終更新|投稿|月曜|火曜|水曜|木曜|金曜|土曜|日曜|月曜日|火曜日|水曜日|木曜日|金曜日|土曜日|日曜日"
        "|午前|午後|年|月|日|時|分|秒|火|水|木|金|土|jst|am|pm",
        months="月",
        examples=(
            ("2031年3月3日 11時05分 更新\n雨が降った。", "雨が降った。"),
            ("2031年3月3日、雨が降った。",) * 2,
        ),
    ),
    alone(
        "buttons",
        """
配信|トップ|社会|政治|経済|国際|スポーツ|ツイート|ポスト|シェア|シェアする|印刷|印刷する|保存|コメント|コメントを書く|続きを読む|もっと見る|関連記事
あわせて読みたい|おすすめ記事|アクセスランキング|有料記事|有料会員限定|会員限定|会員登録|ログイン|広告|pr|この記事をシェア|リンクをコピー
フォローする|無断転載を禁じます|無断転載禁止|文字サイズ|facebook|twitter|line|x|メールで送る
""",
        examples=(
            ("ツイート\n雨が降った。\nシェアする", "雨が降った。"),
            ("トップは辞任した。\n社会が変わる",) * 2,
        ),
    ),
    labelled(
        "read also",
        "【関連記事】|関連記事|【関連】|関連|【あわせて読みたい】|あわせて読みたい|【写真】|【動画】",
        sign="(?:(?<=】)|[:>|] ?)",
        examples=(
            ("雨が降った。\n【関連記事】嵐の海\n長く降った。", "雨が降った。\n長く降った。"),
            ("関連は不明だ。",) * 2,
        ),
    ),
    labelled(
        "tags",
        "関連キーワード|キーワード|タグ",
        examples=(("雨が降った。\n関連キーワード:雨", "雨が降った。"),),
    ),
    Rule(
        name="rights and subscribers",
        guards=("転載", "複製", "会員限定", "メールマガジン", "メルマガ"),
        zone="line",
        pattern=re.compile(
            r"^[^\n。、]{0,40}(?:無断(?:転載|複製)[^\n。]{0,10}(?:禁|ご遠慮)|会員限定(?:です|記事)|(?:メールマガジン|メルマガ)(?:に|を|の)?(?:登録|購読))[^\n。]{0,60}。?$",
            re.MULTILINE,
        ),
        examples=(
            ("雨が降った。\nこの記事は有料会員限定です。\n無断転載を禁じます。", "雨が降った。"),
            ("無断転載が問題になった。",) * 2,
        ),
    ),
    Rule(
        name="credit of a picture",
        guards=("撮影", "提供", "写真"),
        zone="end",
        takes="caption",
        pattern=re.compile(
            r"(?:(?<=\S)|^) ?[(【\[](?:[^()【】\[\]\n]{0,30}(?:撮影|提供|資料写真)|写真(?:は|提供)?[=:/ ]?[^()【】\[\]\n]{1,30})[)】\]]$"
            r"|(?:(?<=\S) ?|^)(?:写真提供|写真) ?[:=/] ?(?P<photo>[^\n。:]{1,30})$",
            re.MULTILINE,
        ),
        examples=(
            ("写真:例通信社\n雨が降った。", "雨が降った。"),
            ("雨に煙る街(例市提供)\n雨が降った。\n長く降った。", "雨が降った。\n長く降った。"),
            ("資料の提供\nを求めた。",) * 2,
        ),
    ),
    from_home(
        "トップ|ホーム",
        examples=(("トップ > 地域の話題\n雨が降った。", "雨が降った。"),),
    ),
    *LINES,
    *UNIVERSAL,
)
