"""Becomes another program that cannot outlive its parent and, where asked, is not root.

Run as a script of its own (`python -I -S launcher.py PARENT SIGNAL PRIVILEGE [PROGRAM ARGUMENT…]`), so that nothing
but the standard library's smallest parts is loaded before the program takes its place. Without a program it only
tries to give up its privileges: exit 0 says that this is possible here.

PRIVILEGE is `keep`, `namespace` (a user namespace that knows exactly one user, who is not root: files stay root's
outside of it) or `nobody` (the system's user of that name).
"""

import ctypes
import os
import pwd
import signal
import sys
from pathlib import Path

PR_SET_PDEATHSIG = 1
CLONE_NEWUSER = 0x10000000
INNER_ID = 1000
REFUSED = 70


def main(arguments: list[str]) -> None:
    """Gives up privileges, ties itself to its parent's life and executes the program. Returns only without one."""
    parent, death_signal, privilege, *command = arguments
    libc = ctypes.CDLL(None, use_errno=True)
    try:
        if privilege == "namespace":
            enter_namespace(libc)
        elif privilege == "nobody":
            become_nobody()
    except OSError as error:
        print(f"launcher: cannot give up root by {privilege}: {error}", file=sys.stderr)
        sys.exit(REFUSED)
    # Only now: the kernel forgets this wish whenever a process changes its user.
    libc.prctl(PR_SET_PDEATHSIG, int(death_signal))
    if os.getppid() != int(parent):
        sys.exit(REFUSED)
    if command:
        # Python ignores these two; a program executed from here would inherit that.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        os.umask(0o077)
        os.execv(command[0], command)  # noqa: S606 - becoming the program is what a launcher is for


def enter_namespace(libc: ctypes.CDLL) -> None:
    """Moves into a new user namespace in which the present user and group are both `INNER_ID`."""
    user, group = os.geteuid(), os.getegid()
    if libc.unshare(CLONE_NEWUSER) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/gid_map").write_text(f"{INNER_ID} {group} 1")
    Path("/proc/self/uid_map").write_text(f"{INNER_ID} {user} 1")


def become_nobody() -> None:
    """Becomes the user `nobody` for good, with no other group."""
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError as error:
        raise OSError("there is no user called nobody") from error
    os.setgroups([])
    os.setgid(nobody.pw_gid)
    os.setuid(nobody.pw_uid)


if __name__ == "__main__":
    main(sys.argv[1:])
