/* The rules of the ABI that need no terminal: NULL, UTF-8, names, sizes, ownership, faults. */
#include "check.h"
#include "names.h" /* made of opi.h by run.sh: codes[], kinds[], options[] */

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOBODY "opi://127.0.0.1:1?listen=127.0.0.1:0"

static const char bad_utf8[] = "Z\xfcrich";

/* Anything but NULL: an output that must become NULL. */
static void *const stale = (void *)&bad_utf8;

static int32_t devices_destroyed;

static void OPI_CALLBACK count_destroy(void *user_data)
{
    ++*(int32_t *)user_data;
}

static opi_devices counting_devices(void)
{
    opi_devices devices = OPI_DEVICES_INIT;
    devices_destroyed = 0;
    devices.user_data = &devices_destroyed;
    devices.destroy = count_destroy;
    return devices;
}

static opi_terminal *open_nobody(void)
{
    opi_terminal *terminal = stale;
    CHECK_STATUS(opi_terminal_open(NOBODY, NULL, &terminal, NULL), OPI_OK);
    REQUIRE(terminal != NULL && terminal != stale);
    return terminal;
}

/* ---- versions and status codes ---------------------------------------------------------------------- */

static void test_versions_are_those_of_the_header(void)
{
    PROVES("abi-version");
    CHECK_TEXT(opi_version(), OPI_VERSION);
    CHECK_INT(opi_abi_version() >> 16, OPI_ABI_VERSION >> 16);
    CHECK((opi_abi_version() & 0xffff) >= (OPI_ABI_VERSION & 0xffff));
}

static void test_every_number_has_a_status_name_text_and_advice(void)
{
    static const opi_status odd[] = {INT32_MIN, -1000, -999, -99, -98, 1, 4711, INT32_MAX};
    opi_status status;
    size_t i;
    for (status = -1100; status <= 100; status++) {
        const char *name = opi_status_name(status);
        if (!CHECK(name != NULL && *name != '\0' && *opi_status_text(status) != '\0'
                   && (status == OPI_OK || *opi_status_advice(status) != '\0')))
            break;
    }
    for (i = 0; i < sizeof odd / sizeof *odd; i++) {
        CHECK_TEXT(opi_status_name(odd[i]), "OPI_E_?");
        CHECK(opi_status_text(odd[i]) != NULL && opi_status_advice(odd[i]) != NULL);
    }
    CHECK_TEXT(opi_status_name(OPI_OK), "OPI_OK");
    CHECK_TEXT(opi_status_name(OPI_E_NULL), "OPI_E_NULL");
    CHECK_TEXT(opi_status_name(OPI_E_CONNECTION_LOST), "OPI_E_CONNECTION_LOST");
    CHECK_TEXT(opi_status_name(OPI_E_POISONED), "OPI_E_POISONED");
}

static void test_every_name_of_the_header_is_known_to_the_library(void)
{
    PROVES("names-complete");
    opi_request *request;
    size_t i;
    for (i = 0; i < sizeof codes / sizeof *codes; i++)
        CHECK_TEXT(opi_status_name(codes[i].code), codes[i].name);
    for (i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        request = opi_request_new(kinds[i].kind);
        CHECK_TEXT(request != NULL ? kinds[i].name : NULL, kinds[i].name);
        opi_request_free(request);
    }
    request = opi_request_new(OPI_CARD_PAYMENT);
    for (i = 0; i < sizeof options / sizeof *options; i++)
        if (!CHECK(opi_request_set(request, options[i], "\x01", NULL) != OPI_E_UNKNOWN_NAME))
            printf("  %s\n", options[i]);
    CHECK_STATUS(opi_request_set(request, "no_such_option", "1", NULL), OPI_E_UNKNOWN_NAME);
    opi_request_free(request);
}

