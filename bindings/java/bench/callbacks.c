/* What a display callback costs a till in C: callbacks URL prints nanoseconds for each, the best of ten payments. */
#define _POSIX_C_SOURCE 200809L
#include "opi.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static long shown, characters;

static int32_t OPI_CALLBACK on_display(void *till, const opi_device_request *request)
{
    (void)till;
    shown++;
    characters += (long)strlen(opi_device_request_text(request, NULL));
    return OPI_ANSWER_YES;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

int main(int argc, char **argv)
{
    opi_devices devices = OPI_DEVICES_INIT;
    opi_terminal *terminal = NULL;
    opi_request *sale = opi_request_new(OPI_CARD_PAYMENT);
    double best = 0;
    devices.display = on_display;
    opi_request_set_amount(sale, 1250, "CHF", NULL);
    if (argc != 2 || opi_terminal_open(argv[1], &devices, &terminal, NULL) != OPI_OK)
        return 1;
    for (int payment = 0; payment < 10; payment++) {
        opi_result *result = NULL;
        double start = now(), each;
        shown = 0;
        if (opi_terminal_run(terminal, sale, NULL, &result, NULL) != OPI_OK || shown == 0)
            return 1;
        each = (now() - start) / (double)shown;
        best = payment == 0 || each < best ? each : best;
        opi_result_free(result);
    }
    printf("%.0f\n", best);
    opi_terminal_free(terminal);
    opi_request_free(sale);
    return characters > 0 ? 0 : 1;
}
