/*
 * The till of the kill matrix. It may die at any instant; started again, it goes on where it was.
 *
 *     till URL FOLDER recover|keys [resolve ID approved|not_charged] [sale REFERENCE MINOR CURRENCY]...
 *
 * Its book, FOLDER/book.txt, has a line for each sale that is over: "REFERENCE approved MINOR CURRENCY" or
 * "REFERENCE not_charged 0 -". Receipts are appended to FOLDER/receipts.txt. First it recovers, then it makes the
 * sales that are not in the book yet; or it makes them at once, trusting the keys, and recovers what is pending. A sale goes into the book, synced, before its outcome is acknowledged to the
 * library. What it does it tells on standard output, a line each.
 */
#define _POSIX_C_SOURCE 200809L
#include "opi.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_LINES = 64, LINE_SIZE = 160, BOOK_SIZE = MOST_LINES * LINE_SIZE };
/* Longer than any run may take: a till that hangs is a fault. */
enum { PATIENCE_SECONDS = 60 };

static char book_path[1024], receipts_path[1024];
static char book[BOOK_SIZE]; /* lines as in the file */
static const char *url;

/* ---- telling and keeping ------------------------------------------------------------------------------- */

static void write_all(int fd, const char *text, size_t length)
{
    while (length > 0) {
        ssize_t written = write(fd, text, length);
        if (written <= 0)
            exit(3);
        text += written;
        length -= (size_t)written;
    }
}

static void say(const char *format, ...)
{
    char line[4096];
    va_list arguments;
    int length;
    va_start(arguments, format);
    length = vsnprintf(line, sizeof line - 1, format, arguments);
    va_end(arguments);
    if (length > (int)sizeof line - 2)
        length = (int)sizeof line - 2;
    line[length++] = '\n';
    write_all(STDOUT_FILENO, line, (size_t)length);
}

static void append_durably(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fd < 0)
        exit(3);
    write_all(fd, text, strlen(text));
    if (fsync(fd) != 0)
        exit(3);
    close(fd);
}

