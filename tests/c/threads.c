/* Threads, callbacks, cancelling and closing: who may do what, when, and that nothing ever waits for ever. */
#include "check.h"
#include "peer.h"
#include "till.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* ---- tools --------------------------------------------------------------------------------------------- */

/* A payment on a thread of its own. */
typedef struct payer {
    till *till;
    opi_cancel *cancel;
    outcome outcome;
    pthread_t thread;
} payer;

static void *pay(void *argument)
{
    payer *payer = argument;
    payer->outcome = till_pay(payer->till, 1250, payer->cancel);
    return NULL;
}

static void payer_start(payer *payer, till *till, opi_cancel *cancel)
{
    payer->till = till;
    payer->cancel = cancel;
    REQUIRE(pthread_create(&payer->thread, NULL, pay, payer) == 0);
}

static void payer_end(payer *payer, int32_t verdict)
{
    pthread_join(payer->thread, NULL);
    CHECK_STATUS(payer->outcome.status, OPI_OK);
    CHECK_INT(opi_result_verdict(payer->outcome.result), verdict);
    outcome_end(&payer->outcome);
}

static void check_paid(outcome outcome)
{
    CHECK_STATUS(outcome.status, OPI_OK);
    CHECK_INT(opi_result_verdict(outcome.result), OPI_VERDICT_APPROVED);
    outcome_end(&outcome);
}

static void check_net(till *till, int64_t minor_units)
{
    char part[64];
    snprintf(part, sizeof part, "\"net\":{\"CHF\":%lld}", (long long)minor_units);
    CHECK_HOLDS(sim_ask(till->sim, "ledger"), part);
}

/* A callback that tells that it runs, and waits until it may go on. */
typedef struct pause_point {
    gate reached, go_on;
} pause_point;

static void stop_at_first_callback(till *till, const opi_device_request *request)
{
    pause_point *pause = till->data;
    (void)request;
    gate_open(&pause->reached);
    gate_pass(&pause->go_on);
}

/* ---- two threads, one terminal ------------------------------------------------------------------------- */

static void test_a_second_call_is_busy(void)
{
    PROVES("busy");
    pause_point pause = {CLOSED_GATE, CLOSED_GATE};
    till *till = till_open("ch", "");
    payer payer;
    outcome second;
    till->data = &pause;
    till->inside = stop_at_first_callback;
    payer_start(&payer, till, NULL);
    gate_pass(&pause.reached);
    second = run_request(till->terminal, OPI_CARD_PAYMENT, 700, "CHF", NULL);
    CHECK_STATUS(second.status, OPI_E_BUSY);
    CHECK_INT(opi_error_money(second.error), OPI_MONEY_NO);
    outcome_end(&second);
    CHECK_STATUS(opi_terminal_dispatch(till->terminal, 0), OPI_E_TIMEOUT);
    CHECK_STATUS(opi_terminal_dispatch(till->terminal, 20), OPI_E_TIMEOUT);
    CHECK(opi_terminal_listen_port(till->terminal) > 0);
    gate_open(&pause.go_on);
    payer_end(&payer, OPI_VERDICT_APPROVED);
    check_net(till, 1250);
    till_end(till);
}

enum { PAYERS = 4, TIMES = 5 };

typedef struct crowd {
    till *till;
    gate start;
    pthread_mutex_t lock;
    int64_t paid;
} crowd;

static void *pay_in_a_crowd(void *argument)
{
    crowd *crowd = argument;
    int i;
    gate_pass(&crowd->start);
    for (i = 0; i < TIMES; i++) {
        outcome outcome = run_request(crowd->till->terminal, OPI_CARD_PAYMENT, 100, "CHF", NULL);
        CHECK(outcome.status == OPI_OK || outcome.status == OPI_E_BUSY);
        if (opi_result_verdict(outcome.result) == OPI_VERDICT_APPROVED) {
            pthread_mutex_lock(&crowd->lock);
            crowd->paid += 100;
            pthread_mutex_unlock(&crowd->lock);
        }
        outcome_end(&outcome);
    }
    return NULL;
}

