# shellcheck shell=bash
# Builds what changed, without checks, into target/quick. Sourced by run and bench/run, after setup.sh.

# built MODULE FOLDER …: whether the module lies in target/quick as its sources, which are in these folders, say now.
built() {
    local module=$1
    shift
    [ "$(stamp_of "$@")" = "$(cat "$ROOT/$module/target/quick/stamp" 2>/dev/null)" ]
}

# The sum of all that goes into a build: it changes when a source, a page or the build does.
stamp_of() (
    cd "$ROOT"
    find pom.xml .mvn "$@" \
        \( -name node_modules -o -name target -o -name dist -o -path '*/src/test' -o -path js-client/test \) -prune -o -type f -print0 |
        LC_ALL=C sort -z | xargs -0 cksum | cksum
)

# build MODULE FOLDER …: as above.
build() {
    local module=$1 log=$LOGS/build.log stamp quick=$ROOT/$1/target/quick
    shift
    mkdir -p "$LOGS"
    if [ -d "$quick/lib" ]; then
        say "Sources changed: building (about half a minute) …"
    else
        say "Building for the first time (one to five minutes, most of it downloads) …"
    fi
    rm -f "$quick/stamp"
    stamp=$(stamp_of "$@")
    if ! (cd "$ROOT" && mvn -B -ntp -Dquick -DskipTests -Dmaven.test.skip -pl "$module" -am package) >"$log" 2>&1; then
        grep -E '^\[ERROR\] /|^✘|npm error' "$log" | awk '!seen[$0]++ && seen[""]++ < 12' >&2 || tail -n 12 "$log" >&2
        fail "The build failed; the whole of it is in $log."
    fi
    echo "$stamp" >"$quick/stamp"
}
