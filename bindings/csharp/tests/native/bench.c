/*
 * What a callback costs: stands in the table of devices before the real display callback, and calls it many times for each
 * request, with the clock running. The same loop times a callback written in C, which the one of a language is compared with.
 */
#define _POSIX_C_SOURCE 199309L
#include "opi.h"

#include <time.h>

typedef int32_t (OPI_CALLBACK *display_callback)(void *user_data, const opi_device_request *request);

typedef struct bench {
    display_callback callback;
    void *user_data;
    int64_t times;       /* calls for each request */
    int64_t nanoseconds; /* of all calls; added to */
} bench;

int32_t OPI_CALLBACK bench_display(void *user_data, const opi_device_request *request)
{
    bench *bench = user_data;
    struct timespec begin, end;
    int32_t answer = OPI_ANSWER_DEFAULT;
    int64_t i;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    for (i = 0; i < bench->times; i++)
        answer = bench->callback(bench->user_data, request);
    clock_gettime(CLOCK_MONOTONIC, &end);
    bench->nanoseconds += (int64_t)(end.tv_sec - begin.tv_sec) * 1000000000 + (end.tv_nsec - begin.tv_nsec);
    return answer;
}

/* A till in C that looks at the same things as a language's binding does before it calls the till. */
int32_t OPI_CALLBACK bench_display_in_c(void *user_data, const opi_device_request *request)
{
    volatile size_t *seen = user_data;
    size_t len, i, count = opi_device_request_line_count(request);
    *seen += (size_t)opi_device_request_kind(request) + (size_t)opi_device_request_for_customer(request);
    opi_device_request_target(request, &len);
    *seen += len;
    opi_device_request_text(request, &len);
    *seen += len;
    for (i = 0; i < count; i++) {
        opi_device_request_line(request, i, &len);
        *seen += len;
    }
    return OPI_ANSWER_YES;
}
