import { tracedFetch } from '../telemetry/requests.js';

// A service that cannot be reached, does not answer in time or says that it is not able to work right now.
export class Unavailable extends Error {
  constructor(service, cause, connected) {
    super(`${service} is unavailable: ${cause}`);
    this.service = service;
    this.connected = connected;
  }
}

// A service that understood and refused: an RFC 9457 problem.
export class Refused extends Error {
  constructor(service, status, problem) {
    super(`${service} answered ${status}: ${problem.title ?? 'no reason given'}`);
    this.service = service;
    this.status = status;
    this.problem = problem;
  }

  // Every fault as a sentence that starts with the property it is about.
  get faults() {
    const { errors, detail, title } = this.problem;
    if (errors && typeof errors === 'object') {
      return Object.entries(errors).flatMap(([name, texts]) => [texts].flat().map((text) => `${name} ${text}`));
    }
    return [detail ?? title ?? `status ${this.status}`];
  }
}

const parse = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
};

function explain(error) {
  if (error.name === 'TimeoutError') return 'no answer in time';
  return error.cause?.code ?? error.cause?.message ?? error.message;
}

// One JSON service at one address. Every call is bounded in time, so a page never waits for a service that is gone.
export function jsonService(service, address, limit) {
  return async (method, path, { query, body, headers = {}, timeout = limit } = {}) => {
    const url = new URL(address + path);
    for (const [name, value] of query ?? []) url.searchParams.append(name, value);
    let answer, text;
    try {
      answer = await tracedFetch(url, {
        method,
        headers: { accept: 'application/json, application/problem+json', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        body: body === undefined ? undefined : JSON.stringify(body),
        redirect: 'error',
        signal: AbortSignal.timeout(timeout),
      });
      text = await answer.text();
    } catch (error) {
      throw new Unavailable(service, explain(error), error.name === 'TimeoutError');
    }
    if (answer.ok) return { body: text === '' ? null : parse(text), etag: answer.headers.get('etag') };
    if (answer.status >= 500 || answer.status === 408 || answer.status === 429) throw new Unavailable(service, `status ${answer.status}`, true);
    throw new Refused(service, answer.status, parse(text));
  };
}
