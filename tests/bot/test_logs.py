import json
import logging

from bot.logs import Lines


def line(message: str, **extra: object) -> dict[str, str]:
    logger = logging.getLogger("test")
    record = logger.makeRecord(
        "test", logging.INFO, "file.py", 1, message, (), None, extra=extra
    )
    written: dict[str, str] = json.loads(Lines().format(record))
    return written


def test_only_the_allowed_fields_are_written() -> None:
    written = line("refused", inbox=7, who="Kati Kask", text="he hits me")

    assert written["inbox"] == "7"
    assert "Kati" not in json.dumps(written)
    assert "hits" not in json.dumps(written)


def test_an_exception_leaves_its_kind_and_places_but_no_words() -> None:
    try:
        raise ValueError("Kati Kask wrote something")
    except ValueError as error:
        record = logging.getLogger("test").makeRecord(
            "test",
            logging.ERROR,
            "file.py",
            1,
            "set aside",
            (),
            (ValueError, error, error.__traceback__),
        )

    written = Lines().format(record)

    assert "ValueError" in written
    assert "test_logs.py" in written
    assert "Kati" not in written


def test_a_token_never_stands_in_a_line() -> None:
    token = "123456789:" + "A" * 35

    assert token not in json.dumps(line(f"GET /bot{token}/getMe", why=token))
