/*
 * The C ABI in short, for machines that only run one program: what `make cross` proves on each target.
 *
 * Standard C99 and opi.h, nothing else. Standard input and output are the control pipes of opi-sim (it prints
 * `ready HOST:PORT`, then answers a line for each command); what was found goes to standard error.
 */
#include "opi.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures;
static char answer[65536]; /* the simulator's last */

#define CHECK(condition) check((condition) != 0, #condition, __LINE__)

static int check(int holds, const char *what, int line)
{
    if (!holds) {
        fprintf(stderr, "FAILED smoke line %d: %s\n", line, what);
        failures++;
    }
    return holds;
}

static int holds(const char *text, const char *part)
{
    return text != NULL && strstr(text, part) != NULL;
}

static const char *hear(void)
{
    if (fgets(answer, sizeof answer, stdin) == NULL) {
        fprintf(stderr, "FAILED smoke: the simulator has gone\n");
        exit(1);
    }
    answer[strcspn(answer, "\r\n")] = '\0';
    return answer;
}

static const char *tell(const char *command, const char *value)
{
    printf("%s%s%s\n", command, *value != '\0' ? " " : "", value);
    fflush(stdout);
    return hear();
}

/* ---- the till's devices ----------------------------------------------------------------------------- */

typedef struct till {
    char trace[64]; /* a letter for each callback */
    opi_cancel *cancel_at_display;
    int umlauts, destroyed;
} till;

static void note(till *till, char letter)
{
    size_t used = strlen(till->trace);
    if (used + 1 < sizeof till->trace)
        till->trace[used] = letter;
}

static int32_t OPI_CALLBACK on_display(void *user_data, const opi_device_request *request)
{
    till *till = user_data;
    note(till, 'd');
    CHECK(opi_device_request_line_count(request) > 0 && opi_device_request_line(request, 0, NULL) != NULL);
    if (till->cancel_at_display != NULL)
        opi_cancel_cancel(till->cancel_at_display);
    return OPI_ANSWER_YES;
}

static int32_t OPI_CALLBACK on_print(void *user_data, const opi_device_request *request)
{
    till *till = user_data;
    note(till, opi_device_request_role(request) == OPI_RECEIPT_CUSTOMER ? 'C' : 'M');
    till->umlauts |= holds(opi_device_request_text(request, NULL), "B\xc3\xa4" "ckerei M\xc3\xbcller");
    return OPI_ANSWER_YES;
}

static int32_t OPI_CALLBACK on_input(void *user_data, const opi_device_request *request, opi_answer *typed)
{
    note(user_data, 'i');
    CHECK(typed != NULL && opi_device_request_prompt_kind(request) == OPI_PROMPT_CONFIRMATION);
    return OPI_ANSWER_YES;
}

static int32_t OPI_CALLBACK on_journal(void *user_data, const opi_device_request *request)
{
    note(user_data, 'j');
    CHECK(opi_device_request_get(request, "amount", NULL) != NULL);
    return OPI_ANSWER_YES;
}

static void OPI_CALLBACK on_destroy(void *user_data)
{
    ((till *)user_data)->destroyed++;
}

/* ---- without a terminal ------------------------------------------------------------------------------ */

static void test_rules_of_the_abi(void)
{
    opi_terminal *terminal = NULL;
    opi_error *error = NULL;
    opi_request *request = opi_request_new(OPI_CARD_PAYMENT);
    CHECK(strcmp(opi_version(), OPI_VERSION) == 0);
    CHECK(opi_abi_version() >> 16 == OPI_ABI_VERSION >> 16);
    CHECK(opi_request_new(4711) == NULL);
    CHECK(opi_request_set_amount(request, INT64_C(9999999999), "CHF", NULL) == OPI_OK); /* more than 32 bits */
    CHECK(opi_request_set_amount(request, 1250, "Z\xfcrich", NULL) == OPI_E_INVALID_UTF8);
    CHECK(opi_request_set_amount(request, 1250, "SFR", NULL) == OPI_E_INVALID_AMOUNT);
    CHECK(opi_terminal_open("opi://127.0.0.1?workstaton=2", NULL, &terminal, &error) == OPI_E_UNKNOWN_NAME);
    CHECK(terminal == NULL && holds(opi_error_message(error, NULL), "'workstation'"));
    CHECK(opi_error_code(error) == OPI_E_UNKNOWN_NAME && opi_error_money(error) == OPI_MONEY_NO);
    CHECK(opi_self_test(NULL) == OPI_E_INTERNAL); /* panics inside are caught on this target */
    opi_error_free(error);
    opi_request_free(request);
}

