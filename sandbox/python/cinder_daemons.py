"""cinder-volume in one process: by itself it keeps a second one, which looks a hundred times a second after the first."""

from cinder import service
from cinder.cmd import volume
from oslo_config import cfg
from oslo_service import service as oslo_service


def main():
    service.get_launcher = lambda: oslo_service.ServiceLauncher(cfg.CONF)
    return volume.main()
