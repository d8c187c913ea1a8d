/* Operations on user and groups. Raw calls: they concern this thread alone, and it is the only one. */

static long count(const char *list)
{
    long length = *list != 0;
    for (; *list; list++)
        length += *list == ',';
    return length;
}

static long set_groups(const char *at)
{
    long length = count(at);
    unsigned groups[length + 1];
    for (long i = 0; i < length; i++)
        groups[i] = number(&at);
    return CALL2(setgroups, length, groups);
}

static long set_gid(const char *at)
{
    long id = number(&at);
    return CALL3(setresgid, id, id, id);
}

static long set_uid(const char *at)
{
    long id = number(&at);
    return CALL3(setresuid, id, id, id);
}

/* Success of the calls above is not proof: CERT POS37-C. Groups are compared as a set; the kernel sorts them. */
static long verify(const char *at)
{
    unsigned uid = number(&at), gid = number(&at), id[6];
    CALL3(getresuid, id, id + 1, id + 2);
    CALL3(getresgid, id + 3, id + 4, id + 5);
    for (long i = 0; i < 3; i++)
        if (id[i] != uid || id[i + 3] != gid)
            return -EPERM;
    long length = count(at), i;
    unsigned held[length + 1];
    if (CALL2(getgroups, length, held) != length)
        return -EPERM;
    while (*at) {
        unsigned group = number(&at);
        for (i = 0; i < length && held[i] != group; i++)
            ;
        if (i == length)
            return -EPERM;
    }
    if (uid && (CALL1(setuid, 0) == 0 || CALL3(setresuid, -1, 0, -1) == 0))
        return -EPERM;
    return uid && gid && CALL1(setgid, 0) == 0 ? -EPERM : 0;
}
