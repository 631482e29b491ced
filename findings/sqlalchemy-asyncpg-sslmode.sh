#!/usr/bin/env bash
# Expected: asyncpg reads sslmode from a URL, so SQLAlchemy's postgresql+asyncpg URL does too.
# Seen: asyncpg 0.32.0 alone takes sslmode (it gets as far as the closed port); SQLAlchemy 2.1.9
# hands it over as a keyword that connect() has not, a TypeError. Written ssl=disable it works.
# Source: run on PyPI's SQLAlchemy 2.1.9 and asyncpg 0.32.0; nothing needs to listen.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip -q --disable-pip-version-check install 'SQLAlchemy[asyncio]==2.1.9' asyncpg==0.32.0
cat > run.py <<'END'
import asyncio, asyncpg
from sqlalchemy.ext.asyncio import create_async_engine

async def outcome(name, connecting):
    try:
        await connecting
    except (OSError, TypeError) as error:
        print(name, "OSError" if isinstance(error, OSError) else f"TypeError {error}")

async def engine(query):
    async with create_async_engine(f"postgresql+asyncpg://app@127.0.0.1:1/shop?{query}").connect():
        pass

async def main():
    await outcome("asyncpg sslmode=disable", asyncpg.connect("postgresql://app@127.0.0.1:1/shop?sslmode=disable"))
    await outcome("SQLAlchemy sslmode=disable", engine("sslmode=disable"))
    await outcome("SQLAlchemy ssl=disable", engine("ssl=disable"))

asyncio.run(main())
END
venv/bin/python run.py > seen

cat > expected <<'END'
asyncpg sslmode=disable OSError
SQLAlchemy sslmode=disable TypeError connect() got an unexpected keyword argument 'sslmode'
SQLAlchemy ssl=disable OSError
END
cat seen
diff expected seen || { echo "The behaviour has changed."; exit 1; }
