"""Check an ID token of OpenID Connect and read who it is about. Fetching it and the keys: oidc.py."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jwt import JWTClaimsRegistry
from pydantic import BaseModel, Field, ValidationError

from database.clock import now

# Signatures by a key pair only: neither "none" nor a shared secret, which a public key could be passed off as.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519", "EdDSA")
# Seconds that the issuer's clock may differ from ours.
_LEEWAY_SECONDS = 60


class InvalidIdToken(Exception):
    """The ID token is not one that the issuer made for this sign-in. The text names the reason and holds no value."""


class Claims(BaseModel):
    """What an ID token or the userinfo endpoint says of a person."""

    sub: Annotated[str, Field(min_length=1, max_length=255)]
    email: str | None = None
    email_verified: Any = None
    name: str | None = None
    preferred_username: str | None = None
    picture: str | None = None

    @property
    def verified_email(self) -> str | None:
        """Return the email, if the issuer says in so many words that it verified it."""
        return self.email if self.email_verified is True else None


def read_id_token(id_token: str, keys: Mapping[str, Any], *, issuer: str, client_id: str, nonce: str) -> Claims:
    """Return the claims of a valid ID token; raise InvalidIdToken for any other.

    See OpenID Connect Core 1.0, section 3.1.3.7.
    """
    registry = JWTClaimsRegistry(
        now=int(now().timestamp()),
        leeway=_LEEWAY_SECONDS,
        iss={"essential": True, "value": issuer},
        aud={"essential": True, "value": client_id},
        nonce={"essential": True, "value": nonce},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
    )
    try:
        claims = jwt.decode(id_token, KeySet.import_key_set({"keys": list(keys["keys"])}), ALGORITHMS).claims
        registry.validate(claims)
        _check_authorized_party(claims, client_id)
        return Claims.model_validate(claims)
    except ValidationError:
        raise InvalidIdToken("claims of another type") from None
    except (JoseError, ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise InvalidIdToken(type(error).__name__) from None


def _check_authorized_party(claims: Mapping[str, Any], client_id: str) -> None:
    """Reject a token that was made for several clients, or by way of another one."""
    audience = claims["aud"]
    is_shared = not isinstance(audience, str) and set(audience) != {client_id}
    if claims.get("azp", None if is_shared else client_id) != client_id:
        raise ValueError("made for another client")
