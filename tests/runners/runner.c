/*
 * The till of the scenarios (tests/scenarios/README.md) in C: steps on standard input, what it sees as JSON lines on
 * standard output. `opi-sim scenario FILE... --runner target/runners/runner-c`.
 */
#include "opi.h"

#include "names.h" /* made by build.sh: kinds[], journal_fields[] */

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DISPLAY, PRINT, INPUT, DELIVER, JOURNAL, DEVICES, MOST_WORDS = 64 };

static const char *const devices_by_name[DEVICES] = {"display", "print", "input", "deliver", "journal"};

static struct {
    char answers[DEVICES][256];
    int seen[DEVICES];     /* callbacks since open */
    int cancel_on[DEVICES]; /* 0: never */
    opi_cancel *cancel;    /* of the running call */
    opi_terminal *terminal;
    opi_result *result; /* the last */
} till;

static void mistake(const char *what, const char *where)
{
    fprintf(stderr, "runner: %s '%s'\n", what, where);
    exit(2);
}

static int device_named(const char *name)
{
    int i;
    for (i = 0; i < DEVICES; i++)
        if (strcmp(devices_by_name[i], name) == 0)
            return i;
    mistake("no device", name);
    return 0;
}

/* ---- JSON lines --------------------------------------------------------------------------------------------- */

static void put_text(const char *text)
{
    putchar('"');
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\')
            printf("\\%c", c);
        else if (c < 0x20)
            printf("\\u%04x", c);
        else
            putchar(c);
    }
    putchar('"');
}

static void put_event(const char *event)
{
    printf("{\"event\":\"%s\"", event);
}

static void put_member(const char *name, const char *text)
{
    printf(",\"%s\":", name);
    put_text(text != NULL ? text : "");
}

static void put_lines(const opi_device_request *request)
{
    size_t i, count = opi_device_request_line_count(request);
    printf(",\"lines\":[");
    for (i = 0; i < count; i++) {
        printf(i > 0 ? "," : "");
        put_text(opi_device_request_line(request, i, NULL));
    }
    putchar(']');
}

static void put_limit(const char *name, int32_t limit)
{
    if (limit >= 0)
        printf(",\"%s\":%d", name, (int)limit);
}

static void end_event(void)
{
    printf("}\n");
    fflush(stdout);
}

static void tell_status(const char *event, opi_status status)
{
    put_event(event);
    put_member("status", opi_status_name(status));
    end_event();
}

static void tell_error(const char *call, opi_status status, opi_error *error)
{
    static const char *const money[] = {"no", "possibly", "yes"};
    put_event("error");
    put_member("call", call);
    put_member("status", opi_status_name(status));
    put_member("money", money[error != NULL ? opi_error_money(error) : opi_status_money(status)]);
    end_event();
}

/* ---- the till's devices --------------------------------------------------------------------------------------- */

/* Counts a callback, cancels if it is the one, and gives what the till is to answer. */
static const char *said(int device)
{
    if (++till.seen[device] == till.cancel_on[device])
        opi_cancel_cancel(till.cancel);
    return till.answers[device];
}

static int32_t answered(int device)
{
    const char *what = said(device);
    return strcmp(what, "yes") == 0 ? OPI_ANSWER_YES : strcmp(what, "no") == 0 ? OPI_ANSWER_NO
        : strcmp(what, "throw") == 0 ? OPI_ANSWER_FAILED : OPI_ANSWER_DEFAULT;
}

static int32_t OPI_CALLBACK on_display(void *user_data, const opi_device_request *request)
{
    (void)user_data;
    put_event("display");
    put_member("target", opi_device_request_target(request, NULL));
    printf(",\"for_customer\":%s", opi_device_request_for_customer(request) ? "true" : "false");
    put_lines(request);
    end_event();
    return answered(DISPLAY);
}

static int32_t OPI_CALLBACK on_print(void *user_data, const opi_device_request *request)
{
    (void)user_data;
    put_event("print");
    put_member("role", opi_device_request_role(request) == OPI_RECEIPT_CUSTOMER ? "customer" : "merchant");
    put_member("target", opi_device_request_target(request, NULL));
    put_lines(request);
    end_event();
    return answered(PRINT);
}

