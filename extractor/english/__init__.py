"""Knowledge of English that several stages share; nothing here knows what a quotation is.

lexicon        closed classes and word lists: pronouns, titles, names, nouns
orthography    what capitals tell; text decoded wrongly
noun_phrases   the extent of a noun phrase as a mention and as a label
syntax         queries over Universal Dependencies trees
inflection     base forms of verbs that the lemmatizer does not know
"""
