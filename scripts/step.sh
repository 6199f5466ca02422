# shellcheck shell=bash
# Runs one step of the tests: quiet while it is green, and nothing of it outlives it. Sourced by test, after setup.sh.

failed_steps=() # as summary.mjs takes them: --failed-step LABEL …
step_pid=''

# step LABEL COMMAND …: its output goes to a log; a line tells the result, and every half minute that it is still at work.
step() {
    local label=$1 log=$LOGS/${1//[ ,]/-}.log started=$SECONDS failure=''
    shift
    set -m # a process group of its own
    VALENCE_STEP=$$ "$@" >"$log" 2>&1 </dev/null &
    step_pid=$!
    set +m
    while ! ended_within 30; do
        say "  …       $label: $((SECONDS - started)) s$(tests_so_far "$log")"
    done
    wait "$step_pid" || failure="exit code $?"
    if ! all_gone; then failure=${failure:-it left behind $(names_of_survivors)}; fi
    sweep
    local time="($((SECONDS - started)) s)" see="see ${log#"$ROOT/"}"
    if [ -n "$failure" ]; then
        say "  FAILED  $label $time: $failure; $see"
        causes "$log"
        failed_steps+=(--failed-step "$label")
    elif grep -q 'There are test failures' "$log"; then
        say "  FAILED  $label $time: some tests; $see" # the reports name and count them
    else
        say "  ok      $label $time"
    fi
}

# The first lines that name a file or a rule; a failing test is named in the summary.
causes() {
    grep -hE '\.(java|ts|mjs):|^\[ERROR\]  .*\.java|^\[ERROR\] Rule|npm error' "$1" |
        grep -vE 'Tests run|^\s+at ' | sed "s|$ROOT/||" | awk '!seen[$0]++' | head -n 8 | cut -c1-200 | sed 's/^/            /' || true
}

ended_within() {
    local tenths=$(($1 * 10))
    while kill -0 "$step_pid" 2>/dev/null; do
        [ $((tenths--)) -gt 0 ] || return 1
        sleep 0.1
    done
}

tests_so_far() {
    awk '/Tests run: .* -- in / { sub(/.*Tests run: /, ""); sum += $1 } END { if (sum) print ", " sum " tests so far" }' "$1"
}

# The processes that carry this run's mark. A browser leaves the group of its parent, so the group alone would not do.
survivors() { { grep -slz "^VALENCE_STEP=$$\$" /proc/[0-9]*/environ || true; } | cut -d/ -f3; }

names_of_survivors() { survivors | sed 's|.*|/proc/&/comm|' | xargs cat 2>/dev/null | sort | uniq -c | xargs || true; }

# A browser takes a moment to follow its parent.
all_gone() {
    local tenths=50
    while [ -n "$(survivors)" ]; do
        [ $((tenths--)) -gt 0 ] || return 1
        sleep 0.1
    done
}

sweep() {
    [ -n "$step_pid" ] || return 0
    kill -TERM -- "-$step_pid" 2>/dev/null || true
    if ! all_gone; then
        # shellcheck disable=SC2046 # one word a process
        kill -KILL $(survivors) 2>/dev/null || true
    fi
    step_pid=''
}

trap sweep EXIT
trap 'exit 130' INT TERM HUP
