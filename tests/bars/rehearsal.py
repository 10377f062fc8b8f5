"""Bar: the shipped campaign, with 210 supporters' photos, is rehearsed in under 40 s: lost 0, twice 0, nothing left
that was withdrawn, and alt text on every picture of Mastodon and X.

``python -m tests.bars.rehearsal``
"""

from __future__ import annotations

import json
import subprocess
import sys
import time

from tests.bars.field import ROOT

BAR_S = 40.0


def main() -> int:
    """Print the figure; 1 when it misses the bar."""
    begun = time.perf_counter()
    done = subprocess.run([sys.executable, "run.py", "rehearse", "--json"], cwd=ROOT, capture_output=True, check=False)
    taken = time.perf_counter() - begun
    facts = json.loads(done.stdout)
    photos = facts["photos"]
    print(
        f"photos: {photos['received']} received, {photos['approved']} approved, {photos['reposted']} reposted, "
        f"{photos['refused']} refused, {photos['withdrawn']} withdrawn, {photos['left_after_withdrawal']} left"
    )
    print(
        f"rehearsal: {facts['sent']} of {facts['planned']} sent, lost {facts['lost']}, twice {facts['twice']}, "
        f"{taken:.1f} s; bar {BAR_S:.0f} s"
    )
    return 0 if done.returncode == 0 and taken <= BAR_S else 1


if __name__ == "__main__":
    raise SystemExit(main())
