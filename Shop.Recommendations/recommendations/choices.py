"""What went together into which basket: counted from cart events, bounded in memory."""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict
from dataclasses import dataclass
from threading import Lock
from typing import Iterable, Mapping, Optional


@dataclass(frozen=True)
class CartEvent:
    """One event of a cart's feed, as docs/shop-api.md describes it."""

    basket: str
    kind: str
    product: str
    category: Optional[str]

    @staticmethod
    def parse(item: Mapping) -> Optional["CartEvent"]:
        basket, kind, product = item.get("basket"), item.get("type"), item.get("productId")
        if not all(isinstance(value, str) and 0 < len(value) <= 200 for value in (basket, kind, product)):
            return None
        category = item.get("category")
        return CartEvent(basket, kind, product, category if isinstance(category, str) and category else None)


class Choices:
    """Baskets and the products in them. Repeated events change nothing, so an at-least-once feed counts once."""

    def __init__(self, most_baskets: int = 50_000, most_products: int = 100) -> None:
        self._most_baskets = most_baskets
        self._most_products = most_products
        self._baskets: "OrderedDict[str, dict[str, bool]]" = OrderedDict()
        self._holding: "defaultdict[str, dict[str, None]]" = defaultdict(dict)
        self._categories: dict[str, str] = {}
        self._lock = Lock()

    def apply(self, event: CartEvent) -> None:
        with self._lock:
            if event.category:
                self._categories[event.product] = event.category
            if event.kind == "removed":
                self._take_out(event)
            elif event.kind in ("added", "changed", "purchased"):
                self._put_in(event)

    def _put_in(self, event: CartEvent) -> None:
        basket = self._baskets.setdefault(event.basket, {})
        self._baskets.move_to_end(event.basket)
        if event.product not in basket and len(basket) >= self._most_products:
            return
        # What was bought stays chosen, also when the emptied cart reports it as removed.
        basket[event.product] = basket.get(event.product, False) or event.kind == "purchased"
        self._holding[event.product][event.basket] = None
        if len(self._baskets) > self._most_baskets:
            oldest, products = self._baskets.popitem(last=False)
            for product in products:
                self._release(product, oldest)

    def _take_out(self, event: CartEvent) -> None:
        basket = self._baskets.get(event.basket)
        if basket is None or basket.get(event.product) is not False:
            return
        del basket[event.product]
        self._release(event.product, event.basket)

    def _release(self, product: str, basket: str) -> None:
        holders = self._holding.get(product)
        if holders is None:
            return
        holders.pop(basket, None)
        if not holders:
            del self._holding[product]
            self._categories.pop(product, None)

    def together_with(self, products: Iterable[str], limit: int, most_looked_at: int = 2_000) -> list[str]:
        """The products most often in one basket with any of these, most often first."""
        asked = list(dict.fromkeys(products))
        with self._lock:
            baskets: dict[str, None] = {}
            for product in asked:
                recent = list(self._holding.get(product, ()))[-most_looked_at:]
                baskets.update(dict.fromkeys(recent))
            counts = Counter(other for basket in baskets for other in self._baskets.get(basket, ()) if other not in asked)
        return _most_first(counts)[:limit]

    def popular_in(self, categories: Iterable[str], without: Iterable[str], limit: int) -> list[str]:
        """The products of these categories that most baskets hold."""
        wanted, hidden = set(categories), set(without)
        with self._lock:
            counts = Counter({
                product: len(baskets)
                for product, baskets in self._holding.items()
                if product not in hidden and self._categories.get(product) in wanted
            })
        return _most_first(counts)[:limit]

    def category_of(self, product: str) -> Optional[str]:
        with self._lock:
            return self._categories.get(product)

    @property
    def baskets(self) -> int:
        with self._lock:
            return len(self._baskets)


def _most_first(counts: Counter) -> list[str]:
    return [product for product, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
