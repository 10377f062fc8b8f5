"""Mails that were made to break a reader."""

from __future__ import annotations

FROM = b"From: Eve <eve@supporter.example>\r\nMessage-ID: <%d@evil.example>\r\n"


def _nested(depth: int) -> bytes:
    head = b"".join(
        b"%sContent-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (b"", number, number)
        for number in range(depth)
    )
    return FROM % depth + head + b"Content-Type: text/plain\r\n\r\nin the depth\r\n"


def _parts(number: int) -> bytes:
    part = b"--b\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n\x1a\n\r\n"
    return FROM % number + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + part * number + b"--b--\r\n"


def _header(name: bytes, value: bytes, number: int) -> bytes:
    return FROM % number + name + b": " + value + b"\r\nSubject: x\r\n\r\nhello\r\n"


def corpus() -> list[tuple[str, bytes]]:
    """Each with what becomes of it: a reason, or ``opened``."""
    return [
        ("mail-many-parts", _nested(1200)),
        ("mail-too-deep", _nested(90)),
        ("mail-too-deep", _nested(25)),
        ("mail-many-parts", _parts(100_000)),
        ("mail-many-parts", _parts(101)),
        ("mail-long-header", _header(b"To", b",".join([b"a@b.example"] * 20_000), 1)),
        ("mail-long-header", FROM % 2 + b"X: " + b"y" * 70_000),
        ("opened", _header(b"Reply-To", b"(" * 1000 + b"a@b.example", 3)),
        ("opened", _header(b"From", b"(" * 60_000, 4)),
        ("opened", _header(b"From", b'"' + b"\\" * 50_000, 5)),
        ("opened", _header(b"References", b"<" * 60_000, 6)),
        ("opened", _header(b"Subject", b"=?utf-8?q?x=0D=0ABcc:_v@x.example=00=1B[31m?=", 7)),
        ("opened", _header(b"Subject", b"=?" * 30_000, 8)),
        ("opened", _header(b"Content-Type", b"text/plain; " + b"a*0*=x;" * 8_000, 9)),
        ("opened", _header(b"Content-Type", b'text/plain; charset="../../etc/passwd\0"', 10)),
        ("opened", _header(b"Content-Type", b"text/html", 11) + b"<div>" * 20_000 + b"&#x202e;" * 100),
        ("opened", _header(b"Content-Transfer-Encoding", b"uuencode", 12) + b"begin 644 /etc/passwd\n\xff\xff"),
        ("opened", _header(b"Content-Type", b"multipart/mixed", 13)),
        ("opened", _header(b"Content-Type", b"message/rfc822", 14) + b"Content-Type: message/rfc822\r\n\r\n" * 15),
        ("opened", b""),
        ("opened", b"\0\xff\xfe" * 1000),
        ("opened", b"From: \xff\xfe <\xe9@x>\r\n\xff\r\n\r\n\xff"),
    ]