/* ---- payments ----------------------------------------------------------------------------------------- */

static opi_status pay(opi_terminal *terminal, int64_t minor_units, opi_cancel *cancel, opi_result **result)
{
    static int number;
    char reference[20];
    opi_request *request = opi_request_new(OPI_CARD_PAYMENT);
    opi_status status = opi_request_set_amount(request, minor_units, "CHF", NULL);
    snprintf(reference, sizeof reference, "smoke-%d", ++number % 1000);
    if (status == OPI_OK)
        status = opi_request_set(request, OPI_OPTION_REFERENCE, reference, NULL);
    if (status == OPI_OK)
        status = opi_terminal_run(terminal, request, cancel, result, NULL);
    opi_request_free(request);
    return status;
}

static void check_payment(opi_terminal *terminal, till *till, const char *outcome, int32_t verdict, const char *trace)
{
    opi_result *result = NULL;
    int64_t minor = 0;
    const char *currency = NULL;
    CHECK(strcmp(tell("outcome", outcome), "ok") == 0);
    memset(till->trace, 0, sizeof till->trace);
    CHECK(pay(terminal, INT64_C(9999999999), till->cancel_at_display, &result) == OPI_OK);
    CHECK(opi_result_verdict(result) == verdict);
    if (!CHECK(strncmp(till->trace, trace, strlen(trace)) == 0))
        fprintf(stderr, "  %s: the callbacks were %s\n", outcome, till->trace);
    if (verdict == OPI_VERDICT_APPROVED) {
        CHECK(opi_result_amount(result, &minor, &currency) == 1);
        CHECK(minor == INT64_C(9999999999) && currency != NULL && strcmp(currency, "CHF") == 0);
        CHECK(opi_result_receipt_count(result) == 2 && opi_result_journal_count(result) == 1);
        CHECK(holds(opi_result_json(result, NULL), "\"amount\":\"99999999.99\""));
    }
    opi_result_free(result);
}

static opi_terminal *open_terminal(const char *address, const char *journal, till *till)
{
    char url[256];
    opi_devices devices = OPI_DEVICES_INIT;
    opi_terminal *terminal = NULL;
    opi_error *error = NULL;
    devices.user_data = till;
    devices.display = on_display;
    devices.print = on_print;
    devices.input = on_input;
    devices.journal = on_journal;
    devices.destroy = on_destroy;
    snprintf(url, sizeof url, "opi://%s?listen=127.0.0.1:0&journal=%s", address, journal);
    if (!CHECK(opi_terminal_open(url, &devices, &terminal, &error) == OPI_OK)) {
        fprintf(stderr, "  %s: %s\n", url, opi_error_message(error, NULL));
        exit(1);
    }
    CHECK(opi_terminal_listen_port(terminal) > 0);
    CHECK(strcmp(tell("till", opi_terminal_listen_address(terminal, NULL)), "ok") == 0);
    return terminal;
}