static void test_the_family_of_a_status_tells_about_money(void)
{
    CHECK_INT(opi_status_money(OPI_OK), OPI_MONEY_POSSIBLY);
    CHECK_INT(opi_status_money(OPI_E_NULL), OPI_MONEY_NO);
    CHECK_INT(opi_status_money(-99), OPI_MONEY_NO);
    CHECK_INT(opi_status_money(OPI_E_CONNECT_REFUSED), OPI_MONEY_NO);
    CHECK_INT(opi_status_money(OPI_E_CONNECTION_LOST), OPI_MONEY_POSSIBLY);
    CHECK_INT(opi_status_money(-299), OPI_MONEY_POSSIBLY);
    CHECK_INT(opi_status_money(OPI_E_DECLINED), OPI_MONEY_NO);
    CHECK_INT(opi_status_money(OPI_E_INTERNAL), OPI_MONEY_NO);
    CHECK_INT(opi_status_money(OPI_E_INTERNAL_IN_FLIGHT), OPI_MONEY_POSSIBLY);
    CHECK_INT(opi_status_money(-500), OPI_MONEY_POSSIBLY);
    CHECK_INT(opi_status_money(INT32_MIN), OPI_MONEY_POSSIBLY);
    CHECK_INT(opi_status_money(7), OPI_MONEY_POSSIBLY);
}

static void test_a_status_speaks_the_language_of_the_cashier(void)
{
    static const char *const english[] = {"en", "nl", "C", "", "Z\xfcrich", NULL};
    size_t i;
    CHECK_TEXT(opi_status_text_in(OPI_E_DECLINED, "de"), "Die Zahlung wurde abgelehnt.");
    CHECK_TEXT(opi_status_text_in(OPI_E_DECLINED, "fr_CH.UTF-8"), "Le paiement a \303\251t\303\251 refus\303\251.");
    CHECK_TEXT(opi_status_advice_in(OPI_E_UNKNOWN_CARD, "IT"), "Chiedere un'altra carta.");
    CHECK(opi_status_text_in(OPI_E_DECLINED, "de") == opi_status_text_in(OPI_E_DECLINED, "de-AT"));
    for (i = 0; i < sizeof english / sizeof *english; i++) {
        CHECK_TEXT(opi_status_text_in(OPI_E_DECLINED, english[i]), opi_status_text(OPI_E_DECLINED));
        CHECK_TEXT(opi_status_advice_in(OPI_E_DECLINED, english[i]), opi_status_advice(OPI_E_DECLINED));
    }
    CHECK(strcmp(opi_status_text_in(INT32_MIN, "de"), opi_status_text(INT32_MIN)) != 0);
}

static void test_currencies_have_their_decimals(void)
{
    static const struct { const char *code; int32_t decimals; } currencies[] = {
        {"CHF", 2}, {"eur", 2}, {"JPY", 0}, {"KWD", 3}, {"XXX", -1}, {"978", -1}, {"", -1}, {"\xff\xff\xff", -1},
    };
    size_t i;
    for (i = 0; i < sizeof currencies / sizeof *currencies; i++)
        CHECK_INT(opi_currency_decimals(currencies[i].code), currencies[i].decimals);
}

/* ---- NULL ------------------------------------------------------------------------------------------- */

static void test_freeing_null_does_nothing(void)
{
    opi_error_free(NULL);
    opi_cancel_free(NULL);
    opi_request_free(NULL);
    opi_result_free(NULL);
    opi_terminal_free(NULL);
}

