"""The words that decide about sentence boundaries."""

from __future__ import annotations

TITLES = frozenset(
    """
    Adm Amb Atty Bros Brig Capt Cmdr Col Cpl Cpt Det Dr Drs Fr Ft Gen Gov Govs Hon Insp Lt Lts
    Maj Messrs Mlle Mme Mr Mrs Ms Mt Ofc Pfc Pres Prof Profs Pvt Rep Reps Rev Revs Sen Sens Sgt
    Spc St Supt Ste Sr Vice
    """.split()
)
"""Abbreviations that a name follows."""

NUMBERED = frozenset(
    "Apr April Aug Dec Feb Fig Jan July June Mar Nov No Nos Oct Sec Sect Sep Sept Vol".split()
)
"""Abbreviations that a number follows."""

INNER = frozenset("v vs viz cf approx incl".split())
"""Abbreviations that end no sentence."""

DOTTED = frozenset(
    """
    A.D. B.C. D.C. E.U. L.A. N.C. N.D. N.H. N.J. N.M. N.Y. P.S. R.I. S.C. S.D. U.K. U.N. U.S.
    """.split()
)
"""Two letters that are nobody's initials."""

ZONES = frozenset(
    """
    Central Eastern Mountain Pacific BST CET CST EDT ET EST GMT MT PDT PST PT UTC
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday
    """.split()
)
"""What follows a.m. and p.m.: zones, and the days that American papers put there."""

STARTERS = frozenset(
    """
    a about according after all also although an and another any are as at because before both but
    by could did do does during each earlier even few first for four from had has he her here his
    how however i if in instead is it its last later let like many maybe meanwhile more most much
    my new no nobody none not nothing now of on once one only or other our over people perhaps
    several she should since so some still such than that the their then there these they this
    those though three through to today tomorrow two under unlike until we well were what when
    where whether which while who whose why will with without would yes yesterday yet you your
    """.split()
)
"""Capitalised, these begin a sentence rather than go on with a name."""

SAYING = frozenset(
    """
    added adds agreed announced answered answers argued argues asked asks begged boasted commented
    complained concluded conceded continued continues countered cracked cried crowed declared
    declares demanded demands exclaimed exclaims explained explains gasped growled grumbled
    hissed inquired insisted insists interjected joked jokes lamented laughed marveled marvelled
    mused muttered observed pleaded pleads pressed proclaimed protested queried questioned
    quipped quips recalled recalls remarked repeated replied replies responded responds retorted
    roared said says scoffed screamed shouted shouts shrieked sighed snapped sneered stated tells
    thundered told tweeted urged wailed warned warns went whispered wondered wonders writes wrote
    yelled yells
    """.split()
)
"""What stands in the attribution of a question or an exclamation."""
