from voiceguide.english.body import EVERY, either, plurals, singular, singulars


def test_no_part_of_the_body_is_named_twice():
    assert len(set(EVERY.split())) == len(EVERY.split())


def test_one_and_several():
    assert singulars("leg foot calf") == "leg|foot|calf"
    assert plurals("leg foot calf") == "legs|feet|calves"
    assert either("leg foot") == "legs?|foot|feet"
    assert [singular(noun) for noun in ("legs", "feet", "calves", "side")] == [
        "leg",
        "foot",
        "calf",
        "side",
    ]
