"""What a process gives up before it reads a file of a stranger: the door to the operating system's limits.

It keeps what it holds in memory and may open files to read them; it cannot write one, use more memory or
processor time than is allowed, outlive its parent, or (where the kernel lets it leave) see the network.
"""

import os
import signal
import sys

if sys.platform == "linux":
    import ctypes
    import fcntl
    import resource

    CONFINES = True
    """This platform has fork without its dangers and all limits that are set here."""

    _NEW_USER, _NEW_NET = 0x10000000, 0x40000000
    _PARENT_DEATH_SIGNAL, _NO_NEW_PRIVILEGES = 1, 38
    _KEPT = 3
    """Number that the one open file gets; below it stand the three that every process has."""
    _MOST_FILES = 65_536
    _libc = ctypes.CDLL(None, use_errno=True)

    def confine(keep: int, memory: int, processor_seconds: int, seconds: int) -> int:
        """Give up what reading does not need; to be called in a process just made by fork.

        Args:
            keep: file descriptor that stays open, under the number that is returned.
            memory: bytes of address space beside what is held now.
            processor_seconds: the process ends by SIGXCPU beyond them.
            seconds: the process ends by SIGALRM beyond them, whatever becomes of its parent.
        """
        os.setpgid(0, 0)  # so that those that read pages for this one are ended with it
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM, signal.SIGXCPU, signal.SIGPIPE, signal.SIGHUP):
            signal.signal(name, signal.SIG_DFL)
        end_with_parent(seconds)
        held = _own_files(keep)
        leave_network()
        _libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        _limit(resource.RLIMIT_AS, _address_space() + memory)
        _limit(resource.RLIMIT_CPU, processor_seconds, processor_seconds + 1)
        _limit(resource.RLIMIT_FSIZE, 0)
        _limit(resource.RLIMIT_CORE, 0)
        return held

    def end_with_parent(seconds: int) -> None:
        """End when the parent ends, and after *seconds* in any case; a process made by fork inherits neither."""
        _libc.prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
        signal.alarm(seconds)

    def leave_network() -> bool:
        """Leave the network for an empty one; say whether the kernel allowed it.

        An ordinary user needs a user namespace for it, which some systems refuse.
        """
        return not _libc.unshare(_NEW_NET) or not _libc.unshare(_NEW_USER | _NEW_NET)

    def threads() -> int:
        """Return how many threads this process has, those of libraries among them."""
        return len(os.listdir("/proc/self/task"))

    def _own_files(keep: int) -> int:
        """Close all files but *keep*; standard input, output and errors lead nowhere."""
        nowhere = os.open(os.devnull, os.O_RDWR)
        first = fcntl.fcntl(keep, fcntl.F_DUPFD, _KEPT)  # not among the numbers that are overwritten
        for number in range(3):
            os.dup2(nowhere, number)
        if first != _KEPT:
            os.dup2(first, _KEPT)
        soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        os.closerange(_KEPT + 1, min(soft, _MOST_FILES) if soft > 0 else _MOST_FILES)
        return _KEPT

    def _limit(what: int, most: int, hardest: int | None = None) -> None:
        _, hard = resource.getrlimit(what)
        highest = [one for one in (hardest if hardest is not None else most, hard) if one != resource.RLIM_INFINITY]
        resource.setrlimit(what, (min(most, *highest), min(highest)))

    def _address_space() -> int:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[0]) * resource.getpagesize()

else:
    CONFINES = False

    def confine(keep: int, memory: int, processor_seconds: int, seconds: int) -> int:
        """Do nothing: this platform is not asked to."""
        return keep

    def end_with_parent(seconds: int) -> None:
        """Do nothing."""

    def leave_network() -> bool:
        """Return that the network is still there."""
        return False

    def threads() -> int:
        """Return that there may be others."""
        return 2