static void test_many_threads_pay_once_for_each_ok(void)
{
    till till_without_devices;
    crowd crowd = {NULL, CLOSED_GATE, PTHREAD_MUTEX_INITIALIZER, 0};
    pthread_t threads[PAYERS];
    int i;
    till_prepare(&till_without_devices);
    crowd.till = &till_without_devices;
    crowd.till->sim = sim_start("ch");
    crowd.till->terminal = open_at(crowd.till->sim->address, "");
    sim_ask(crowd.till->sim, "till %s", opi_terminal_listen_address(crowd.till->terminal, NULL));
    for (i = 0; i < PAYERS; i++)
        REQUIRE(pthread_create(&threads[i], NULL, pay_in_a_crowd, &crowd) == 0);
    gate_open(&crowd.start);
    for (i = 0; i < PAYERS; i++)
        pthread_join(threads[i], NULL);
    CHECK(crowd.paid >= 100);
    check_net(crowd.till, crowd.paid);
    opi_terminal_free(crowd.till->terminal);
    CHECK_TEXT(sim_ask(crowd.till->sim, "findings"), "[]");
    sim_stop(crowd.till->sim);
}

/* ---- inside a callback --------------------------------------------------------------------------------- */

static void call_the_same_terminal(till *till, const opi_device_request *request)
{
    outcome outcome = run_request(till->terminal, OPI_CARD_PAYMENT, 700, "CHF", NULL);
    (void)request;
    CHECK_STATUS(outcome.status, OPI_E_RECURSIVE);
    outcome_end(&outcome);
    CHECK_STATUS(opi_terminal_dispatch(till->terminal, 60000), OPI_E_RECURSIVE);
    CHECK_STATUS(opi_terminal_close(till->terminal, 60000), OPI_E_RECURSIVE);
    CHECK(opi_terminal_listen_port(till->terminal) > 0);
}

static void test_calls_inside_a_callback_are_refused(void)
{
    PROVES("recursive close-in-callback");
    till *till = till_open("ch", "");
    till->inside = call_the_same_terminal;
    check_paid(till_pay(till, 1250, NULL));
    CHECK_TEXT(till->trace, "ddddCMj");
    till->inside = NULL;
    check_paid(till_pay(till, 700, NULL)); /* nothing was closed */
    check_net(till, 1950);
    till_end(till);
}

static void pay_at_the_other_till(till *till, const opi_device_request *request)
{
    if (opi_device_request_role(request) == OPI_RECEIPT_CUSTOMER)
        check_paid(till_pay(till->data, 300, NULL));
}

static void test_other_terminals_may_be_used_inside_a_callback(void)
{
    till *till = till_open("ch", ""), *other = till_open("ch", "");
    till->data = other;
    till->inside = pay_at_the_other_till;
    check_paid(till_pay(till, 1250, NULL));
    check_net(till, 1250);
    check_net(other, 300);
    till_end(till);
    till_end(other);
}

static void free_the_terminal(till *till, const opi_device_request *request)
{
    (void)request;
    opi_terminal_free(till->terminal);
    till->terminal = NULL;
    till->inside = NULL;
    CHECK_INT(till->destroyed, 0);
}

static void test_freed_inside_a_callback_it_ends_with_the_call(void)
{
    till *till = till_open("ch", "");
    till->inside = free_the_terminal;
    check_paid(till_pay(till, 1250, NULL));
    CHECK_TEXT(till->trace, "ddddCMj");
    CHECK_INT(till->destroyed, 1);
    check_net(till, 1250);
    till_end(till);
}

/* ---- cancelling ---------------------------------------------------------------------------------------- */

static void test_cancelled_before_nothing_is_sent(void)
{
    till *till = till_open("ch", "");
    opi_cancel *cancel = opi_cancel_new();
    outcome outcome;
    opi_cancel_cancel(cancel);
    outcome = till_pay(till, 1250, cancel);
    CHECK_STATUS(outcome.status, OPI_E_CANCELLED_BEFORE_SEND);
    CHECK_INT(opi_result_verdict(outcome.result), OPI_VERDICT_NOT_SENT);
    CHECK_INT(opi_error_money(outcome.error), OPI_MONEY_NO);
    outcome_end(&outcome);
    CHECK_HOLDS(sim_ask(till->sim, "ledger"), "\"transactions\":[]");
    CHECK_TEXT(till->trace, "");
    check_paid(till_pay(till, 1250, NULL));
    opi_cancel_free(cancel);
    till_end(till);
}

