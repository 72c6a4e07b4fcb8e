"""Barbican's API: its own entry point reads its pipeline from /etc."""

import os

from paste import deploy

application = deploy.loadapp("config:" + os.environ["BARBICAN_PASTE"])
