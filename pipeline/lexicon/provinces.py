"""The short names of the divisions of the first level, in the order of their codes (GB/T 2260)."""

MUNICIPALITIES = ("北京", "天津", "上海", "重庆")
PROVINCES = (
    "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南",
    "湖北", "湖南", "广东", "广西", "海南", "四川", "贵州", "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆",
)  # fmt: skip
"""Provinces and autonomous regions, 台湾 left out, whose organs and programmes no document of the mainland names."""
