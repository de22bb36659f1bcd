#include "till.h"

#include "check.h"

#include <stdio.h>
#include <string.h>

/* ---- its devices ------------------------------------------------------------------------------------ */

static void note(till *till, const opi_device_request *request, char letter)
{
    size_t used = strlen(till->trace);
    const char *text = opi_device_request_text(request, NULL);
    if (used + 1 < sizeof till->trace)
        till->trace[used] = letter;
    snprintf(till->last_text, sizeof till->last_text, "%s", text != NULL ? text : "");
    till->strays += !pthread_equal(pthread_self(), till->caller);
    if (till->inside != NULL)
        till->inside(till, request);
}

static int32_t OPI_CALLBACK on_display(void *user_data, const opi_device_request *request)
{
    till *till = user_data;
    CHECK_INT(opi_device_request_kind(request), OPI_DEVICE_DISPLAY);
    note(till, request, 'd');
    return till->display;
}

static int32_t OPI_CALLBACK on_print(void *user_data, const opi_device_request *request)
{
    till *till = user_data;
    int32_t role = opi_device_request_role(request);
    CHECK_INT(opi_device_request_kind(request), OPI_DEVICE_PRINT);
    CHECK(role == OPI_RECEIPT_CUSTOMER || role == OPI_RECEIPT_MERCHANT);
    note(till, request, role == OPI_RECEIPT_CUSTOMER ? 'C' : 'M');
    return till->print;
}

static int32_t OPI_CALLBACK on_input(void *user_data, const opi_device_request *request, opi_answer *answer)
{
    till *till = user_data;
    CHECK(answer != NULL);
    CHECK_INT(opi_device_request_kind(request), OPI_DEVICE_INPUT);
    till->answer = answer;
    note(till, request, 'i');
    till->answer = NULL;
    return till->input;
}

static int32_t OPI_CALLBACK on_journal(void *user_data, const opi_device_request *request)
{
    till *till = user_data;
    CHECK_INT(opi_device_request_kind(request), OPI_DEVICE_JOURNAL);
    note(till, request, 'j');
    return till->journal;
}

static void OPI_CALLBACK on_destroy(void *user_data)
{
    ((till *)user_data)->destroyed++;
}

opi_devices till_devices(till *till)
{
    opi_devices devices = OPI_DEVICES_INIT;
    devices.user_data = till;
    devices.display = on_display;
    devices.print = on_print;
    devices.input = on_input;
    devices.journal = on_journal;
    devices.destroy = on_destroy;
    return devices;
}

/* ---- opening and ending ------------------------------------------------------------------------------- */

static opi_terminal *open_terminal(const char *address, const char *options, const opi_devices *devices)
{
    char url[512];
    opi_terminal *terminal = NULL;
    opi_error *error = NULL;
    snprintf(url, sizeof url, "opi://%s?listen=127.0.0.1:0&%s", address, options);
    if (!CHECK_STATUS(opi_terminal_open(url, devices, &terminal, &error), OPI_OK))
        fprintf(stderr, "%s: %s\n", url, opi_error_message(error, NULL));
    REQUIRE(terminal != NULL && error == NULL);
    return terminal;
}

opi_terminal *open_at(const char *address, const char *options)
{
    return open_terminal(address, options, NULL);
}

void till_prepare(till *till)
{
    memset(till, 0, sizeof *till);
    till->display = till->print = till->input = till->journal = OPI_ANSWER_YES;
    till->caller = pthread_self();
}

till *till_open(const char *dialect, const char *options)
{
    till *till = malloc(sizeof *till);
    opi_devices devices;
    char all[256];
    REQUIRE(till != NULL);
    till_prepare(till);
    devices = till_devices(till);
    till->sim = sim_start(dialect);
    snprintf(all, sizeof all, "dialect=%s&%s", dialect, options);
    till->terminal = open_terminal(till->sim->address, all, &devices);
    CHECK_TEXT(sim_ask(till->sim, "till %s", opi_terminal_listen_address(till->terminal, NULL)), "ok");
    return till;
}

void till_end(till *till)
{
    opi_terminal_free(till->terminal);
    CHECK_INT(till->destroyed, 1);
    CHECK_INT(till->strays, 0);
    if (!till->misbehaves)
        CHECK_TEXT(sim_ask(till->sim, "findings"), "[]");
    sim_stop(till->sim);
    free(till);
}

/* ---- requests ------------------------------------------------------------------------------------------ */

/* What is true of every outcome. */
static void check_outcome(const outcome *outcome)
{
    opi_status status = outcome->status;
    int32_t verdict = opi_result_verdict(outcome->result);
    if (status == OPI_OK) {
        CHECK(outcome->error == NULL);
        CHECK(verdict >= OPI_VERDICT_APPROVED && verdict <= OPI_VERDICT_REFUSED);
        CHECK_INT(opi_result_status(outcome->result) == OPI_OK, verdict == OPI_VERDICT_APPROVED);
        return;
    }
    CHECK_STATUS(opi_error_code(outcome->error), status);
    if (status <= -200 && status >= -299 && status != OPI_E_INTERNAL_IN_FLIGHT)
        CHECK_INT(verdict, OPI_VERDICT_UNKNOWN);
    else if (status <= -100 && status >= -199)
        CHECK_INT(verdict, OPI_VERDICT_NOT_SENT);
    else
        CHECK(outcome->result == NULL);
    if (outcome->result != NULL)
        CHECK_STATUS(opi_result_status(outcome->result), status);
}

outcome run_request(opi_terminal *terminal, int32_t kind, int64_t minor_units, const char *currency,
    opi_cancel *cancel)
{
    outcome outcome = {OPI_OK, NULL, NULL};
    opi_request *request = opi_request_new(kind);
    REQUIRE(request != NULL);
    if (currency != NULL)
        CHECK_STATUS(opi_request_set_amount(request, minor_units, currency, NULL), OPI_OK);
    outcome.status = opi_terminal_run(terminal, request, cancel, &outcome.result, &outcome.error);
    opi_request_free(request);
    check_outcome(&outcome);
    return outcome;
}

outcome till_pay(till *till, int64_t minor_units, opi_cancel *cancel)
{
    const char *currency = strcmp(till->sim->dialect, "ch") == 0 ? "CHF" : "EUR";
    till->caller = pthread_self();
    return run_request(till->terminal, OPI_CARD_PAYMENT, minor_units, currency, cancel);
}

outcome till_ask(till *till, int32_t kind)
{
    till->caller = pthread_self();
    return run_request(till->terminal, kind, 0, NULL, NULL);
}

void outcome_end(outcome *outcome)
{
    opi_result_free(outcome->result);
    opi_error_free(outcome->error);
    outcome->result = NULL;
    outcome->error = NULL;
}

/* ---- gates --------------------------------------------------------------------------------------------- */

void gate_open(gate *gate)
{
    pthread_mutex_lock(&gate->lock);
    gate->is_open = 1;
    pthread_cond_broadcast(&gate->opened);
    pthread_mutex_unlock(&gate->lock);
}

void gate_pass(gate *gate)
{
    pthread_mutex_lock(&gate->lock);
    while (!gate->is_open)
        pthread_cond_wait(&gate->opened, &gate->lock);
    pthread_mutex_unlock(&gate->lock);
}
