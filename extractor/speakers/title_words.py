"""Small words in and around names: titles, particles, suffixes, days."""

from __future__ import annotations

from extractor.speakers.words import Gender

HONORIFICS: dict[str, Gender | None] = {
    **dict.fromkeys("mr mister sir lord monsieur herr señor".split(), "male"),
    **dict.fromkeys("mrs ms miss madam madame mme dame lady señora frau".split(), "female"),
    **dict.fromkeys("dr prof".split()),
}
SHORT_TITLES = frozenset(
    """sen sens rep reps gov govs lt col gen maj capt sgt cpl pvt cmdr adm rev fr hon pres atty
    dir det supt insp ald del amb asst assoc dep messrs mssrs mmes drs""".split()
)
OFFICES = frozenset(
    """state defense defence treasury commerce education energy labor agriculture interior
    transportation health homeland security veterans affairs staff the of and human services
    house housing urban development national intelligence united states""".split()
)
SUFFIXES = frozenset("jr sr ii iii iv esq phd md".split())
PARTICLES = frozenset(
    "de da das di do dos du del della della der den des van von ter ten bin bint ibn al el la le "
    "af av ben y e".split()
)
NAME_STARTS = frozenset("van von de du di da dos della der den bin al el ter ten".split())
CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december jan feb mar apr jun jul aug sep sept oct
    nov dec christmas easter thanksgiving am pm est edt pst gmt""".split()
)
PLACE_STARTS = frozenset("new north south west east saudi united sri el san los las".split())
