"""What stands in SQLite is what SQLAlchemy writes there, however it got in and out."""

from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Dialect, Uuid
from sqlalchemy.dialects.sqlite import dialect as sqlite

from storage.columns import Moment
from storage.quick import into, out_of

DIALECT: Dialect = sqlite()
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
FIRST = datetime(2, 1, 1)  # noqa: DTZ001 - hypothesis adds the zone
LAST = datetime(9998, 1, 1)  # noqa: DTZ001 - the same
VALUES = st.one_of(
    st.none(),
    st.uuids(),
    st.datetimes(FIRST, LAST, timezones=ZONES),
)


@given(VALUES)
def test_ids_and_moments_are_written_and_read_as_by_sqlalchemy(
    value: UUID | datetime | None,
) -> None:
    for column in (Uuid(), Moment()):
        if isinstance(column, Uuid) is isinstance(value, datetime):
            continue
        ours, theirs = into(column, DIALECT), column.dialect_impl(DIALECT)
        written = called(theirs.bind_processor(DIALECT), value)
        assert called(ours, value) == written
        read = called(out_of(column, DIALECT), written)
        assert read == called(theirs.result_processor(DIALECT, None), written)
        assert read == value


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        called(into(Moment(), DIALECT), FIRST)


def called(processor: Any, value: object) -> object:
    return processor(value) if processor else value
