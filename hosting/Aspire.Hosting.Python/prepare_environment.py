"""Makes a virtual environment that has what requirements.txt asks for, and says how.

    python prepare_environment.py ENVIRONMENT REQUIREMENTS FINGERPRINT

In this order: an interpreter of this machine that has everything in the versions asked for lends its packages; else pip
installs them; else, when pip cannot (no network, say), an interpreter that has them in any version lends its packages;
else it fails and names what is missing. What was chosen is kept with the fingerprint of the requirements, so that a start
with the same requirements does not try again.
"""
import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

CHECK = """
import json, sys
from importlib import metadata
found = {}
for name in json.loads(sys.argv[1]):
    try:
        found[name] = metadata.version(name)
    except metadata.PackageNotFoundError:
        pass
print(json.dumps(found))
"""


def requirements_of(path):
    """The distributions asked for, as (name, [(operator, version)]); None when a line is not that simple."""
    if not os.path.exists(path):
        return []
    wanted = []
    with open(path, encoding="utf-8-sig") as lines:
        for line in lines:
            line = re.sub(r"(^|\s)#.*$", "", line).split(";")[0].strip()
            if not line:
                continue
            match = re.fullmatch(r"([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*((?:(?:==|>=|<=|~=|!=|<|>)\s*[A-Za-z0-9.*+!-]+\s*,?\s*)*)", line)
            if not match:
                return None
            wanted.append((match.group(1), re.findall(r"(==|>=|<=|~=|!=|<|>)\s*([A-Za-z0-9.*+!-]+)", match.group(2))))
    return wanted


def number(version):
    return tuple(int(part) for part in re.findall(r"\d+", version.split("+")[0])[:4])


def satisfies(version, conditions):
    """Whether a version meets the conditions. Good enough to prefer what is there; pip has the last word otherwise."""
    have = number(version)
    for operator, text in conditions:
        want = number(text)
        length = max(len(have), len(want))
        left, right = have + (0,) * (length - len(have)), want + (0,) * (length - len(want))
        prefix = have[: len(want)] == want
        if operator == "==" and not (prefix if text.endswith("*") else left == right):
            return False
        if operator == "!=" and (prefix if text.endswith("*") else left == right):
            return False
        if operator == "~=" and not (left >= right and have[: len(want) - 1] == want[:-1]):
            return False
        if operator == ">=" and left < right or operator == "<=" and left > right or operator == ">" and left <= right or operator == "<" and left >= right:
            return False
    return True


def interpreters():
    """This one, then the others of the machine, each once."""
    seen = set()
    for candidate in [sys.executable, *(shutil.which(name) for name in ("python3", "python")), "/usr/bin/python3", "/usr/local/bin/python3", "/opt/homebrew/bin/python3"]:
        if candidate and os.path.exists(candidate):
            real = os.path.realpath(candidate)
            if real not in seen:
                seen.add(real)
                yield candidate


def packages_of(interpreter, wanted):
    import json
    try:
        result = subprocess.run([interpreter, "-c", CHECK, json.dumps([name for name, _ in wanted])], capture_output=True, text=True, timeout=60)
        return json.loads(result.stdout) if result.returncode == 0 else {}
    except (OSError, ValueError, subprocess.SubprocessError):
        return {}


def interpreter_of(environment):
    return os.path.join(environment, "Scripts", "python.exe") if os.name == "nt" else os.path.join(environment, "bin", "python")


def lend(interpreter, environment):
    """An environment that sees the packages of an interpreter. Needs no pip and no network."""
    shutil.rmtree(environment, ignore_errors=True)
    subprocess.run([interpreter, "-m", "venv", "--system-site-packages", "--without-pip", environment], check=True, capture_output=True, text=True)


def install(environment, requirements):
    """An environment of its own with what pip installs. Returns what went wrong, or None."""
    shutil.rmtree(environment, ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", environment], capture_output=True, text=True)
    if made.returncode != 0:
        return (made.stdout + made.stderr).strip()
    command = [interpreter_of(environment), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--retries", "1", "--timeout", "10", "-r", requirements]
    print("$ " + " ".join(command))
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    print(result.stdout.strip())
    return None if result.returncode == 0 else "\n".join(result.stdout.strip().splitlines()[-5:])


@contextlib.contextmanager
def only_one(environment):
    """One preparation of an environment at a time. The lock is outside of the environment, which is deleted and made anew."""
    name = hashlib.sha256(os.path.abspath(environment).encode()).hexdigest()[:16]
    with open(os.path.join(tempfile.gettempdir(), f"python-environment-{name}-{getattr(os, 'getuid', lambda: 0)()}.lock"), "a+") as lock:
        if os.name == "nt":
            import msvcrt
            while True:
                try:
                    msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
                    break
                except OSError:
                    time.sleep(0.2)
        else:
            import fcntl
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def prepare(environment, requirements, fingerprint):
    wanted = requirements_of(requirements)
    if not wanted and wanted is not None:
        lend(sys.executable, environment)
        return f"{environment} was made from {sys.executable}: there is nothing to install."

    if wanted is not None:
        having = [(interpreter, packages_of(interpreter, wanted)) for interpreter in interpreters()]
        for interpreter, found in having:
            if all(name in found and satisfies(found[name], conditions) for name, conditions in wanted):
                lend(interpreter, environment)
                return f"{environment} uses the packages of {interpreter}: it has " + ", ".join(f"{name} {found[name]}" for name, _ in wanted) + "."

    failure = install(environment, requirements)
    if failure is None:
        return f"{environment} was made from {sys.executable} and pip installed {requirements}."

    for interpreter, found in having if wanted is not None else []:
        if all(name in found for name, _ in wanted):
            lend(interpreter, environment)
            return (f"{environment} uses the packages of {interpreter}: it has " + ", ".join(f"{name} {found[name]}" for name, _ in wanted)
                    + f". pip could not install {requirements}:\n{failure}")

    shutil.rmtree(environment, ignore_errors=True)
    missing = ", ".join(name for name, _ in wanted) if wanted else "its packages"
    print(f"No interpreter of this machine has {missing}, and pip could not install {requirements}:\n{failure}\n"
          f"Install them for {sys.executable}, or connect to a package index, and start again.", file=sys.stderr)
    return None


def main():
    environment, requirements, fingerprint = sys.argv[1:4]
    mark = os.path.join(environment, ".prepared")
    with only_one(environment):
        if os.path.exists(mark) and os.path.exists(interpreter_of(environment)):
            with open(mark, encoding="utf-8") as kept:
                if kept.readline().strip() == fingerprint:
                    print("Prepared already.")
                    return 0
        try:
            how = prepare(environment, requirements, fingerprint)
        except subprocess.CalledProcessError as error:
            print(f"{error.cmd[0]} could not make {environment}:\n{error.stdout}{error.stderr}", file=sys.stderr)
            return 1
        except OSError as error:
            print(f"{environment} could not be made: {error}", file=sys.stderr)
            return 1
        if how is None:
            return 1
        print(how)
        with open(mark, "w", encoding="utf-8") as kept:
            kept.write(f"{fingerprint}\n{how}\n")
        return 0


if __name__ == "__main__":
    sys.exit(main())
