"""Python's collecting of garbage, in the thread of the window alone.

Left to itself, Python collects wherever it happens to run, so also in the threads of the jobs. A dialog that is garbage
would be destroyed there, and Qt ends the program when parts of a window go in another thread than their own.
"""

import gc

from PySide6.QtCore import QObject, QTimer

SECONDS = 5.0


class GarbageCollector(QObject):
    """Looks every few seconds whether as much was made as Python would have waited for; belongs to `parent`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()  # what the start made stays, and need not be looked at again
        timer = QTimer(self, interval=round(SECONDS * 1000))
        timer.timeout.connect(self.look)
        timer.start()

    def look(self) -> None:
        """Collect the oldest generation that is due, as Python itself would have done."""
        counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [generation for generation, (made, limit) in enumerate(counts) if made > limit]
        if due:
            gc.collect(due[-1])
