"""The closed vocabularies of the data: every word that a field may hold, in one place.

Anatomical and clinical words follow US usage; the words for sources follow CSL.
"""

from typing import Literal, get_args

# Worst first. "not-assessed" stands between "adapt" and "none": it is milder than any stated restriction,
# and never as mild as a stated absence of one.
Level = Literal["avoid", "clearance", "adapt", "not-assessed", "none"]
RuledLevel = Literal["avoid", "clearance", "adapt", "none"]
LEVELS: tuple[Level, ...] = get_args(Level)

Basis = Literal["guideline", "study", "case-report", "expert-opinion", "precautionary", "none-found"]

Certainty = Literal["high", "moderate", "low", "very-low", "none"]

ClaimVerdict = Literal["supported", "partly-supported", "unsupported", "contradicted", "untested"]

TechniqueKind = Literal[
    "manual",
    "barefoot",
    "instrument",
    "positional-release",
    "assisted-stretch",
    "self-massage",
    "stretch",
    "exercise",
    "breathing",
]
Performer = Literal["therapist", "self"]
Position = Literal["supine", "prone", "side-lying", "sitting", "kneeling", "hands-and-knees", "standing", "table-edge"]
Pressure = Literal["none", "light", "moderate", "firm", "body-weight"]
EquipmentItem = Literal[
    "mat", "table", "chair", "pillow", "cloth", "lotion", "strap", "band", "ball", "roller", "tool", "bars", "picture"
]
Caution = Literal["advised-against", "high", "moderate", "low"]
CAUTIONS: tuple[Caution, ...] = get_args(Caution)

PrecautionGroup = Literal[
    "pregnancy-and-birth",
    "vessels-and-heart",
    "blood-and-medication",
    "surgery-and-implants",
    "abdomen-and-pelvis",
    "kidney-and-urinary",
    "infection-and-cancer",
    "bone-joint-and-spine",
    "nerve-and-sensation",
    "skin-and-tissue",
    "mind-and-consent",
    "situation",
]

StructureType = Literal[
    "muscle",
    "bone",
    "joint",
    "ligament",
    "fascia",
    "bursa",
    "artery",
    "vein",
    "nerve",
    "lymph-node",
    "organ",
    "region",
    "landmark",
]

Urgency = Literal["emergency-now", "same-day", "prompt"]

Design = Literal[
    "guideline",
    "systematic-review",
    "randomised-trial",
    "controlled-trial",
    "before-after",
    "cohort",
    "cross-sectional",
    "reliability-study",
    "biomechanical-study",
    "anatomical-study",
    "case-report",
    "narrative-review",
    "clinical-reference",
    "textbook",
    "expert-opinion",
    "personal-report",
    "commercial",
]
Standing = Literal[
    "peer-reviewed",
    "preprint",
    "guideline",
    "institution",
    "reference",
    "opinion",
    "commercial",
    "personal",
    "content-farm",
    "unidentified",
]
Reading = Literal["full-text", "page", "abstract", "excerpt", "secondary"]
CslType = Literal["article-journal", "webpage", "post-weblog", "post", "chapter", "report", "book", "thesis"]
