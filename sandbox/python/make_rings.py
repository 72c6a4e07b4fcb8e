"""Makes Swift's three rings, each of one device: `make_rings.py FOLDER ADDRESS account=PORT container=PORT …`."""

import os
import sys

from swift.common.ring import RingBuilder


def main():
    folder, address = sys.argv[1:3]
    for name, port in (pair.split("=") for pair in sys.argv[3:]):
        builder = RingBuilder(6, 1, 1)
        device = {"region": 1, "zone": 1, "ip": address, "port": int(port), "device": "d1", "weight": 100.0}
        builder.add_dev(device | {"replication_ip": address, "replication_port": int(port), "meta": ""})
        builder.rebalance()
        draft = os.path.join(folder, f"{name}.draft")
        builder.get_ring().save(draft)
        os.rename(draft, os.path.join(folder, f"{name}.ring.gz"))


if __name__ == "__main__":
    main()
