"""Loads modules as a nursery does, and prints, a line each, the settings that they have read meanwhile.

`GROUP.NAME` is a setting that was read; `parsed` stands for a configuration that was looked for.
"""

import importlib
import sys

from oslo_config import cfg

read = set()
get = cfg.ConfigOpts._get
parse = cfg.ConfigOpts.__call__


def recorded_get(self, name, group=None, namespace=None):
    read.add(f"{getattr(group, 'name', group) or 'DEFAULT'}.{name}")
    return get(self, name, group, namespace)


def recorded_parse(self, *args, **kwargs):
    read.add("parsed")
    return parse(self, *args, **kwargs)


cfg.ConfigOpts._get = recorded_get
cfg.ConfigOpts.__call__ = recorded_parse
sys.path.insert(0, sys.argv[1])
for module in sys.argv[2:]:
    importlib.import_module(module)
print("\n".join(sorted(read)))