static int32_t OPI_CALLBACK on_input(void *user_data, const opi_device_request *request, opi_answer *answer)
{
    static const char *const prompts[] = {"", "confirmation", "number", "text", "any_key", "other"};
    const char *what;
    (void)user_data;
    put_event("input");
    put_member("prompt", prompts[opi_device_request_prompt_kind(request)]);
    put_member("command", opi_device_request_command(request, NULL));
    put_lines(request);
    put_limit("min_length", opi_device_request_min_length(request));
    put_limit("max_length", opi_device_request_max_length(request));
    put_limit("decimals", opi_device_request_decimals(request));
    put_limit("timeout_seconds", opi_device_request_timeout_seconds(request));
    end_event();
    what = said(INPUT);
    if (strncmp(what, "number:", 7) == 0)
        return opi_answer_set_number(answer, what + 7) == OPI_OK ? OPI_ANSWER_YES : OPI_ANSWER_FAILED;
    if (strncmp(what, "text:", 5) == 0)
        return opi_answer_set_text(answer, what + 5) == OPI_OK ? OPI_ANSWER_YES : OPI_ANSWER_FAILED;
    return strcmp(what, "confirm:true") == 0 || strcmp(what, "yes") == 0 ? OPI_ANSWER_YES
        : strcmp(what, "confirm:false") == 0 || strcmp(what, "refuse") == 0 ? OPI_ANSWER_NO
        : strcmp(what, "throw") == 0 ? OPI_ANSWER_FAILED : OPI_ANSWER_DEFAULT;
}

static int32_t OPI_CALLBACK on_deliver(void *user_data, const opi_device_request *request)
{
    (void)user_data;
    put_event("deliver");
    put_member("target", opi_device_request_target(request, NULL));
    put_lines(request);
    end_event();
    return answered(DELIVER);
}

static int32_t OPI_CALLBACK on_journal(void *user_data, const opi_device_request *request)
{
    size_t i, told = 0;
    (void)user_data;
    put_event("journal");
    printf(",\"fields\":{");
    for (i = 0; i < sizeof journal_fields / sizeof *journal_fields; i++) {
        const char *value = opi_device_request_get(request, journal_fields[i], NULL);
        if (value == NULL)
            continue;
        printf("%s\"%s\":", told++ > 0 ? "," : "", journal_fields[i]);
        put_text(value);
    }
    printf("}");
    end_event();
    return answered(JOURNAL);
}

/* ---- steps ------------------------------------------------------------------------------------------------------ */

static void step_open(char **words, int count)
{
    opi_devices devices = OPI_DEVICES_INIT;
    opi_error *error = NULL;
    opi_status status;
    char *device;
    int i;
    devices.display = on_display;
    devices.print = on_print;
    devices.input = on_input;
    devices.deliver = on_deliver;
    devices.journal = on_journal;
    for (i = 2; i < count; i++) {
        if (strncmp(words[i], "without=", 8) != 0)
            mistake("no option of open", words[i]);
        for (device = strtok(words[i] + 8, ","); device != NULL; device = strtok(NULL, ",")) {
            switch (device_named(device)) {
            case DISPLAY: devices.display = NULL; break;
            case PRINT: devices.print = NULL; break;
            case INPUT: devices.input = NULL; break;
            case DELIVER: devices.deliver = NULL; break;
            default: devices.journal = NULL;
            }
        }
    }
    opi_terminal_free(till.terminal);
    till.terminal = NULL;
    memset(till.seen, 0, sizeof till.seen);
    status = opi_terminal_open(words[1], &devices, &till.terminal, &error);
    if (status == OPI_OK)
        tell_status("opened", status);
    else
        tell_error("open", status, error);
    opi_error_free(error);
}

/* CardPayment is OPI_CARD_PAYMENT: the same letters. */
static int same_letters(const char *wire, const char *name)
{
    for (;; wire++, name++) {
        while (*name == '_')
            name++;
        if (tolower((unsigned char)*wire) != tolower((unsigned char)*name))
            return 0;
        if (*wire == '\0')
            return 1;
    }
}

