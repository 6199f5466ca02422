# shellcheck shell=bash
# What Valence needs of a machine: found where it is there, installed by apt where it is not, named where there is no apt.
# Sourced by run and test. It sets ROOT and LOGS, and exports JAVA_HOME, PATH, VALENCE_CHROMIUM and VALENCE_CHROMEDRIVER.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly ROOT
readonly LOGS=$ROOT/target/logs
readonly TOOLS=$ROOT/.tools
readonly MIN_JAVA=17
readonly NODE_VERSIONS='20.19, 22.12, or 24 and later'
readonly NODE_PACKAGE_VERSION=22.23.3
readonly NPM_PACKAGE_VERSION=10.9.9

say() { printf '%s\n' "$*"; }

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# --- finding ---------------------------------------------------------------------------------------------------------

java_major() { "$1" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p'; }

# Exports JAVA_HOME for the first JDK that is new enough: the one asked for, the one on the path, any other.
find_java() {
    local home major
    for home in "${JAVA_HOME:-}" "$(home_of_javac)" /usr/lib/jvm/* "$(mac_java_home)"; do
        if [ -z "$home" ] || [ ! -x "$home/bin/javac" ]; then continue; fi
        major=$(java_major "$home/bin/javac")
        if [ "${major:-0}" -ge "$MIN_JAVA" ]; then
            export JAVA_HOME=$home PATH="$home/bin:$PATH"
            return 0
        fi
    done
    return 1
}

home_of_javac() { have javac && dirname "$(dirname "$(readlink -f "$(command -v javac)")")"; }

mac_java_home() { [ -x /usr/libexec/java_home ] && /usr/libexec/java_home -v "$MIN_JAVA+" 2>/dev/null; }

# What vitest runs on; what .tools holds goes first.
find_node() {
    [ -x "$TOOLS/node_modules/.bin/npm" ] && PATH="$TOOLS/node_modules/.bin:$PATH"
    have node && have npm || return 1
    node -e 'const [major, minor] = process.versions.node.split(".").map(Number)
        process.exit(major >= 24 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19) ? 0 : 1)'
}

find_chromium() {
    local name
    for name in "${VALENCE_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable \
        "/Applications/Chromium.app/Contents/MacOS/Chromium" \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
        if [ -n "$name" ] && have "$name"; then
            VALENCE_CHROMIUM=$(command -v "$name")
            export VALENCE_CHROMIUM
            return 0
        fi
    done
    return 1
}

find_chromedriver() {
    local name
    for name in "${VALENCE_CHROMEDRIVER:-}" chromedriver /usr/lib/chromium-browser/chromedriver; do
        if [ -n "$name" ] && have "$name"; then
            VALENCE_CHROMEDRIVER=$(command -v "$name")
            export VALENCE_CHROMEDRIVER
            return 0
        fi
    done
    return 1
}

# A screen for windows that nobody looks at: where it is missing, the tests that need one are skipped.
find_screen() { have Xvfb; }

# --- installing ------------------------------------------------------------------------------------------------------

# need java|maven|node|chromium|chromedriver|screen …: returns when all of them are there.
need() {
    local tool missing=()
    for tool in "$@"; do
        is_there "$tool" || missing+=("$tool")
    done
    [ ${#missing[@]} -eq 0 ] && return
    can_install || fail "Valence needs what is not on this machine: ${missing[*]}." "$(advice "${missing[@]}")"
    install "${missing[@]}"
    for tool in "${missing[@]}"; do
        is_there "$tool" || fail "apt installed its packages, and still there is no $tool that will do." "$(advice "$tool")"
    done
}

is_there() {
    case $1 in
        maven) have mvn ;;
        *) "find_$1" ;;
    esac
}

can_install() { have apt-get && { [ "$(id -u)" -eq 0 ] || have sudo; }; }

as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }

install() {
    local packages log=$LOGS/apt.log
    mkdir -p "$LOGS"
    say "Installing $* with apt (some minutes on a bare machine) …"
    as_root apt-get update -qq >"$log" 2>&1 || say "  apt could not refresh all of its lists; going on with what it has."
    read -ra packages <<<"$(apt_packages "$@")"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${packages[@]}" \
        >>"$log" 2>&1 || fail "apt could not install ${packages[*]}; what it said is in $log."
    case " $* " in *" node "*) find_node || install_node ;; esac
}

# Debian 12 has Node 18 only. The npm registry carries Node itself as a package; it goes into the project, not into the system.
install_node() {
    local machine system
    machine=$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')
    system=$(uname -s | tr '[:upper:]' '[:lower:]')
    say "Installing Node $NODE_PACKAGE_VERSION into .tools (the one of this system is too old) …"
    npm install --prefix "$TOOLS" --no-save --no-audit --no-fund --loglevel error \
        "node-$system-$machine@$NODE_PACKAGE_VERSION" "npm@$NPM_PACKAGE_VERSION" >>"$LOGS/apt.log" 2>&1 ||
        fail "npm could not install Node $NODE_PACKAGE_VERSION; what it said is in $LOGS/apt.log."
}

apt_packages() {
    local tool
    for tool in "$@"; do
        case $tool in
            java) if apt_has openjdk-17-jdk-headless; then say openjdk-17-jdk-headless; else say default-jdk-headless; fi ;;
            maven) say maven ;;
            node) say nodejs npm ;;
            chromium) say chromium ;;
            chromedriver) say chromium-driver ;;
            screen) say xvfb ;;
        esac
    done | tr '\n' ' '
}

apt_has() { apt-cache policy "$1" 2>/dev/null | grep -q 'Candidate: [0-9]'; }

# What to type where this script may not or cannot install: one line for the package manager that is there.
advice() {
    local tools=" $* "
    if have apt-get; then
        say "Run as root:  apt-get update && apt-get install -y $(apt_packages "$@")"
    elif have brew; then
        say "Run:  brew install $(names "$tools" openjdk@17 maven node 'chromium chromedriver')"
    elif have dnf; then
        say "Run as root:  dnf install $(names "$tools" java-latest-openjdk-devel maven 'nodejs npm' 'chromium chromedriver')"
    elif have pacman; then
        say "Run as root:  pacman -S $(names "$tools" jdk-openjdk maven 'nodejs npm' chromium)"
    elif have apk; then
        say "Run as root:  apk add $(names "$tools" openjdk17 maven 'nodejs npm' 'chromium chromium-chromedriver')"
    else
        say "Install:  $(names "$tools" 'a JDK (17 or later)' 'Maven (3.8 or later)' \
            "Node ($NODE_VERSIONS) with npm" 'Chromium and its chromedriver')"
    fi
    case $tools in *" node "*) say "Node has to be $NODE_VERSIONS." ;; esac
}

# names TOOLS java maven node browser: those of the four that TOOLS asks for.
names() {
    local tools=$1 out=()
    case $tools in *" java "*) out+=("$2") ;; esac
    case $tools in *" maven "*) out+=("$3") ;; esac
    case $tools in *" node "*) out+=("$4") ;; esac
    case $tools in *" chrom"*) out+=("$5") ;; esac
    (IFS=' ' && say "${out[*]}")
}
