"""goodsmart-api: what others also chose. Started by uvicorn as ``app:app``."""

import os

from recommendations.api import create_app
from recommendations.settings import Settings

app = create_app(Settings.read(os.environ))


def main() -> None:
    """``python app.py``: the same on PORT, for machines without the uvicorn command."""
    import uvicorn

    uvicorn.run(app, host=os.environ.get("HOST", "127.0.0.1"), port=int(os.environ.get("PORT", "8000")))


if __name__ == "__main__":
    main()
