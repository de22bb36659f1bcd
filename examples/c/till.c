/*
 * A till: takes one card payment and shows what a cashier would see.
 *
 *     till URL [AMOUNT CURRENCY]
 *     till "opi://192.168.0.60?workstation=lane-1" 12.50 CHF
 *
 * The display lines, the receipts and the outcome appear as they happen. Ctrl-C is the cashier's abort: the
 * terminal is asked to stop, and its answer still counts.
 *
 * Exit code: 0 paid, 1 not paid, 2 unknown or wrong usage.
 */
#define _POSIX_C_SOURCE 200809L
#include "opi.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PAID = 0, NOT_PAID = 1, UNKNOWN = 2 };
enum { SLIP_WIDTH = 32 }; /* what most receipts are set for */

/* ---- what the cashier sees ------------------------------------------------------------------------- */

static const char *style(const char *code)
{
    return isatty(STDOUT_FILENO) && getenv("NO_COLOR") == NULL ? code : "";
}

#define BOLD style("\033[1m")
#define DIM style("\033[2m")
#define PLAIN style("\033[0m")

/* Columns a UTF-8 text takes: its bytes less those that continue a character. */
static int columns(const char *text)
{
    int count = 0;
    for (; *text != '\0'; text++)
        count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}

static void repeat(const char *text, int times)
{
    while (times-- > 0)
        fputs(text, stdout);
}

static void slip_edge(const char *left, const char *title, const char *right)
{
    int used = *title != '\0' ? columns(title) + 3 : 0;
    printf("  %s%s%s%s%s", left, used != 0 ? "\u2500 " : "", BOLD, title, PLAIN);
    printf("%s", used != 0 ? " " : "");
    repeat("\u2500", SLIP_WIDTH + 4 - used);
    printf("%s\n", right);
}

static void slip_line(const char *line)
{
    printf("  \u2502  %s", line);
    repeat(" ", SLIP_WIDTH - columns(line));
    printf("  \u2502\n");
}

/* ---- the till's devices: called by the library while the payment runs ------------------------------- */

static int32_t OPI_CALLBACK on_display(void *till, const opi_device_request *request)
{
    size_t count = opi_device_request_line_count(request);
    (void)till;
    for (size_t i = 0; i < count; i++)
        printf("  %s\u25b8%s %s\n", DIM, PLAIN, opi_device_request_line(request, i, NULL));
    fflush(stdout);
    return OPI_ANSWER_YES;
}

static int32_t OPI_CALLBACK on_print(void *till, const opi_device_request *request)
{
    int customer = opi_device_request_role(request) == OPI_RECEIPT_CUSTOMER;
    size_t count = opi_device_request_line_count(request);
    (void)till;
    printf("\n");
    slip_edge("\u256d", customer ? "Customer's receipt" : "Merchant's receipt", "\u256e");
    for (size_t i = 0; i < count; i++)
        slip_line(opi_device_request_line(request, i, NULL));
    slip_edge("\u2570", "", "\u256f");
    fflush(stdout);
    return OPI_ANSWER_YES; /* printed: the terminal may forget it */
}

static int32_t OPI_CALLBACK on_input(void *till, const opi_device_request *request, opi_answer *answer)
{
    char typed[80];
    (void)till;
    printf("  %s?%s %s [y/n] ", BOLD, PLAIN, opi_device_request_text(request, NULL));
    fflush(stdout);
    if (fgets(typed, sizeof typed, stdin) == NULL)
        return OPI_ANSWER_DEFAULT; /* nobody there: the terminal is told so */
    typed[strcspn(typed, "\r\n")] = '\0';
    switch (opi_device_request_prompt_kind(request)) {
    case OPI_PROMPT_NUMBER:
        return opi_answer_set_number(answer, typed) == OPI_OK ? OPI_ANSWER_YES : OPI_ANSWER_NO;
    case OPI_PROMPT_TEXT:
        return opi_answer_set_text(answer, typed) == OPI_OK ? OPI_ANSWER_YES : OPI_ANSWER_NO;
    default:
        return typed[0] == 'y' || typed[0] == 'Y' ? OPI_ANSWER_YES : OPI_ANSWER_NO;
    }
}

