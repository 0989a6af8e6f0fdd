"""Knowledge of English shared by several stages, independent of quotations.

lexicon        closed classes and word lists: pronouns, titles, names, nouns
orthography    capitalization; wrongly decoded text
noun_phrases   the extent of a noun phrase as a mention and as a label
syntax         queries over Universal Dependencies trees
inflection     base forms of verbs that the lemmatizer does not know
"""
