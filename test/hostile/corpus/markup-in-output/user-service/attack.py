import sys

NASTY = (
    "</pre></details><script>hostile()</script><img src=x onerror=hostile()> [x](javascript:hostile()) | x | ]]>\n"
    "```\n# hostile\n::error::hostile\n##[error]hostile\n=HYPERLINK(\"http://x\")\n@everyone\n"
    "\x1b[2J\x1b]8;;http://x\x07hostile\x1b]8;;\x07\x00\x08\u202ehostile\u2028\n"
)


def at_start():
    print(NASTY, flush=True)
    print(NASTY, file=sys.stderr, flush=True)
    sys.exit(3)
