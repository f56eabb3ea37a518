"""One site's rows come out of a table of results as they were written."""

from __future__ import annotations

from pathlib import Path

import pytest
from engine_side import write_table
from hypothesis import given, settings
from hypothesis import strategies as st

from plugin.gui.site_rows import rows_of
from plugin.protocol.errors import OutputError

NAMES = st.lists(
    st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), min_size=1, max_size=8),
    min_size=1,
    max_size=6,
    unique=True,
)


@settings(max_examples=60, deadline=None)
@given(names=NAMES, data=st.data())
def test_rows_of_a_site_are_those_that_pandas_wrote(
    names: list[str], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    counts = [data.draw(st.integers(1, 3)) for _ in names]
    columns = {
        "site": [name for name, count in zip(names, counts) for _ in range(count)],
        "depth_m": [float(i) for count in counts for i in range(count)],
    }
    path = write_table(tmp_path_factory.mktemp("table") / "profiles.csv", columns)
    for name, count in zip(names, counts):
        found = rows_of(path, name)
        assert found["site"] == [name] * count
        assert [float(cell) for cell in found["depth_m"]] == list(range(count))


@pytest.mark.parametrize("near", [0.0, 0.5, 0.99])
def test_a_site_is_found_wherever_it_is_thought_to_be(tmp_path: Path, near: float) -> None:
    path = tmp_path / "profiles.csv"
    path.write_text("site,depth_m\n" + "".join(f"S{i:04d},{i}\n" for i in range(2000)))
    for i in (0, 1000, 1999):
        assert rows_of(path, f"S{i:04d}", near)["depth_m"] == [str(i)]


@pytest.mark.parametrize("near", [0.0, 0.3, 0.5, 0.7, 1.0])
def test_a_site_is_found_whole_from_amid_its_rows(tmp_path: Path, near: float) -> None:
    path = tmp_path / "profiles.csv"
    path.write_text("site,depth_m\n" + "".join(f"S{i},{j}\n" for i in range(3) for j in range(500)))
    assert rows_of(path, "S1", near)["depth_m"] == [str(j) for j in range(500)]


def test_a_site_that_is_not_there_has_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "curves.csv"
    path.write_text("site,mode\nA10,0\n")
    assert rows_of(path, "A1") == {}
    assert rows_of(path, "site") == {}


def test_a_table_that_is_missing_or_empty_is_named(tmp_path: Path) -> None:
    (tmp_path / "profiles.csv").write_text("")
    for name in ("profiles.csv", "curves.csv"):
        with pytest.raises(OutputError, match=name):
            rows_of(tmp_path / name, "A")