/* ---- the cashier's abort ---------------------------------------------------------------------------- */

/* A thread of its own waits for Ctrl-C: the library must not be called from a signal handler. */
static void *wait_for_interrupt(void *cancel)
{
    sigset_t interrupt;
    int signal_number;
    sigemptyset(&interrupt);
    sigaddset(&interrupt, SIGINT);
    if (sigwait(&interrupt, &signal_number) == 0)
        opi_cancel_cancel(cancel);
    return NULL;
}

static int watch_interrupt(opi_cancel *cancel, pthread_t *watcher)
{
    struct sigaction action;
    sigset_t interrupt;
    memset(&action, 0, sizeof action);
    action.sa_handler = SIG_DFL; /* a shell may have started us with Ctrl-C ignored */
    sigaction(SIGINT, &action, NULL);
    sigemptyset(&interrupt);
    sigaddset(&interrupt, SIGINT);
    pthread_sigmask(SIG_BLOCK, &interrupt, NULL);
    return pthread_create(watcher, NULL, wait_for_interrupt, cancel) == 0;
}

/* ---- one payment ------------------------------------------------------------------------------------ */

/* Decimal major units of a currency with two decimals, such as "12.50", in minor units; -1 if it is none. */
static int64_t minor_units(const char *text)
{
    char *end;
    long long minor, whole = strtoll(text, &end, 10);
    if (end == text || whole < 0 || whole > 99999999)
        return -1;
    minor = whole * 100;
    if (*end == '.' && end[1] >= '0' && end[1] <= '9' && end[2] >= '0' && end[2] <= '9' && end[3] == '\0')
        return minor + (end[1] - '0') * 10 + (end[2] - '0');
    return *end == '\0' ? minor : -1;
}

static void show_field(const opi_result *result, const char *label, const char *name)
{
    const char *value = opi_result_get(result, name, NULL);
    if (value != NULL)
        printf("    %s%-16s%s %s\n", DIM, label, PLAIN, value);
}

static int show_outcome(const opi_result *result, const opi_error *error)
{
    int32_t verdict = opi_result_verdict(result);
    const char *amount = opi_result_get(result, OPI_FIELD_AMOUNT, NULL);
    const char *currency = opi_result_get(result, OPI_FIELD_CURRENCY, NULL);
    const char *mark = verdict == OPI_VERDICT_APPROVED ? "\u2714" : verdict == OPI_VERDICT_UNKNOWN ? "?" : "\u2718";
    printf("\n  %s%s %s%s", BOLD, mark, opi_result_get(result, OPI_FIELD_VERDICT, NULL), PLAIN);
    if (amount != NULL && currency != NULL)
        printf("  %s %s", currency, amount);
    printf("\n");
    show_field(result, "tip", OPI_FIELD_TIP);
    show_field(result, "card", OPI_FIELD_CARD);
    show_field(result, "brand", OPI_FIELD_CARD_CIRCUIT);
    show_field(result, "approval code", OPI_FIELD_APPROVAL_CODE);
    show_field(result, "trace number", OPI_FIELD_STAN);
    show_field(result, "terminal", OPI_FIELD_TERMINAL_ID);
    show_field(result, "reference", OPI_FIELD_REFERENCE);
    if (verdict != OPI_VERDICT_APPROVED) {
        opi_status reason = opi_result_status(result);
        printf("    %s\n", error != NULL ? opi_error_message(error, NULL) : opi_status_text(reason));
        printf("    %s\n", error != NULL ? opi_error_advice(error, NULL) : opi_status_advice(reason));
    }
    return verdict == OPI_VERDICT_APPROVED ? PAID : verdict == OPI_VERDICT_UNKNOWN ? UNKNOWN : NOT_PAID;
}

