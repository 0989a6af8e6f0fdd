"""Code shared by the rules; it does not depend on any rule.

context           input and output of a rule: `Context`, `CuePhrase`, `Match`, `Rule`
complements       complements of a verb, and whether they report
clause_extent     where a reported clause begins, and what of it is attached elsewhere
narration         where the narrator's words begin again after it; grants of anonymity before it
subjects          who speaks at a cue, and the addressee
missing_subjects  the subject of a clause that has none of its own in the tree
content           from ranges to type, segments and passages; whether they were said or written
names             who speaks by layout alone, what is a label; titles and nicknames in marks
filters           what was not said, or not by this source
evidence          features of a match for the scorer, its path through the tree
"""
