/*
 * Kills the till it is loaded into (LD_PRELOAD) at a chosen point, and knows what a power cut would leave behind.
 *
 * Points lie before and after each call that leaves a trace outside the process: a sync, write, cut or removal of
 * a file in the till's folder, and anything sent over a socket. They are counted from 1.
 *
 *     POWERCUT_FOLDER    the till's folder
 *     POWERCUT_IMAGES    where each file lies as it was at its last sync: what is sure to survive a power cut
 *     POWERCUT_TRACE     a line is appended for each point, such as "12 before sync journal.db-wal"
 *     POWERCUT_POINT     the point at which to die
 *     POWERCUT_MICROS    or: how long to live
 *
 * Syncs are not passed on: a process that is killed loses nothing the kernel has, and the images stand for the
 * disk. The wal-index (-shm) is no part of the truth; SQLite makes it anew.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { PATH_SIZE = 1024, WHAT_SIZE = 256 };

static const char *folder, *images;
static int trace = -1;
static long last_point, points;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static void die_at_once(void)
{
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;)
        pause();
}

/* By system call, because our own write() is one that is watched. */
static void note(const char *format, ...)
{
    char line[WHAT_SIZE + 32];
    va_list arguments;
    int length;
    va_start(arguments, format);
    length = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    if (trace >= 0 && length > 0)
        syscall(SYS_write, trace, line, length < (int)sizeof line ? length : (int)sizeof line - 1);
}

static void point(const char *when, const char *what)
{
    long number = __atomic_add_fetch(&points, 1, __ATOMIC_SEQ_CST);
    note("%ld %s %s\n", number, when, what);
    if (number == last_point)
        die_at_once();
}