static void test_null_handles_give_what_the_header_says(void)
{
    opi_cancel_cancel(NULL);
    CHECK_INT(opi_cancel_is_cancelled(NULL), 0);
    CHECK_STATUS(opi_error_code(NULL), OPI_E_NULL);
    CHECK_INT(opi_error_money(NULL), OPI_MONEY_POSSIBLY);
    CHECK_INT(opi_terminal_listen_port(NULL), 0);
    CHECK_STATUS(opi_terminal_dispatch(NULL, 0), OPI_E_NULL);
    CHECK_STATUS(opi_terminal_close(NULL, 0), OPI_E_NULL);

    CHECK_INT(opi_result_verdict(NULL), 0);
    CHECK_STATUS(opi_result_status(NULL), OPI_E_NULL);
    CHECK_INT(opi_result_money(NULL), OPI_MONEY_POSSIBLY);
    CHECK_INT(opi_result_amount(NULL, NULL, NULL), 0);
    CHECK_INT(opi_result_receipt_count(NULL), 0);
    CHECK_INT(opi_result_receipt_role(NULL, 0), 0);
    CHECK_INT(opi_result_receipt_acknowledged(NULL, 0), 0);
    CHECK_INT(opi_result_journal_count(NULL), 0);
    CHECK_INT(opi_result_evidence_count(NULL), 0);
    CHECK_INT(opi_result_contradiction_count(NULL), 0);
    CHECK_INT(opi_result_note_count(NULL), 0);
    CHECK_INT(opi_result_failed_callbacks(NULL), 0);

    CHECK_INT(opi_device_request_kind(NULL), 0);
    CHECK_INT(opi_device_request_line_count(NULL), 0);
    CHECK_INT(opi_device_request_role(NULL), 0);
    CHECK_INT(opi_device_request_for_customer(NULL), 0);
    CHECK_INT(opi_device_request_prompt_kind(NULL), 0);
    CHECK_INT(opi_device_request_min_length(NULL), -1);
    CHECK_INT(opi_device_request_max_length(NULL), -1);
    CHECK_INT(opi_device_request_decimals(NULL), -1);
    CHECK_INT(opi_device_request_timeout_seconds(NULL), -1);
    CHECK_INT(opi_currency_decimals(NULL), -1);
    CHECK_STATUS(opi_answer_set_text(NULL, "7"), OPI_E_NULL);
    CHECK_STATUS(opi_answer_set_number(NULL, "7"), OPI_E_NULL);
}

static void test_amount_of_null_writes_nothing(void)
{
    int64_t minor = 42;
    const char *currency = bad_utf8;
    CHECK_INT(opi_result_amount(NULL, &minor, &currency), 0);
    CHECK_INT(minor, 42);
    CHECK(currency == bad_utf8);
}

/* Each gives NULL and the length 0; the length may be left out. */
#define CHECK_NO_TEXT(getter, ...)                \
    do {                                          \
        size_t len = 4711;                        \
        CHECK(getter(__VA_ARGS__, &len) == NULL); \
        CHECK_INT(len, 0);                        \
        CHECK(getter(__VA_ARGS__, NULL) == NULL); \
    } while (0)

static void test_texts_of_null_are_null_with_length_0(void)
{
    CHECK_NO_TEXT(opi_error_message, NULL);
    CHECK_NO_TEXT(opi_error_advice, NULL);
    CHECK_NO_TEXT(opi_terminal_listen_address, NULL);
    CHECK_NO_TEXT(opi_result_get, NULL, OPI_FIELD_VERDICT);
    CHECK_NO_TEXT(opi_result_get, NULL, NULL);
    CHECK_NO_TEXT(opi_result_receipt_text, NULL, 0);
    CHECK_NO_TEXT(opi_result_journal_get, NULL, 0, "amount");
    CHECK_NO_TEXT(opi_result_journal_get, NULL, 0, NULL);
    CHECK_NO_TEXT(opi_result_evidence_get, NULL, 0, "source");
    CHECK_NO_TEXT(opi_result_contradiction_get, NULL, 0, "first");
    CHECK_NO_TEXT(opi_result_note, NULL, 0);
    CHECK_NO_TEXT(opi_result_json, NULL);
    CHECK_NO_TEXT(opi_device_request_target, NULL);
    CHECK_NO_TEXT(opi_device_request_text, NULL);
    CHECK_NO_TEXT(opi_device_request_line, NULL, 0);
    CHECK_NO_TEXT(opi_device_request_command, NULL);
    CHECK_NO_TEXT(opi_device_request_get, NULL, "amount");
    CHECK_NO_TEXT(opi_device_request_get, NULL, NULL);
}

