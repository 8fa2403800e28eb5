// Installs packages once per lock file, with one installer at a time in a directory.
//   node install.mjs MARK FINGERPRINT COMMAND ARGUMENT...
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const [mark, fingerprint, command, ...args] = process.argv.slice(2);

const installed = () => {
  try {
    return readFileSync(mark, 'utf8').trim() === fingerprint;
  } catch {
    return false;
  }
};

// A folder is created by exactly one of those who try. Outside node_modules, which the package manager deletes first.
// Its time is renewed while the installer lives, so that the lock of a killed one does not hold up the next.
const lock = join(tmpdir(), `package-install-${createHash('sha256').update(resolve(dirname(mark))).digest('hex').slice(0, 16)}.lock`);
const staleAfter = 15_000;

const tryLock = () => {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  try {
    if (Date.now() - statSync(lock).mtimeMs > staleAfter) rmSync(lock, { recursive: true, force: true });
  } catch {
    // Gone in the meantime: the next try takes it.
  }
  return false;
};

const run = () => new Promise((done) => {
  const renewal = setInterval(() => {
    try {
      utimesSync(lock, new Date(), new Date());
    } catch {
      // Nothing is lost but the protection against a second installer.
    }
  }, 2_000);
  console.log(`${command} ${args.join(' ')}`);
  const child = spawn(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  // npm finishes its downloads before it obeys, which without a network takes minutes. What it leaves half done is installed anew next time.
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      child.kill(signal);
      setTimeout(() => child.kill('SIGKILL'), 2_000).unref();
    });
  }
  child.on('error', (error) => {
    clearInterval(renewal);
    console.error(error.code === 'ENOENT' ? `${command} was not found on PATH. Install it, or remove its lock file.` : error.message);
    done(127);
  });
  child.on('exit', (code, signal) => {
    clearInterval(renewal);
    done(signal ? 1 : code);
  });
});

let announced = false;
while (!tryLock()) {
  if (!announced) console.log(`Waiting for another installation in ${resolve(dirname(mark), '..')}`);
  announced = true;
  await new Promise((again) => setTimeout(again, 200));
}

let code = 0;
try {
  if (installed()) {
    console.log('Installed already.');
  } else {
    code = await run();
    if (code === 0) {
      mkdirSync(dirname(mark), { recursive: true });
      writeFileSync(mark, `${fingerprint}\n`);
    }
  }
} finally {
  rmSync(lock, { recursive: true, force: true });
}
process.exit(code);
