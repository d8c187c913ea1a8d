/* Operations on descriptors. */

/* Opens a file as the descriptor wanted. O_NOCTTY: a session leader would get a terminal as its controlling one. */
static long open_as(long wanted, const char *path, long flags)
{
    long got = CALL4(openat, AT_FDCWD, path, flags | O_NOCTTY, 0666);
    if (got < 0 || got == wanted)
        return got < 0 ? got : 0;
    long placed = CALL3(dup3, got, wanted, 0);
    CALL1(close, got);
    return placed < 0 ? placed : 0;
}

static long stdio_null(const char *at)
{
    return open_as(number(&at), "/dev/null", O_RDWR);
}

static long stdio_inherit(const char *at)
{
    const char *operand = at;
    /* A closed one would be given to the first file that the program opens. */
    return CALL2(fcntl, number(&at), F_GETFD) < 0 ? stdio_null(operand) : 0;
}

static long stdio_file(const char *at)
{
    long wanted = number(&at);
    return open_as(wanted, at, wanted == 0 ? O_RDONLY : O_WRONLY | O_CREAT | O_APPEND);
}

/* What posix_spawn(3) put at FROM, where the program expects it. FROM itself is closed with the rest. */
static long take_over(const char *at)
{
    long wanted = number(&at), placed = CALL3(dup3, number(&at), wanted, 0);
    return placed < 0 ? placed : 0;
}

/* For kernels before 5.9. Safe while closing: the position in /proc/self/fd is the descriptor's number. */
static long close_listed(unsigned first, unsigned last)
{
    struct entry { unsigned long inode, offset; unsigned short length; unsigned char type; char name[]; };
    char block[1024] __attribute__((aligned(8)));
    long directory = CALL4(openat, AT_FDCWD, "/proc/self/fd", O_RDONLY | O_DIRECTORY, 0);
    long got = directory;
    while (got >= 0 && (got = CALL3(getdents64, directory, block, sizeof block)) > 0)
        for (long offset = 0; offset < got; offset += ((struct entry *)(block + offset))->length) {
            const char *name = ((struct entry *)(block + offset))->name;
            long descriptor = number(&name); /* "." and ".." read as 0 */
            if (descriptor >= first && descriptor <= last && descriptor != directory)
                CALL1(close, descriptor);
        }
    if (directory >= 0)
        CALL1(close, directory);
    return got;
}

static long close_all(const char *at)
{
    unsigned first = number(&at), last = *at ? number(&at) : ~0U;
    /* Any error, not only ENOSYS: seccomp filters answer EPERM to calls they do not know. */
    return CALL3(close_range, first, last, 0) < 0 ? close_listed(first, last) : 0;
}
