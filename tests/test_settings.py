"""What the environment says, where more than reading it is to be done."""

from lintas.settings import Settings


def test_a_key_that_was_set_lasts() -> None:
    settings = Settings.from_environment({"LINTAS_SECRET_KEY": "set"})

    assert settings.with_key() == settings
    assert settings.lasting_key == "set"


def test_a_key_made_up_at_this_start_does_not_last_and_says_so_to_other_processes() -> None:
    made_up = Settings.from_environment({}).with_key().secret_key
    inherited = Settings.from_environment({"LINTAS_SECRET_KEY": made_up})

    assert len(made_up) > 40
    assert made_up != Settings.from_environment({}).with_key().secret_key
    assert inherited.with_key().secret_key == made_up
    assert inherited.lasting_key == ""
