#!/bin/sh
# Builds launcher-x64 and launcher-arm64 into the directory given (default: beside this file).
# The committed bytes were made by
#   x64:   gcc (Debian 12.2.0-14+deb12u1) 12.2.0,             GNU ld (GNU Binutils for Debian) 2.40
#   arm64: aarch64-linux-gnu-gcc (Debian 12.2.0-14) 12.2.0,   GNU ld (GNU Binutils for Debian) 2.40
# and these give the same bytes again; another compiler makes a launcher that behaves the same.
# CC_X64 and CC_ARM64 name other compilers. With "x64" or "arm64" as second argument only that one is built.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here}
only=${2:-all}

build() { # machine, compiler, flags of the machine alone
    file=$out/launcher-$1
    # No defaults of a distribution may change the bytes: position, hardening and unwind tables are all said here.
    $2 $3 -std=gnu11 -Os -Wall -Wextra -Werror -ffreestanding -fomit-frame-pointer -fno-pic -fno-pie -fno-stack-protector \
        -fno-stack-clash-protection -fno-asynchronous-unwind-tables -fno-unwind-tables -fno-ident \
        -fno-tree-loop-distribute-patterns -static -no-pie -nostdlib -s \
        -Wl,--build-id=none -Wl,-z,noseparate-code -Wl,-z,noexecstack -Wl,-z,norelro -Wl,-z,max-page-size=65536 \
        -o "$file" "$here/launcher.c"
    drop_sections "$file"
    chmod 644 "$file" # data until LauncherImage places it
}

# The kernel reads program headers only. See elf(5): e_shoff at 40, e_shentsize to e_shstrndx at 58, p_filesz at 96.
drop_sections() {
    size=$(od -An -tu8 -j96 -N8 "$1" | tr -d ' ')
    truncate -s "$size" "$1"
    dd if=/dev/zero of="$1" bs=1 seek=40 count=8 conv=notrunc 2>/dev/null
    dd if=/dev/zero of="$1" bs=1 seek=58 count=6 conv=notrunc 2>/dev/null
}

[ "$only" = arm64 ] || build x64 "${CC_X64:-gcc}" "-fcf-protection=none -m64"
[ "$only" = x64 ] || build arm64 "${CC_ARM64:-aarch64-linux-gnu-gcc}" "-mbranch-protection=none -mno-outline-atomics"