static void test_null_arguments_of_requests(void)
{
    opi_request *request = opi_request_new(OPI_CARD_PAYMENT);
    opi_error *error = stale;
    CHECK_STATUS(opi_request_set_amount(NULL, 1250, "CHF", &error), OPI_E_NULL);
    CHECK_STATUS(opi_error_code(error), OPI_E_NULL);
    opi_error_free(error);
    CHECK_STATUS(opi_request_set_amount(request, 1250, NULL, &error), OPI_E_NULL);
    CHECK_HOLDS(opi_error_message(error, NULL), "currency");
    opi_error_free(error);
    CHECK_STATUS(opi_request_set(NULL, OPI_OPTION_CLERK, "7", NULL), OPI_E_NULL);
    CHECK_STATUS(opi_request_set(request, NULL, "7", NULL), OPI_E_NULL);
    CHECK_STATUS(opi_request_set(request, OPI_OPTION_CLERK, NULL, &error), OPI_E_NULL);
    CHECK_HOLDS(opi_error_message(error, NULL), "value");
    opi_error_free(error);
    opi_request_free(request);
}

static void test_null_arguments_of_terminals(void)
{
    opi_terminal *terminal = stale;
    opi_request *request = opi_request_new(OPI_CARD_PAYMENT);
    opi_result *result = stale;
    opi_error *error = stale;
    CHECK_STATUS(opi_terminal_open(NULL, NULL, &terminal, &error), OPI_E_NULL);
    CHECK(terminal == NULL);
    CHECK_HOLDS(opi_error_message(error, NULL), "url");
    opi_error_free(error);
    CHECK_STATUS(opi_terminal_open(NOBODY, NULL, NULL, NULL), OPI_E_NULL);

    terminal = open_nobody();
    CHECK_STATUS(opi_request_set_amount(request, 1250, "CHF", NULL), OPI_OK);
    CHECK_STATUS(opi_terminal_run(NULL, request, NULL, &result, &error), OPI_E_NULL);
    CHECK(result == NULL);
    opi_error_free(error);
    result = stale;
    CHECK_STATUS(opi_terminal_run(terminal, NULL, NULL, &result, NULL), OPI_E_NULL);
    CHECK(result == NULL);
    CHECK_STATUS(opi_terminal_run(terminal, request, NULL, NULL, &error), OPI_E_NULL);
    CHECK_INT(opi_error_money(error), OPI_MONEY_NO);
    opi_error_free(error);
    opi_request_free(request);
    opi_terminal_free(terminal);
}

/* ---- texts ------------------------------------------------------------------------------------------ */

static void test_bad_utf8_is_refused_with_the_place(void)
{
    PROVES("utf8-invalid");
    opi_request *request = opi_request_new(OPI_CARD_PAYMENT);
    opi_terminal *terminal = stale;
    opi_error *error = NULL;
    CHECK_STATUS(opi_terminal_open("opi://127.0.0.1?workstation=Z\xfcrich", NULL, &terminal, &error),
                 OPI_E_INVALID_UTF8);
    CHECK(terminal == NULL);
    CHECK_HOLDS(opi_error_message(error, NULL), "url");
    CHECK_HOLDS(opi_error_message(error, NULL), "after byte 29");
    opi_error_free(error);
    CHECK_STATUS(opi_request_set_amount(request, 1250, bad_utf8, &error), OPI_E_INVALID_UTF8);
    CHECK_HOLDS(opi_error_message(error, NULL), "currency");
    opi_error_free(error);
    CHECK_STATUS(opi_request_set(request, bad_utf8, "7", NULL), OPI_E_INVALID_UTF8);
    CHECK_STATUS(opi_request_set(request, OPI_OPTION_CLERK, bad_utf8, NULL), OPI_E_INVALID_UTF8);
    opi_request_free(request);
}

