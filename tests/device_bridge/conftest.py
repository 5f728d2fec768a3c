"""The real server on a socket, for the tests of the uplink."""

from tests.api.conftest import address

__all__ = ["address"]
