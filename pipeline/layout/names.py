"""Persons' names as bylines give them: told by their shape, their surname and their neighbours."""

import re

# The common surnames, those of the list in use (现代汉语常用姓氏) and the two-character ones.
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石"
    "廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟"
    "殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳"
    "时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩"
    "明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴"
    "丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾"
    "戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由粘"
)
_DOUBLE = frozenset(
    [
        "欧阳",
        "上官",
        "司马",
        "司徒",
        "诸葛",
        "皇甫",
        "令狐",
        "夏侯",
        "慕容",
        "东方",
        "尉迟",
        "公孙",
        "端木",
        "申屠",
        "淳于",
        "太史",
        "轩辕",
        "宇文",
        "长孙",
        "呼延",
        "南宫",
        "赫连",
        "独孤",
    ]
)
_NAME = re.compile(r"[\u4e00-\u9fff\u3400-\u4dbf]{2,4}|[×Xx]{2,3}|[\u4e00-\u9fff][×某]{1,2}")
_FOREIGN = re.compile(r"[\u4e00-\u9fff]{1,8}(?:[·•][\u4e00-\u9fff]{1,8}){1,4}")
_NOT_A_NAME = re.compile(
    r"[报社网台局部委院厅处科室会校所站厂]$|报道|手记|观察|调查|札记|之声|摄影|整理|综合|采写|撰文|记者|通讯|新闻|评论|本报|本刊|编辑|公司|大学|政府|中心|消息|来源|公[示告]|通告|启事|声明|招聘|^关于$"
)
SEPARATORS = re.compile(r"[\s、，,/／|｜;；&＆]+")


def is_name(word: str, *, sure: bool = False) -> bool:
    """Tell whether a word can be a person's name.

    Args:
        word: The word, without spaces.
        sure: A role stands before it (记者 粘青): the surname need not be a known one.

    Returns:
        True for two to four characters with a surname, for names with a middle dot, and for placeholders (×××).
    """
    if _FOREIGN.fullmatch(word):
        return True
    if not _NAME.fullmatch(word) or _NOT_A_NAME.search(word):
        return False
    if "×" in word or "某" in word[1:] or not word.strip("Xx"):
        return True
    if sure:
        return True
    if word[:2] in _DOUBLE:
        return len(word) >= 3
    return word[0] in _SURNAMES and len(word) <= 3


def join_spaced(words: list[str]) -> list[str]:
    """Close up names that were set with a space inside (张　三, 李 玉琢, 欧阳 雪).

    Args:
        words: Words in order.

    Returns:
        The words, each two single characters that follow one another made one, and a surname that stands alone made
        one with the given name behind it.
    """
    made: list[str] = []
    half = False
    for word in words:
        single = len(word) == 1 and "\u4e00" <= word <= "\u9fff"
        if (single and half and made[-1] not in "文图摄绘") or (made and _is_given(made[-1], word, half)):
            made[-1] += word
            half = False
        else:
            made.append(word)
            half = single
    return made


def _is_given(before: str, word: str, half: bool) -> bool:
    """Tell whether a word is the given name of the surname before it, which alone is no name."""
    if half and len(word) == 2:
        return before in _SURNAMES and _NAME.fullmatch(word) is not None and not _NOT_A_NAME.search(word)
    return before in _DOUBLE and len(word) == 1 and "\u4e00" <= word <= "\u9fff"