static void test_texts_have_a_length_and_a_nul(void)
{
    opi_terminal *terminal = NULL;
    opi_error *error = NULL;
    size_t len = 0;
    const char *text;
    CHECK_STATUS(opi_terminal_open("opi://127.0.0.1?workstaton=Zürich", NULL, &terminal, &error),
                 OPI_E_UNKNOWN_NAME);
    text = opi_error_message(error, &len);
    REQUIRE(text != NULL);
    CHECK_INT(len, strlen(text));
    CHECK(opi_error_message(error, NULL) == text);
    text = opi_error_advice(error, &len);
    REQUIRE(text != NULL);
    CHECK_INT(len, strlen(text));
    CHECK(len > 0);
    opi_error_free(error);

    terminal = open_nobody();
    text = opi_terminal_listen_address(terminal, &len);
    REQUIRE(text != NULL);
    CHECK_INT(len, strlen(text));
    CHECK_INT(strtol(strrchr(text, ':') + 1, NULL, 10), opi_terminal_listen_port(terminal));
    CHECK_STATUS(opi_terminal_close(terminal, 0), OPI_OK);
    CHECK(opi_terminal_listen_address(terminal, NULL) == text);
    opi_terminal_free(terminal);
}

/* ---- names and kinds ------------------------------------------------------------------------------------ */

static void test_unknown_names_get_the_nearest_one(void)
{
    opi_request *request = opi_request_new(OPI_CARD_PAYMENT);
    opi_terminal *terminal = stale;
    opi_error *error = NULL;
    CHECK_STATUS(opi_request_set(request, "refrence", "A1", &error), OPI_E_UNKNOWN_NAME);
    CHECK_HOLDS(opi_error_message(error, NULL), "'refrence'");
    CHECK_HOLDS(opi_error_message(error, NULL), "'reference'");
    opi_error_free(error);
    CHECK_STATUS(opi_request_set(request, "", "A1", &error), OPI_E_UNKNOWN_NAME);
    opi_error_free(error);
    CHECK_STATUS(opi_terminal_open("opi://127.0.0.1?listn=0", NULL, &terminal, &error), OPI_E_UNKNOWN_NAME);
    CHECK(terminal == NULL);
    CHECK_HOLDS(opi_error_message(error, NULL), "'listen'");
    CHECK_INT(opi_error_money(error), OPI_MONEY_NO);
    opi_error_free(error);
    opi_request_free(request);
}

static void test_unknown_kinds_give_no_request(void)
{
    static const int32_t none[] = {INT32_MIN, -1, 0, 29, 43, 99, 900, INT32_MAX};
    size_t i;
    int32_t kind;
    for (i = 0; i < sizeof none / sizeof *none; i++)
        CHECK(opi_request_new(none[i]) == NULL);
    for (kind = OPI_LOGIN; kind <= OPI_GLOBAL_RECONCILIATION_WITH_CLOSURE; kind++) {
        opi_request *request = opi_request_new(kind);
        CHECK(request != NULL);
        opi_request_free(request);
    }
}

static void test_bad_options_say_what_is_expected(void)
{
    opi_request *request = opi_request_new(OPI_CARD_PAYMENT);
    opi_error *error = stale;
    CHECK_STATUS(opi_request_set(request, OPI_OPTION_SHIFT, "seven", &error), OPI_E_INVALID_ARGUMENT);
    CHECK_HOLDS(opi_error_message(error, NULL), "'seven'");
    CHECK_HOLDS(opi_error_message(error, NULL), "whole number");
    opi_error_free(error);
    error = stale;
    CHECK_STATUS(opi_request_set(request, OPI_OPTION_SHIFT, "7", &error), OPI_OK);
    CHECK(error == NULL);
    opi_request_free(request);
}

/* ---- the device table --------------------------------------------------------------------------------- */

