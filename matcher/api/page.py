"""The description of the API as one page of plain HTML: no script, nothing from elsewhere."""

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

HEAD = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}: the API</title>
<link rel="stylesheet" href="/docs.css">
</head>
<body>
<a class="skip" href="#main">Skip to the operations</a>
<header><h1>{title}: the API</h1><p>{summary}</p></header>
"""
TAIL = "</main>\n</body>\n</html>\n"


def page_of(schema: Mapping[str, Any]) -> str:
    """The page for a description."""
    info = schema["info"]
    parts = [HEAD.format(title=escape(info["title"]), summary=escape(info["summary"]))]
    parts += [f"<p>{_prose(each)}</p>" for each in info["description"].split("\n\n")]
    parts.append('<p>For programs: <a href="/openapi.json">openapi.json</a>.</p>')
    parts += [*_contents(schema), '<main id="main">']
    for tag in schema["tags"]:
        parts.append(f'<h2 id="{tag["name"]}">{escape(tag["name"].capitalize())}</h2>')
        parts.append(f"<p>{escape(tag['description'])}</p>")
        for method, path, operation in _operations(schema, tag["name"]):
            parts += _operation(method, path, operation)
    return "\n".join([*parts, TAIL])


def _operations(schema: Mapping[str, Any], tag: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            if tag in operation["tags"]:
                yield method.upper(), path, operation


def _contents(schema: Mapping[str, Any]) -> Iterator[str]:
    yield '<nav aria-label="Operations"><ul>'
    for tag in schema["tags"]:
        for method, path, operation in _operations(schema, tag["name"]):
            link = f'<a href="#{operation["operationId"]}">{method} {escape(path)}</a>'
            yield f"<li>{link}</li>"
    yield "</ul></nav>"


def _operation(method: str, path: str, operation: Mapping[str, Any]) -> Iterator[str]:
    yield f'<section aria-labelledby="{operation["operationId"]}">'
    yield f'<h3 id="{operation["operationId"]}">{method} {escape(path)}</h3>'
    yield from (f"<p>{_prose(each)}</p>" for each in operation["description"].split("\n\n"))
    if operation.get("parameters"):
        yield "<h4>Options</h4>"
        yield from _listed([_option(each) for each in operation["parameters"]])
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    for name, example in body.get("examples", {}).items():
        yield from _example(f"A body: {name}", example["value"])
    yield "<h4>Answers</h4>"
    yield from _listed([_response(status, each) for status, each in operation["responses"].items()])
    for response in operation["responses"].values():
        for content in response.get("content", {}).values():
            if "example" in content:
                yield from _example("An answer", content["example"])
    yield "</section>"


def _option(option: Mapping[str, Any]) -> tuple[str, str]:
    needed = ", needed" if option.get("required") else ""
    return f"{option['name']} ({option['in']}{needed})", option.get("description", "")


def _response(status: str, response: Mapping[str, Any]) -> tuple[str, str]:
    kinds = ", ".join(response.get("content", {})) or "nothing"
    says = response["description"]
    return (status if status != "default" else "any other"), f"{says} ({kinds})"


def _listed(rows: list[tuple[str, str]]) -> Iterator[str]:
    yield "<dl>"
    for name, says in rows:
        yield f"<div><dt>{escape(name)}</dt><dd>{_prose(says)}</dd></div>"
    yield "</dl>"


def _example(name: str, value: Any) -> Iterator[str]:
    text = escape(json.dumps(value, indent=2, ensure_ascii=False))
    yield f'<details><summary>{escape(name)}</summary><pre tabindex="0">{text}</pre></details>'


def _prose(text: str) -> str:
    """Text with what stands in backquotes as code."""
    pieces = escape(text).split("`")
    return "".join(f"<code>{each}</code>" if place % 2 else each for place, each in enumerate(pieces))
