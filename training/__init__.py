"""Makes the embedded models from UD English treebanks, with one command.

python -m training TREEBANKS --encoder FOLDER --work FOLDER

treebanks   the sentences, checked by size and count
sentences   one sentence of CoNLL-U: words, spacing
augment     marks, headlines, datelines: what news has and UD English lacks
encoder     the base encoder, without the pieces that English news never needs
batches     sentences to the tensors that Stanza's modules take
losses      what tagger and parser are to learn, for one batch
joint       one encoder, tagger and parser trained together
teacher     finished models, and what they hold likely
student     smaller models that learn from it
pruning     narrower heads out of trained ones
silver      plain text, as finished models parse it
steps       tokenizer, contractions and lemmas, by Stanza's own programs
export      half precision, manifest
report      scores, on gold tokens and from raw text
"""
