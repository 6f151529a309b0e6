"""The reasons for what a paper is to the office: its form, class, category, access level and unit, in both languages."""

from __future__ import annotations

from pipeline.classification.reasons import plain_reason
from pipeline.language.phrases import Message

SCANNED = plain_reason("hasil pindaian: naskah cetaknya ada", "a scan: there is a printed paper", key="reason.scanned")
BORN_ELECTRONIC = plain_reason(
    "file ini lahir elektronik; tidak ada tanda pindaian",
    "this file was born electronic; nothing shows a scan",
    key="reason.born_electronic",
)
SCHEME = Message("skema klasifikasi yang berlaku: {version}", "the classification scheme in force: {version}", key="reason.scheme")
CODE_PRINTED = Message(
    "kode {code} ({name}) tercetak pada nomor surat",
    "code {code} ({name}) is printed in the number of the letter",
    key="reason.code_printed",
)
CODE_WITHOUT_RULE = Message(
    "kode {code} ({name}) tercetak pada nomor surat; jadwal retensi tidak memuat kode ini, jadi jangka simpannya belum berjalan",
    "code {code} ({name}) is printed in the number of the letter; the retention schedule does not have it, so no clock runs yet",
    key="reason.code_without_rule",
)
UNKNOWN_CODE = Message(
    "Perhatian: kode {printed} tercetak, tetapi tidak ada dalam skema {version}. Kode terdekat: {names}",
    "Take note: code {printed} is printed but is not in scheme {version}. Nearest codes: {names}",
    key="reason.unknown_code",
)
UNKNOWN_CODE_ALONE = Message(
    "Perhatian: kode {printed} tercetak, tetapi tidak ada dalam skema {version}. Kode terdekat: tidak ada",
    "Take note: code {printed} is printed but is not in scheme {version}. Nearest codes: none",
    key="reason.unknown_code_alone",
)
NEAREST = Message("diusulkan {code}, kode terdekat", "{code} is proposed, the nearest code", key="reason.nearest")
CODE_OF_KIND = Message(
    "{kind} diberi kode {code} ({name})", "a paper of the kind “{kind}” gets the code {code} ({name})", key="reason.code_of_kind"
)
BY_TITLE = Message(
    "tidak ada kode tercetak; kata-kata judul paling dekat dengan {code} ({name})",
    "no code is printed; the words of the title are nearest to {code} ({name})",
    key="reason.by_title",
)
BY_KIND = Message(
    "tidak ada kode tercetak; {kind} biasanya di bawah {code} ({name})",
    "no code is printed; a paper of the kind “{kind}” is usually filed under {code} ({name})",
    key="reason.by_kind",
)
BY_TEXT = Message(
    "tidak ada kode tercetak; isi naskah mendekati {code} ({name})",
    "no code is printed; what the paper says is near {code} ({name})",
    key="reason.by_text",
)
NO_CODE = plain_reason(
    "tidak ada kode tercetak, dan kata-katanya tidak cocok dengan nama kode mana pun",
    "no code is printed, and its words fit the name of no code",
    key="reason.no_code",
)
PROPOSED_EXEMPT = Message(
    "kode {code} diusulkan dikecualikan; perlu uji konsekuensi",
    "code {code} is proposed as exempt; it needs a consequence test",
    key="reason.proposed_exempt",
)
CATEGORY_OF_CODE = Message(
    "kategori bawaan kode {code} dalam skema", "the category that the scheme gives code {code}", key="reason.category_of_code"
)
NO_CATEGORY = Message(
    "jadwal tidak memuat kategori untuk {code}; tanpa kategori tidak diumumkan",
    "the schedule has no category for {code}; without a category nothing is made public",
    key="reason.no_category",
)
CATEGORY_UNKNOWN = plain_reason(
    "kode belum diketahui; tanpa kategori tidak diumumkan",
    "the code is not known yet; without a category nothing is made public",
    key="reason.category_unknown",
)
POLICIES = plain_reason(
    "kebijakan badan publik tersedia setiap saat (UU 14/2008 Pasal 11)",
    "policies of a public body are available at any time (UU 14/2008 Article 11)",
    key="reason.policies",
)
DECISIONS = plain_reason(
    "keputusan badan publik tersedia setiap saat (UU 14/2008 Pasal 11)",
    "decisions of a public body are available at any time (UU 14/2008 Article 11)",
    key="reason.decisions",
)
PROCEDURES = plain_reason(
    "prosedur kerja pelayanan tersedia setiap saat (UU 14/2008 Pasal 11)",
    "working procedures of services are available at any time (UU 14/2008 Article 11)",
    key="reason.procedures",
)
STATED_NATURE = Message("sifat surat: {nature}", "the letter's nature (sifat): {nature}", key="reason.stated_nature")
ACCESS_UNKNOWN = plain_reason(
    "kode belum diketahui; tidak ada sifat surat yang menaikkan tingkat akses",
    "the code is not known yet; no nature of the letter raises the access level",
    key="reason.access_unknown",
)
ACCESS_OF_CODE = Message(
    "tingkat akses bawaan kode {code} dalam skema",
    "the access level that the scheme gives code {code}",
    key="reason.access_of_code",
)
UNIT_IN_NUMBER = Message(
    "kode subbagian {unit} tercetak pada nomor",
    "the code of subdivision {unit} is printed in the number",
    key="reason.unit_in_number",
)
UNIT_UNKNOWN = plain_reason(
    "kode belum diketahui, jadi unit yang menguasai belum dapat diusulkan",
    "the code is not known yet, so no holding unit can be proposed",
    key="reason.unit_unknown",
)
UNIT_OF_CODE = Message(
    "urusan kode {code} lazimnya di subbagian {unit}",
    "matters of code {code} are usually those of subdivision {unit}",
    key="reason.unit_of_code",
)
NO_UNIT = Message(
    "tidak ada subbagian yang lazim untuk kode {code}", "no subdivision is usual for code {code}", key="reason.no_unit"
)
