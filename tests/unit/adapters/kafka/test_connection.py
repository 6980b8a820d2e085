import pytest

from dedup.adapters.kafka.connection import Connection
from dedup.errors import SettingsError


def test_brokers_are_named_by_host_and_port() -> None:
    found = Connection(bootstrap="kafka-1:9092, [::1]:9093,lonely").hosts()
    assert sorted(found) == [("::1", 9093), ("kafka-1", 9092), ("lonely", 9092)]


@pytest.mark.parametrize(
    "given", ["", "kafka:x", "kafka:99999", "kafka:0", ":9092", "a:1,,", "[::1"]
)
def test_what_names_no_broker_is_refused_before_anything_is_tried(given: str) -> None:
    with pytest.raises(SettingsError, match="names no brokers"):
        Connection(bootstrap=given)


def test_a_password_is_not_shown() -> None:
    assert "horse" not in repr(Connection(bootstrap="a:1", username="u", password="horse"))
