"""Python drivers: `client.py DRIVER` connects by the environment and prints what it saw."""

import asyncio
import json
import os
import sys

WHO = (
    "SELECT current_user, current_database(), ssl"
    " FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
)


def psycopg():
    import psycopg

    with psycopg.connect(os.environ["DB_URL"], connect_timeout=10) as connection:
        user, database, tls = connection.execute(WHO).fetchone()
    return {"user": user, "database": database, "tls": tls}


def sqlalchemy_psycopg():
    from sqlalchemy import create_engine, text

    with create_engine(os.environ["DB_URL"]).connect() as connection:
        user, database, tls = connection.execute(text(WHO)).one()
    return {"user": user, "database": database, "tls": tls}


def sqlalchemy_asyncpg():
    from sqlalchemy import text
    from sqlalchemy.ext.asyncio import create_async_engine

    async def ask():
        engine = create_async_engine(os.environ["DB_URL"])
        async with engine.connect() as connection:
            user, database, tls = (await connection.execute(text(WHO))).one()
        await engine.dispose()
        return {"user": user, "database": database, "tls": tls}

    return asyncio.run(ask())


def redis_py():
    import redis

    client = redis.Redis.from_url(os.environ["CACHE_URL"])
    user = client.execute_command("ACL", "WHOAMI")
    return {"user": user.decode()}


def pika():
    import pika

    connection = pika.BlockingConnection(pika.URLParameters(os.environ["QUEUE_URL"]))
    channel = connection.channel()
    queue = channel.queue_declare("", exclusive=True).method.queue
    channel.basic_publish("", queue, b"hello")
    _, _, body = channel.basic_get(queue, auto_ack=True)
    connection.close()
    return {"message": (body or b"").decode()}


def pymongo():
    from pymongo.uri_parser import parse_uri

    url = parse_uri(os.environ["DOCUMENTS_URL"])
    return {
        "hosts": [f"{host}:{port}" for host, port in url["nodelist"]],
        "user": url["username"],
        "password": url["password"],
        "database": url["database"],
        "replicaSet": url["options"].get("replicaSet", ""),
    }


def pymongo_at_a_server():
    from pymongo import MongoClient

    with MongoClient(os.environ["DOCUMENTS_URL"], serverSelectionTimeoutMS=10_000) as client:
        database = client.get_default_database()
        kept = database.goods.insert_one({"name": "lamp"}).inserted_id
        return {"database": database.name, "name": database.goods.find_one({"_id": kept})["name"]}


def confluent_kafka():
    import log

    return log.confluent_kafka()


def elasticsearch_py():
    import search

    return search.elasticsearch()


DRIVERS = {
    "psycopg 3": psycopg,
    "SQLAlchemy with psycopg": sqlalchemy_psycopg,
    "SQLAlchemy with asyncpg": sqlalchemy_asyncpg,
    "redis-py": redis_py,
    "pika": pika,
    "PyMongo": pymongo,
    "PyMongo at a server": pymongo_at_a_server,
    "confluent-kafka": confluent_kafka,
    "elasticsearch-py": elasticsearch_py,
}

try:
    print(json.dumps({"seen": DRIVERS[sys.argv[1]]()}))
except Exception as error:  # whatever a driver raises is its answer
    print(json.dumps({"error": f"{type(error).__name__}: {error}"}))
