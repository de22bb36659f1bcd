#include "check.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { WATCHDOG_SECONDS = 120 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const char *running = "";
static const char *proved = "";
static int failures, failures_before;

/* A line for each feature. */
static void print_proofs(const char *name)
{
    const char *feature = proved;
    while (*feature != '\0') {
        int length = (int)strcspn(feature, " ");
        printf("proves %.*s %s\n", length, feature, name);
        feature += length + (feature[length] == ' ');
    }
}

void run_test(void (*test)(void), const char *name)
{
    if (*running == '\0')
        alarm(WATCHDOG_SECONDS);
    running = name;
    proved = "";
    failures_before = failures;
    test();
    if (failures == failures_before) {
        printf("ok %s\n", name);
        print_proofs(name);
    }
    fflush(stdout);
}

void test_proves(const char *features)
{
    proved = features;
}

int test_failures(void)
{
    return failures;
}

int finish(void)
{
    return failures == 0 ? 0 : 1;
}

static int result(int holds, const char *file, int line, const char *format, ...)
{
    va_list arguments;
    if (holds)
        return 1;
    pthread_mutex_lock(&lock);
    printf("FAILED %s %s:%d: ", running, file, line);
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    printf("\n");
    fflush(stdout);
    failures++;
    pthread_mutex_unlock(&lock);
    return 0;
}

static const char *shown(const char *text)
{
    return text != NULL ? text : "(NULL)";
}

int check_true(int holds, const char *file, int line, const char *what)
{
    return result(holds, file, line, "%s", what);
}

int check_int(int64_t value, int64_t wanted, const char *file, int line, const char *what)
{
    return result(value == wanted, file, line, "%s is %" PRId64 ", not %" PRId64, what, value, wanted);
}

int check_status(opi_status value, opi_status wanted, const char *file, int line, const char *what)
{
    return result(value == wanted, file, line, "%s is %s (%d), not %s", what, opi_status_name(value), (int)value,
                  opi_status_name(wanted));
}

int check_text(const char *text, const char *wanted, const char *file, int line, const char *what)
{
    int same = text == NULL || wanted == NULL ? text == wanted : strcmp(text, wanted) == 0;
    return result(same, file, line, "%s is \"%s\", not \"%s\"", what, shown(text), shown(wanted));
}

int check_holds(const char *text, const char *part, const char *file, int line, const char *what)
{
    int holds = text != NULL && strstr(text, part) != NULL;
    return result(holds, file, line, "%s is \"%s\", without \"%s\"", what, shown(text), part);
}
