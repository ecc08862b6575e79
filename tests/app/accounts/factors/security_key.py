"""An authenticator in software: it makes passkeys and answers with them, rightly or with one thing wrong."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

PRESENT, VERIFIED, HAS_KEY = 0x01, 0x04, 0x40


@dataclass
class SecurityKey:
    """One passkey for one address."""

    origin: str
    host: str
    flags: int = PRESENT | VERIFIED
    count: int = 1
    is_counting: bool = True
    id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    user_handle: str | None = None

    def create(self, question: dict[str, Any]) -> str:
        """Answer the question for a new passkey."""
        self.user_handle = question["user"]["id"]
        client_data = self._client_data("webauthn.create", question["challenge"])
        credential = b"\0" * 15 + b"\1" + len(self.id).to_bytes(2, "big") + self.id + self._public_key()
        attestation = {"fmt": "none", "attStmt": {}, "authData": self._data(self.flags | HAS_KEY) + credential}
        return self._answer(clientDataJSON=client_data, attestationObject=cbor2.dumps(attestation))

    def sign(self, question: dict[str, Any]) -> str:
        """Answer the question for a passkey."""
        client_data = self._client_data("webauthn.get", question["challenge"])
        self.count += self.is_counting
        data = self._data(self.flags)
        signature = self.key.sign(data + hashlib.sha256(client_data).digest(), ec.ECDSA(hashes.SHA256()))
        handle = base64url_to_bytes(self.user_handle) if self.user_handle else b""
        return self._answer(clientDataJSON=client_data, authenticatorData=data, signature=signature, userHandle=handle)

    def _client_data(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def _data(self, flags: int) -> bytes:
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _public_key(self) -> bytes:
        point = self.key.public_key().public_numbers()
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")})

    def _answer(self, **response: bytes) -> str:
        name = bytes_to_base64url(self.id)
        parts = {part: bytes_to_base64url(value) for part, value in response.items()}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": parts})
