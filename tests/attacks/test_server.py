"""The running server against requests that no browser sends: bytes on its socket, all on the loopback address."""

import select
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from serving import Served, sent, serving
from shinkyu.store.corpus import Corpus

EXAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "sumihara-shi"
SECRET = "root:x:0:0"
"""Stands in ``/etc/passwd``."""


@pytest.fixture(scope="module")
def server(sumihara: Corpus) -> Iterator[Served]:
    """A server of the fictional corpus."""
    with serving(sumihara.folder) as served:
        yield served
        assert 1 == len(served.said()), "nothing of all this is news for the terminal"


def _request(server: Served, line: str, *headers: str, host: str | None = None, body: bytes = b"") -> bytes:
    """Return the whole answer to a request written as it is given."""
    head = (line, f"Host: {host or f'127.0.0.1:{server.port}'}", "Connection: close", *headers, "", "")
    return sent(server.port, "\r\n".join(head).encode("utf-8", "surrogateescape") + body)


def _status(answer: bytes) -> int:
    return int(answer.split()[1])


@pytest.mark.parametrize(
    "target",
    [
        "/../../../../etc/passwd",
        "//etc/passwd",
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e%2f%2e%2e%2fapp.py",
        "/static/..%5c..%5capp.py",
        "/static//etc/passwd",
        "/static/app.css%00.js",
        "/reports/..%2f..%2f..%2fetc/passwd",
        "/reports/sumihara-shi/..%2f..%2f.git%2fHEAD",
        "/reports/sumihara-shi/8-priority/versions/..%2f2025-07-31/source",
        "/reports/-p/--output=x",
        "/reports/sumihara-shi/8-priority/compare?old=--output=x",
        "/reports/sumihara-shi/8-priority/compare?old=HEAD:../../x",
        "/api/reports/sumihara-shi/8-priority/versions/%ff",
        "http://elsewhere.example/nothing",
        "*",
    ],
)
def test_no_path_leads_out_of_the_corpus(server: Served, target: str) -> None:
    answer = _request(server, f"GET {target} HTTP/1.1")

    assert 404 == _status(answer)
    assert SECRET not in answer.decode()
    assert b"import" not in answer
    assert b"refs/heads" not in answer


@pytest.mark.parametrize(
    "target", ["/?lang=en%0d%0aX-Ours:1", "/search?q=%0d%0aX-Ours:1", "/search?q=%0aX-Ours:1&lang=ja"]
)
@pytest.mark.parametrize("header", ["", 'If-None-Match: "x"%0d%0aX-Ours:1', "Accept-Language: ja%0d%0aX-Ours:1"])
def test_what_is_asked_for_makes_no_header(server: Served, target: str, header: str) -> None:
    head, _, _ = _request(server, f"GET {target} HTTP/1.1", *([header] if header else [])).partition(b"\r\n\r\n")

    assert 200 == _status(head)
    assert b"x-ours" not in head.lower()


def test_the_name_of_a_file_makes_no_header(server: Served) -> None:
    """It is not even in the answer's: a file that is handed back has a name of our own."""
    name = 'a.txt\\"%0d%0aX-Ours: 1'
    body = f'--x\r\nContent-Disposition: form-data; name="new"; filename="{name}"\r\n\r\nx\r\n--x--\r\n'.encode()
    answer = _request(
        server,
        "POST /files HTTP/1.1",
        "Content-Type: multipart/form-data; boundary=x",
        f"Content-Length: {len(body)}",
        body=body,
    )

    assert 422 == _status(answer)
    assert b"x-ours" not in answer.partition(b"\r\n\r\n")[0].lower()


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.0\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1@evil.example\r\nConnection: close\r\n\r\n",
        b"GET http://127.0.0.1/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: a\0b\r\n\r\n",
        b"GET /\xe3\x81\x82 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"POST /files HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\naaaaaa",
        b"POST /files HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -5\r\n\r\naaaaaa",
        "POST /files HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: ５\r\n\r\naaaaa".encode(),
        b"POST /files HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\naaaa",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X: y\r\n" * 200_000 + b"\r\n",
        b"GET /?" + b"a" * 1_000_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        bytes.fromhex("16030100a5010000a10303") + bytes(160),
    ],
)
def test_what_is_no_request_to_us_is_refused(server: Served, request_bytes: bytes) -> None:
    """Another name, two lengths, a head without end, another protocol."""
    answer = sent(server.port, request_bytes)

    # Where much more was still to come, the refusal itself may be lost with the connection.
    assert (not answer and len(request_bytes) > 100_000) or 400 == _status(answer)


