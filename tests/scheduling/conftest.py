import pytest

from tests.scheduling.calendars import (
    Reader,
    by_ical_js,
    by_icalendar,
    by_libical,
    by_vobject,
)


@pytest.fixture(params=["icalendar", "vobject", "ical.js", "libical"])
def reader(request: pytest.FixtureRequest) -> Reader:
    """Each calendar reader in turn that is not ours."""
    if request.param == "ical.js":
        return by_ical_js(request.getfixturevalue("ical_js_command"))
    if request.param == "libical":
        return by_libical(request.getfixturevalue("libical_command"))
    return by_vobject if request.param == "vobject" else by_icalendar
