import json
import unittest

from .fakes import FakeServer, feed_of, running, until

BASKETS = [
    ("b1", "added", "phones-1", "audio"), ("b1", "added", "case-1", "bags"),
    ("b2", "added", "phones-1", "audio"), ("b2", "added", "case-1", "bags"),
    ("b3", "added", "phones-2", "audio"), ("b4", "added", "phones-2", "audio"), ("b5", "added", "phones-3", "audio"),
]


def search_engine(asked):
    """An index in which audio-9 is popular and audio-10 only in stock; made already."""
    if asked.path == "/products/_doc/audio-1":
        return 200, {"_id": "audio-1", "found": True, "_source": {"category": "audio"}}
    if asked.path.startswith("/products/_doc/"):
        return 404, {"found": False}
    if asked.path == "/chosen-products/_search":
        return 200, {"aggregations": {"popular": {"buckets": [{"key": "audio-9", "doc_count": 7}]}}}
    if asked.path == "/products/_search":
        return 200, {"hits": {"hits": [{"_id": "audio-9"}, {"_id": "audio-10"}]}}
    if asked.method == "PUT":
        return 400, {"error": {"type": "resource_already_exists_exception"}, "status": 400}
    if asked.path == "/_bulk":
        return 200, {"errors": False, "items": []}
    return 501, {"error": {"type": "emulator_unsupported_exception"}, "status": 501}


class ServiceTests(unittest.TestCase):
    def fake(self, answer):
        server = FakeServer(answer)
        self.addCleanup(server.close)
        return server

    def test_others_also_chose_comes_before_what_is_popular(self):
        carts = self.fake(feed_of(BASKETS))
        with running({"services__goodsmart-offline__http__0": carts.address}) as service:
            until(lambda: service.choices.baskets == 5)
            self.assertEqual(service.items("/recommendations?product=phones-1"), [("case-1", "together"), ("phones-2", "popular"), ("phones-3", "popular")])
            self.assertEqual(service.items("/recommendations?product=phones-1&limit=1"), [("case-1", "together")])
            self.assertEqual(service.items("/recommendations?product=phones-1&product=case-1"), [("phones-2", "popular"), ("phones-3", "popular")])

    def test_both_carts_are_read(self):
        one, two = self.fake(feed_of(BASKETS[:2])), self.fake(feed_of(BASKETS[2:]))
        with running({"GOODSMART_IN_MEMORY_HTTP": one.address, "GOODSMART_OFFLINE_HTTP": two.address}) as service:
            until(lambda: service.choices.baskets == 5)
            self.assertEqual(service.items("/recommendations?product=case-1&limit=1"), [("phones-1", "together")])

    def test_a_product_nobody_chose_gets_what_is_popular_and_then_what_is_in_stock(self):
        search = self.fake(search_engine)
        with running({"ConnectionStrings__search": search.address}) as service:
            self.assertEqual(service.items("/recommendations?product=audio-1"), [("audio-9", "popular"), ("audio-10", "category")])
            self.assertEqual(service.items("/recommendations?product=unknown"), [])

    def test_without_the_search_engine_there_is_popularity_from_events(self):
        carts = self.fake(feed_of(BASKETS))
        with running({"GOODSMART_OFFLINE_HTTP": carts.address, "ConnectionStrings__search": "http://127.0.0.1:9"}) as service:
            until(lambda: service.choices.baskets == 5)
            self.assertEqual(service.items("/recommendations?product=phones-2"), [("phones-1", "popular"), ("phones-3", "popular")])

    def test_without_anything_there_is_nothing_and_it_is_healthy(self):
        with running({"GOODSMART_OFFLINE_HTTP": "http://127.0.0.1:9", "ConnectionStrings__search": "http://127.0.0.1:9"}) as service:
            self.assertEqual(service.items("/recommendations?product=a"), [])
            self.assertEqual(service.get("/health"), (200, "Healthy"))

    def test_what_was_chosen_is_kept_in_the_search_engine_under_the_same_name_each_time(self):
        search, carts = self.fake(search_engine), self.fake(feed_of(BASKETS[:2]))
        with running({"GOODSMART_OFFLINE_HTTP": carts.address, "ConnectionStrings__search": search.address}):
            first = until(lambda: [asked for asked in search.asked if asked.path == "/_bulk"])[0]
        with running({"GOODSMART_OFFLINE_HTTP": carts.address, "ConnectionStrings__search": search.address}):
            until(lambda: len([asked for asked in search.asked if asked.path == "/_bulk"]) == 2)
        again = [asked for asked in search.asked if asked.path == "/_bulk"][1]
        self.assertEqual(first.text, again.text)
        lines = [json.loads(line) for line in first.text.splitlines()]
        self.assertEqual(lines[1], {"basket": "b1", "product": "phones-1", "category": "audio"})

    def test_a_feed_that_fails_is_read_again_from_where_it_was(self):
        answer, broken = feed_of(BASKETS), [True, True, True]
        carts = self.fake(lambda asked: (500, {}) if broken and broken.pop() else answer(asked))
        with running({"GOODSMART_OFFLINE_HTTP": carts.address}) as service:
            until(lambda: service.choices.baskets == 5)

    def test_a_feed_that_began_anew_is_read_from_its_beginning(self):
        old, new = feed_of(BASKETS[:4]), feed_of(BASKETS)
        restarted = []

        def answer(asked):
            if not restarted:
                return old(asked)
            return (400, {"title": "unknown token"}) if asked.query.get("after") == ["4"] else new(asked)

        carts = self.fake(answer)
        with running({"GOODSMART_OFFLINE_HTTP": carts.address}) as service:
            until(lambda: service.choices.baskets == 2)
            restarted.append(True)
            until(lambda: service.choices.baskets == 5)

    def test_answers_that_make_no_sense_do_no_harm(self):
        for nonsense in (b"not json", [], {"events": 7}, {"events": [None, 5, {}], "next": 3}):
            carts = self.fake(lambda asked: (200, nonsense))
            with self.subTest(nonsense=nonsense), running({"GOODSMART_OFFLINE_HTTP": carts.address}) as service:
                until(lambda: len(carts.asked) >= 2)
                self.assertEqual(service.get("/health")[0], 200)

    def test_bad_questions_are_problems_with_every_fault(self):
        with running({}) as service:
            for query, faults in (("", {"product"}), ("product=../etc&limit=0", {"limit"}), ("product=%3Cscript%3E", {"product"}), ("limit=x", {"product", "limit"}),
                                  ("&".join(f"product=p{number}" for number in range(101)), {"product"})):
                with self.subTest(query=query[:30]):
                    status, text = service.get(f"/recommendations?{query}")
                    self.assertEqual((status, set(json.loads(text)["errors"])), (400, faults))
            self.assertEqual(service.get("/no/such/page")[0], 404)
