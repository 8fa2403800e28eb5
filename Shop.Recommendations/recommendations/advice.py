"""Puts the sources together: others also chose, else what is popular in the category, else what the category has."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Callable, Optional

from .choices import Choices
from .search import Search


@dataclass(frozen=True)
class Recommendation:
    product: str
    reason: str  # "together", "popular" or "category"


class Advice:
    def __init__(self, choices: Choices, search: Optional[Search], clock: Callable[[], float] = time.monotonic) -> None:
        self._choices = choices
        self._search = search
        self._clock = clock
        self._rest_until = 0.0

    def beside(self, products: list[str], limit: int) -> list[Recommendation]:
        """At most ``limit``, none of them among ``products``, each once."""
        chosen: dict[str, str] = {}

        def fill(found: list[str], reason: str) -> bool:
            for product in found:
                if product not in products and len(chosen) < limit:
                    chosen.setdefault(product, reason)
            return len(chosen) >= limit

        full = fill(self._choices.together_with(products, limit), "together")
        categories = set() if full else self._categories(products)
        if categories and not full:
            room = limit + len(products)
            # More is asked for than fits, because some of it may be in the list already.
            full = fill(self._asked(lambda search: search.popular_in(categories, products, room)), "popular") \
                or fill(self._choices.popular_in(categories, products, room), "popular") \
                or fill(self._asked(lambda search: search.in_stock(categories, products, room)), "category")
        return [Recommendation(product, reason) for product, reason in chosen.items()]

    def _categories(self, products: list[str]) -> set[str]:
        found = set()
        for product in products[:5]:
            category = self._choices.category_of(product)
            if category is None and self._search:
                category = next(iter(self._asked(lambda search: [search.category_of(product)])), None)
            if category:
                found.add(category)
        return found

    def _asked(self, question: Callable[[Search], list]) -> list:
        # A search engine that did not answer in time is left alone for a moment, so that pages do not queue up behind it.
        if self._search is None or self._clock() < self._rest_until:
            return []
        began = self._clock()
        answer = question(self._search)
        if self._clock() - began > 0.9:
            self._rest_until = self._clock() + 3.0
        return answer
