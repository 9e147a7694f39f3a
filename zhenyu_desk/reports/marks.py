"""Which characters may stand where on a line: GB/T 15834-2011 (5.1) and CLREQ, basic level."""

DASH = "—"
ELLIPSIS = "…"

# Marks that come from a font drawing them one em wide; Latin fonts have narrow ones under the same code.
WIDE_MARKS = frozenset("“”‘’—…·")

CLOSERS = frozenset("。，、；：？！）》〉」』】〕〗｝］”’")
OPENERS = frozenset("（《〈「『【〔〖｛［“‘")
STOPS = frozenset("。：？！")  # keep their em within a line; other marks may be squeezed

NO_START = CLOSERS | frozenset("～·／％%‰℃°′″–!),.:;?]}/")
NO_END = OPENERS | frozenset("([{￥¥$€£№")
