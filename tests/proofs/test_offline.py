"""The proof of `offline.py` in small; `python tests/proofs/run.py netz` runs it in full."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.proofs import sealed
from tests.proofs.offline import ROOT, alone, namespace, prove_alone, prove_sealed, sent

TRY = "import socket\ns = socket.socket({family}, {kind})\ns.settimeout(0.3)\ntry:\n    s.connect(('{address}', 9))\n    s.send(b'x')\nexcept OSError:\n    pass\n"
SEALED = pytest.mark.skipif(bool(sealed.possible()), reason=sealed.possible() or "-")


@SEALED
@pytest.mark.parametrize("words", ["socket.socket()", "socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)", "socket.getaddrinfo('a.b', 1)"])
def test_the_seal_ends_whoever_tries_also_a_child_of_a_child(words: str) -> None:
    inner = f"import socket; socket.socket(socket.AF_UNIX).close(); print('lokal', flush=True); {words}"
    code = f"import subprocess, sys; from tests.proofs import sealed; sealed.seal(); sys.exit(subprocess.run([sys.executable, '-c', {inner!r}]).returncode == {sealed.KILLED})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (1, b"lokal"), done.stderr


@pytest.mark.skipif(not namespace(), reason="the system allows no network of one's own")
@pytest.mark.parametrize(("family", "address"), [("2", "192.0.2.1"), ("10", "2001:db8::1")])
@pytest.mark.parametrize("kind", ["1", "2"])
def test_the_counters_notice_whoever_tries(tmp_path: Path, family: str, address: str, kind: str) -> None:
    _, tried = alone([sys.executable, "-c", TRY.format(family=family, kind=kind, address=address)], tmp_path)
    assert tried
    _, nothing = alone([sys.executable, "-c", "import socket; socket.socket()"], tmp_path)
    assert nothing == {}


def test_counters_that_are_missing_are_no_proof() -> None:
    with pytest.raises(AssertionError):
        sent("")


@SEALED
def test_the_whole_flow_needs_no_network_and_never_tries(tmp_path: Path) -> None:
    tally = prove_sealed(tmp_path / "a", whole=False)
    assert tally.typed and tally.pages and tally.files > 4 and tally.changes and len(tally.commands) == 2


@pytest.mark.skipif(not namespace(), reason="the system allows no network of one's own")
@pytest.mark.skipif(not sealed.possible(), reason="the seal proves the same in less time; the full proof does both")
def test_the_whole_flow_in_a_network_of_its_own(tmp_path: Path) -> None:
    assert prove_alone(tmp_path / "a", whole=False).files > 4
