"""Knowledge of English that several stages share; nothing here knows what a quotation is.

syntax       queries over Universal Dependencies trees
inflection   base forms of verbs that the lemmatizer does not know
"""
