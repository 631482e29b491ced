"""Elasticsearch, as the variables of an edge say it is found."""

import os

from elastic_transport import TlsError
from elasticsearch import ApiError, Elasticsearch


def elasticsearch():
    """Puts a document into an index of its own, and finds it."""
    client = Elasticsearch(
        os.environ["ELASTICSEARCH_URL"],
        ca_certs=os.environ.get("ELASTICSEARCH_CA_FILE") or None,
        max_retries=0,
    )
    index = os.environ["ELASTICSEARCH_INDEX_PREFIX"] + "python"
    try:
        client.index(index=index, id="1", document={"name": "lamp"}, refresh=True)
    except TlsError as error:  # as a text it says no more than that
        raise RuntimeError(error.message) from error
    hits = client.search(index=index, query={"match": {"name": "lamp"}})["hits"]["hits"]
    refused = "taken"
    try:
        client.index(index="another", document={})
    except ApiError as error:
        refused = str(error)
    return {"name": hits[0]["_source"]["name"], "refused": refused}
