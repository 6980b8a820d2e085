"""What holds for every test."""

import os

from hypothesis import settings

# A machine that is busy is no failure; and one commit gives one answer in CI, while runs by hand
# go on looking for new examples.
settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")
