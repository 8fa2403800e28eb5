import { createServer } from 'node:http';
import { createApp } from './src/app.js';
import { readConfig } from './src/config.js';
import { log, startTelemetry } from './src/telemetry/index.js';

const grace = 400;

function configOrExit() {
  try {
    return readConfig(process.env);
  } catch (error) {
    console.error(error.message);
    process.exit(2);
  }
}

const config = configOrExit();
const app = createApp(config);

// Telemetry takes longer to load than the shop itself. The port is open meanwhile; only what is to be traced waits for it.
const telemetry = startTelemetry(process.env).catch((error) => {
  log('error', `Telemetry could not be started: ${error.message}`);
  return { shutdown: async () => {} };
});
const server = createServer({ requestTimeout: 30_000, headersTimeout: 15_000, keepAliveTimeout: 65_000 }, async (request, response) => {
  if (request.url !== '/health') await telemetry;
  app(request, response);
});

server.on('error', (error) => {
  const facts = error.code === 'EADDRINUSE' ? `port ${config.port} is taken. Set PORT to another one.` : error.message;
  console.error(`The storefront cannot listen on ${config.host}:${config.port}: ${facts}`);
  process.exit(1);
});

server.listen(config.port, config.host, async () => {
  const { port } = server.address();
  log('info', `The storefront listens on http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`);
});

// Requests under way get `grace` milliseconds, the last telemetry as many again; then the process is gone.
let stopping = false;
async function stop() {
  if (stopping) return;
  stopping = true;
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, grace))]);
  server.closeAllConnections();
  await Promise.race([telemetry.then((started) => started.shutdown(grace)), new Promise((resolve) => setTimeout(resolve, 2 * grace))]);
  process.exit(0);
}

process.on('SIGTERM', stop);
process.on('SIGINT', stop);
