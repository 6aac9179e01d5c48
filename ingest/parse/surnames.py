"""Chinese surnames: what a name may begin with, commonest first.

The order follows the Ministry of Public Security's yearly name reports (top 100, more than 85 % of people);
behind them come the surnames of the 百家姓 and of current name statistics that still occur in office.
"""

COMMON = frozenset(
    "王李张刘陈杨黄赵周吴徐孙马胡朱郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金"
    "石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
"""The hundred commonest."""

RARER = frozenset(
    "傅洪赖阎常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆"
    "蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵"
    "苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼"
    "盘满闻位厉伊仝郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母"
    "裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由"
    "恽逄逢竺翦郇邴别步柒操谯佴拜补抗贝苍岩户奎侍青笪麴乜宓郏蓬佰代归邓钮滑丘水迪令过暴钭睢户隗佀笃贡堵荀蒿丑经桓庚糜暨裔"
    "夔弘须乔禄东殳沃蔚越师厍鱼后荆红游竺巢蒯相查空曾毋沙养鞠须丰巢关俟督仉习伦郗仓绪续保买缑訾苌佘区芦漆"
    "甯昌凤酆萧贲羿汲松弓牧山仰秋韶蓟怀鄂咸籍莘扶宰郦却璩寿宦慎庾融汝钦琴伯赏墨撒茆萨禤鄞藏芈宛刀罕矣祜"
)
"""Surnames of people in office that are not among the hundred."""

COMPOUND = frozenset(
    [
        "欧阳",
        "上官",
        "司马",
        "诸葛",
        "东方",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "令狐",
        "司徒",
        "夏侯",
        "轩辕",
        "宇文",
        "长孙",
        "端木",
        "呼延",
        "南宫",
        "东郭",
        "西门",
        "申屠",
        "公冶",
        "闻人",
        "澹台",
        "濮阳",
        "淳于",
        "鲜于",
        "闾丘",
        "万俟",
        "赫连",
        "钟离",
        "独孤",
        "拓跋",
        "完颜",
        "叶赫",
        "第五",
        "百里",
        "太史",
        "仲孙",
        "司空",
        "梁丘",
        "左丘",
        "范姜",
        "太叔",
        "张简",
        "欧陽",
    ]
)
"""Surnames of two characters."""


_ALSO_WORDS = frozenset(
    "区国农房路水管查时文关景连车项计政明平安和全能海公商宣信用万正常成支那单古金高方石龙毛向应要农"
)
"""Surnames that are also first characters of ordinary words of office: 国资, 农机, 房管, 水利."""


_COSTS = {name: (0.2 if name in COMMON else 0.8) + (0.6 if name in _ALSO_WORDS else 0.0) for name in COMMON | RARER}
"""What each surname of one character costs."""


def surname_cost(name: str) -> float | None:
    """How surprising a surname the name begins with: 0 compound, 0.2 common, 0.8 rarer; None where it has none."""
    if name[:2] in COMPOUND and len(name) >= 3:
        return 0.0
    return _COSTS.get(name[:1])
