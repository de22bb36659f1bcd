/* The till of the callback bench in C, the baseline; see callback.c. */
#include "opi.h"

#include <stdio.h>

static int32_t OPI_CALLBACK on_display(void *characters, const opi_device_request *request)
{
    size_t i, length, count = opi_device_request_line_count(request);
    for (i = 0; i < count; i++)
        if (opi_device_request_line(request, i, &length) != NULL)
            *(size_t *)characters += length;
    return OPI_ANSWER_YES;
}

int main(int argc, char **argv)
{
    size_t characters = 0;
    opi_devices devices = OPI_DEVICES_INIT;
    opi_terminal *terminal = NULL;
    opi_result *result = NULL;
    opi_request *sale = opi_request_new(OPI_CARD_PAYMENT);
    int paid;
    devices.user_data = &characters;
    devices.display = on_display;
    opi_request_set_amount(sale, 1250, "CHF", NULL);
    if (argc < 2 || opi_terminal_open(argv[1], &devices, &terminal, NULL) != OPI_OK)
        return 2;
    printf("%s\n", opi_terminal_listen_address(terminal, NULL));
    fflush(stdout);
    getchar();
    opi_terminal_run(terminal, sale, NULL, &result, NULL);
    paid = opi_result_verdict(result) == OPI_VERDICT_APPROVED && characters > 0;
    opi_terminal_close(terminal, 5000);
    opi_terminal_free(terminal);
    opi_result_free(result);
    opi_request_free(sale);
    return paid ? 0 : 1;
}
