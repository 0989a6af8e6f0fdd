"""Code shared by the rules; it does not depend on any rule.

context        input and output of a rule: `Context`, `CuePhrase`, `Match`, `Rule`
complements    complements of a verb, and whether they report
clause_extent  where a reported clause begins, and what of it is attached elsewhere
narration      where the narrator's words begin again after it
subjects       who speaks at a cue, and the addressee
control        the subject of a clause that has none of its own
content        from ranges to type, segments and passages
marked_names   titles of works, nicknames and terms in quotation marks
layout_names   who speaks by layout alone, and what is a label
reporting      whether a match reports what somebody said or wrote
filters        what was not said, or not by this source
features       features of a match for the scorer
explanation    the path of a match through the tree
"""
