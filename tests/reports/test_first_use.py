"""Two threads that begin with papers at the same time, in a program that has used none yet."""

import subprocess
import sys

import pytest

_BOTH = """
import sys, threading, time
sys.setswitchinterval(0.0005)
problems = []
def load(module, after):
    time.sleep(after)
    try:
        __import__(module)
    except BaseException as problem:
        problems.append(repr(problem))
threads = [threading.Thread(target=load, args=each) for each in (("{first}", 0), ("{second}", {after}))]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(problems)
"""


@pytest.mark.parametrize("after", [0.03, 0.06])
def test_reportlab_is_whole_for_both(after: float) -> None:
    source = _BOTH.format(first="zhenyu_desk.reports.papers", second="zhenyu_desk.reports.document", after=after)
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
