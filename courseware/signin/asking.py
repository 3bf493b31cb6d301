"""Who is asking lives one step lower, in `courseware.actions.asking`, where every feature can reach it."""

from courseware.actions.asking import COOKIE, DEVICE_COOKIE, forget, new_device_cookie, who

__all__ = ["COOKIE", "DEVICE_COOKIE", "forget", "new_device_cookie", "who"]
