import logging

import pytest

from dedup.adapters.kafka.connection import SELDOM_SECONDS, Connection, Seldom, quiet
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


def test_the_same_text_is_logged_seldom_with_how_many_were_left_out() -> None:
    now = 0.0
    seldom = Seldom(lambda: now)

    def said(text: str, *args: object, name: str = "aiokafka") -> str | None:
        record = logging.LogRecord(name, logging.ERROR, "", 0, text, args, None)
        return record.getMessage() if seldom.filter(record) else None

    assert said("no node %s", 1) == "no node 1"
    assert [said("no node %s", 1) for _ in range(250)] == [None] * 250
    assert said("no node %s", 2) == "no node 2"
    assert said("no node %s", 1, name="aiokafka.conn") == "no node 1"
    now = SELDOM_SECONDS
    assert said("no node %s", 1) == "no node 1 (250 more since this was last said)"
    now = 2 * SELDOM_SECONDS
    assert said("no node %s", 1) == "no node 1"


def test_every_logger_of_the_library_is_quiet_once() -> None:
    quiet()
    quiet()
    for name in ("aiokafka", "aiokafka.producer.sender"):
        filters = logging.getLogger(name).filters
        assert sum(isinstance(one, Seldom) for one in filters) == 1
