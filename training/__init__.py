"""Training of the embedded models from UD English treebanks.

python -m training TREEBANKS --encoder FOLDER --work FOLDER

treebanks   the sentences, checked by size and count
sentences   one sentence of CoNLL-U: words, spacing
augment     data augmentation for news: marks, headlines, datelines
encoder     the base encoder, without word pieces of other scripts
batches     sentences to the tensors that Stanza's modules take
losses      what tagger and parser are to learn, for one batch
joint       one encoder, tagger and parser trained together
teacher     finished models, and their probabilities
student     smaller models that learn from a teacher
pruning     narrower heads out of trained ones
silver      plain text parsed by finished models
steps       tokenizer, contractions and lemmas, by Stanza's own programs
export      half precision, manifest
report      scores, on gold tokens and from raw text
"""
