"""What the rules share; no rule is here, and nothing here knows a rule.

context       what a rule takes and gives: `Context`, `CuePhrase`, `Match`, `Rule`
complements   what belongs to a reported clause and what does not
subjects      who speaks at a cue, and who is spoken to
control       whose subject a clause without its own borrows
content       from ranges to type, segments and passages
reporting     whether a match reports what somebody said or wrote
filters       what was not said, and titles in marks
features      what speaks for and against a match, for the scorer
explanation   the path of a match through the tree
"""
