"""What holds for every test."""

import os

import pytest
from hypothesis import settings

# A machine that is busy is no failure; and one commit gives one answer in CI, while runs by hand
# go on looking for new examples.
settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where several processes share the work, one has all tests of the broker, from the start.

    They take half of the time, most of it waiting. Of the other files each stays whole, as what
    its tests have in common is made once a process.
    """
    for item in items:
        group = "kafka" if item.get_closest_marker("kafka") else item.path.stem
        item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=lambda item: item.get_closest_marker("kafka") is None)