static void test_a_table_of_wrong_size_is_refused_untouched(void)
{
    static const uint32_t wrong[] = {0, 1, 4, (uint32_t)sizeof(opi_devices) - 1};
    size_t i;
    for (i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        opi_devices devices = counting_devices();
        opi_terminal *terminal = stale;
        opi_error *error = NULL;
        devices.struct_size = wrong[i];
        CHECK_STATUS(opi_terminal_open(NOBODY, &devices, &terminal, &error), OPI_E_ABI);
        CHECK(terminal == NULL);
        CHECK_HOLDS(opi_error_message(error, NULL), "struct_size");
        CHECK_HOLDS(opi_error_message(error, NULL), "OPI_DEVICES_INIT");
        CHECK_INT(devices_destroyed, 0);
        opi_error_free(error);
    }
}

static void test_reserved_must_be_0(void)
{
    opi_devices devices = counting_devices();
    opi_terminal *terminal = stale;
    devices.reserved = 1;
    CHECK_STATUS(opi_terminal_open(NOBODY, &devices, &terminal, NULL), OPI_E_ABI);
    CHECK(terminal == NULL);
    CHECK_INT(devices_destroyed, 0);
}

static void test_a_table_of_a_later_version_is_accepted(void)
{
    struct {
        opi_devices devices;
        void (*later)(void);
    } table = {counting_devices(), NULL};
    opi_terminal *terminal = NULL;
    table.devices.struct_size = sizeof table;
    CHECK_STATUS(opi_terminal_open(NOBODY, &table.devices, &terminal, NULL), OPI_OK);
    CHECK_INT(devices_destroyed, 0);
    opi_terminal_free(terminal);
    CHECK_INT(devices_destroyed, 1);
}

static void test_destroy_runs_once_also_when_open_fails(void)
{
    opi_devices devices = counting_devices();
    opi_terminal *terminal = NULL;
    CHECK_STATUS(opi_terminal_open("opi://", &devices, &terminal, NULL), OPI_E_INVALID_URL);
    CHECK_INT(devices_destroyed, 1);
    CHECK_STATUS(opi_terminal_open("opi://127.0.0.1?lissten=0", &devices, &terminal, NULL), OPI_E_UNKNOWN_NAME);
    CHECK_INT(devices_destroyed, 2);
    CHECK_STATUS(opi_terminal_open("opi://127.0.0.1?listen=192.0.2.1:0", &devices, &terminal, NULL), OPI_E_LISTEN);
    CHECK_INT(devices_destroyed, 3);
    CHECK_STATUS(opi_terminal_open(NULL, &devices, &terminal, NULL), OPI_E_NULL);
    CHECK_INT(devices_destroyed, 4);
    CHECK_STATUS(opi_terminal_open(bad_utf8, &devices, &terminal, NULL), OPI_E_INVALID_UTF8);
    CHECK_INT(devices_destroyed, 5);
    CHECK_STATUS(opi_terminal_open(NOBODY, &devices, NULL, NULL), OPI_E_NULL);
    CHECK_INT(devices_destroyed, 6);
}

static void test_destroy_runs_once_when_closed_and_freed(void)
{
    opi_devices devices = counting_devices();
    opi_terminal *terminal = NULL;
    CHECK_STATUS(opi_terminal_open(NOBODY, &devices, &terminal, NULL), OPI_OK);
    memset(&devices, 0, sizeof devices); /* it was copied */
    CHECK_STATUS(opi_terminal_close(terminal, 0), OPI_OK);
    CHECK_STATUS(opi_terminal_close(terminal, 0), OPI_OK);
    CHECK_INT(devices_destroyed, 0);
    opi_terminal_free(terminal);
    CHECK_INT(devices_destroyed, 1);
}

/* ---- closed, faulty, forked --------------------------------------------------------------------------- */

