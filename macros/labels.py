"""The words that readers see for the words of the vocabularies."""

LABELS: dict[str, str] = {
    # levels
    "avoid": "Avoid",
    "clearance": "Clearance first",
    "adapt": "Adapt",
    "not-assessed": "Not assessed",
    "none": "No specific restriction found",
    # bases
    "guideline": "guideline",
    "study": "study",
    "case-report": "case report",
    "expert-opinion": "expert opinion",
    "precautionary": "precautionary (no source speaks; the safer side)",
    "none-found": "no source found",
    # kinds of entity
    "technique": "Technique",
    "precaution": "Precaution",
    "structure": "Anatomy",
    "claim": "Claim",
    "condition": "Condition",
    "red-flag": "Red flag",
    "assessment": "Assessment",
    "question": "Question",
    "term": "Term",
    "source": "Source",
    "demand": "Demand",
    "banner": "Banner",
    # performers and types
    "therapist": "A therapist",
    "self": "Yourself",
    "self-massage": "Self-massage",
    # urgency
    "emergency-now": "Emergency: call now",
    "same-day": "See a doctor today",
    "prompt": "See a doctor soon",
    # study designs
    "randomised-trial": "Randomized trial",
    "controlled-trial": "Controlled trial",
    "before-after": "Before-and-after study",
    "cross-sectional": "Cross-sectional study",
    "cohort": "Cohort study",
    # how it was read
    "full-text": "the full text",
    "page": "the page",
    "abstract": "the abstract only",
    "excerpt": "an excerpt only",
    "secondary": "only as described by others",
    "peer-reviewed": "Peer-reviewed",
}

LEVEL_MEANINGS: dict[str, str] = {
    "avoid": "Do not use it.",
    "clearance": "Only once the person's own clinician has agreed.",
    "adapt": "Only with the change that is given.",
    "not-assessed": "Nobody has looked into it here. Treat it as unknown, not as safe.",
    "none": "We looked and found no specific restriction. That is not a promise of safety.",
}

# "none" means another thing here than as a level.
CERTAINTY_LABELS: dict[str, str] = {
    "high": "high",
    "moderate": "moderate",
    "low": "low",
    "very-low": "very low",
    "none": "no evidence found",
}

# For the cells of the matrix, where there is room for a word.
SHORT_LABELS: dict[str, str] = {
    "avoid": "Avoid",
    "clearance": "Ask first",
    "adapt": "Adapt",
    "not-assessed": "Unknown",
    "none": "None found",
}


def label(word: str) -> str:
    """Return the words for a vocabulary's word: those of the table, or the word itself made readable."""
    return LABELS.get(word) or word.replace("-", " ").capitalize()


def caution_label(caution: str) -> str:
    """Return the words of a banner's caution as they stand alone, away from a heading that says what they are."""
    return label(caution) if caution == "advised-against" else f"{label(caution)} caution"