static void cancel_here(till *till, const opi_device_request *request)
{
    (void)request;
    opi_cancel_cancel(till->data);
    CHECK_INT(opi_cancel_is_cancelled(till->data), 1);
}

static void test_cancelled_inside_a_callback_it_is_aborted(void)
{
    PROVES("cancel-in-callback");
    static const char *const dialects[] = {"ch", "de"};
    size_t i;
    for (i = 0; i < 2; i++) {
        till *till = till_open(dialects[i], "");
        outcome outcome;
        sim_ask(till->sim, "outcome wait");
        till->data = opi_cancel_new();
        till->inside = cancel_here;
        outcome = till_pay(till, 1250, till->data);
        CHECK_STATUS(outcome.status, OPI_OK);
        CHECK_INT(opi_result_verdict(outcome.result), OPI_VERDICT_ABORTED);
        CHECK_STATUS(opi_result_status(outcome.result), OPI_E_ABORTED);
        CHECK_INT(opi_result_money(outcome.result), OPI_MONEY_NO);
        outcome_end(&outcome);
        CHECK_HOLDS(sim_ask(till->sim, "ledger"), "\"state\":\"aborted\"");
        opi_cancel_free(till->data);
        till_end(till);
    }
}

static void tell_that_it_runs(till *till, const opi_device_request *request)
{
    (void)request;
    gate_open(till->data);
}

static void test_cancelled_by_another_thread_it_is_aborted(void)
{
    PROVES("cancel async");
    static const char *const dialects[] = {"ch", "de"};
    size_t i;
    for (i = 0; i < 2; i++) {
        gate runs = CLOSED_GATE;
        till *till = till_open(dialects[i], "");
        opi_cancel *cancel = opi_cancel_new();
        payer payer;
        sim_ask(till->sim, "outcome wait");
        till->data = &runs;
        till->inside = tell_that_it_runs;
        payer_start(&payer, till, cancel);
        gate_pass(&runs);
        opi_cancel_cancel(cancel);
        opi_cancel_cancel(cancel);
        payer_end(&payer, OPI_VERDICT_ABORTED);
        opi_cancel_free(cancel);
        till_end(till);
    }
}

static void cancel_at_the_receipt(till *till, const opi_device_request *request)
{
    if (opi_device_request_kind(request) == OPI_DEVICE_PRINT)
        opi_cancel_cancel(till->data);
}

static void test_cancelled_too_late_it_is_paid(void)
{
    PROVES("cancel-too-late");
    till *till = till_open("ch", "");
    till->data = opi_cancel_new();
    till->inside = cancel_at_the_receipt;
    check_paid(till_pay(till, 1250, till->data));
    check_net(till, 1250);
    opi_cancel_free(till->data);
    till->misbehaves = 1; /* the abort may come when nothing runs any more */
    till_end(till);
}

static void test_cancelled_after_the_call_the_outcome_stays(void)
{
    till *till = till_open("ch", "");
    opi_cancel *cancel = opi_cancel_new();
    outcome outcome = till_pay(till, 1250, cancel);
    opi_cancel_cancel(cancel);
    CHECK_INT(opi_result_verdict(outcome.result), OPI_VERDICT_APPROVED);
    outcome_end(&outcome);
    outcome = till_pay(till, 1250, cancel); /* once cancelled it stays so */
    CHECK_STATUS(outcome.status, OPI_E_CANCELLED_BEFORE_SEND);
    outcome_end(&outcome);
    check_net(till, 1250);
    opi_cancel_free(cancel);
    till_end(till);
}

static void free_the_cancel(till *till, const opi_device_request *request)
{
    (void)request;
    opi_cancel_free(till->data);
    till->data = NULL;
}

static void cancel_and_free(till *till, const opi_device_request *request)
{
    opi_cancel_cancel(till->data);
    free_the_cancel(till, request);
}

