"""Whether a short name is somebody's given name: 副镇长范|大庆."""

import re

from pipeline.lexicon.surnames import SURNAMES

_TITLES = re.compile(
    "同志|书记|主席|总理|部长|省长|市长|县长|局长|处长|厅长|院长|校长|记者|教授|先生|女士|说|表示|介绍|告诉|认为|指出|摄|报道"
)
# Only who signs or holds an office goes before a surname that is a common word too: 学生经|成都 is no 经成都.
_BEFORE_PERSON = re.compile(
    "(?:记者|通讯员|作者|书记|主席|总理|部长|省长|市长|主任|局长|同志|委员|院长|教授|摄影|编辑|责编|主编|责任编辑)[:：\\s]*$"
)
_BOUNDARY = frozenset(" \n\t，。、；：！？（）()“”‘’《》【】—…·,.;:!?\"'　")
# Surnames that end hardly any other word, so that a given name may follow them wherever a person may be named.
_CLEAR = frozenset(
    "郑黄周马钟侯唐韩冯田史卢傅尹王李张刘陈杨赵吴徐孙朱郭罗梁谢宋许邓曹彭董袁潘蒋蔡杜叶吕丁沈姚姜崔谭范廖贾熊孟邱薛阎陶郝顾龚邵覃严汤樊殷倪裴雒"
)
# Who is named right after these: 原司长|王沈阳, 村民|严金昌.
_CALLED = re.compile(
    "(?:[部省市县区镇乡村局处科所院校站队班厅司会组行庭董事台团连排营师旅]长|书记|主席|总理|司令|政委|主任|经理|董事|总监|总裁|教授|老师|教师|医生|护士|记者|"
    "通讯员|[村居市农渔牧股网]民|[菜果]农|工人|司机|[员职]工|工程师|代表|委员|院士|博士|研究员|专家|队员|战士|民警|法官|检察官|干部|老人|同志|先生|女士|[台商客]商|"
    "业主|户主|学生|青年|姑娘|小伙|选手|运动员|教练|演员|作家|导演|画家|烈士|英雄|贫困户|[种养]植?殖?户|负责人|创始人|传承人|发言人|主持人|任命|免去|被告人?|"
    "嫌疑人|指挥|妻子|丈夫|儿子|女儿|父亲|母亲|名叫)$"
)
# What persons do and places do not, and what is said of a person only.
_DOES = re.compile(
    "说(?!明)|告诉记者|介绍说|坦言|记得|回忆|笑着|夫妇|老人|先生|女士|同志|一家人|，?今年[0-9]{2}岁|，?[男女]，|[（(][男女]|因病|不幸"
)


def person(text: str, start: int, end: int) -> bool:
    """Tell whether a short name is somebody's given name: 记者 王|长春.

    Args:
        text: The text.
        start: Where the name starts, in code points.
        end: Where it ends.

    Returns:
        True where a surname stands before it by itself, and a boundary or a title around; or a surname that ends no
        other word, behind a boundary or a title or before what only persons do.
    """
    if start < 1 or text[start - 1] not in SURNAMES:
        return False
    before = text[max(0, start - 9) : start - 1]
    if _BEFORE_PERSON.search(before) or sure_person(text, start, end):
        return True
    alone = not before or before[-1] in _BOUNDARY
    if not alone:
        return False
    return end >= len(text) or text[end] in _BOUNDARY or _TITLES.match(text, end) is not None


def sure_person(text: str, start: int, end: int) -> bool:
    """Tell whether a short name is a given name whatever else it may be: 副镇长范|大庆, 严|金昌说.

    Args:
        text: The text.
        start: Where the name starts, in code points.
        end: Where it ends.

    Returns:
        True behind a surname that ends hardly any other word, where a boundary, a title or what persons do is around.
    """
    if start < 1 or text[start - 1] not in _CLEAR:
        return False
    before = text[max(0, start - 5) : start - 1]
    return (
        not before
        or before[-1] in _BOUNDARY
        or _CALLED.search(before) is not None
        or _DOES.match(text, end) is not None
    )
