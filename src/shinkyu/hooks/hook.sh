#!/bin/sh
# shinkyu hook @NAME@: made by `shinkyu hooks install`, taken out by `shinkyu hooks uninstall`.
# The hook that was here before is kept beside this one and runs first.

kept="$0.before-shinkyu"
input=
if [ @NAME@ = pre-receive ]; then input=$(cat); fi
if [ -x "$kept" ]; then
    if [ @NAME@ = pre-receive ]; then printf '%s\n' "$input" | "$kept" "$@" || exit $?
    else "$kept" "$@" || exit $?
    fi
fi

# Git calls this in the repository: nothing that lies there may be taken for a module of shinkyu.
export PYTHONSAFEPATH=1
if @SHINKYU@ --version >/dev/null 2>&1; then set -- @SHINKYU@ hooks run @NAME@ -- "$@"
elif command -v shinkyu >/dev/null 2>&1; then set -- shinkyu hooks run @NAME@ -- "$@"
else
    echo 'shinkyu: the hook @NAME@ does not find shinkyu; install it, or delete this hook' >&2
    case @NAME@ in post-*) exit 0 ;; *) exit 1 ;; esac
fi
if [ @NAME@ = pre-receive ]; then printf '%s\n' "$input" | "$@"; else exec "$@"; fi
