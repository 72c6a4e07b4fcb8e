"""Cinder's programs in one process each: by itself one keeps a second, which looks a hundred times a second after it."""

from cinder import objects
from cinder import service
from cinder.cmd import api
from cinder.cmd import volume
from oslo_config import cfg
from oslo_service import service as oslo_service

# Loaded before anything is forked, so that all share it.
objects.register_all()


def in_one_process(main):
    def run():
        service.process_launcher = lambda: oslo_service.ServiceLauncher(cfg.CONF)
        return main()

    return run


api_main = in_one_process(api.main)
volume_main = in_one_process(volume.main)
