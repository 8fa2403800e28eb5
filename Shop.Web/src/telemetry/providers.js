import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { LoggerProvider, BatchLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { resourceFromAttributes, detectResources, envDetector } from '@opentelemetry/resources';

// The exporters read OTEL_EXPORTER_OTLP_ENDPOINT, _HEADERS, _TIMEOUT and _CERTIFICATE themselves, and the batching its
// OTEL_BSP_* and OTEL_BLRP_* settings. grpc is loaded only when asked for: it is most of the weight.
async function exporters(protocol) {
  const [traces, metrics, logs] = protocol === 'grpc'
    ? await Promise.all([
        import('@opentelemetry/exporter-trace-otlp-grpc'),
        import('@opentelemetry/exporter-metrics-otlp-grpc'),
        import('@opentelemetry/exporter-logs-otlp-grpc'),
      ])
    : await Promise.all([
        import('@opentelemetry/exporter-trace-otlp-proto'),
        import('@opentelemetry/exporter-metrics-otlp-proto'),
        import('@opentelemetry/exporter-logs-otlp-proto'),
      ]);
  return { traces: new traces.OTLPTraceExporter(), metrics: new metrics.OTLPMetricExporter(), logs: new logs.OTLPLogExporter() };
}

export async function createProviders(env) {
  // Without a protocol the specification says http/protobuf; .NET says grpc, and hosts that start both always name one.
  const to = await exporters(env.OTEL_EXPORTER_OTLP_PROTOCOL || 'http/protobuf');
  const own = resourceFromAttributes({ 'service.name': 'goodsmart-app', 'telemetry.sdk.language': 'nodejs' });
  const resource = own.merge(detectResources({ detectors: [envDetector] }));
  const interval = Number(env.OTEL_METRIC_EXPORT_INTERVAL) || 60000;
  return {
    tracing: new BasicTracerProvider({ resource, spanProcessors: [new BatchSpanProcessor(to.traces)] }),
    metering: new MeterProvider({
      resource,
      readers: [new PeriodicExportingMetricReader({ exporter: to.metrics, exportIntervalMillis: interval, exportTimeoutMillis: Math.min(interval, 30000) })],
    }),
    logging: new LoggerProvider({ resource, processors: [new BatchLogRecordProcessor({ exporter: to.logs })] }),
  };
}
