"""The HTTP side: GET /recommendations, GET /health."""

from __future__ import annotations

import logging
import re
from contextlib import asynccontextmanager
from typing import List, Optional

from fastapi import FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse
from starlette.exceptions import HTTPException

from .advice import Advice
from .choices import CartEvent, Choices
from .feed import Feed
from .search import Search
from .settings import Settings
from .telemetry import start_telemetry
from .telemetry.middleware import TraceRequests

log = logging.getLogger(__name__)

_MOST_PRODUCTS = 100

_IDENTIFIER = re.compile(r"[A-Za-z0-9_-]{1,64}")


def problem(status: int, title: str, kind: str, errors: Optional[dict] = None) -> JSONResponse:
    body = {"type": f"urn:shop:{kind}", "title": title, "status": status, **({"errors": errors} if errors else {})}
    return JSONResponse(body, status_code=status, media_type="application/problem+json")


def create_app(settings: Settings) -> FastAPI:
    choices = Choices()
    search = Search(settings.search) if settings.search else None
    advice = Advice(choices, search)

    def deliver(events: List[CartEvent]) -> None:
        for event in events:
            choices.apply(event)
        if search:
            search.remember(events)

    feeds = [Feed(name, address, deliver, settings.poll_seconds) for name, address in settings.cart_feeds.items()]
    app = FastAPI(title="goodsmart-api", description="Recommendations: others also chose.", version="1.0.0", docs_url=None, redoc_url=None)
    app.add_middleware(TraceRequests)
    app.state.choices = choices

    @asynccontextmanager
    async def life(_):
        telemetry = start_telemetry()
        for feed in feeds:
            feed.start()
        log.info("Recommendations from %s", ", ".join([*settings.cart_feeds, *(["search"] if search else [])]) or "nothing yet")
        yield
        for feed in feeds:
            feed.stop()
        telemetry.shutdown(0.5)

    # Set here because the versions in use differ in how they take it as an argument.
    app.router.lifespan_context = life
    _routes(app, advice)
    _errors(app)
    return app


def _routes(app: FastAPI, advice: Advice) -> None:
    # Plain functions, not coroutines: FastAPI runs them on its threads, so a slow search engine holds up no other request.
    @app.get("/recommendations")
    def recommendations(product: List[str] = Query(...), limit: int = Query(4, ge=1, le=20)):
        asked = list(dict.fromkeys(product))
        if len(asked) > _MOST_PRODUCTS or not all(_IDENTIFIER.fullmatch(one) for one in asked):
            rule = f"at most {_MOST_PRODUCTS} products, each of 1 to 64 letters, digits, dashes or underscores"
            return problem(400, "The request has 1 fault.", "validation", {"product": [rule]})
        return {"items": [{"productId": one.product, "reason": one.reason} for one in advice.beside(asked, limit)]}

    # Healthy as soon as it answers: everything it depends on may be away, and it says less then.
    @app.get("/health", response_class=PlainTextResponse)
    @app.get("/alive", response_class=PlainTextResponse, include_in_schema=False)
    async def health():
        return "Healthy"


def _errors(app: FastAPI) -> None:
    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError):
        errors: dict = {}
        for fault in error.errors():
            errors.setdefault(str(fault["loc"][1]) if len(fault["loc"]) > 1 else "request", []).append(fault["msg"])
        return problem(400, f"The request has {len(errors)} fault{'s' if len(errors) > 1 else ''}.", "validation", errors)

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException):
        kinds = {404: "not-found", 405: "method-not-allowed"}
        return problem(error.status_code, str(error.detail), kinds.get(error.status_code, "fault"))

    @app.exception_handler(Exception)
    async def failed(request: Request, error: Exception):
        log.error("A request failed", exc_info=error)
        return problem(500, "Something went wrong here.", "fault")
