"""Names of files: every system takes them, and two ids keep two names."""

import pytest

from pipeline.files.names import file_name


@pytest.mark.parametrize(
    ("key", "name"),
    [("DT-07", "DT-07"), ("Tafel 1", "Tafel_1"), ("Súdwest/Fryslân: PO", "Súdwest_Fryslân__PO"), ("a.b", "a.b")],
)  # fmt: skip
def test_what_a_system_does_not_take_is_replaced(key, name):
    assert file_name(key) == name