static int show_failure(const char *what, opi_status status, const opi_error *error)
{
    fprintf(stderr, "%s: %s %s\n", what, error != NULL ? opi_error_message(error, NULL) : opi_status_text(status),
            error != NULL ? opi_error_advice(error, NULL) : opi_status_advice(status));
    return UNKNOWN;
}

/* Payments of before, perhaps of a till that lost its power: booked or void now, and then acknowledged. */
static opi_status settle_earlier_payments(opi_terminal *terminal, opi_error **error)
{
    opi_recovery *recovery = NULL;
    opi_status status = opi_terminal_recover(terminal, NULL, &recovery, error);
    size_t i;
    for (i = 0; status == OPI_OK && i < opi_recovery_count(recovery); i++) {
        int32_t verdict = opi_recovery_verdict(recovery, i);
        const char *reference = opi_recovery_get(recovery, i, OPI_RECOVERY_REFERENCE, NULL);
        const char *amount = opi_recovery_get(recovery, i, OPI_RECOVERY_REQUESTED_AMOUNT, NULL);
        const char *currency = opi_recovery_get(recovery, i, OPI_RECOVERY_CURRENCY, NULL);
        printf("  %s! %s%s  %s %s: ", BOLD, reference != NULL ? reference : "?", PLAIN,
               currency != NULL ? currency : "", amount != NULL ? amount : "");
        if (verdict == OPI_RECOVERED_ASK_HUMAN) {
            printf("nobody knows whether it was paid\n    %s\n",
                   opi_recovery_get(recovery, i, OPI_RECOVERY_ADVICE, NULL));
            continue;
        }
        printf("%s\n", verdict == OPI_RECOVERED_APPROVED ? "was paid" : "was not paid");
        status = opi_recovery_acknowledge(recovery, i, error);
    }
    opi_recovery_free(recovery);
    return status;
}

int main(int argc, char **argv)
{
    const char *amount = argc > 2 ? argv[2] : "12.50";
    const char *currency = argc > 3 ? argv[3] : "CHF";
    opi_devices devices = OPI_DEVICES_INIT;
    opi_terminal *terminal = NULL;
    opi_result *result = NULL;
    opi_error *error = NULL;
    opi_cancel *cancel = opi_cancel_new();
    opi_request *sale = opi_request_new(OPI_CARD_PAYMENT);
    pthread_t watcher;
    opi_status status;
    int exit_code;

    if (argc < 2 || minor_units(amount) < 0) {
        fprintf(stderr, "usage: till URL [AMOUNT CURRENCY]    e.g. till opi://192.168.0.60 12.50 CHF\n");
        return UNKNOWN;
    }
    if (!watch_interrupt(cancel, &watcher)) {
        fprintf(stderr, "till: no thread to watch the keyboard with\n");
        return UNKNOWN;
    }
    devices.display = on_display;
    devices.print = on_print;
    devices.input = on_input;

    printf("%sPayment of %s %s%s\n\n", BOLD, currency, amount, PLAIN);
    fflush(stdout);
    status = opi_request_set_amount(sale, minor_units(amount), currency, &error);
    if (status == OPI_OK)
        status = opi_request_set(sale, OPI_OPTION_REFERENCE, "A1", &error);
    if (status == OPI_OK)
        status = opi_terminal_open(argv[1], &devices, &terminal, &error);
    if (status == OPI_OK)
        status = settle_earlier_payments(terminal, &error);
    if (status == OPI_OK)
        status = opi_terminal_run(terminal, sale, cancel, &result, &error);
    /* A result says more than the status does, whenever there is one. */
    exit_code = result != NULL ? show_outcome(result, error) : show_failure("till", status, error);
    if (result != NULL && exit_code != UNKNOWN)
        opi_result_acknowledge(result, NULL); /* booked: recovery need not tell it again */

    pthread_kill(watcher, SIGINT);
    pthread_join(watcher, NULL);
    opi_result_free(result);
    opi_error_free(error);
    opi_terminal_close(terminal, 5000);
    opi_terminal_free(terminal);
    opi_request_free(sale);
    opi_cancel_free(cancel);
    return exit_code;
}