/* Reads the book. What a power cut left of a last line was never acknowledged: it is cut off. */
static void read_book(void)
{
    int fd = open(book_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    ssize_t got;
    size_t used = 0, whole;
    if (fd < 0)
        exit(3);
    while (used + 1 < sizeof book && (got = read(fd, book + used, sizeof book - 1 - used)) > 0)
        used += (size_t)got;
    for (whole = used; whole > 0 && book[whole - 1] != '\n'; whole--)
        ;
    book[whole] = '\0';
    if (whole < used && (ftruncate(fd, (off_t)whole) != 0 || fsync(fd) != 0))
        exit(3);
    close(fd);
}

/* The line of a sale in the book; NULL if it has none. */
static const char *booked(const char *reference)
{
    size_t length = strlen(reference);
    const char *line = book;
    while (*line != '\0') {
        if (strncmp(line, reference, length) == 0 && line[length] == ' ')
            return line;
        line = strchr(line, '\n') + 1;
    }
    return NULL;
}

/* Books how a sale ended, once. */
static void enter(const char *reference, int approved, int64_t minor, const char *currency)
{
    char line[LINE_SIZE];
    const char *known = booked(reference);
    if (approved)
        snprintf(line, sizeof line, "%s approved %lld %s\n", reference, (long long)minor, currency);
    else
        snprintf(line, sizeof line, "%s not_charged 0 -\n", reference);
    if (known != NULL) {
        if (strncmp(known, line, strlen(line)) != 0)
            say("contradiction: the book has %.*s, now told %.*s", (int)strcspn(known, "\n"), known,
                (int)strcspn(line, "\n"), line);
        return;
    }
    if (strlen(book) + strlen(line) >= sizeof book)
        exit(3);
    append_durably(book_path, line);
    strcat(book, line);
    say("booked %.*s", (int)strcspn(line, "\n"), line);
}

static void failed(const char *call, opi_status status, opi_error **error)
{
    const char *message = *error != NULL ? opi_error_message(*error, NULL) : opi_status_text(status);
    say("failed %s %s %s", call, opi_status_name(status), message);
    opi_error_free(*error);
    *error = NULL;
}

static const char *or_dash(const char *text)
{
    return text != NULL ? text : "-";
}

/* ---- devices ---------------------------------------------------------------------------------------- */

static int32_t OPI_CALLBACK on_print(void *user_data, const opi_device_request *request)
{
    char text[8192];
    int customer = opi_device_request_role(request) == OPI_RECEIPT_CUSTOMER;
    (void)user_data;
    /* The form feed first, so that what a power cut left of the last one is a paper of its own. */
    snprintf(text, sizeof text, "\f%s\n%s\n", customer ? "customer" : "merchant",
             opi_device_request_text(request, NULL));
    append_durably(receipts_path, text);
    return OPI_ANSWER_YES;
}

static int32_t OPI_CALLBACK on_input(void *user_data, const opi_device_request *request, opi_answer *answer)
{
    (void)user_data;
    (void)request;
    (void)answer;
    return OPI_ANSWER_YES; /* the signature is always right */
}

/* ---- what a till does -------------------------------------------------------------------------------- */

static void recover(opi_terminal *terminal)
{
    opi_recovery *recovery = NULL;
    opi_error *error = NULL;
    opi_status status = opi_terminal_recover(terminal, NULL, &recovery, &error);
    size_t i;
    if (status != OPI_OK)
        failed("recover", status, &error);
    for (i = 0; i < opi_recovery_count(recovery); i++) {
        int32_t verdict = opi_recovery_verdict(recovery, i);
        const char *reference = or_dash(opi_recovery_get(recovery, i, OPI_RECOVERY_REFERENCE, NULL));
        const char *currency = "-";
        int64_t minor = 0;
        opi_recovery_amount(recovery, i, &minor, &currency);
        say("recovered %s %s %s %lld %s by %s again %s: %s",
            or_dash(opi_recovery_get(recovery, i, OPI_RECOVERY_ID, NULL)), reference,
            or_dash(opi_recovery_get(recovery, i, OPI_RECOVERY_VERDICT, NULL)), (long long)minor, currency,
            or_dash(opi_recovery_get(recovery, i, OPI_RECOVERY_SETTLED_BY, NULL)),
            or_dash(opi_recovery_get(recovery, i, OPI_RECOVERY_ASK_AGAIN, NULL)),
            or_dash(opi_recovery_get(recovery, i, OPI_RECOVERY_REASON, NULL)));
        if (verdict == OPI_RECOVERED_ASK_HUMAN)
            continue;
        enter(reference, verdict == OPI_RECOVERED_APPROVED, minor, currency);
        status = opi_recovery_acknowledge(recovery, i, &error);
        if (status != OPI_OK)
            failed("acknowledge", status, &error);
    }
    opi_recovery_free(recovery);
}

/* Asks for something that moves no money. */
static void ask(opi_terminal *terminal, int32_t kind)
{
    opi_request *request = opi_request_new(kind);
    opi_result *result = NULL;
    opi_error *error = NULL;
    opi_status status = opi_terminal_run(terminal, request, NULL, &result, &error);
    say("asked %s: %s", or_dash(opi_result_get(result, OPI_FIELD_KIND, NULL)), opi_status_name(status));
    opi_error_free(error);
    opi_result_free(result);
    opi_request_free(request);
}

/* One attempt at a sale; gives the reason behind its outcome. */
static opi_status attempt(opi_terminal *terminal, const char *reference, const char *minor, const char *currency,
                          const char *key)
{
    opi_request *request = opi_request_new(OPI_CARD_PAYMENT);
    opi_result *result = NULL;
    opi_error *error = NULL;
    const char *charged_in = "-";
    int64_t charged = 0;
    opi_status status = opi_request_set_amount(request, atoll(minor), currency, &error);
    if (status == OPI_OK)
        status = opi_request_set(request, OPI_OPTION_REFERENCE, reference, &error);
    if (status == OPI_OK)
        status = opi_request_set(request, OPI_OPTION_KEY, key, &error);
    say("sale %s", reference);
    if (status == OPI_OK)
        status = opi_terminal_run(terminal, request, NULL, &result, &error);
    if (result == NULL) {
        failed("run", status, &error);
    } else {
        opi_result_amount(result, &charged, &charged_in);
        say("outcome %s %s %s %lld %s from_journal %s", reference, opi_result_get(result, OPI_FIELD_VERDICT, NULL),
            opi_status_name(opi_result_status(result)), (long long)charged, charged_in,
            or_dash(opi_result_get(result, OPI_FIELD_FROM_JOURNAL, NULL)));
        if (opi_result_verdict(result) != OPI_VERDICT_UNKNOWN)
            status = opi_result_status(result);
    }
    opi_error_free(error);
    error = NULL;
    switch (opi_result_verdict(result)) {
    case OPI_VERDICT_APPROVED:
        enter(reference, 1, charged, charged_in);
        break;
    case OPI_VERDICT_DECLINED:
    case OPI_VERDICT_ABORTED:
        enter(reference, 0, 0, "-");
        break;
    default: /* refused or not sent: tried again or told below; unknown: recovered below */
        break;
    }
    if (opi_result_verdict(result) != 0 && opi_result_verdict(result) != OPI_VERDICT_UNKNOWN) {
        opi_status done = opi_result_acknowledge(result, &error);
        if (done != OPI_OK)
            failed("acknowledge", done, &error);
        say("acknowledged %s", reference);
    }
    opi_result_free(result);
    opi_request_free(request);
    return status;
}

/* A sale, with what a cashier would do about a refusal: once, under a new key. */
static void sell(opi_terminal *terminal, const char *reference, const char *minor, const char *currency)
{
    int german = strstr(url, "dialect=de") != NULL || strstr(url, "dialect=ifsf") != NULL;
    char key[80];
    opi_status status;
    snprintf(key, sizeof key, "%s-1", reference);
    status = attempt(terminal, reference, minor, currency, key);
    if (status == OPI_E_PRINT_LAST_TICKET || status == OPI_E_LOGGED_OUT || status == OPI_E_TERMINAL_BUSY) {
        if (status == OPI_E_PRINT_LAST_TICKET)
            ask(terminal, OPI_TICKET_REPRINT);
        if (status == OPI_E_LOGGED_OUT)
            ask(terminal, german ? OPI_LOGIN : OPI_ACTIVATE_TERMINAL);
        snprintf(key, sizeof key, "%s-2", reference);
        status = attempt(terminal, reference, minor, currency, key);
    }
    if (status <= -200 && status > -300)
        recover(terminal);
    else if (status <= -300 && status > -400)
        enter(reference, 0, 0, "-"); /* refused for good: the customer leaves */
}

int main(int argc, char **argv)
{
    opi_devices devices = OPI_DEVICES_INIT;
    opi_terminal *terminal = NULL;
    opi_error *error = NULL;
    opi_status status;
    int i;

    if (argc < 4)
        return 2;
    alarm(PATIENCE_SECONDS);
    url = argv[1];
    snprintf(book_path, sizeof book_path, "%s/book.txt", argv[2]);
    snprintf(receipts_path, sizeof receipts_path, "%s/receipts.txt", argv[2]);
    read_book();
    devices.print = on_print;
    devices.input = on_input;
    status = opi_terminal_open(url, &devices, &terminal, &error);
    if (status != OPI_OK) {
        failed("open", status, &error);
        return 1;
    }
    say("opened");
    for (i = 4; i + 2 < argc && strcmp(argv[i], "resolve") == 0; i += 3) {
        int32_t verdict =
            strcmp(argv[i + 2], "approved") == 0 ? OPI_RECOVERED_APPROVED : OPI_RECOVERED_NOT_CHARGED;
        status = opi_terminal_resolve(terminal, argv[i + 1], verdict, "Anna", "compared with the totals", &error);
        if (status != OPI_OK)
            failed("resolve", status, &error);
    }
    if (strcmp(argv[3], "recover") == 0)
        recover(terminal);
    for (; i + 3 < argc && strcmp(argv[i], "sale") == 0; i += 4)
        if (booked(argv[i + 1]) == NULL)
            sell(terminal, argv[i + 1], argv[i + 2], argv[i + 3]);
    opi_terminal_close(terminal, 5000);
    opi_terminal_free(terminal);
    say("done");
    return 0;
}