static int32_t kind_named(const char *wire)
{
    size_t i;
    for (i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (same_letters(wire, kinds[i].name))
            return kinds[i].kind;
    mistake("no kind of request", wire);
    return 0;
}

static opi_status set_word(opi_request *request, char *word, opi_error **error)
{
    char *value = strchr(word, '='), *currency;
    if (value == NULL)
        mistake("no option of run", word);
    *value++ = '\0';
    if (strcmp(word, "amount") != 0)
        return opi_request_set(request, word, value, error);
    currency = strchr(value, ':');
    if (currency == NULL)
        mistake("no amount", value);
    *currency++ = '\0';
    return opi_request_set_amount(request, strtoll(value, NULL, 10), currency, error);
}

static void begin_call(void)
{
    opi_cancel_free(till.cancel);
    till.cancel = opi_cancel_new();
}

static void step_run(char **words, int count)
{
    opi_request *request = opi_request_new(kind_named(words[1]));
    opi_result *result = NULL;
    opi_error *error = NULL;
    opi_status status = OPI_OK;
    int i;
    for (i = 2; i < count && status == OPI_OK; i++)
        status = set_word(request, words[i], &error);
    begin_call();
    if (status == OPI_OK)
        status = opi_terminal_run(till.terminal, request, till.cancel, &result, &error);
    if (result != NULL) { /* also when it is not sent, or unknown */
        put_event("result");
        printf(",\"result\":%s", opi_result_json(result, NULL));
        end_event();
        opi_result_free(till.result);
        till.result = result;
    } else {
        tell_error("run", status, error);
    }
    opi_error_free(error);
    opi_request_free(request);
}

static void step_acknowledge(void)
{
    opi_error *error = NULL;
    opi_status status = opi_result_acknowledge(till.result, &error);
    if (status == OPI_OK)
        tell_status("acknowledged", status);
    else
        tell_error("acknowledge", status, error);
    opi_error_free(error);
}

static void step_recover(void)
{
    opi_recovery *recovery = NULL;
    opi_error *error = NULL;
    opi_status status;
    begin_call();
    status = opi_terminal_recover(till.terminal, till.cancel, &recovery, &error);
    if (status == OPI_OK) {
        put_event("recovered");
        printf(",\"items\":%s", opi_recovery_json(recovery, NULL));
        end_event();
    } else {
        tell_error("recover", status, error);
    }
    opi_error_free(error);
    opi_recovery_free(recovery);
}

static void step_dispatch(const char *milliseconds)
{
    opi_status status = opi_terminal_dispatch(till.terminal, (uint32_t)strtoul(milliseconds, NULL, 10));
    if (status == OPI_OK || status == OPI_E_TIMEOUT)
        tell_status("dispatched", status);
    else
        tell_error("dispatch", status, NULL);
}

static void step_close(const char *milliseconds)
{
    opi_status status = opi_terminal_close(till.terminal, (uint32_t)strtoul(milliseconds, NULL, 10));
    if (status == OPI_OK)
        tell_status("closed", status);
    else
        tell_error("close", status, NULL);
}

/* Percent signs and what follows become the byte; a lone one is an empty word. */
static void decode(char *word)
{
    char *out = word, hex[3] = "";
    if (strcmp(word, "%") == 0)
        word++;
    for (; *word != '\0'; word++) {
        if (*word == '%' && isxdigit((unsigned char)word[1]) && isxdigit((unsigned char)word[2])) {
            memcpy(hex, word + 1, 2);
            *out++ = (char)strtol(hex, NULL, 16);
            word += 2;
        } else {
            *out++ = *word;
        }
    }
    *out = '\0';
}

/* Gives 0 when the till is to end. */
static int step(char *line)
{
    char *words[MOST_WORDS], *word;
    int count = 0, i;
    for (word = strtok(line, " \r\n"); word != NULL && count < MOST_WORDS; word = strtok(NULL, " \r\n"))
        words[count++] = word;
    for (i = 0; i < count; i++)
        decode(words[i]);
    if (count == 0 || strcmp(words[0], "quit") == 0)
        return 0;
    if (strcmp(words[0], "open") == 0 && count >= 2)
        step_open(words, count);
    else if (strcmp(words[0], "answer") == 0 && count == 3)
        snprintf(till.answers[device_named(words[1])], sizeof *till.answers, "%s", words[2]);
    else if (strcmp(words[0], "cancel-on") == 0 && count == 3)
        till.cancel_on[device_named(words[1])] = atoi(words[2]);
    else if (strcmp(words[0], "run") == 0 && count >= 2)
        step_run(words, count);
    else if (strcmp(words[0], "acknowledge") == 0)
        step_acknowledge();
    else if (strcmp(words[0], "recover") == 0)
        step_recover();
    else if (strcmp(words[0], "dispatch") == 0 && count == 2)
        step_dispatch(words[1]);
    else if (strcmp(words[0], "close") == 0 && count == 2)
        step_close(words[1]);
    else
        mistake("no step", words[0]);
    return 1;
}

int main(void)
{
    static char line[65536];
    int i;
    for (i = 0; i < DEVICES; i++)
        strcpy(till.answers[i], "yes");
    while (fgets(line, sizeof line, stdin) != NULL && step(line))
        ;
    opi_terminal_free(till.terminal);
    opi_result_free(till.result);
    opi_cancel_free(till.cancel);
    return 0;
}