def test_a_request_inside_another_one_is_not_answered(server: Served) -> None:
    """With a length and with chunks: whoever stands between may take one for two."""
    inner = b"0\r\n\r\nGET /api/reports HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    answer = _request(
        server, "POST /files HTTP/1.1", f"Content-Length: {len(inner)}", "Transfer-Encoding: chunked", body=inner
    )

    assert 1 == answer.count(b"HTTP/1.1")
    assert b"shinkyu/reports" not in answer


@pytest.mark.parametrize(
    "header", ["Origin: http://evil.example", "Origin: null", "Origin: http://127.0.0.1", "Sec-Fetch-Site: cross-site"]
)
def test_a_form_of_another_site_is_not_taken(server: Served, header: str) -> None:
    """Also not one of another server on this machine: a port is part of a site."""
    assert 403 == _status(_request(server, "POST /files HTTP/1.1", header, "Content-Length: 0"))


def test_no_other_protocol_is_spoken_over_a_connection(server: Served) -> None:
    key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
    answer = _request(server, "GET / HTTP/1.1", "Upgrade: websocket", "Sec-WebSocket-Version: 13", key)

    assert 200 == _status(answer)


def test_files_that_wait_to_be_read_keep_no_reader_waiting(sumihara: Corpus) -> None:
    """They are read one pair at a time; more wait here than there are threads."""
    old, new = (EXAMPLES / "14-all-item" / name for name in ("2021-11-30.txt", "2025-03-28.txt"))
    form = b'--x\r\nContent-Disposition: form-data; name="%b"; filename="a.txt"\r\n\r\n%b\r\n'
    body = form % (b"old", old.read_bytes()) + form % (b"new", new.read_bytes()) + b"--x--\r\n"
    with serving(sumihara.folder) as server, ExitStack() as open_ones:
        head = f"POST /files HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nContent-Length: {len(body)}\r\n"
        waiting = []
        for _ in range(60):
            connection = open_ones.enter_context(socket.create_connection(("127.0.0.1", server.port), 60))
            connection.sendall(f"{head}Content-Type: multipart/form-data; boundary=x\r\n\r\n".encode() + body)
            connection.setblocking(False)
            waiting.append(connection)

        assert 200 == _status(_request(server, "GET / HTTP/1.1"))
        assert sum(not select.select([connection], [], [], 0)[0] for connection in waiting) > 40


# ---------------------------------------------------------------------------- slow ones

HASTE = "from shinkyu.web import serving; serving.PATIENCE = 1.0"
"""The same rules ten times faster."""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is asked from Linux")
def test_an_upload_without_end_is_refused_and_fills_no_memory() -> None:
    """It names no length; what still comes after the refusal is read for a while, so that a browser shows it."""
    with serving(first=f"{HASTE}; import os; os.environ['SHINKYU_LIMIT_FILE_MB'] = '5'") as server:
        before = _peak(server)
        head = f"POST /files HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nTransfer-Encoding: chunked\r\n"
        part = b'--x\r\nContent-Disposition: form-data; name="new"; filename="a.txt"\r\n\r\n'
        chunk = b"%x\r\n%b\r\n" % (1_000_000, b"a" * 1_000_000)
        with socket.create_connection(("127.0.0.1", server.port), timeout=60) as connection:
            connection.sendall(f"{head}Content-Type: multipart/form-data; boundary=x\r\n\r\n".encode())
            connection.sendall(b"%x\r\n%b\r\n" % (len(part), part))
            with pytest.raises(ConnectionError):
                _send_again_and_again(connection, chunk, until=time.monotonic() + 60)

        assert _peak(server) - before < 60
        assert 200 == _status(_request(server, "GET / HTTP/1.1"))


def _send_again_and_again(connection: socket.socket, data: bytes, until: float) -> None:
    while time.monotonic() < until:
        connection.sendall(data)


def _peak(server: Served) -> float:
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


@pytest.fixture(scope="module")
def hasty(sumihara: Corpus) -> Iterator[Served]:
    """A server that waits one second."""
    with serving(sumihara.folder, first=HASTE) as served:
        yield served
        assert 1 == len(served.said())


