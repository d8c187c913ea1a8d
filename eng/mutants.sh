#!/usr/bin/env bash
# Puts one fault after the other into a copy of the policy and says which test catches it.
#
#   eng/mutants.sh                 every patch in eng/mutants
#   eng/mutants.sh stop jitter     those whose file name contains one of the words
#
# A patch begins with a line that says what is wrong. A line "tests: PROJECT FILTER" says where to look first; what is not caught there
# is tried by everything in `suites`. Exit code 1: a fault was not caught, or could not be tried. The working tree is not changed.
set -u
cd "$(dirname "$0")/.." || exit 2
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1 LC_ALL=C.UTF-8
unset KAMISAMA_LONG KAMISAMA_SEED KAMISAMA_SCHEDULES # The suite as in every test run.

# The cheap ones first. Tests of real processes are left out.
linux="FullyQualifiedName!~LinuxSpecs&FullyQualifiedName!~ProbeSpecs&FullyQualifiedName!~NotificationsSpecs"
suites=(
    "Actors $linux&FullyQualifiedName!~FaultInjectionSpecs"
    "TestKit FullyQualifiedName~Specs"
    "Model FullyQualifiedName~Model"
    "Actors FullyQualifiedName~FaultInjectionSpecs"
)
silent="ends without a result"
limit=60 longest=300 # Seconds for one run of tests: where to look first, and of a whole suite.
policy=src/Kamisama.Actors
root=$PWD
copy=$(mktemp -d) || exit 2
trap 'rm -rf "$copy"' EXIT
trap 'exit 2' INT TERM
log=$copy/log
output=bin/Embedded/Release/net10.0

selected() { # file: whether it was asked for
    [ ${#words[@]} -eq 0 ] && return 0
    for word in "${words[@]}"; do
        [[ $1 == *"$word"* ]] && return 0
    done
    return 1
}

build() { # project, options: warnings are no errors here, for a fault need not be in good style
    dotnet build "$1" -c Release -nologo -v q -p:RunAnalyzers=false -p:TreatWarningsAsErrors=false -p:UseSharedCompilation=false "${@:2}" \
        >"$log" 2>&1
}

run() { # seconds, project, filter, settings: sets `failed`, the first test that failed, and `trouble`
    timeout -k 10 "$1" dotnet test "tests/Kamisama.$2.Tests/$output/Kamisama.$2.Tests.dll" --filter "$3" "${@:4}" >"$log" 2>&1
    code=$?
    trouble=""
    failed=$(sed -n 's/^ *Failed \(Kamisama[A-Za-z0-9_.]*\).*/\1/p' "$log" | sed 's/.*\.\([^.]*\.[^.]*\)$/\1/' | sort | head -1)
    if [ $code -ge 124 ]; then
        trouble="hangs"
    elif [ $code -ne 0 ] && [ -z "$failed" ]; then
        trouble=$silent
    fi
}

catch() { # suite, if one is named: sets `caught`, or `trouble` when no test failed
    troubles="" seconds=$limit
    [ $# -gt 0 ] || seconds=$longest
    for suite in "$@" "${suites[@]}"; do
        run "$seconds" "${suite%% *}" "${suite#* }" -- xUnit.StopOnFail=true
        # Stopping at the first failure sometimes ends the test host before it has said which test that was.
        [ "$trouble" != "$silent" ] || run "$seconds" "${suite%% *}" "${suite#* }"
        if [ -n "$failed" ]; then
            caught="\`$failed\`${trouble:+ ($trouble)}"
            trouble=""
            return
        fi
        troubles=$troubles${trouble:+ ($trouble)}
        seconds=$longest
    done
    trouble=SURVIVES$troubles
}

try() { # patch: sets `caught` or `trouble`
    caught="" trouble=""
    if ! git apply "$1" 2>"$log"; then
        trouble="does not apply"
        return
    fi

    if ! build "$policy" --no-restore --no-dependencies; then
        trouble="does not compile"
    elif cmp -s "$policy/$output/Kamisama.Actors.dll" original.dll; then
        trouble="changes nothing"
    else
        for project in Actors TestKit Model; do
            cp "$policy/$output/Kamisama.Actors.dll" "tests/Kamisama.$project.Tests/$output/"
        done
        mapfile -t expected < <(sed -n '/^diff /q; s/^tests: //p' "$1")
        catch "${expected[@]}"
    fi

    git apply -R "$1"
}

words=("$@")
git ls-files -z --cached --others --exclude-standard | tar -c --null --ignore-failed-read -T - 2>/dev/null | tar -x -C "$copy"
cd "$copy" || exit 2
export GIT_CEILING_DIRECTORIES=${copy%/*}

echo "building and testing without a fault ..." >&2
for project in Actors TestKit Model; do
    build "tests/Kamisama.$project.Tests" || { cat "$log"; exit 2; }
done
cp "$policy/$output/Kamisama.Actors.dll" original.dll
for suite in "${suites[@]}"; do
    run "$longest" "${suite%% *}" "${suite#* }"
    [ $code -eq 0 ] || { cat "$log"; echo "The suite fails without a fault: ${suite%% *}." >&2; exit 2; }
done

tried=0 bad=0
echo "| fault | file | caught by |"
echo "| --- | --- | --- |"
for patch in "$root"/eng/mutants/*.patch; do
    selected "${patch##*/}" || continue
    tried=$((tried + 1))
    try "$patch"
    [ -z "$trouble" ] || bad=$((bad + 1))
    file=$(sed -n "s|^+++ b/$policy/||p" "$patch")
    number=${patch##*/}
    echo "| ${number%%-*} $(head -1 "$patch") | \`$file\` | ${caught:-$trouble} |"
done
echo
echo "$tried faults: $((tried - bad)) caught, $bad not"
[ $tried -gt 0 ] && [ $bad -eq 0 ]
