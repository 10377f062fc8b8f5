"""What holds for the room's source as a whole."""

import ast
import sys
from pathlib import Path

ROOM = Path(__file__).parents[3] / "bot" / "photos" / "cleaning"
CAGE = ROOM.parents[1] / "cage"
IN_CHILDREN = ("cover", "decoder", "encoder", "frame", "kinds", "likeness", "scans", "upright")


def calls(name: str) -> list[str]:
    """Where a method of this name is called, as ``file:line``."""
    return [
        f"{path.name}:{node.lineno}"
        for path in ROOM.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == name
    ]


def test_foreign_pictures_are_encoded_in_one_place() -> None:
    assert [place.split(":")[0] for place in calls("save")] == ["encoder.py"]
    assert calls("tostring") == calls("encode_jpeg") == []


def test_nothing_chooses_a_decoder_by_itself() -> None:
    assert calls("open") == []


def test_what_runs_in_a_child_imports_nothing_else_of_ours() -> None:
    own = {f"bot.photos.cleaning.{name}" for name in IN_CHILDREN} | {"bot.cage.shutting", "bot.cage.syscalls"}
    for path in (*(ROOM / f"{name}.py" for name in IN_CHILDREN), *CAGE.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            found = {node.module} if isinstance(node, ast.ImportFrom) else set()
            found |= {alias.name for alias in node.names} if isinstance(node, ast.Import) else set()
            for module in found:
                root = str(module).split(".")[0]
                assert module in own or root in {"PIL", *sys.stdlib_module_names}, f"{path.name} imports {module}"


def test_only_the_children_know_a_picture_library() -> None:
    for path in ROOM.glob("*.py"):
        knows = "PIL" in {
            str(node.module).split(".")[0]
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.ImportFrom)
        }
        assert not knows or path.stem in {"decoder", "encoder", "upright", "likeness"}, path.name
