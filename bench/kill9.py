"""The loop of kill9.sh. Every process below the host is recognised by a variable in its environment, so that no escape goes unseen."""
import glob, os, signal, subprocess, sys, tempfile, time, uuid

LIMIT = 5.0
SETTLE = 1.0  # for the last children to come up after the host has said that it is started


def marked(mark):
    found = set()
    for path in glob.glob("/proc/[0-9]*/environ"):
        try:
            with open(path, "rb") as file:
                if mark in file.read() and alive(int(path.split("/")[2])):
                    found.add(int(path.split("/")[2]))
        except OSError:
            pass
    return found


def alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def listening():
    """inode -> port of every listening TCP socket"""
    sockets = {}
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        with open(table) as file:
            for line in list(file)[1:]:
                fields = line.split()
                if fields[3] == "0A":
                    sockets[fields[9]] = int(fields[1].rpartition(":")[2], 16)
    return sockets


def ports_of(pids):
    sockets, ports = listening(), set()
    for pid in pids:
        for link in glob.glob(f"/proc/{pid}/fd/*"):
            try:
                target = os.readlink(link)
            except OSError:
                continue
            if target.startswith("socket:["):
                ports.add(sockets.get(target[8:-1]))
    return ports - {None}


def run(command):
    mark = f"KILL9_MARK={uuid.uuid4()}"
    name, value = mark.split("=")
    environment = dict(os.environ, **{name: value}, XDG_STATE_HOME=tempfile.mkdtemp())
    host = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, text=True, start_new_session=True)
    for line in host.stdout:
        if line.startswith("Distributed application started."):
            break
    else:
        sys.exit(f"The AppHost ended before it was started: exit code {host.wait()}")
    time.sleep(SETTLE)
    pids = marked(mark.encode())
    ports = ports_of(pids)
    os.kill(host.pid, signal.SIGKILL)
    killed = time.monotonic()
    host.wait()
    while True:
        survivors = marked(mark.encode())
        busy = ports & set(listening().values())
        elapsed = time.monotonic() - killed
        if not survivors and not busy or elapsed > LIMIT:
            break
        time.sleep(0.02)
    for pid in survivors:
        os.kill(pid, signal.SIGKILL)
    return len(pids), len(ports), len(survivors), len(busy), elapsed


def main():
    times, command = int(sys.argv[1]), sys.argv[2:]
    failed, slowest = 0, 0.0
    for turn in range(1, times + 1):
        pids, ports, survivors, busy, elapsed = run(command)
        failed += survivors > 0 or busy > 0
        slowest = max(slowest, elapsed)
        print(f"{turn}: {pids} processes, {ports} ports; {survivors} survivors, {busy} busy ports after {elapsed:.2f} s", flush=True)
    print(f"{times} kills: {failed} with survivors or busy ports; the slowest was clean after {slowest:.2f} s (limit {LIMIT:.0f} s)")
    sys.exit(1 if failed else 0)


main()