/* Runs a payment and gives its status; the terminal is not to be reached. */
static opi_status pay(opi_terminal *terminal, int *has_result)
{
    opi_request *sale = opi_request_new(OPI_CARD_PAYMENT);
    opi_result *result = stale;
    opi_status status;
    opi_request_set_amount(sale, 1250, "CHF", NULL);
    status = opi_terminal_run(terminal, sale, NULL, &result, NULL);
    *has_result = result != NULL;
    opi_result_free(result);
    opi_request_free(sale);
    return status;
}

static void test_a_closed_terminal_says_so(void)
{
    PROVES("close-twice");
    opi_terminal *terminal = open_nobody();
    int has_result = 1;
    CHECK_STATUS(opi_terminal_close(terminal, 0), OPI_OK);
    CHECK_STATUS(pay(terminal, &has_result), OPI_E_CLOSED);
    CHECK_INT(has_result, 0);
    CHECK_STATUS(opi_terminal_dispatch(terminal, 0), OPI_E_CLOSED);
    CHECK(opi_terminal_listen_port(terminal) > 0);
    opi_terminal_free(terminal);
}

static void test_a_fault_in_the_library_is_a_status(void)
{
    CHECK_STATUS(opi_self_test(NULL), OPI_E_INTERNAL);
    CHECK_STATUS(opi_self_test(NULL), OPI_E_INTERNAL);
}

static void test_a_fault_poisons_its_terminal_only(void)
{
    opi_devices devices = counting_devices();
    opi_terminal *terminal = NULL, *other = open_nobody();
    int has_result = 1;
    CHECK_STATUS(opi_terminal_open(NOBODY, &devices, &terminal, NULL), OPI_OK);
    CHECK_STATUS(opi_self_test(terminal), OPI_E_INTERNAL);
    CHECK_STATUS(opi_self_test(terminal), OPI_E_POISONED);
    CHECK_STATUS(pay(terminal, &has_result), OPI_E_POISONED);
    CHECK_INT(has_result, 0);
    CHECK_STATUS(opi_terminal_dispatch(terminal, 0), OPI_E_POISONED);
    CHECK(opi_terminal_listen_port(terminal) > 0);
    CHECK_STATUS(opi_terminal_close(terminal, 1000), OPI_OK);
    opi_terminal_free(terminal);
    CHECK_INT(devices_destroyed, 1);
    CHECK_STATUS(opi_terminal_dispatch(other, 0), OPI_E_TIMEOUT);
    opi_terminal_free(other);
}

/* What the child of a fork sees; 0 is as it should be. */
static int look_from_child(opi_terminal *terminal)
{
    int has_result = 1, wrong = 0;
    wrong += pay(terminal, &has_result) != OPI_E_FORKED || has_result;
    wrong += opi_terminal_dispatch(terminal, 0) != OPI_E_FORKED;
    wrong += opi_terminal_close(terminal, 0) != OPI_E_FORKED;
    wrong += opi_self_test(terminal) != OPI_E_FORKED;
    wrong += opi_self_test(NULL) != OPI_E_INTERNAL;
    opi_terminal_free(terminal);
    return wrong + devices_destroyed;
}

/* Ends the child as another program where all is well, for leak checkers: what the parent's thread holds is nobody's
 * in the child. */
static void end_child(int wrong)
{
    if (wrong == 0)
        execlp("true", "true", (char *)NULL);
    _exit(1);
}

