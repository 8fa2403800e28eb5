import json
import unittest

from recommendations.telemetry.context import parse_traceparent

from .fakes import FakeServer, running, until
from .test_service import search_engine

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
CALLER = "00f067aa0ba902b7"


def no_sdk() -> bool:
    try:
        import opentelemetry.sdk  # noqa: F401
    except ImportError:
        return True
    return False


class TraceContextTests(unittest.TestCase):
    def test_only_what_w3c_allows_is_understood(self):
        good = f"00-{TRACE}-{CALLER}-01"
        self.assertEqual(parse_traceparent(good).trace_id, TRACE)
        self.assertFalse(parse_traceparent(f"00-{TRACE}-{CALLER}-00").sampled)
        self.assertEqual(parse_traceparent(f"cc-{TRACE}-{CALLER}-01-later").trace_id, TRACE)
        for bad in ("", "nonsense", good.upper(), good + "-more", f"ff-{TRACE}-{CALLER}-01", f"00-{'0' * 32}-{CALLER}-01", f"00-{TRACE}-{'0' * 16}-01"):
            self.assertIsNone(parse_traceparent(bad), bad)


class TelemetryTests(unittest.TestCase):
    def fake(self, answer):
        server = FakeServer(answer)
        self.addCleanup(server.close)
        return server

    def test_trace_context_flows_through_when_nothing_is_recorded(self):
        search = self.fake(search_engine)
        with running({"ConnectionStrings__search": search.address}) as service:
            service.get("/recommendations?product=audio-1", {"traceparent": f"00-{TRACE}-{CALLER}-01", "tracestate": "a=b"})
        sent = [asked.headers for asked in search.asked if asked.path.startswith("/products")]
        self.assertTrue(sent)
        for headers in sent:
            self.assertEqual((headers["traceparent"].split("-")[1], headers["tracestate"]), (TRACE, "a=b"))

    @unittest.skipUnless(no_sdk(), "the OpenTelemetry SDK is installed and takes over from the built-in exporter")
    def test_spans_metrics_and_logs_reach_a_collector(self):
        search, collector = self.fake(search_engine), self.fake(lambda asked: (200, {}))
        environment = {
            "ConnectionStrings__search": search.address, "OTEL_EXPORTER_OTLP_ENDPOINT": collector.address, "OTEL_BSP_SCHEDULE_DELAY": "50",
            "OTEL_EXPORTER_OTLP_HEADERS": "x-otlp-api-key=a%20key", "OTEL_SERVICE_NAME": "reco", "OTEL_RESOURCE_ATTRIBUTES": "service.instance.id=one",
        }
        with running(environment) as service:
            service.get("/recommendations?product=audio-1", {"traceparent": f"00-{TRACE}-{CALLER}-01"})
            service.get("/health")
            until(lambda: {"/v1/traces", "/v1/metrics", "/v1/logs"} <= {asked.path for asked in collector.asked})
        resources = [entry for asked in collector.asked if asked.path == "/v1/traces" for entry in asked.json["resourceSpans"]]
        self.assertIn({"key": "service.name", "value": {"stringValue": "reco"}}, resources[0]["resource"]["attributes"])
        spans = [span for entry in resources for span in entry["scopeSpans"][0]["spans"]]
        server = [span for span in spans if span["kind"] == 2]
        self.assertEqual([span["name"] for span in server], ["GET /recommendations"])
        self.assertEqual((server[0]["traceId"], server[0]["parentSpanId"]), (TRACE, CALLER))
        clients = [span for span in spans if span["kind"] == 3]
        self.assertTrue(clients)
        self.assertEqual({span["parentSpanId"] for span in clients}, {server[0]["spanId"]})
        self.assertEqual({asked.headers["x-otlp-api-key"] for asked in collector.asked}, {"a key"})
        asked_search = {asked.headers["traceparent"].split("-")[2] for asked in search.asked if asked.path.startswith("/products")}
        self.assertLessEqual(asked_search, {span["spanId"] for span in clients})

    def test_a_collector_that_is_away_costs_nothing(self):
        with running({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9", "OTEL_BSP_SCHEDULE_DELAY": "50"}) as service:
            self.assertEqual(service.get("/recommendations?product=a"), (200, '{"items":[]}'))


if __name__ == "__main__":
    unittest.main()
