"""Everything the service takes from its environment, read once."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from typing import Mapping, Optional
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True)
class SearchAddress:
    """Where Elasticsearch is, and the Authorization header it wants, if any."""

    url: str
    authorization: Optional[str] = None

    @staticmethod
    def parse(connection_string: str) -> "SearchAddress":
        parts = urlsplit(connection_string)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("ConnectionStrings__search is not a URL such as http://user:password@127.0.0.1:9200.")
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        url = f"{parts.scheme}://{host}:{parts.port or 9200}"
        if parts.username is None:
            return SearchAddress(url)
        secret = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
        return SearchAddress(url, "Basic " + base64.b64encode(secret).decode())


@dataclass(frozen=True)
class Settings:
    """``cart_feeds`` are the addresses of the carts whose events are read; ``poll_seconds`` is how often."""

    cart_feeds: Mapping[str, str]
    search: Optional[SearchAddress]
    poll_seconds: float = 1.0

    @staticmethod
    def read(environment: Mapping[str, str]) -> "Settings":
        known = {_shell_safe(name): value for name, value in environment.items() if value}
        feeds = {name: address for name in ("goodsmart-in-memory", "goodsmart-offline") if (address := _address(known, name))}
        search = known.get("CONNECTIONSTRINGS_SEARCH")
        poll = float(environment.get("RECOMMENDATIONS_POLL_SECONDS") or 1.0)
        return Settings(feeds, SearchAddress.parse(search) if search else None, min(max(poll, 0.05), 3600.0))


def _shell_safe(name: str) -> str:
    # A shell drops variables whose names hold a dash; this form is the same for all ways to write one.
    return re.sub(r"[^A-Z0-9]+", "_", name.upper())


def _address(known: Mapping[str, str], service: str) -> Optional[str]:
    key = _shell_safe(service)
    for name in (f"SERVICES_{key}_HTTP_0", f"{key}_HTTP", f"SERVICES_{key}_HTTPS_0", f"{key}_HTTPS", f"{key}_URL"):
        if name in known:
            return known[name].rstrip("/")
    return None
