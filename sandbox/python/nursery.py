"""Starts several daemons of one OpenStack project from one process.

What they import is loaded once and its memory shared, which is most of what a daemon costs to start. The arguments
are the process id of who starts it, and modules; every line on standard input then is one daemon, as JSON: `entry`
(module:function), `arguments`, `environment`, `home`, `record`, `log`. A daemon leads a session of its own, writes the
record that the sandbox knows it by, and goes on when this process has ended.
"""

import gc
import importlib
import json
import os
import sys


def write_record(path):
    with open(path + ".draft", "w") as record:
        for source in ("/proc/sys/kernel/random/boot_id", f"/proc/{os.getpid()}/stat"):
            with open(source) as file:
                record.write(file.read())
        record.write("SIGTERM\n")
    os.rename(path + ".draft", path)


def become(daemon):
    os.setsid()
    os.umask(0o077)
    write_record(daemon["record"])
    for target, flags in ((0, os.O_RDONLY), (1, os.O_WRONLY | os.O_APPEND | os.O_CREAT)):
        file = os.open("/dev/null" if target == 0 else daemon["log"], flags, 0o600)
        os.dup2(file, target)
        os.close(file)
    os.dup2(1, 2)
    os.environ.clear()
    os.environ.update(daemon["environment"])
    os.chdir(daemon["home"])
    if "eventlet" in sys.modules:
        # Else all daemons would wait on one epoll, and each be woken by what the others wait for.
        importlib.import_module("eventlet.hubs").use_hub()
    module, function = daemon["entry"].split(":")
    sys.argv = daemon["arguments"]
    with open("/proc/self/comm", "w") as name:
        name.write(os.path.basename(sys.argv[0])[:15])
    return getattr(importlib.import_module(module), function)


def main():
    starter = int(sys.argv[1])
    # Imported here, by path: eventlet has to patch the standard library before anything else is loaded.
    for module in sys.argv[2:]:
        importlib.import_module(module)
    # What is loaded stays: a collection that looked at it would copy it into every daemon.
    gc.freeze()
    # Who starts again after a start that was killed does not know what that one still has asked for.
    while (line := sys.stdin.readline()) and os.getppid() == starter:
        if os.fork() == 0:
            return become(json.loads(line))
    return None


if __name__ == "__main__":
    # The daemon runs outside of main, as it would in a program of its own.
    daemon = main()
    if daemon is not None:
        sys.exit(daemon())
