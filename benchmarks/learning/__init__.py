"""Learning of the data files (lexicon, weights, curves) from a gold file.

examples    candidates of the rules, each right or wrong by gold
evidence    how often each cue lemma was an attribution in each frame
logistic    the weights of the features
curves      scores to measured precision
"""
