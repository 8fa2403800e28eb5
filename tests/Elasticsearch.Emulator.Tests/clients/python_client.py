"""Drives the shop's own use of Elasticsearch through the official Python client. Argument: the server's URL, with credentials where it wants them."""
import os
import sys
import time

from elasticsearch import ConflictError, Elasticsearch, NotFoundError, RequestError, helpers

client = Elasticsearch([sys.argv[1]], timeout=60)
index = "client-py-%d-%d" % (os.getpid(), time.time_ns())


def rejects(kind, call):
    try:
        call()
    except kind as error:
        return error
    raise AssertionError("expected %s" % kind)


try:
    assert client.info()["version"]["number"]
    assert client.ping()
    assert client.cluster.health(wait_for_status="yellow", timeout="30s")["status"] in ("green", "yellow")
    client.indices.create(index=index, body={
        "settings": {"number_of_replicas": 0},
        "mappings": {"dynamic": "strict", "properties": {"name": {"type": "text", "analyzer": "cjk"}, "category": {"type": "keyword"}, "price": {"type": "long"}}},
    })
    assert client.indices.exists(index=index)
    assert rejects(RequestError, lambda: client.indices.create(index=index)).error == "resource_already_exists_exception"
    done, failed = helpers.bulk(client, ({"_index": index, "_id": str(i), "name": "蓝牙耳机 %d" % i, "category": "audio" if i % 3 else "shoes", "price": i} for i in range(250)), refresh=True)
    assert (done, failed) == (250, [])
    failures = rejects(helpers.BulkIndexError, lambda: helpers.bulk(client, [{"_index": index, "_id": "x", "unknown": 1}])).errors
    assert failures[0]["index"]["error"]["type"] == "strict_dynamic_mapping_exception", failures
    found = client.search(index=index, body={"query": {"match": {"name": {"query": "蓝牙", "operator": "and"}}}, "sort": [{"price": "desc"}], "aggs": {"p": {"stats": {"field": "price"}}}})
    assert found["hits"]["total"] == {"value": 250, "relation": "eq"}
    assert found["hits"]["hits"][0]["_source"]["price"] == 249
    assert found["aggregations"]["p"] == {"count": 250, "min": 0.0, "max": 249.0, "avg": 124.5, "sum": 31125.0}
    assert len({hit["_id"] for hit in helpers.scan(client, index=index, size=100)}) == 250
    got = client.get(index=index, id="1")
    condition = {"if_seq_no": got["_seq_no"], "if_primary_term": got["_primary_term"]}
    client.index(index=index, id="1", body=dict(got["_source"], price=7), **condition)
    rejects(ConflictError, lambda: client.index(index=index, id="1", body=got["_source"], **condition))
    client.update(index=index, id="1", body={"doc": {"price": 8}})
    assert client.get(index=index, id="1")["_source"]["price"] == 8
    assert client.delete(index=index, id="1", refresh="wait_for")["result"] == "deleted"
    rejects(NotFoundError, lambda: client.get(index=index, id="1"))
    assert client.count(index=index)["count"] == 249
    client.indices.put_alias(index=index, name=index + "-alias")
    assert list(client.indices.get_alias(name=index + "-alias")) == [index]
    tokens = client.indices.analyze(index=index, body={"field": "name", "text": "蓝牙耳机"})["tokens"]
    assert [token["token"] for token in tokens] == ["蓝牙", "牙耳", "耳机"]
    assert index in client.cat.indices(index=index)
    print("python client: ok")
finally:
    client.indices.delete(index=index, ignore_unavailable=True)
