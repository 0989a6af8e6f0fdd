"""What the rules share; no rule is here, and nothing here knows a rule.

scene        a document with what every rule asks worked out once (with standing)
cue          the cue as shown and looked up; from there:
subjects     cue -> who speaks (with phrases, sharing, control, quoting, beside, elsewhere)
addressees   cue -> who is told
predicates   cue -> what it says of its object
reporting    cue -> what belongs to its clause and what does not (with adjoining)
spans        words -> ranges of the text
settling     ranges -> type, segments, passages
adjacency    where a cue stands to a passage
layout       names that stand by layout alone
unsaid       what is told of words that were not said
evidence     what speaks for and against a pairing
walk         the way through the tree, for explanations
"""
