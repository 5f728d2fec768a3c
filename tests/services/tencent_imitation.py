"""An imitation of Tencent's SMS endpoint: a real HTTP server that checks the signature by its own sums."""

import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SECRET_ID = "AKIDimitation"
SECRET_KEY = "imitation-secret-key"


@dataclass
class Imitation:
    """What the server shall do next, and what it has seen."""

    port: int = 0
    behaviour: str = "Ok"  # a code for the number, "error:CODE", "http:STATUS", "hang", "hangup", …
    requests: list[dict[str, Any]] = field(default_factory=list)
    release: threading.Event = field(default_factory=threading.Event)

    @property
    def endpoint(self) -> str:
        return f"127.0.0.1:{self.port}"


def signature_of(headers: dict[str, str], body: bytes) -> str:
    """The Authorization header that a signed POST must carry, computed after Tencent's published description."""
    stamp = headers["x-tc-timestamp"]
    date = datetime.fromtimestamp(int(stamp), UTC).strftime("%Y-%m-%d")
    signed = "content-type;host"
    canonical = (
        f"POST\n/\n\ncontent-type:{headers['content-type']}\nhost:{headers['host']}\n\n{signed}\n"
        f"{hashlib.sha256(body).hexdigest()}"
    )
    scope = f"{date}/sms/tc3_request"
    to_sign = f"TC3-HMAC-SHA256\n{stamp}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    key = f"TC3{SECRET_KEY}".encode()
    for part in (date, "sms", "tc3_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    signature = hmac.new(key, to_sign.encode(), hashlib.sha256).hexdigest()
    return f"TC3-HMAC-SHA256 Credential={SECRET_ID}/{scope}, SignedHeaders={signed}, Signature={signature}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    imitation: Imitation

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        behaviour = self.imitation.behaviour
        if headers.get("authorization") != signature_of(headers, body):
            return self._error("AuthFailure.SignatureFailure")
        if abs(time.time() - int(headers["x-tc-timestamp"])) > 300:
            return self._error("AuthFailure.SignatureExpire")
        request = json.loads(body)
        self.imitation.requests.append({"headers": headers, "body": request})
        if behaviour.startswith("error:"):
            return self._error(behaviour.removeprefix("error:"))
        if behaviour.startswith("http:"):
            return self._send(int(behaviour.removeprefix("http:")), request["PhoneNumberSet"][0].encode())
        if behaviour == "hang":
            self.imitation.release.wait(30)
            self.close_connection = True
            return None
        if behaviour == "hangup":
            self.close_connection = True
            return None
        if behaviour == "garbage":
            return self._send(200, b'{"Response": {"SendStatusSet"')
        if behaviour == "empty":
            return self._answer({"SendStatusSet": [], "RequestId": "r"})
        context = "another" if behaviour == "context" else request["SessionContext"]
        code = "Ok" if behaviour == "context" else behaviour
        status = {
            "SerialNo": "2019:2026" if code == "Ok" else "",
            "PhoneNumber": request["PhoneNumberSet"][0],
            "Fee": 1 if code == "Ok" else 0,
            "SessionContext": context,
            "Code": code,
            "Message": f"about {request['PhoneNumberSet'][0]}",
            "IsoCode": "CN",
        }
        return self._answer({"SendStatusSet": [status], "RequestId": "r"})

    def _error(self, code: str) -> None:
        self._answer({"Error": {"Code": code, "Message": "refused"}, "RequestId": "r"})

    def _answer(self, response: dict[str, Any]) -> None:
        self._send(200, json.dumps({"Response": response}).encode())

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """The imitation is silent."""


@contextmanager
def tencent_imitation() -> Iterator[Imitation]:
    """A running imitation on a free port of this machine."""
    imitation = Imitation()
    handler = type("Handler", (_Handler,), {"imitation": imitation})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    imitation.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield imitation
    finally:
        imitation.release.set()
        server.shutdown()
        server.server_close()
        thread.join()
