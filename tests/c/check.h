/*
 * Tests in C, as little as is needed.
 *
 *     static void test_two(void) { CHECK(1 + 1 == 2); CHECK_INT(1 + 1, 2); }
 *     int main(void) { RUN(test_two); return finish(); }
 *
 * Prints `ok NAME`, or `FAILED NAME FILE:LINE: WHAT` for each check that does not hold; a failed check does not
 * end its test. Checks may be made on any thread. A program that hangs is ended after WATCHDOG_SECONDS.
 */
#ifndef CHECK_H
#define CHECK_H

#include "opi.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WATCHDOG_SECONDS = 120 };

static pthread_mutex_t check_lock = PTHREAD_MUTEX_INITIALIZER;
static const char *check_test = "";
static int check_failures_here, check_failures;

#define CHECK(condition) check_true((condition) != 0, __FILE__, __LINE__, #condition)
#define CHECK_INT(value, wanted) check_int(value, wanted, __FILE__, __LINE__, #value)
#define CHECK_STATUS(value, wanted) check_status(value, wanted, __FILE__, __LINE__, #value)
/* The text is exactly this one; `wanted` may be NULL. */
#define CHECK_TEXT(text, wanted) check_text(text, wanted, __FILE__, __LINE__, #text)
/* The text is there and holds this part. */
#define CHECK_HOLDS(text, part) check_holds(text, part, __FILE__, __LINE__, #text)
/* For what a test cannot go on without. */
#define REQUIRE(condition) do { if (!CHECK(condition)) exit(1); } while (0)
#define RUN(test) check_run(test, #test + (sizeof "test_" - 1))

#define check_fail(file, line, ...)                                        \
    do {                                                                   \
        pthread_mutex_lock(&check_lock);                                   \
        printf("FAILED %s %s:%d: ", check_test, file, line);               \
        printf(__VA_ARGS__);                                               \
        printf("\n");                                                      \
        fflush(stdout);                                                    \
        check_failures_here++;                                             \
        pthread_mutex_unlock(&check_lock);                                 \
    } while (0)

static inline int check_true(int holds, const char *file, int line, const char *what)
{
    if (!holds)
        check_fail(file, line, "%s", what);
    return holds;
}

static inline int check_int(int64_t value, int64_t wanted, const char *file, int line, const char *what)
{
    if (value != wanted)
        check_fail(file, line, "%s is %" PRId64 ", not %" PRId64, what, value, wanted);
    return value == wanted;
}

static inline int check_status(opi_status value, opi_status wanted, const char *file, int line, const char *what)
{
    if (value != wanted)
        check_fail(file, line, "%s is %s (%d), not %s", what, opi_status_name(value), (int)value,
                   opi_status_name(wanted));
    return value == wanted;
}

static inline int check_text(const char *text, const char *wanted, const char *file, int line, const char *what)
{
    int same = text == NULL || wanted == NULL ? text == wanted : strcmp(text, wanted) == 0;
    if (!same)
        check_fail(file, line, "%s is \"%s\", not \"%s\"", what, text != NULL ? text : "(NULL)",
                   wanted != NULL ? wanted : "(NULL)");
    return same;
}

static inline int check_holds(const char *text, const char *part, const char *file, int line, const char *what)
{
    int holds = text != NULL && strstr(text, part) != NULL;
    if (!holds)
        check_fail(file, line, "%s is \"%s\", without \"%s\"", what, text != NULL ? text : "(NULL)", part);
    return holds;
}

static inline void check_run(void (*test)(void), const char *name)
{
    if (*check_test == '\0')
        alarm(WATCHDOG_SECONDS);
    check_test = name;
    check_failures_here = 0;
    test();
    if (check_failures_here == 0)
        printf("ok %s\n", name);
    fflush(stdout);
    check_failures += check_failures_here;
}

/* The exit code of the program. */
static inline int finish(void)
{
    return check_failures == 0 ? 0 : 1;
}

#endif
