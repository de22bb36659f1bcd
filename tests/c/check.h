/*
 * Tests in C, as little as is needed.
 *
 *     static void test_two(void) { CHECK(1 + 1 == 2); CHECK_INT(1 + 1, 2); }
 *     int main(void) { RUN(test_two); return finish(); }
 *
 * Prints `ok NAME`, or `FAILED NAME FILE:LINE: WHAT` for each check that does not hold; a failed check does not
 * end its test. Checks may be made on any thread. A program that hangs is ended after two minutes.
 *
 * PROVES("payment cancel"), at the beginning of a test: which features of tests/parity.txt it proves; run.sh collects
 * the `proves FEATURE NAME` that are printed when it passed.
 */
#ifndef CHECK_H
#define CHECK_H

#include "opi.h"

#include <stdint.h>
#include <stdlib.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RUN(test) run_test(test, &#test[sizeof "test_" - 1])

#define PROVES(features) test_proves(features)

#define CHECK(condition) check_true((condition) != 0, __FILE__, __LINE__, #condition)
#define CHECK_INT(value, wanted) check_int(value, wanted, __FILE__, __LINE__, #value)
#define CHECK_STATUS(value, wanted) check_status(value, wanted, __FILE__, __LINE__, #value)
/* The text is exactly this one; `wanted` may be NULL. */
#define CHECK_TEXT(text, wanted) check_text(text, wanted, __FILE__, __LINE__, #text)
/* The text is there and holds this part. */
#define CHECK_HOLDS(text, part) check_holds(text, part, __FILE__, __LINE__, #text)
/* For what the program cannot go on without. */
#define REQUIRE(condition)        \
    do {                          \
        if (!CHECK(condition))    \
            exit(1);              \
    } while (0)

void run_test(void (*test)(void), const char *name);

void test_proves(const char *features);

/* How many checks did not hold so far. */
int test_failures(void);

/* The exit code of the program. */
int finish(void);

/* Behind the macros; all give 1 if the check holds, else 0. */
int check_true(int holds, const char *file, int line, const char *what);
int check_int(int64_t value, int64_t wanted, const char *file, int line, const char *what);
int check_status(opi_status value, opi_status wanted, const char *file, int line, const char *what);
int check_text(const char *text, const char *wanted, const char *file, int line, const char *what);
int check_holds(const char *text, const char *part, const char *file, int line, const char *what);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif
