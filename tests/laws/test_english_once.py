"""English is read once: building asks a `Part` what its words do, and matches none of its own.

Three rules over the source of `voiceguide.building`: it imports no pattern and no module that
matches; the words it compares with are the data's own names ("hold", "way out", "minimal"); and
it never looks into a text for words.
"""

import ast
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest

import voiceguide
from voiceguide import routine, script, settings
from voiceguide.building import moves, pacing

BUILDING = sorted((Path(voiceguide.__file__).parent / "building").glob("*.py"))
SAYS = {"mirror", "numbers", "phrasing", "speech_length", "wording"}
"""Modules of `english` that make words to be said, or know how long they take."""
SEEKS = {"find", "index", "partition", "startswith", "endswith", "removeprefix"}
SEEKS |= {"removesuffix", "lower", "casefold", "search", "match", "fullmatch", "finditer"}


def names_of(kind: Any) -> set[str]:
    """Give the strings of a `Literal`, however it is nested."""
    if get_origin(kind) is Literal:
        return {each for each in get_args(kind) if isinstance(each, str)}
    return set().union(*map(names_of, get_args(kind)))


DATA = {"seated", "breath", "ease"}.union(
    *(
        names_of(kind)
        for module in (routine, script, settings, pacing, moves)
        for kind in vars(module).values()
        if get_origin(kind) is Literal
    )
)


@pytest.mark.parametrize("path", BUILDING, ids=lambda path: path.stem)
def test_building_matches_no_english(path: Path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        match node:
            case ast.Import(names):
                assert not {each.name for each in names} & {"re", "regex", "fnmatch"}
            case ast.ImportFrom(module=str(module)):
                assert module != "re"
                if module.startswith("voiceguide.english"):
                    assert module.rpartition(".")[2] in SAYS, f"line {node.lineno}: {module}"
            case ast.Compare():
                words = {
                    each.value
                    for each in ast.walk(node)
                    if isinstance(each, ast.Constant) and isinstance(each.value, str)
                }
                assert words <= DATA, f"line {node.lineno}: {words - DATA}"
            case ast.Call(func=ast.Attribute(attr=called), args=arguments) if called in SEEKS:
                assert not arguments, f"line {node.lineno}: {called} looks for words"


@pytest.mark.parametrize("path", BUILDING, ids=lambda path: path.stem)
def test_building_has_no_list_of_words(path: Path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple | ast.List | ast.Set):
            words = [each.value for each in node.elts if isinstance(each, ast.Constant)]
            listed = {each for each in words if isinstance(each, str)}
            assert listed <= DATA, f"line {node.lineno}: {listed - DATA}"
