"""From a gold file to the data files that say how far to trust each rule.

examples    candidates of the rules, each right or wrong by gold
evidence    how often each cue lemma was an attribution in each frame
logistic    the weights of the features
curves      scores to measured precision
"""