static void test_a_cancel_object_may_be_freed_while_the_call_runs(void)
{
    PROVES("dispose-not-cancel");
    till *till = till_open("ch", "");
    outcome outcome;
    till->data = opi_cancel_new();
    till->inside = free_the_cancel;
    check_paid(till_pay(till, 1250, till->data));

    sim_ask(till->sim, "outcome wait");
    till->data = opi_cancel_new();
    till->inside = cancel_and_free;
    outcome = till_pay(till, 1250, till->data);
    CHECK_INT(opi_result_verdict(outcome.result), OPI_VERDICT_ABORTED);
    outcome_end(&outcome);
    till_end(till);
}

static void test_a_cancel_object_outlives_its_terminal(void)
{
    till *till = till_open("ch", "");
    opi_cancel *cancel = opi_cancel_new();
    check_paid(till_pay(till, 1250, cancel));
    till_end(till);
    opi_cancel_cancel(cancel);
    opi_cancel_free(cancel);
}

/* ---- closing and freeing ------------------------------------------------------------------------------- */

static void test_closing_ends_a_running_payment(void)
{
    PROVES("close-other-thread");
    gate runs = CLOSED_GATE;
    till *till = till_open("ch", "");
    outcome after;
    payer payer;
    sim_ask(till->sim, "outcome wait");
    till->data = &runs;
    till->inside = tell_that_it_runs;
    payer_start(&payer, till, NULL);
    gate_pass(&runs);
    CHECK_STATUS(opi_terminal_close(till->terminal, 60000), OPI_OK);
    CHECK_INT(till->destroyed, 0);
    payer_end(&payer, OPI_VERDICT_ABORTED);
    CHECK_STATUS(opi_terminal_close(till->terminal, 0), OPI_OK);
    after = till_pay(till, 1250, NULL);
    CHECK_STATUS(after.status, OPI_E_CLOSED);
    outcome_end(&after);
    CHECK_STATUS(opi_terminal_dispatch(till->terminal, 60000), OPI_E_CLOSED);
    till_end(till);
}

static void test_closing_gives_up_at_its_timeout_and_goes_on(void)
{
    pause_point pause = {CLOSED_GATE, CLOSED_GATE};
    till *till = till_open("ch", "");
    outcome after;
    payer payer;
    sim_ask(till->sim, "outcome wait");
    till->data = &pause;
    till->inside = stop_at_first_callback;
    payer_start(&payer, till, NULL);
    gate_pass(&pause.reached);
    CHECK_STATUS(opi_terminal_close(till->terminal, 0), OPI_E_TIMEOUT);
    CHECK_STATUS(opi_terminal_close(till->terminal, 20), OPI_E_TIMEOUT);
    after = run_request(till->terminal, OPI_CARD_PAYMENT, 700, "CHF", NULL);
    CHECK_STATUS(after.status, OPI_E_CLOSED);
    outcome_end(&after);
    gate_open(&pause.go_on);
    CHECK_STATUS(opi_terminal_close(till->terminal, 60000), OPI_OK);
    payer_end(&payer, OPI_VERDICT_ABORTED);
    till_end(till);
}

static void *close_terminal(void *terminal)
{
    CHECK_STATUS(opi_terminal_close(terminal, 60000), OPI_OK);
    return NULL;
}

static void test_two_threads_may_close(void)
{
    gate runs = CLOSED_GATE;
    till *till = till_open("ch", "");
    pthread_t closer;
    payer payer;
    sim_ask(till->sim, "outcome wait");
    till->data = &runs;
    till->inside = tell_that_it_runs;
    payer_start(&payer, till, NULL);
    gate_pass(&runs);
    REQUIRE(pthread_create(&closer, NULL, close_terminal, till->terminal) == 0);
    close_terminal(till->terminal);
    pthread_join(closer, NULL);
    payer_end(&payer, OPI_VERDICT_ABORTED);
    till_end(till);
}

static void test_freeing_without_closing_ends_a_running_payment(void)
{
    gate runs = CLOSED_GATE;
    till *till = till_open("ch", "");
    payer payer;
    sim_ask(till->sim, "outcome wait");
    till->data = &runs;
    till->inside = tell_that_it_runs;
    payer_start(&payer, till, NULL);
    gate_pass(&runs);
    opi_terminal_free(till->terminal);
    till->terminal = NULL;
    payer_end(&payer, OPI_VERDICT_ABORTED);
    CHECK_INT(till->destroyed, 1);
    till_end(till);
}

