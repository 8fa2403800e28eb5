import { context, propagation, trace, metrics } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';

// Trace context flows from the visitor through every service whether or not anybody collects it; spans, metrics and logs
// are only recorded, and the packages for them only loaded, when there is somewhere to send them.
export async function startTelemetry(env) {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  if (!env.OTEL_EXPORTER_OTLP_ENDPOINT) {
    early = null;
    return { shutdown: async () => {} };
  }

  const { createProviders } = await import('./providers.js');
  const providers = await createProviders(env);
  trace.setGlobalTracerProvider(providers.tracing);
  metrics.setGlobalMeterProvider(providers.metering);
  const { logs } = await import('@opentelemetry/api-logs');
  logs.setGlobalLoggerProvider(providers.logging);
  sendLogsTo(logs.getLogger('goodsmart-app'));

  const all = [providers.tracing, providers.metering, providers.logging];
  return {
    // The last export gets `limit` milliseconds: a collector that does not answer must not hold up the exit.
    shutdown: (limit) => {
      const flushed = Promise.allSettled(all.map((provider) => provider.shutdown()));
      const tired = new Promise((resolve) => setTimeout(resolve, limit).unref());
      return Promise.race([flushed, tired]);
    },
  };
}

// Until it is known where logs go, they wait here; when they go nowhere, this ends.
let recorder = null;
let early = [];

function sendLogsTo(logger) {
  recorder = logger;
  for (const record of early ?? []) recorder.emit(record);
  early = null;
}

const severities = { info: 9, warn: 13, error: 17 };

// One line on the console, and the same as a log record with the trace it belongs to when telemetry is on.
export function log(level, body, attributes = {}) {
  const facts = Object.entries(attributes).map(([name, value]) => `${name}=${value}`);
  const write = level === 'error' ? console.error : console.log;
  write(`${level}: ${[body, ...facts].join(' ')}`.replace(/[\u0000-\u001f\u007f]/g, ' '));
  const record = { timestamp: Date.now(), severityNumber: severities[level], severityText: level.toUpperCase(), body, attributes, context: context.active() };
  if (recorder) recorder.emit(record);
  else if (early && early.length < 100) early.push(record);
}
