"""The one door to a language model that runs on this machine: a question in, its answer out.

Any server with OpenAI's form of address will do (Ollama, llama.cpp, vLLM). Texts stay on the
machine: only loopback addresses are taken, and the one address that a study's file names in so many
words; without proxy, and a redirect is an error.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from pipeline.domain.errors import InputError

MOST_ANSWER = 2_000_000  # bytes; no answer to a question of ours is longer
MOST_TOKENS = 160  # of an answer: three codes and a valence need some sixty


KEPT = "Wat al beantwoord was, is bewaard: start dezelfde opdracht opnieuw en hij gaat verder."


class ServerGoneError(InputError):
    """The server does not answer (any more); what it answered before is kept."""


class RefusedError(ServerGoneError):
    """The server does not take this question, or this form of it."""


@dataclass(frozen=True)
class Chat:
    """A server on this machine, and the model that is asked for."""

    host: str
    port: int
    root: str  # "/v1"
    model: str
    seconds: float  # to wait for one answer
    secure: bool = False  # by TLS, with the certificate checked
    takes: list[str] = field(default_factory=list)  # the form of question it answered before


def open_chat(
    address: str, *, model: str = "", seconds: float = 120.0, elsewhere: str = ""
) -> Chat:
    """Return the server at `address`, with its first model when none is named.

    `elsewhere` is the one address off this machine that the study's file lets texts go to.

    Raises:
        InputError: when the address is not on this machine nor the one that is let, is no address,
            or has no such model.
        ServerGoneError: when nothing answers there.
    """
    parts = _parts(address)
    if not _is_here(parts.hostname):
        _refuse_elsewhere(parts, elsewhere)
    secure = parts.scheme == "https"
    chat = Chat(
        host=parts.hostname,
        port=parts.port or (443 if secure else 80),
        root=parts.path.rstrip("/") or "/v1",
        model="",
        seconds=seconds,
        secure=secure,
    )
    listed = _send(chat, "GET", "/models", None)
    if not isinstance(listed, dict) or not isinstance(listed.get("data"), list):
        raise InputError(
            "Op dit adres antwoordt iets anders dan een taalmodel. Kijk de poort na, en of het adres op "
            "/v1 eindigt: http://127.0.0.1:8080/v1"
        )
    found = _models(listed)
    if model and model not in found:
        raise InputError(
            f"Dit model heeft de server niet. Kies uit: {', '.join(found) or 'geen enkel model'}."
        )
    if not found:
        raise InputError("De server heeft geen enkel model geladen. Laad er eerst een.")
    return replace(chat, model=model or found[0])


def ask(
    chat: Chat, messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any], *, seed: int
) -> str:
    """Return the model's answer as text, forced to `schema`, the likeliest words only; "" for none.

    Raises:
        RefusedError: when the server refuses this question, for example for its length.
        ServerGoneError: when the server does not answer in time, or answers with another error.
    """
    body = {
        "model": chat.model,
        "messages": list(messages),
        "temperature": 0,
        "seed": seed,
        "max_tokens": MOST_TOKENS,
    }
    forms = [  # Ollama, vLLM and llama.cpp know the first; llama-cpp-python only the second
        {"type": "json_schema", "json_schema": {"name": "antwoord", "schema": schema}},
        {"type": "json_object", "schema": schema},
    ]
    open_forms = [form for form in forms if not chat.takes or form["type"] in chat.takes]
    for form in open_forms:
        try:
            answer = _send(chat, "POST", "/chat/completions", {**body, "response_format": form})
        except RefusedError:
            if form is open_forms[-1]:
                raise
            continue
        chat.takes[:] = [str(form["type"])]
        break
    try:
        content = answer["choices"][0]["message"]["content"]
    except (KeyError, IndexError, TypeError):
        return ""
    return content if isinstance(content, str) else ""


def _parts(address: str) -> Any:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in {"http", "https"} or not parts.hostname or port == 0:
        raise InputError(
            "Dit adres van een taalmodel klopt niet. Het ziet er zo uit: http://127.0.0.1:8080/v1"
        )
    return parts


def _is_here(host: str) -> bool:
    """Tell whether `host` is this machine by its name or number, without asking a name server."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _refuse_elsewhere(parts: Any, elsewhere: str) -> None:
    """Check that a server off this machine is the one that the study's file names, and is reached safely."""
    named = urlsplit(elsewhere.rstrip("/"))
    if (parts.scheme, parts.netloc, parts.path.rstrip("/")) != (
        named.scheme, named.netloc, named.path,
    ):  # fmt: skip
        raise InputError(
            "Dit adres is niet op deze computer. De teksten gaan over kinderen en verlaten de "
            "computer niet: gebruik een taalmodel op 127.0.0.1 of localhost. Mag het in jouw "
            "organisatie wel, zet dan precies dit adres in het studiebestand bij "
            "'teksten_verlaten_deze_computer:'."
        )
    try:
        inside = ipaddress.ip_address(parts.hostname).is_private
    except ValueError:
        inside = False
    if parts.scheme != "https" and not inside:
        raise InputError(
            "Naar een adres buiten het eigen netwerk gaan teksten alleen versleuteld: gebruik https://"
        )


def _send(chat: Chat, method: str, path: str, body: Mapping[str, Any] | None) -> Any:
    """Return what the server answers, read as JSON; None when it is no JSON."""
    opened = http.client.HTTPSConnection if chat.secure else http.client.HTTPConnection
    connection = opened(chat.host, chat.port, timeout=chat.seconds)
    end = time.monotonic() + chat.seconds
    try:
        sent = None if body is None else json.dumps(body).encode()
        connection.request(
            method, chat.root + path, body=sent, headers={"Content-Type": "application/json"}
        )
        response = connection.getresponse()
        raw = _read(response, end)
    except TimeoutError:
        raise ServerGoneError(
            f"Het taalmodel op poort {chat.port} antwoordt niet binnen {chat.seconds:g} seconden. Geef het "
            f"meer tijd (bijvoorbeeld --geduld {max(300, round(3 * chat.seconds))}) of neem een kleiner "
            f"model. {KEPT}"
        ) from None
    except (OSError, http.client.HTTPException):
        raise ServerGoneError(
            f"Het taalmodel op poort {chat.port} antwoordt niet. Draait de server nog, en op deze poort? {KEPT}"
        ) from None
    finally:
        connection.close()
    if response.status != http.HTTPStatus.OK:
        # llama-cpp-python says 500 where it means 422; a redirect or a missing page is no refusal.
        refused = response.status in {http.HTTPStatus.BAD_REQUEST, 422, 500}
        raise (RefusedError if refused else ServerGoneError)(
            f"Het taalmodel op poort {chat.port} geeft een fout (code {response.status}). Kijk in het "
            f"venster van de server wat er mis is. {KEPT}"
        )
    try:
        return json.loads(raw)
    except ValueError:
        return None


def _read(response: http.client.HTTPResponse, end: float) -> bytes:
    """Return the body of an answer; one that comes in drops may not take longer than another."""
    parts: list[bytes] = []
    while part := response.read1(MOST_ANSWER):
        parts.append(part)
        if time.monotonic() > end:
            raise TimeoutError
        if sum(map(len, parts)) > MOST_ANSWER:
            break
    else:
        if response.length:  # the server went away in the middle of its answer
            raise http.client.IncompleteRead(b"", response.length)
    return b"".join(parts)


def _models(answer: Any) -> list[str]:
    """Return the ids of the models that a server lists."""
    try:
        return [str(entry["id"]) for entry in answer["data"]]
    except (KeyError, TypeError):
        return []
