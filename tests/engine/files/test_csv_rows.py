"""Rows as text, as pandas reads them back."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugin.engine.files.csv_rows import write_rows
from plugin.engine.files.table_file import table_file


def write_csv(table: pd.DataFrame, path: Path) -> None:
    with table_file(path) as write:
        write(table)


def column(path: Path, name: str) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row[name] for row in csv.DictReader(file)]


def test_numbers_are_as_short_as_they_can_be_and_nan_is_nothing(tmp_path: Path) -> None:
    table = pd.DataFrame(
        {"site": ["A", "é"], "vs_m_s": [247.7, np.nan], "trusted": np.array([1, 0], np.int8)}
    )
    write_csv(table, tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "site,vs_m_s,trusted\nA,247.7,1\né,,0\n"


def test_blocks_follow_each_other_under_one_head(tmp_path: Path) -> None:
    table = pd.DataFrame({"site": ["A"], "n": [1]})
    with (tmp_path / "a.csv").open("wb") as file:
        write_rows(table, file, header=True)
        write_rows(table, file, header=False)
    assert (tmp_path / "a.csv").read_text() == "site,n\nA,1\nA,1\n"


def test_a_table_without_rows_has_its_head(tmp_path: Path) -> None:
    write_csv(pd.DataFrame({"site": [], "n": []}), tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text() == "site,n\n"


@pytest.mark.parametrize("name", ["a,b", 'a"b', "a\nb", "a\rb", " a ", "#a", "007"])
def test_a_name_comes_back_as_it_was(tmp_path: Path, name: str) -> None:
    write_csv(pd.DataFrame({"site": ["plain", name], "n": [1.5, 2.5]}), tmp_path / "a.csv")
    assert column(tmp_path / "a.csv", "site") == ["plain", name]


@given(st.lists(st.floats(allow_infinity=False, allow_nan=False), min_size=1, max_size=20))
def test_numbers_come_back_to_the_last_digit(tmp_path_factory: pytest.TempPathFactory, values: list) -> None:
    path = tmp_path_factory.mktemp("rows") / "a.csv"
    write_csv(pd.DataFrame({"site": ["A"] * len(values), "n": np.array(values, dtype=float)}), path)
    assert list(map(float, column(path, "n"))) == values
