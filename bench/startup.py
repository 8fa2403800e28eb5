"""The loop of startup.sh."""
import http.client, os, re, signal, socket, statistics, subprocess, sys, tempfile, time

QUIET = 3.0  # this long without a further resource becoming healthy: that was the last


def host(command):
    environment = dict(os.environ, XDG_STATE_HOME=tempfile.mkdtemp())
    began = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
    os.set_blocking(process.stdout.fileno(), False)
    started, last, text = None, None, b""
    while process.poll() is None and (started is None or last is None or time.monotonic() - last < QUIET):
        chunk = process.stdout.read()
        if chunk:
            text += chunk
            *lines, text = text.split(b"\n")
            for line in lines:
                if line.startswith(b"Distributed application started."):
                    started = time.monotonic()
                if re.match(rb"\[.*\] Running, Healthy", line):
                    last = time.monotonic()
        time.sleep(0.005)
    if process.poll() is not None:
        sys.exit(f"The AppHost ended with {process.returncode}.")
    process.send_signal(signal.SIGTERM)
    process.wait()
    return last - began


def bare(dummy):
    began = time.monotonic()
    processes = []
    for _ in range(2):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        processes.append(subprocess.Popen([dummy, "listen-after", "2000"], env=dict(os.environ, PORT=str(port)), stdout=subprocess.DEVNULL))
        while True:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
                connection.request("GET", "/health")
                if connection.getresponse().status == 200:
                    break
            except OSError:
                time.sleep(0.005)
    elapsed = time.monotonic() - began
    for process in processes:
        process.kill()
        process.wait()
    return elapsed


def main():
    rounds, command = int(sys.argv[1]), sys.argv[2:]
    dummy = os.environ.get("BENCH_DUMMY")
    times, floors = [], []
    for turn in range(1, rounds + 1):
        times.append(host(command))
        text = f"{turn}: AppHost {times[-1]:.2f} s"
        if dummy:
            floors.append(bare(dummy))
            text += f", bare {floors[-1]:.2f} s, ratio {times[-1] / floors[-1]:.2f}, overhead {times[-1] - floors[-1]:.2f} s"
        print(text, flush=True)
    print(f"median {statistics.median(times):.2f} s" + (f", ratio {statistics.median(times) / statistics.median(floors):.2f} (target 1.15)" if dummy else ""))


main()
