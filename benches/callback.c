/*
 * What a callback costs in each language: a libopi that repeats display callbacks and measures them.
 *
 * It stands in front of the real libopi and passes everything on, but wraps the `display` callback of the table given to
 * opi_terminal_open(): the first real display request of a payment is handed to the till many times over, and the best
 * round's time per call is written on closing, as one line to the file named by OPI_BENCH_OUT:
 *
 *     callback 123.4 ns
 *
 * So the clock is the same for every language, and only the way from the ABI into the till's own code and back is timed. For
 * a fair ratio every till does the same: asks for the lines of the request in its language's usual way (as strings of its own)
 * and adds up their lengths; then it pays once. The baseline does it in C (callback_till.c).
 *
 * A binding is pointed at it as at any other library, a linked program preloads it:
 *
 *     OPI_LIBRARY=target/bench/libopi-bench.so OPI_BENCH_OUT=out.txt  LANGUAGE'S-TILL opi://ADDRESS?listen=127.0.0.1:0&journal=none
 *     LD_PRELOAD=target/bench/libopi-bench.so  OPI_BENCH_OUT=out.txt  target/bench/till-c ...
 *
 * The till prints the address on which it listens (opi_terminal_listen_address) as one line before it pays, and waits for a
 * line on its standard input: benches/callback.sh tells it to the simulated terminal meanwhile. It builds and runs all of it.
 */
#define _GNU_SOURCE
#include "opi.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 30, CALLS = 2000, WARM_UP = 20000 }; /* runtimes that compile as they go need warmth */

static struct {
    int32_t (OPI_CALLBACK *display)(void *user_data, const opi_device_request *request);
    double best; /* nanoseconds for each call */
} measured;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static double round_of(int calls, void *user_data, const opi_device_request *request)
{
    double start = now();
    int i;
    for (i = 0; i < calls; i++)
        measured.display(user_data, request);
    return (now() - start) / calls;
}

static int32_t OPI_CALLBACK on_display(void *user_data, const opi_device_request *request)
{
    int i;
    if (measured.best > 0)
        return measured.display(user_data, request);
    round_of(WARM_UP, user_data, request);
    for (i = 0; i < ROUNDS; i++) {
        double each = round_of(CALLS, user_data, request);
        if (measured.best <= 0 || each < measured.best)
            measured.best = each;
    }
    return OPI_ANSWER_YES;
}

static void *real(const char *name)
{
    void *function = dlsym(RTLD_NEXT, name);
    if (function == NULL) {
        fprintf(stderr, "bench: no %s behind this library\n", name);
        exit(2);
    }
    return function;
}

opi_status OPI_CALL opi_terminal_open(const char *url, const opi_devices *devices, opi_terminal **out, opi_error **err)
{
    typedef opi_status (OPI_CALL *open_function)(const char *, const opi_devices *, opi_terminal **, opi_error **);
    open_function open;
    opi_devices wrapped;
    *(void **)&open = real("opi_terminal_open");
    if (devices == NULL || devices->display == NULL)
        return open(url, devices, out, err);
    wrapped = *devices;
    measured.display = devices->display;
    wrapped.display = on_display;
    return open(url, &wrapped, out, err);
}

opi_status OPI_CALL opi_terminal_close(opi_terminal *terminal, uint32_t timeout_ms)
{
    typedef opi_status (OPI_CALL *close_function)(opi_terminal *, uint32_t);
    const char *path = getenv("OPI_BENCH_OUT");
    FILE *file = path != NULL && measured.best > 0 ? fopen(path, "w") : NULL;
    close_function close;
    *(void **)&close = real("opi_terminal_close");
    if (file != NULL) {
        fprintf(file, "callback %.1f ns\n", measured.best);
        fclose(file);
    }
    return close(terminal, timeout_ms);
}
