"""An OpenStack API under waitress: `NAME MODULE ADDRESS PORT THREADS`.

MODULE makes `application` when it is imported, from the configuration that its environment names.
"""

import importlib
import logging
import signal
import sys

import waitress


def main():
    name, module, address, port, threads = sys.argv
    sys.argv = [name]
    application = importlib.import_module(module).application
    # Neutron cleans up when it is told to end, and does not end.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    # With one thread every second request waits, which is no news.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    waitress.serve(application, listen=f"{address}:{port}", threads=int(threads))
