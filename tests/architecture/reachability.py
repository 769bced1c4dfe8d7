"""Which public names of the services' domains are reached from production code.

A name is reached when code outside `domain/` (a use case, query, store, route, subscriber or job) refers to it, or when
something that is reached does. Use by tests, `cli/` and benchmarks alone does not count as reached.
"""
import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

Name = tuple[str, str]
"""A module in dotted form and a name that it defines at its top level."""

UNUSED_PARTS = {"tests", "testing", "migrations"}
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(slots=True)
class Module:
    """One module with what it defines and what its names stand for.

    :ivar definitions: the statements that define each name of the top level
    :ivar aliases: names that are imported, with their original name; a module has an empty name
    """

    name: str
    tree: ast.Module
    definitions: dict[str, list[ast.stmt]] = field(default_factory=dict)
    aliases: dict[str, Name] = field(default_factory=dict)

    @property
    def is_domain(self) -> bool:
        """Whether the module is in a domain package."""
        parts = self.name.split(".")
        return len(parts) > 2 and parts[0] == "services" and parts[2] == "domain"


def unreached(root: Path) -> dict[str, list[str]]:
    """Public names of domain modules that no production code reaches: names by module, both sorted."""
    modules = {module.name: module for module in _production(root)}
    for module in modules.values():
        _note_imports(module, modules)
    domain = {name: module for name, module in modules.items() if module.is_domain}
    reached: set[Name] = set()
    waiting = [found for module in modules.values() for found in _roots(module, modules)]
    while waiting:
        name = waiting.pop()
        if name in reached:
            continue
        reached.add(name)
        owner = modules.get(name[0])
        if owner and owner.is_domain:
            waiting += [found for statement in owner.definitions.get(name[1], [])
                        for found in _references(statement, owner, modules)]
    lost = {name: sorted(each for each in module.definitions if not each.startswith("_") and (name, each) not in reached)
            for name, module in domain.items()}
    return {name: names for name, names in sorted(lost.items()) if names}


def _production(root: Path) -> Iterator[Module]:
    for path in sorted((*(root / "services").rglob("*.py"), *(root / "shared").rglob("*.py"))):
        parts = path.relative_to(root).with_suffix("").parts
        if not UNUSED_PARTS & set(parts):
            dotted = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            module = Module(dotted, ast.parse(path.read_text(encoding="utf-8")))
            for statement in module.tree.body:
                for name in _defined_by(statement):
                    module.definitions.setdefault(name, []).append(statement)
            yield module


def _defined_by(statement: ast.stmt) -> Iterable[str]:
    if isinstance(statement, Definition):
        return [statement.name]
    targets = statement.targets if isinstance(statement, ast.Assign) else \
        [statement.target] if isinstance(statement, ast.AnnAssign) else []
    return [node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)]


def _note_imports(module: Module, modules: dict[str, Module]) -> None:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                module.aliases[alias.asname or alias.name] = (whole, "") if whole in modules else (node.module, alias.name)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                module.aliases[alias.asname or alias.name] = (alias.name, "")


def _roots(module: Module, modules: dict[str, Module]) -> Iterator[Name]:
    """The names that a module refers to on import; for a domain module only its statements outside definitions."""
    for statement in module.tree.body:
        if not module.is_domain or isinstance(statement, ast.Expr | ast.If | ast.For):
            yield from _references(statement, module, modules)


def _references(statement: ast.stmt, module: Module, modules: dict[str, Module]) -> Iterator[Name]:
    for node in ast.walk(statement):
        if isinstance(node, ast.Name):
            yield _resolved(module.aliases.get(node.id, (module.name, node.id)), modules)
        elif isinstance(node, ast.Attribute):
            yield from _attribute(node, module, modules)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
            yield _resolved(module.aliases.get(node.value, (module.name, node.value)), modules)  # a quoted annotation


def _attribute(node: ast.Attribute, module: Module, modules: dict[str, Module]) -> Iterator[Name]:
    """`conflict.Outcome` where `conflict` is a module, at any depth."""
    chain = [node.attr]
    base = node.value
    while isinstance(base, ast.Attribute):
        chain.append(base.attr)
        base = base.value
    if isinstance(base, ast.Name) and module.aliases.get(base.id, ("", "-"))[1] == "":
        path = [module.aliases[base.id][0], *reversed(chain)]
        for length in range(1, len(path)):
            yield _resolved((".".join(path[:length]), path[length]), modules)


def _resolved(name: Name, modules: dict[str, Module]) -> Name:
    """The module that defines the name, followed through re-exports."""
    seen = set()
    while name not in seen:
        seen.add(name)
        owner = modules.get(name[0])
        if owner is None or name[1] in owner.definitions or name[1] not in owner.aliases:
            break
        name = owner.aliases[name[1]]
    return name
