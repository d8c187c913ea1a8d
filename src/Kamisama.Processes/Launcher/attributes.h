/* Operations on everything else that a program inherits. */

static long reset_signals(const char *at)
{
    long zero[4] = { 0 }; /* SIG_DFL, no flags, no restorer, empty mask */
    (void)at;
    for (long signal = 1; signal <= 64; signal++)
        CALL4(rt_sigaction, signal, zero, 0, 8); /* KILL and STOP answer EINVAL: they have no other action */
    return CALL4(rt_sigprocmask, 2 /* SIG_SETMASK */, zero, 0, 8);
}

static long new_session(const char *at)
{
    (void)at;
    long session = CALL1(setsid, 0);
    return session < 0 ? session : 0;
}

static long new_group(const char *at)
{
    (void)at;
    return CALL2(setpgid, 0, 0);
}

static long set_umask(const char *at)
{
    CALL1(umask, number(&at));
    return 0;
}

static long set_nice(const char *at)
{
    return CALL3(setpriority, 0 /* PRIO_PROCESS */, 0, number(&at));
}

static long write_text(const char *path, const char *text)
{
    long length = 0, file = CALL4(openat, AT_FDCWD, path, O_WRONLY, 0);
    if (file < 0)
        return file;
    while (text[length])
        length++;
    long written = CALL3(write, file, text, length);
    CALL1(close, file);
    return written < 0 ? written : 0;
}

static long set_oom_score(const char *at)
{
    return write_text("/proc/self/oom_score_adj", at);
}

static long join_group(const char *at)
{
    return write_text(at, "0");
}

static long set_limit(const char *at)
{
    struct { unsigned long soft, hard; } held, wanted;
    long resource = number(&at);
    wanted.soft = number(&at);
    int keep_hard = !*at;
    wanted.hard = number(&at);
    if (keep_hard) {
        long error = CALL4(prlimit64, 0, resource, 0, &held);
        if (error < 0)
            return error;
        wanted.hard = held.hard;
        if (wanted.soft > held.hard)
            wanted.soft = held.hard;
    }
    return CALL4(prlimit64, 0, resource, &wanted, 0);
}

static long change_directory(const char *at)
{
    return CALL1(chdir, at);
}

static long no_new_privileges(const char *at)
{
    (void)at;
    return CALL5(prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

/* The master may have died before the call, and then no signal comes: so ask for the parent afterwards. PR_SET_PDEATHSIG(2const) */
static long death_signal(const char *at)
{
    long error = CALL5(prctl, PR_SET_PDEATHSIG, number(&at), 0, 0, 0);
    if (error == 0 && CALL1(getppid, 0) != number(&at))
        CALL1(exit_group, 127); /* quietly: there is nobody left to tell */
    return error;
}
