"""The registry: every paper is made under its own name, for the authority or for oneself, never for both."""

from __future__ import annotations

from ala_wizard.content.loader import content
from ala_wizard.content.samples import sample
from ala_wizard.documents.registry import FOR_AUTHORITY, FOR_OURSELVES
from tests.documents.cases import STAMP, results


def test_every_paper_is_what_its_name_says() -> None:
    case = sample("leer")
    for kind, build in {**FOR_AUTHORITY, **FOR_OURSELVES}.items():
        assert build(case, content(), results(case), STAMP).kind == kind


def test_no_paper_is_for_both() -> None:
    assert not set(FOR_AUTHORITY) & set(FOR_OURSELVES)


def test_a_profile_names_only_papers_for_the_authority() -> None:
    for profile in content().profiles.values():
        assert set(profile.documents) <= set(FOR_AUTHORITY)
