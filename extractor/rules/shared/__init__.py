"""Code shared by the rules; it does not depend on any rule.

What a match is made of:

context               input and output of a rule: `Context`, `CuePhrase`, `Match`, `Rule`
content               from ranges to type, segments and passages; whether they were said or written
evidence              features of a match for the scorer, its path through the tree
filters               matches to drop: what was not said, or not by this source

The cue and its content:

cue_verbs             which verbs report, which are a second cue, and what they report
content_clauses       the clauses that a verb reports, wherever the parser attached them
misread_clauses       the clauses that the parser gave a verb that does not report them
clause_extent         where a reported clause begins and ends
sourced_clause        the clause of a source named by a phrase: *according to Lee*
cue_adjuncts          addressee, time and grant of anonymity between a cue and its content
narration             the narrator's words inside or behind the content
other_reports         what others say in the same sentence

Who speaks:

subjects              the subject of a cue
subject_control       a subject shared with another clause
misattached_subjects  a subject that the parser attached to another word
names                 names that layout, quotation marks or commas set apart, and titles
"""