static void test_a_forked_child_cannot_use_the_terminal(void)
{
    opi_devices devices = counting_devices();
    opi_terminal *terminal = NULL;
    int status = -1;
    pid_t child;
    CHECK_STATUS(opi_terminal_open(NOBODY, &devices, &terminal, NULL), OPI_OK);
    fflush(stdout);
    child = fork();
    if (child == 0)
        end_child(look_from_child(terminal));
    CHECK(waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    CHECK_STATUS(opi_terminal_dispatch(terminal, 0), OPI_E_TIMEOUT);
    opi_terminal_free(terminal);
    CHECK_INT(devices_destroyed, 1);
}

/* ---- cancel objects, the log --------------------------------------------------------------------------- */

static void test_a_cancel_object_stays_cancelled(void)
{
    opi_cancel *cancel = opi_cancel_new();
    CHECK_INT(opi_cancel_is_cancelled(cancel), 0);
    opi_cancel_cancel(cancel);
    opi_cancel_cancel(cancel);
    CHECK_INT(opi_cancel_is_cancelled(cancel), 1);
    opi_cancel_free(cancel);
}

/* Counts the lines of the log, and looks at their form. */
static int32_t log_lines, log_destroyed;

static void OPI_CALLBACK on_log(void *user_data, int32_t level, const char *target, const char *text, size_t len)
{
    CHECK(user_data == &log_destroyed);
    CHECK(level >= OPI_LOG_ERROR && level <= OPI_LOG_TRACE);
    CHECK(target != NULL && *target != '\0');
    CHECK(text != NULL && strlen(text) == len && strchr(text, '\n') == NULL);
    log_lines++;
}

static void test_the_log_goes_to_its_callback_only(void)
{
    PROVES("log");
    log_lines = log_destroyed = 0;
    CHECK_STATUS(opi_log_set(99, on_log, &log_destroyed, count_destroy), OPI_E_INVALID_ARGUMENT);
    CHECK_INT(log_destroyed, 1);
    CHECK_STATUS(opi_log_set(-1, on_log, &log_destroyed, count_destroy), OPI_E_INVALID_ARGUMENT);
    CHECK_INT(log_destroyed, 2);
    CHECK_STATUS(opi_log_set(OPI_LOG_TRACE, on_log, &log_destroyed, count_destroy), OPI_OK);
    CHECK_STATUS(opi_self_test(NULL), OPI_E_INTERNAL);
    CHECK(log_lines > 0);
    CHECK_STATUS(opi_log_set(OPI_LOG_OFF, NULL, NULL, NULL), OPI_OK);
    CHECK_INT(log_destroyed, 3);
    log_lines = 0;
    CHECK_STATUS(opi_self_test(NULL), OPI_E_INTERNAL);
    CHECK_INT(log_lines, 0);
}

int main(void)
{
    RUN(test_versions_are_those_of_the_header);
    RUN(test_every_number_has_a_status_name_text_and_advice);
    RUN(test_every_name_of_the_header_is_known_to_the_library);
    RUN(test_the_family_of_a_status_tells_about_money);
    RUN(test_a_status_speaks_the_language_of_the_cashier);
    RUN(test_currencies_have_their_decimals);
    RUN(test_freeing_null_does_nothing);
    RUN(test_null_handles_give_what_the_header_says);
    RUN(test_amount_of_null_writes_nothing);
    RUN(test_texts_of_null_are_null_with_length_0);
    RUN(test_null_arguments_of_requests);
    RUN(test_null_arguments_of_terminals);
    RUN(test_bad_utf8_is_refused_with_the_place);
    RUN(test_texts_have_a_length_and_a_nul);
    RUN(test_unknown_names_get_the_nearest_one);
    RUN(test_unknown_kinds_give_no_request);
    RUN(test_bad_options_say_what_is_expected);
    RUN(test_a_table_of_wrong_size_is_refused_untouched);
    RUN(test_reserved_must_be_0);
    RUN(test_a_table_of_a_later_version_is_accepted);
    RUN(test_destroy_runs_once_also_when_open_fails);
    RUN(test_destroy_runs_once_when_closed_and_freed);
    RUN(test_a_closed_terminal_says_so);
    RUN(test_a_fault_in_the_library_is_a_status);
    RUN(test_a_fault_poisons_its_terminal_only);
    RUN(test_a_forked_child_cannot_use_the_terminal);
    RUN(test_a_cancel_object_stays_cancelled);
    RUN(test_the_log_goes_to_its_callback_only);
    return finish();
}