@pytest.mark.parametrize(
    ("begins", "goes_on"),
    [
        (b"", b""),
        (b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n", b"X: y\r\n"),
        (b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nGET / HT", b"T"),
        (b"POST /files HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999\r\n\r\n--x", b"y"),
        (b"POST /files HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"POST /files HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 99999\r\n\r\n", b"y"),
    ],
    ids=["silence", "head", "second head", "body", "chunks", "body after the refusal"],
)
def test_a_request_that_comes_byte_by_byte_is_ended(hasty: Served, begins: bytes, goes_on: bytes) -> None:
    """Otherwise a few hundred such connections would keep everybody else out."""
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", hasty.port), timeout=0.2) as connection:
        connection.sendall(begins)
        while time.monotonic() - began < 60:
            try:
                connection.sendall(goes_on)
                if not connection.recv(65_536):
                    break
            except TimeoutError:
                continue
            except ConnectionError:
                break
        else:
            pytest.fail("it was waited for")

    assert 200 == _status(_request(hasty, "GET / HTTP/1.1"))


@pytest.mark.slow
def test_a_slow_line_that_goes_on_is_waited_for(sumihara: Corpus) -> None:
    """Three times as long as a silent one: what counts is that something comes."""
    haste = "from shinkyu.web import serving; serving.PATIENCE = 4.0"
    body = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n' + b"b" * 60_000
    body += b"\r\n--x--\r\n"
    head = (
        "POST /files HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        f"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with (
        serving(sumihara.folder, first=haste) as server,
        socket.create_connection(("127.0.0.1", server.port), timeout=60) as connection,
    ):
        connection.sendall(head.encode())
        for n in range(0, len(body), 3_000):
            connection.sendall(body[n : n + 3_000])
            time.sleep(0.6)
        answer = connection.recv(100)

    assert 400 == _status(answer)  # the form holds no file


def _asking_for_much(server: Served) -> socket.socket:
    """Return a connection with a small buffer that has asked for far more than any buffer holds."""
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16_384)
    connection.settimeout(60)
    connection.connect(("127.0.0.1", server.port))
    connection.sendall(f"GET {LARGE} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode() * ANSWERS)
    return connection


def _read_on(connection: socket.socket, answers: int) -> bytes:
    """Return what comes until it holds so many answers, or the connection ends."""
    came = b""
    while came.count(b"HTTP/1.1 200 OK") < answers and (more := connection.recv(1_000_000)):
        came += more
    return came


LARGE = "/api/reports/sumihara-shi/14-all-item/versions/2025-03-28"
ANSWERS = 40
"""Of 300 KB each; what asks for them comes in one piece."""


def test_an_answer_that_nobody_reads_holds_no_connection(sumihara: Corpus) -> None:
    """Otherwise a few hundred readers that never read would keep everybody else out for ever."""
    haste = "from shinkyu.web import serving; serving.PATIENCE = serving.READING = 1.5; serving.MOST = 2"
    with serving(sumihara.folder, first=haste) as server, ExitStack() as open_ones:
        deaf = [open_ones.enter_context(_asking_for_much(server)) for _ in range(2)]
        until = time.monotonic() + 60
        statuses = [503]
        while statuses[-1] == 503 and time.monotonic() < until:
            time.sleep(0.2)
            statuses.append(_status(_request(server, "GET / HTTP/1.1")))

        assert 200 == statuses[-1]
        with pytest.raises(ConnectionResetError):
            _read_on(deaf[0], ANSWERS)
        assert 1 == len(server.said())


@pytest.mark.slow
def test_an_answer_that_is_read_slowly_comes_to_its_end(sumihara: Corpus) -> None:
    haste = "from shinkyu.web import serving; serving.PATIENCE = serving.READING = 4.0"
    with serving(sumihara.folder, first=haste) as server, _asking_for_much(server) as connection:
        answer = b""
        for _ in range(60):  # 12 seconds, three times as long as nothing may be read
            time.sleep(0.2)
            answer += connection.recv(65_536)
        answer += _read_on(connection, ANSWERS - answer.count(b"HTTP/1.1 200 OK"))

    assert ANSWERS == answer.count(b"HTTP/1.1 200 OK")


def test_more_connections_than_it_takes_keep_nobody_out_for_long(sumihara: Corpus) -> None:
    """Those beyond the number are told so at once; the others end because nothing comes."""
    few = (
        "from shinkyu.web import serving; serving.PATIENCE, serving.MOST, serving._WAITING = 4.0, 20, 20\n"
        "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (160, 160))"
    )
    with serving(sumihara.folder, first=few) as server, ExitStack() as open_ones:
        address = ("127.0.0.1", server.port)
        many = [open_ones.enter_context(socket.create_connection(address, 60)) for _ in range(300)]
        ends = [connection.recv(200) for connection in many]

        assert {b"", b"HTTP/1.1 503 Service Unavailable"} == {end.partition(b"\r\n")[0] for end in ends}
        assert 200 == _status(_request(server, "GET / HTTP/1.1"))
        assert 1 == len(server.said())
