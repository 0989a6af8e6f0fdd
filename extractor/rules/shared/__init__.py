"""What the rules share; no rule is here, and nothing here knows a rule.

context        what a rule takes and gives: `Context`, `CuePhrase`, `Match`, `Rule`
complements    what a verb takes as its complement, and whether it reports
clause_extent  where a reported clause begins, and what of it hangs elsewhere
narration      where the narrator's words begin again behind it
subjects       who speaks at a cue, and who is spoken to
control        whose subject a clause without its own borrows
content        from ranges to type, segments and passages
marked_names   titles of works, nicknames and terms in quotation marks
layout_names   who speaks by layout alone, and what is a label
reporting      whether a match reports what somebody said or wrote
filters        what was not said, or not by this source
features       what speaks for and against a match, for the scorer
explanation    the path of a match through the tree
"""
