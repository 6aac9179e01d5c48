"""What others have published on the public sets, each with where it was read and why it is no like for like.

Only numbers that were read in the source named stand here. Of CRUD-RAG (arXiv 2401.17043), and of RGB's tables by noise
ratio, no source was at hand that could be read without doubt: they are left out rather than quoted from memory.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Published:
    """A number of somebody else's system: `differs` says in what their task is not ours."""

    set: str
    system: str
    metric: str
    value: float
    source: str
    differs: str


_RGB = "Chen et al., AAAI 2024, arXiv 2309.01431, Results on Information Integration"
_RGB_TASK = "五段材料直接交给模型；这里的材料在同一档案里，要先检索，不用模型时答的是原句；他们用改正前的数据"
_WWM = "github.com/ymcui/Chinese-BERT-wwm README_EN（arXiv 1906.08101），dev，十次中最高"
_SPAN = "段落已给定，在段内抽取答案；这里量的是从全部段落里找到那一段"
PUBLISHED = (
    Published("RGB integration", "各模型中最高，没有噪声", "accuracy", 0.67, _RGB, _RGB_TASK),
    Published("RGB integration", "各模型中最高，有噪声", "accuracy", 0.55, _RGB, _RGB_TASK),
    Published("CMRC2018", "BERT-base", "EM", 0.655, _WWM, _SPAN),
    Published("CMRC2018", "BERT-base", "F1", 0.845, _WWM, _SPAN),
    Published("CMRC2018", "RoBERTa-wwm-ext-large", "EM", 0.685, _WWM, _SPAN),
    Published("CMRC2018", "RoBERTa-wwm-ext-large", "F1", 0.884, _WWM, _SPAN),
    Published("DRCD", "BERT-base", "EM", 0.831, _WWM, _SPAN),
    Published("DRCD", "BERT-base", "F1", 0.899, _WWM, _SPAN),
    Published("DRCD", "RoBERTa-wwm-ext-large", "EM", 0.896, _WWM, _SPAN),
    Published("DRCD", "RoBERTa-wwm-ext-large", "F1", 0.948, _WWM, _SPAN),
)


def beside(splits: frozenset[str]) -> tuple[Published, ...]:
    """What was published on the sets among `splits`, which are named as the results of a run name them.

    >>> [one.metric for one in beside(frozenset({"DRCD dev, Simplified questions"}))]
    ['EM', 'F1', 'EM', 'F1']
    """
    return tuple(one for one in PUBLISHED if any(split.startswith(one.set) for split in splits))
