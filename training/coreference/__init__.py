"""Learns which antecedent a pronoun has, and measures it.

python -m training.coreference measure CORPORA
python -m training.coreference learn CORPORA --news ARTICLES --parses FOLDER

corpora       GUM and LitBank as documents with the mentions of each entity
news          labelled articles, read as the extractor reads them
labelling     labels with places, of what a reader wrote down
snippets      made-up news in which a new person speaks, or the last speaker goes on
replay        reads a document with its mentions given, and asks a resolver for each pronoun
fitting       weights that make the right candidates likely
tables        what is printed
"""