__attribute__((constructor)) static void prepare(void)
{
    const char *trace_file = getenv("POWERCUT_TRACE"), *number = getenv("POWERCUT_POINT"),
               *micros = getenv("POWERCUT_MICROS");
    folder = getenv("POWERCUT_FOLDER");
    images = getenv("POWERCUT_IMAGES");
    if (trace_file != NULL)
        trace = open(trace_file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (number != NULL)
        last_point = atol(number);
    if (micros != NULL) {
        struct sigevent event;
        struct itimerspec when;
        timer_t timer;
        memset(&event, 0, sizeof event);
        memset(&when, 0, sizeof when);
        event.sigev_notify = SIGEV_SIGNAL;
        event.sigev_signo = SIGKILL;
        when.it_value.tv_sec = atol(micros) / 1000000;
        when.it_value.tv_nsec = atol(micros) % 1000000 * 1000 + 1;
        if (timer_create(CLOCK_MONOTONIC, &event, &timer) != 0 || timer_settime(timer, 0, &when, NULL) != 0)
            abort();
    }
}

/* ---- what a descriptor or path is to the till ------------------------------------------------------- */

/* The part of a path that lies in the till's folder: a name, "" for the folder itself, NULL for what is elsewhere. */
static const char *name_of(const char *path)
{
    size_t length = folder != NULL ? strlen(folder) : 0;
    const char *name;
    if (length == 0 || strncmp(path, folder, length) != 0 || (path[length] != '/' && path[length] != '\0'))
        return NULL;
    name = path[length] == '/' ? path + length + 1 : "";
    length = strlen(name);
    return length > 4 && strcmp(name + length - 4, "-shm") == 0 ? NULL : name;
}

static const char *name_of_fd(int fd, char path[PATH_SIZE])
{
    char link[64];
    ssize_t length;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    length = readlink(link, path, PATH_SIZE - 1);
    if (length < 0)
        return NULL;
    path[length] = '\0';
    return name_of(path);
}

static int is_socket(int fd)
{
    struct stat status;
    return fstat(fd, &status) == 0 && S_ISSOCK(status.st_mode);
}

/* The root element of a message, for the trace. */
static void root_of(const char *bytes, size_t length, char root[64])
{
    const char *end = bytes + length, *at = bytes;
    size_t used = 0;
    root[0] = '\0';
    while ((at = memchr(at, '<', (size_t)(end - at))) != NULL && at + 1 < end) {
        at++;
        if (*at == '?' || *at == '!')
            continue;
        while (at < end && used < 63 && strchr(" />\n", *at) == NULL)
            root[used++] = *at++;
        root[used] = '\0';
        return;
    }
}

/* ---- what a power cut leaves --------------------------------------------------------------------------- */

/* Keeps a file as it is now. In place in one step, so that a kill never leaves half of it. */
static void keep_image(const char *name)
{
    char from[PATH_SIZE], part[PATH_SIZE], to[PATH_SIZE], buffer[65536];
    int source, target;
    long got;
    if (images == NULL)
        return;
    snprintf(from, sizeof from, "%s/%s", folder, name);
    snprintf(part, sizeof part, "%s/%s.part", images, name);
    snprintf(to, sizeof to, "%s/%s", images, name);
    source = open(from, O_RDONLY | O_CLOEXEC);
    target = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (source < 0 || target < 0)
        abort();
    while ((got = syscall(SYS_read, source, buffer, sizeof buffer)) > 0)
        if (syscall(SYS_write, target, buffer, got) != got)
            abort();
    close(source);
    close(target);
    if (REAL(rename)(part, to) != 0)
        abort();
}

/* The folder was synced: what was removed from it stays away. */
static void forget_removed_images(void)
{
    static const char *const names[] = {"journal.db", "journal.db-wal", "journal.db-journal", "book.txt",
                                        "receipts.txt"};
    char path[PATH_SIZE];
    size_t i;
    for (i = 0; images != NULL && i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        if (access(path, F_OK) == 0)
            continue;
        snprintf(path, sizeof path, "%s/%s", images, names[i]);
        syscall(SYS_unlink, path);
    }
}

/* ---- the calls that are watched ---------------------------------------------------------------------- */

static int synced(int fd)
{
    char path[PATH_SIZE], what[WHAT_SIZE];
    const char *name = name_of_fd(fd, path);
    if (name == NULL)
        return 0;
    snprintf(what, sizeof what, "sync %.200s", *name != '\0' ? name : ".");
    point("before", what);
    if (*name != '\0')
        keep_image(name);
    else
        forget_removed_images();
    point("after", what);
    return 0;
}

int fsync(int fd)
{
    return synced(fd);
}

int fdatasync(int fd)
{
    return synced(fd);
}

/* Runs a call between its two points, unless it leads elsewhere. `what` is empty for what is not watched. */
#define WATCHED(what, call)                     \
    do {                                        \
        int kept;                               \
        __typeof__(call) done;                  \
        if (*(what) != '\0')                    \
            point("before", what);              \
        done = (call);                          \
        kept = errno;                           \
        if (*(what) != '\0')                    \
            point("after", what);               \
        errno = kept;                           \
        return done;                            \
    } while (0)

static void describe_write(int fd, const void *bytes, size_t length, char what[WHAT_SIZE])
{
    char path[PATH_SIZE], root[64];
    const char *name = name_of_fd(fd, path);
    what[0] = '\0';
    if (fd == STDOUT_FILENO) {
        note("till: %.*s", (int)(length < 200 ? length : 200), (const char *)bytes);
    } else if (name != NULL) {
        snprintf(what, WHAT_SIZE, "write %.200s", name);
    } else if (is_socket(fd)) {
        root_of(bytes, length, root);
        snprintf(what, WHAT_SIZE, "send %s", root);
    }
}

ssize_t write(int fd, const void *bytes, size_t length)
{
    char what[WHAT_SIZE];
    describe_write(fd, bytes, length, what);
    WATCHED(what, REAL(write)(fd, bytes, length));
}

ssize_t writev(int fd, const struct iovec *parts, int count)
{
    char what[WHAT_SIZE];
    describe_write(fd, count > 0 ? parts->iov_base : "", count > 0 ? parts->iov_len : 0, what);
    WATCHED(what, REAL(writev)(fd, parts, count));
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset)
{
    char what[WHAT_SIZE];
    describe_write(fd, bytes, length, what);
    WATCHED(what, REAL(pwrite)(fd, bytes, length, offset));
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset)
{
    char what[WHAT_SIZE];
    describe_write(fd, bytes, length, what);
    WATCHED(what, REAL(pwrite64)(fd, bytes, length, offset));
}

ssize_t send(int fd, const void *bytes, size_t length, int flags)
{
    char what[WHAT_SIZE];
    describe_write(fd, bytes, length, what);
    WATCHED(what, REAL(send)(fd, bytes, length, flags));
}

ssize_t sendto(int fd, const void *bytes, size_t length, int flags, const struct sockaddr *to, socklen_t size)
{
    char what[WHAT_SIZE];
    describe_write(fd, bytes, length, what);
    WATCHED(what, REAL(sendto)(fd, bytes, length, flags, to, size));
}

static void describe_cut(int fd, char what[WHAT_SIZE])
{
    char path[PATH_SIZE];
    const char *name = name_of_fd(fd, path);
    what[0] = '\0';
    if (name != NULL)
        snprintf(what, WHAT_SIZE, "cut %.200s", name);
}

int ftruncate(int fd, off_t length)
{
    char what[WHAT_SIZE];
    describe_cut(fd, what);
    WATCHED(what, REAL(ftruncate)(fd, length));
}

int ftruncate64(int fd, off64_t length)
{
    char what[WHAT_SIZE];
    describe_cut(fd, what);
    WATCHED(what, REAL(ftruncate64)(fd, length));
}

int unlink(const char *path)
{
    char what[WHAT_SIZE] = "";
    const char *name = name_of(path);
    if (name != NULL)
        snprintf(what, sizeof what, "remove %.200s", name);
    WATCHED(what, REAL(unlink)(path));
}
