"""Swift's servers and daemons with a folder of their own: swift.conf is read from /etc unless told otherwise.

The first argument is the daemon, the second its configuration, beside which swift.conf lies.
"""

import importlib
import logging
import os
import sys

from swift.common import storage_policy, utils
from swift.common.utils import logs

MODULES = {
    "account-server": "swift.account.server",
    "container-server": "swift.container.server",
    "container-sync": "swift.container.sync",
    "object-server": "swift.obj.server",
    "proxy-server": "swift.proxy.server",
}

# Loaded before anything is forked, so that all share it.
for name in MODULES.values():
    importlib.import_module(name)


def log_to(stream):
    """Swift writes to syslog only: where there is none, to a UDP port, from a socket on every address."""
    logs.ThreadSafeSysLogHandler = lambda *_, **__: logging.StreamHandler(stream)


def main():
    # A copy, since Swift closes standard error.
    log_to(os.fdopen(os.dup(2), "w", buffering=1))
    daemon, configuration = sys.argv[1:3]
    utils.set_swift_dir(os.path.dirname(configuration))
    storage_policy.reload_storage_policies()
    sys.argv = [sys.argv[0], configuration]
    return importlib.import_module(MODULES[daemon]).main()
