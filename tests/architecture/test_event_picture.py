"""The committed picture of services and events equals the generated one."""
from cli.generate.event_picture import PAGE, draw


def test_the_picture_is_up_to_date() -> None:
    assert PAGE.read_text() == draw()
