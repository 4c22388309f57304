"""On which ground somebody's data is kept and not used, and what is asked about it."""

from bot.wording.marks import N_, NC_

NAMES: dict[str, str] = {
    "ground.contested": NC_("ground", "They say it is wrong"),
    "ground.unlawful": NC_("ground", "Not lawful to keep, yet to be kept"),
    "ground.claims": NC_("ground", "They need it for a claim"),
    "ground.objected": NC_("ground", "They object to its use"),
}
QUESTIONS: dict[str, str] = {
    "restrict.ground": N_(
        "From now on nothing they said is shown to others, and nothing is asked of "
        "them; it all stays kept. On which ground (GDPR 18)? /cancel changes nothing."
    ),
}
