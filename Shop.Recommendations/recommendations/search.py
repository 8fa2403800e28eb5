"""What Elasticsearch knows: the category of a product, what a category has, and which of it is popular."""

from __future__ import annotations

import json
import logging
from hashlib import sha256
from typing import Any, Iterable, Optional
from urllib.parse import quote

from .choices import CartEvent
from .http import Refused, Unavailable, call
from .settings import SearchAddress

log = logging.getLogger(__name__)

PRODUCTS = "products"
CHOSEN = "chosen-products"

# One document for each product in each basket: popularity is the number of baskets, over all replicas and restarts.
_CHOSEN_DEFINITION = {
    "settings": {"number_of_shards": 1, "number_of_replicas": 0},
    "mappings": {"dynamic": "strict", "properties": {name: {"type": "keyword"} for name in ("basket", "product", "category")}},
}


class Search:
    """Every question is answered with nothing when the search engine is away: recommendations are never worth an error."""

    def __init__(self, address: SearchAddress) -> None:
        self._url = address.url
        self._headers = {"authorization": address.authorization} if address.authorization else {}
        self._prepared = False
        self._away = False

    def category_of(self, product: str) -> Optional[str]:
        found = self._ask("GET", f"/{PRODUCTS}/_doc/{quote(product, safe='')}")
        category = ((found or {}).get("_source") or {}).get("category")
        return category if isinstance(category, str) else None

    def popular_in(self, categories: Iterable[str], without: Iterable[str], limit: int) -> list[str]:
        found = self._ask("POST", f"/{CHOSEN}/_search", {
            "size": 0,
            "query": {"bool": {"filter": [{"terms": {"category": sorted(categories)}}], "must_not": [{"terms": {"product": sorted(without)}}]}},
            "aggs": {"popular": {"terms": {"field": "product", "size": limit}}},
        })
        buckets = (((found or {}).get("aggregations") or {}).get("popular") or {}).get("buckets") or []
        return [bucket["key"] for bucket in buckets if isinstance(bucket.get("key"), str)]

    def in_stock(self, categories: Iterable[str], without: Iterable[str], limit: int) -> list[str]:
        found = self._ask("POST", f"/{PRODUCTS}/_search", {
            "size": limit,
            "_source": False,
            "query": {"bool": {
                "filter": [{"terms": {"category": sorted(categories)}}, {"range": {"stock": {"gt": 0}}}],
                "must_not": [{"ids": {"values": sorted(without)}}],
            }},
            "sort": [{"stock": "desc"}, {"id": "asc"}],
        })
        hits = ((found or {}).get("hits") or {}).get("hits") or []
        return [hit["_id"] for hit in hits if isinstance(hit.get("_id"), str)]

    def remember(self, events: Iterable[CartEvent]) -> None:
        """Writes what was chosen; written again, it is the same document. Losing this loses only popularity."""
        lines = []
        for event in events:
            key = sha256(f"{event.basket}\n{event.product}".encode()).hexdigest()[:32]
            if event.kind == "removed":
                lines.append(json.dumps({"delete": {"_index": CHOSEN, "_id": key}}))
            elif event.category:
                lines.append(json.dumps({"index": {"_index": CHOSEN, "_id": key}}))
                lines.append(json.dumps({"basket": event.basket, "product": event.product, "category": event.category}))
        if not lines or not self._prepare():
            return
        answer = self._ask("POST", "/_bulk", "\n".join(lines) + "\n", quiet=True)
        faults = [item for item in (answer or {}).get("items", ()) for result in item.values() if result.get("error")]
        if faults:
            log.warning("%d of the chosen products were not kept: %s", len(faults), str(faults[0])[:300])

    def _prepare(self) -> bool:
        if self._prepared:
            return True
        try:
            call("PUT", f"{self._url}/{CHOSEN}", body=_CHOSEN_DEFINITION, headers=self._headers, quiet=True)
            self._prepared = True
        except Refused as error:
            self._prepared = error.status == 400 and "resource_already_exists" in str(error)
            if not self._prepared:
                log.warning("The index '%s' cannot be made: %s", CHOSEN, error)
        except Unavailable as error:
            self._is_away(error)
        return self._prepared

    def _ask(self, method: str, path: str, body: Any = None, quiet: bool = False) -> Optional[dict]:
        try:
            answer = call(method, self._url + path, body=body, headers=self._headers, timeout=1.0, quiet=quiet)
            self._away = False
            return answer if isinstance(answer, dict) else None
        except Refused as error:
            if error.status != 404:
                log.warning("The search engine refused %s %s: %s", method, path, error)
        except Unavailable as error:
            self._is_away(error)
        return None

    def _is_away(self, error: Unavailable) -> None:
        if not self._away:
            log.warning("The search engine is away: %s", error)
        self._away = True
