"""Whether decoded text reads as Chinese: the evidence on which one encoding is preferred to another.

Knows nothing of bytes. Real minutes score 0.65 to 0.9 here, the same bytes under a wrong encoding below 0:
a wrong pairing of bytes lands all over the 20,000 ideographs, of which running text uses few.
"""

# The five hundred characters most frequent in modern Chinese and the words of the genre (会议, 审议, 牵头 …).
_SIMPLIFIED = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都"
    "两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想"
    "已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造"
    "百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集"
    "温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存"
    "候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严纪审责落召副街镇室财项推促席请假录案告汇神贯彻牵配抓紧印讨排署障监督检"
)
_TRADITIONAL = (
    "這爲個國時來們於對會發動過說產種後學經進電裏現實兩體機當點從業應開還義間樣與關線內數麼質氣變條沒結問無軍並題黨員總設長頭資邊級圖統較將組見計別論運農幾區強決幹戰則據處隊給門規熱領東"
    "導壓爭濟階術極聯認權證採轉單風帶場車務萬達積議聲報鬥類離華確張馬節話況溫傳許羣廣記觀織裝衆書覆兒須際驗連斷難礦備辦習響約勞團歷構稱準號維劃選標寫親養層卻專狀廠識適屬圓調滿縣參紅細聽"
    "該鐵價嚴紀審責鎮財項請錄匯貫徹牽緊討監檢為眾臺裁"
)
_PUNCTUATION = "，。、；：“”‘’（）《》〔〕！？—…·「」『』【】％　"
_EXPECTED = frozenset(_SIMPLIFIED + _TRADITIONAL + _PUNCTUATION)
_PRIVATE_USE = ("\ue000", "\uf8ff")
# One character that cannot stand in a text outweighs five that can, since wrong pairings hit common ones too.
_PENALTY = 5
SAMPLE = 20_000


def _is_impossible(char: str) -> bool:
    return char == "\ufffd" or _PRIVATE_USE[0] <= char <= _PRIVATE_USE[1]


def plausibility(text: str, *, ascii_counts: bool = False) -> float:
    """The share, at most 1 and possibly below 0, of characters beyond ASCII that Chinese prose is made of.

    Looks at the first 20,000 characters. With `ascii_counts` printable ASCII is evidence too, as it is where
    the reading decides what is ASCII at all (UTF-16). 0 where there is nothing to go by.

    >>> plausibility("会议原则同意。") > 0.9 > 0 > plausibility("浼氳\ufffd鍘熷垯")
    True
    """
    judged = text[:SAMPLE]
    if not ascii_counts:
        judged = "".join(char for char in judged if char > "\x7f")
    if not judged:
        return 0.0
    good = sum(char in _EXPECTED or (" " <= char <= "~") or char in "\n\r\t" for char in judged)
    return (good - _PENALTY * sum(map(_is_impossible, judged))) / len(judged)
