import { context, metrics, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';

const tracer = () => trace.getTracer('goodsmart-app');

let durations = null;
const recordDuration = (seconds, attributes) => {
  durations ??= metrics.getMeter('goodsmart-app').createHistogram('http.server.request.duration', {
    unit: 's',
    description: 'Duration of HTTP server requests.',
    advice: { explicitBucketBoundaries: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] },
  });
  durations.record(seconds, attributes);
};

const quiet = (path) => path === '/health' || path.startsWith('/assets/');

// One server span a page. Probes and files are not pages.
export function traceRequests(request, response, next) {
  if (quiet(request.path)) return next();
  const from = propagation.extract(context.active(), request.headers);
  const span = tracer().startSpan(request.method, {
    kind: SpanKind.SERVER,
    attributes: { 'http.request.method': request.method, 'url.path': request.path, 'url.scheme': request.protocol },
  }, from);
  const began = performance.now();
  response.once('close', () => {
    const route = request.route?.path;
    const attributes = { 'http.request.method': request.method, 'http.response.status_code': response.statusCode };
    if (route) attributes['http.route'] = route;
    span.updateName(route ? `${request.method} ${route}` : request.method);
    span.setAttributes(attributes);
    if (response.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
    recordDuration((performance.now() - began) / 1000, attributes);
  });
  context.with(trace.setSpan(from, span), next);
}

// A call to another service: a client span, and the trace context in its headers.
export async function tracedFetch(url, options = {}) {
  const method = options.method ?? 'GET';
  const target = new URL(url);
  const span = tracer().startSpan(method, {
    kind: SpanKind.CLIENT,
    attributes: { 'http.request.method': method, 'url.full': target.href, 'server.address': target.hostname, 'server.port': Number(target.port) || undefined },
  });
  const inside = trace.setSpan(context.active(), span);
  const headers = { ...options.headers };
  propagation.inject(inside, headers);
  try {
    const answer = await fetch(target, { ...options, headers });
    span.setAttribute('http.response.status_code', answer.status);
    if (answer.status >= 400) span.setStatus({ code: SpanStatusCode.ERROR });
    return answer;
  } catch (error) {
    span.recordException(error);
    span.setStatus({ code: SpanStatusCode.ERROR, message: error.message });
    throw error;
  } finally {
    span.end();
  }
}
