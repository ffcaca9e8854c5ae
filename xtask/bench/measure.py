"""Runs a command and prints its processor time in seconds and its peak memory in megabytes, as the system counts them, and
the seconds on the clock.

Usage: measure.py COMMAND ARGUMENT...      The command's own output is dropped.
"""

import os
import subprocess
import sys
import time

begin = time.monotonic()
process = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
elapsed = time.monotonic() - begin
code = os.waitstatus_to_exitcode(status)
if code != 0:
    sys.exit(f"{sys.argv[1]} failed with {code}")
unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit, elapsed)