/* ---- dispatch ------------------------------------------------------------------------------------------ */

static void test_dispatch_without_requests_times_out(void)
{
    till *till = till_open("ch", "");
    CHECK_STATUS(opi_terminal_dispatch(till->terminal, 0), OPI_E_TIMEOUT);
    CHECK_STATUS(opi_terminal_dispatch(till->terminal, 20), OPI_E_TIMEOUT);
    till_end(till);
}

static void *dispatch_for_long(void *terminal)
{
    opi_status status = opi_terminal_dispatch(terminal, 100000);
    CHECK(status == OPI_E_TIMEOUT || status == OPI_E_CLOSED);
    return NULL;
}

/* Whichever of the two begins first: the payment does not wait for the dispatch, which ends at the latest when the
 * terminal is closed. */
static void test_dispatch_gives_way_to_a_payment(void)
{
    till *till = till_open("ch", "");
    pthread_t dispatcher;
    REQUIRE(pthread_create(&dispatcher, NULL, dispatch_for_long, till->terminal) == 0);
    check_paid(till_pay(till, 1250, NULL));
    CHECK_STATUS(opi_terminal_close(till->terminal, 60000), OPI_OK);
    pthread_join(dispatcher, NULL);
    till_end(till);
}

/* ---- two terminals on one port ---------------------------------------------------------------------------- */

static void *pay_several_times(void *argument)
{
    int i;
    for (i = 0; i < TIMES; i++)
        check_paid(till_pay(argument, 100, NULL));
    return NULL;
}

static void test_two_terminals_share_a_port(void)
{
    PROVES("two-terminals");
    char options[64];
    till *first = till_open("ch", "workstation=1"), *second;
    pthread_t thread;
    int i;
    snprintf(options, sizeof options, "workstation=2&listen=127.0.0.1:%d",
             (int)opi_terminal_listen_port(first->terminal));
    second = till_open("ch", options);
    CHECK_INT(opi_terminal_listen_port(second->terminal), opi_terminal_listen_port(first->terminal));
    REQUIRE(pthread_create(&thread, NULL, pay_several_times, second) == 0);
    pay_several_times(first);
    pthread_join(thread, NULL);
    for (i = 0; i < TIMES; i++) {
        CHECK(strncmp(first->trace + 7 * i, "ddddCMj", 7) == 0);
        CHECK(strncmp(second->trace + 7 * i, "ddddCMj", 7) == 0);
    }
    check_net(first, 100 * TIMES);
    check_net(second, 100 * TIMES);
    till_end(first);
    check_paid(till_pay(second, 100, NULL)); /* the port stays open as long as one needs it */
    till_end(second);
}

int main(void)
{
    RUN(test_a_second_call_is_busy);
    RUN(test_many_threads_pay_once_for_each_ok);
    RUN(test_calls_inside_a_callback_are_refused);
    RUN(test_other_terminals_may_be_used_inside_a_callback);
    RUN(test_freed_inside_a_callback_it_ends_with_the_call);
    RUN(test_cancelled_before_nothing_is_sent);
    RUN(test_cancelled_inside_a_callback_it_is_aborted);
    RUN(test_cancelled_by_another_thread_it_is_aborted);
    RUN(test_cancelled_too_late_it_is_paid);
    RUN(test_cancelled_after_the_call_the_outcome_stays);
    RUN(test_a_cancel_object_may_be_freed_while_the_call_runs);
    RUN(test_a_cancel_object_outlives_its_terminal);
    RUN(test_closing_ends_a_running_payment);
    RUN(test_closing_gives_up_at_its_timeout_and_goes_on);
    RUN(test_two_threads_may_close);
    RUN(test_freeing_without_closing_ends_a_running_payment);
    RUN(test_dispatch_without_requests_times_out);
    RUN(test_dispatch_gives_way_to_a_payment);
    RUN(test_two_terminals_share_a_port);
    return finish();
}