static void test_payments(const char *address)
{
    till till = {{0}, NULL, 0, 0};
    opi_terminal *terminal = open_terminal(address, "none", &till);
    check_payment(terminal, &till, "approve", OPI_VERDICT_APPROVED, "ddddCMj");
    CHECK(till.umlauts);
    check_payment(terminal, &till, "decline:51", OPI_VERDICT_DECLINED, "d");
    check_payment(terminal, &till, "signature", OPI_VERDICT_APPROVED, "dddMiCj");
    check_payment(terminal, &till, "split:1", OPI_VERDICT_APPROVED, "ddddCMj");
    till.cancel_at_display = opi_cancel_new();
    check_payment(terminal, &till, "wait", OPI_VERDICT_ABORTED, "d");
    opi_cancel_free(till.cancel_at_display);
    CHECK(holds(tell("ledger", ""), "\"net\":{\"CHF\":29999999997}"));
    if (!CHECK(strcmp(tell("findings", ""), "[]") == 0))
        fprintf(stderr, "  %s\n", answer);
    CHECK(opi_terminal_dispatch(terminal, 0) == OPI_E_TIMEOUT);
    CHECK(opi_terminal_close(terminal, 60000) == OPI_OK);
    opi_terminal_free(terminal);
    CHECK(till.destroyed == 1);
}

static void test_a_lost_answer_is_unknown(const char *address)
{
    till till = {{0}, NULL, 0, 0};
    opi_result *result = NULL;
    opi_terminal *terminal = open_terminal(address, "none", &till);
    tell("outcome", "drop-pay:37");
    CHECK(pay(terminal, 1250, NULL, &result) == OPI_E_CONNECTION_LOST);
    CHECK(opi_result_verdict(result) == OPI_VERDICT_UNKNOWN && opi_result_money(result) == OPI_MONEY_POSSIBLY);
    opi_result_free(result);
    opi_terminal_free(terminal);
    CHECK(till.destroyed == 1);
}

/* SQLite, its locks and the file system of this target. */
static const char journal[] = "smoke-journal.db";

static void remove_journal(void)
{
    remove(journal);
    remove("smoke-journal.db-wal");
    remove("smoke-journal.db-shm");
}

static void test_the_journal_recovers_it(const char *address)
{
    till till = {{0}, NULL, 0, 0};
    opi_result *result = NULL;
    opi_recovery *recovery = NULL;
    opi_terminal *terminal;
    int64_t minor = 0;
    remove_journal();
    terminal = open_terminal(address, journal, &till);
    tell("outcome", "drop-pay:37");
    CHECK(pay(terminal, INT64_C(9999999999), NULL, &result) == OPI_E_CONNECTION_LOST);
    opi_result_free(result);
    opi_terminal_free(terminal);
    tell("outcome", "approve");
    terminal = open_terminal(address, journal, &till); /* as after a crash */
    CHECK(opi_terminal_recover(terminal, NULL, &recovery, NULL) == OPI_OK);
    CHECK(opi_recovery_count(recovery) == 1 && opi_recovery_verdict(recovery, 0) == OPI_RECOVERED_APPROVED);
    CHECK(opi_recovery_amount(recovery, 0, &minor, NULL) == 1 && minor == INT64_C(9999999999));
    CHECK(opi_recovery_acknowledge(recovery, 0, NULL) == OPI_OK);
    opi_recovery_free(recovery);
    opi_terminal_free(terminal);
    CHECK(till.destroyed == 2);
    remove_journal();
}

static void test_nobody_there_is_not_sent(void)
{
    opi_terminal *terminal = NULL;
    opi_result *result = NULL;
    CHECK(opi_terminal_open("opi://127.0.0.1:1?listen=127.0.0.1:0&journal=none", NULL, &terminal, NULL) == OPI_OK);
    CHECK(pay(terminal, 1250, NULL, &result) == OPI_E_CONNECT_REFUSED);
    CHECK(opi_result_verdict(result) == OPI_VERDICT_NOT_SENT && opi_result_money(result) == OPI_MONEY_NO);
    opi_result_free(result);
    opi_terminal_free(terminal);
}

int main(void)
{
    char address[64] = "";
    sscanf(hear(), "ready %63s", address);
    test_rules_of_the_abi();
    test_payments(address);
    test_nobody_there_is_not_sent();
    test_a_lost_answer_is_unknown(address);
    test_the_journal_recovers_it(address);
    fprintf(stderr, "%s smoke: libopi %s, %d-bit pointers\n", failures == 0 ? "ok" : "FAILED", opi_version(),
            (int)(8 * sizeof(void *)));
    return failures == 0 ? 0 : 1;
}
