"""Rules for Thai."""

import re

from dedup.core.agencies import THAI as AGENCIES
from dedup.core.agencies import pattern, spellings
from dedup.core.clean.lines import A_NAME, LINES, alone, dated, either, forms, from_home, labelled
from dedup.core.clean.rule import Rule
from dedup.core.clean.unicode import fold_by_neighbours
from dedup.core.clean.universal import UNIVERSAL

_AGENCY = fold_by_neighbours(pattern(AGENCIES))
_NAMES = tuple(map(fold_by_neighbours, spellings(AGENCIES)))
_MONTHS = """
ม.ค.|ก.พ.|มี.ค.|เม.ย.|พ.ค.|มิ.ย.|ก.ค.|ส.ค.|ก.ย.|ต.ค.|พ.ย.|ธ.ค.|มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม
สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม
"""
_MONTH = either(forms(_MONTHS))

RULES = (
    Rule(
        name="dateline",
        guards=forms(_MONTHS),
        zone="head",
        pattern=re.compile(
            rf"^(?P<place>[^\s\d(\[]{{2,25}}) \d{{1,2}} ?{_MONTH}(?: ?\d{{2,4}})? ?[-–—]{{1,2}} ?(?:(?P<agency>{_AGENCY}) ?[-–—]{{1,2}} ?)?",
            re.MULTILINE,
        ),
        examples=(
            ("เมืองตัวอย่าง 3 มี.ค. – ฝนตกหนัก", "ฝนตกหนัก"),
            ("ฝนตก 3 มี.ค. ทั้งวัน",) * 2,
        ),
    ),
    Rule(
        name="signature of an agency",
        guards=_NAMES,
        zone="last",
        reach=12,
        pattern=re.compile(
            rf"(?:(?<=\S) ?|\n)(?:[-–—]{{1,2}} ?|[(\[](?:{fold_by_neighbours('ที่มา')} ?:? ?)?)(?P<agency>{_AGENCY})[)\]]?\Z"
        ),
        examples=(
            ("ฝนตกหนัก -สำนักข่าวไทย", "ฝนตกหนัก"),
            ("ฝนตกหนัก (ที่มา: รอยเตอร์)", "ฝนตกหนัก"),
            ("ฝนตกที่รอยเตอร์",) * 2,
        ),
    ),
    Rule(
        name="line that names the agency",
        guards=_NAMES,
        zone="line",
        pattern=re.compile(
            rf"^(?:{either(forms('ที่มา|แหล่งที่มา|ขอบคุณข้อมูล|ข้อมูลจาก|ข่าวจาก'))} ?:? ?)?[-–—]?(?P<agency>{_AGENCY})$",
            re.MULTILINE,
        ),
        examples=(("ฝนตกหนัก\nที่มา: สำนักข่าวไทย", "ฝนตกหนัก"),),
    ),
    labelled(
        "byline label",
        "โดย|ผู้เขียน|ผู้สื่อข่าว|ที่มา|แหล่งที่มา|เรียบเรียงโดย|เรียบเรียง|บรรณาธิการ",
        sign=" ?: ?",
        rest=A_NAME,
        examples=(("โดย: ตัวอย่าง\nฝนตกหนัก", "ฝนตกหนัก"), ("โดยมากฝนตก",) * 2),
    ),
    alone(
        "buttons",
        """
หน้าแรก|หน้าหลัก|ข่าวทั่วไป|ข่าว|แชร์|แชร์ข่าว|แชร์เรื่องนี้|โฆษณา|ข่าวที่เกี่ยวข้อง|เรื่องที่เกี่ยวข้อง|อ่านเพิ่มเติม|อ่านต่อ|อ่านข่าวต้นฉบับ|แสดงความคิดเห็น
โดย กองบรรณาธิการ|กองบรรณาธิการ|ข่าวล่าสุด|ข่าวยอดนิยม|คัดลอกลิงก์|สงวนลิขสิทธิ์|พิมพ์|ติดตามเรา|Facebook|Twitter|LINE|X
""",
        examples=(
            ("หน้าแรก\nฝนตกหนัก\nโฆษณา\nทั้งวัน", "ฝนตกหนัก\nทั้งวัน"),
            ("แชร์กันมากในวันนี้",) * 2,
        ),
    ),
    dated(
        "date line",
        "เผยแพร่|เผยแพร่เมื่อ|ปรับปรุง|อัปเดต|อัพเดต|อัปเดตล่าสุด|วันที่|เวลา|น.|วันจันทร์|วันอังคาร|วันพุธ|วันพฤหัสบดี|วันศุกร์|วันเสาร์|วันอาทิตย์|ที่",
        months=_MONTHS,
        centuries=("20", "25"),
        examples=(
            ("เผยแพร่: 3 มี.ค. 2574 11:05 ปรับปรุง: 3 มี.ค. 2574 12:40\nฝนตกหนัก", "ฝนตกหนัก"),
            ("วันที่ 3 มีนาคม 2574 ฝนตกหนัก",) * 2,
        ),
    ),
    labelled(
        "read also",
        "อ่านเพิ่มเติม|อ่านข่าวเพิ่มเติม|อ่านต่อ|อ่านข่าว|ข่าวที่เกี่ยวข้อง|ดูเพิ่มเติม|อ่านข่าวต้นฉบับ|ข่าวแนะนำ",
        sign=" ?[:|>] ?",
        examples=(("ฝนตกหนัก\nอ่านเพิ่มเติม: พายุ\nทั้งวัน", "ฝนตกหนัก\nทั้งวัน"),),
    ),
    labelled(
        "tags",
        "แท็ก|แท็กที่เกี่ยวข้อง|คำค้น|tags|tag",
        examples=(("ฝนตกหนัก\nแท็ก: ฝน", "ฝนตกหนัก"),),
    ),
    labelled(
        "call to follow",
        "ติดตามข่าว|ติดตามเรา|กดติดตาม|เพิ่มเพื่อน|สมัครรับ|ไม่พลาดข่าว|สงวนลิขสิทธิ์|ห้ามคัดลอก",
        sign=r"(?=[^\n]{0,100}(?i:line|facebook|youtube|twitter|tiktok|instagram|©|"
        + "|".join(forms("เพจ|เฟซบุ๊ก|ไลน์|ยูทูบ|จดหมายข่าว|แอป|ห้าม"))
        + "))",
        rest=r"[^\n]{0,120}",
        examples=(
            ("ฝนตกหนัก\nติดตามข่าวสารได้ที่ LINE @example", "ฝนตกหนัก"),
            ("ติดตามคนร้ายได้แล้ว",) * 2,
        ),
    ),
    Rule(
        name="credit of a picture",
        guards=forms("ภาพ|ขอบคุณภาพ|เครดิตภาพ|ภาพจาก"),
        zone="end",
        takes="caption",
        pattern=re.compile(
            rf"(?:(?<=\S) ?(?=[(\[])|^)[(\[]?{either(forms('ภาพ|ขอบคุณภาพ|ขอบคุณภาพจาก|เครดิตภาพ|ภาพจาก|ภาพประกอบ'))} ?(?::|(?<={fold_by_neighbours('จาก')} )) ?(?P<photo>[^\n:()]{{2,50}})[)\]]?$",
            re.MULTILINE,
        ),
        examples=(
            ("ถนนใต้ฝน (ภาพ: สำนักข่าวไทย)\nฝนตกหนัก\nทั้งวัน", "ฝนตกหนัก\nทั้งวัน"),
            ("ขอบคุณภาพจาก ตัวอย่าง\nฝนตกหนัก", "ฝนตกหนัก"),
            ("ภาพจากกล้องแสดงฝน",) * 2,
        ),
    ),
    from_home(
        "หน้าแรก|หน้าหลัก",
        examples=(("หน้าแรก / ภูมิภาค\nฝนตกหนัก", "ฝนตกหนัก"),),
    ),
    *LINES,
    *UNIVERSAL,
)
