"""The fuzz targets stand on sound ground: their seeds keep all promises, and they are what they say they are."""

import pytest
from tests.fuzz import driver

TARGETS = driver.targets()


def test_every_kind_of_input_has_a_target() -> None:
    assert ["canonical", "cells", "dates", "pdf", "text", "workbook"] == TARGETS


@pytest.mark.parametrize("name", TARGETS)
def test_the_seeds_of_a_target_keep_all_promises(name: str) -> None:
    target = driver.load(name)
    seeds = list(target.seeds())

    assert len(seeds) >= 4
    for seed in seeds[:8]:
        driver.ask(target, seed)


def test_an_input_that_takes_too_long_breaks_a_promise() -> None:
    with pytest.raises(AssertionError, match=r"bytes took"):
        driver.ask(driver.load("dates"), "令和7年7月31日".encode(), allowed=0.0)
