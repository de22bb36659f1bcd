/* Payments and what goes with them, at simulated terminals: what the till is told is what the terminal did. */
#include "check.h"
#include "peer.h"
#include "till.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char *field(const outcome *outcome, const char *name)
{
    return opi_result_get(outcome->result, name, NULL);
}

/* The terminal has booked so many minor units altogether. */
static void check_net(till *till, const char *currency, int64_t minor_units)
{
    char part[64];
    snprintf(part, sizeof part, "\"net\":{\"%s\":%lld}", currency, (long long)minor_units);
    CHECK_HOLDS(sim_ask(till->sim, "ledger"), part);
}

/* ---- approved ------------------------------------------------------------------------------------------ */

static void check_approved(const outcome *outcome, const char *currency, int64_t minor_units)
{
    int64_t minor = 0;
    const char *code = NULL;
    CHECK_STATUS(outcome->status, OPI_OK);
    CHECK_INT(opi_result_verdict(outcome->result), OPI_VERDICT_APPROVED);
    CHECK_STATUS(opi_result_status(outcome->result), OPI_OK);
    CHECK_INT(opi_result_money(outcome->result), OPI_MONEY_YES);
    CHECK_INT(opi_result_amount(outcome->result, &minor, &code), 1);
    CHECK_INT(minor, minor_units);
    CHECK_TEXT(code, currency);
    CHECK_INT(opi_result_amount(outcome->result, NULL, NULL), 1);
    CHECK_INT(opi_result_failed_callbacks(outcome->result), 0);
}

static void test_ch_approved_in_the_order_of_the_dialect(void)
{
    PROVES("payment device-display device-print device-journal");
    till *till = till_open("ch", "workstation=lane-1");
    outcome outcome = till_pay(till, 1250, NULL);
    check_approved(&outcome, "CHF", 1250);
    CHECK_TEXT(till->trace, "ddddCMj");
    CHECK_TEXT(field(&outcome, OPI_FIELD_VERDICT), "approved");
    CHECK_TEXT(field(&outcome, OPI_FIELD_STATUS), "OPI_OK");
    CHECK_TEXT(field(&outcome, OPI_FIELD_MONEY_MOVED), "yes");
    CHECK_TEXT(field(&outcome, OPI_FIELD_KIND), "CardPayment");
    CHECK_TEXT(field(&outcome, OPI_FIELD_AMOUNT), "12.50");
    CHECK_TEXT(field(&outcome, OPI_FIELD_CURRENCY), "CHF");
    CHECK_TEXT(field(&outcome, OPI_FIELD_REQUESTED_AMOUNT), "12.50");
    CHECK_TEXT(field(&outcome, OPI_FIELD_TIP), NULL);
    CHECK(field(&outcome, OPI_FIELD_STAN) != NULL);
    CHECK_HOLDS(field(&outcome, OPI_FIELD_CARD), "*");
    check_net(till, "CHF", 1250);
    outcome_end(&outcome);
    till_end(till);
}

static void test_de_approved_in_the_order_of_the_dialect(void)
{
    till *till = till_open("de", "workstation=lane-1");
    outcome outcome = till_pay(till, 1999, NULL);
    check_approved(&outcome, "EUR", 1999);
    CHECK_TEXT(till->trace, "ddddMC");
    CHECK_TEXT(field(&outcome, OPI_FIELD_AMOUNT), "19.99");
    check_net(till, "EUR", 1999);
    outcome_end(&outcome);
    till_end(till);
}

static void test_what_the_till_is_told_is_in_the_ledger(void)
{
    static const char *const dialects[] = {"ch", "de"};
    size_t i;
    for (i = 0; i < 2; i++) {
        till *till = till_open(dialects[i], "");
        outcome outcome = till_pay(till, 1250, NULL);
        const char *ledger = sim_ask(till->sim, "ledger");
        char part[128];
        snprintf(part, sizeof part, "\"request_id\":\"%s\"", field(&outcome, OPI_FIELD_REQUEST_ID));
        CHECK_HOLDS(ledger, part);
        CHECK_HOLDS(ledger, field(&outcome, OPI_FIELD_STAN));
        CHECK_HOLDS(ledger, "\"state\":\"approved\"");
        CHECK_HOLDS(ledger, "\"customer_receipt\":\"acknowledged\"");
        CHECK_HOLDS(ledger, "\"merchant_receipt\":\"acknowledged\"");
        outcome_end(&outcome);
        till_end(till);
    }
}

static void test_receipts_and_journal_are_in_the_result(void)
{
    PROVES("device-journal");
    till *till = till_open("ch", "");
    outcome outcome = till_pay(till, 1250, NULL);
    const opi_result *result = outcome.result;
    size_t i, len = 0;
    CHECK_INT(opi_result_receipt_count(result), 2);
    CHECK_INT(opi_result_receipt_role(result, 0), OPI_RECEIPT_CUSTOMER);
    CHECK_INT(opi_result_receipt_role(result, 1), OPI_RECEIPT_MERCHANT);
    for (i = 0; i < 2; i++) {
        const char *text = opi_result_receipt_text(result, i, &len);
        CHECK_HOLDS(text, "12.50");
        CHECK_INT(len, text != NULL ? strlen(text) : 0);
        CHECK_INT(opi_result_receipt_acknowledged(result, i), 1);
    }
    CHECK_INT(opi_result_receipt_role(result, 2), 0);
    CHECK_INT(opi_result_receipt_acknowledged(result, 2), 0);
    CHECK_TEXT(opi_result_receipt_text(result, 2, &len), NULL);
    CHECK_INT(len, 0);
    CHECK_TEXT(opi_result_receipt_text(result, SIZE_MAX, NULL), NULL);

    CHECK_INT(opi_result_journal_count(result), 1);
    CHECK_TEXT(opi_result_journal_get(result, 0, "amount", &len), "12.50");
    CHECK_INT(len, 5);
    CHECK_TEXT(opi_result_journal_get(result, 0, "no_such_field", &len), NULL);
    CHECK_INT(len, 0);
    CHECK_TEXT(opi_result_journal_get(result, 1, "amount", NULL), NULL);
    CHECK_TEXT(opi_result_journal_get(result, 0, NULL, NULL), NULL);
    CHECK_TEXT(opi_result_get(result, "no_such_field", &len), NULL);
    CHECK_INT(len, 0);
    CHECK_TEXT(opi_result_get(result, NULL, NULL), NULL);
    CHECK_TEXT(opi_result_get(result, "Z\xfcrich", NULL), NULL);
    CHECK_TEXT(opi_result_note(result, opi_result_note_count(result), NULL), NULL);
    outcome_end(&outcome);
    till_end(till);
}

/* The signs of the evidence, a word of `source`=`says` each; contradictions as `first`!`second`. */
static const char *evidence(const opi_result *result)
{
    static char told[512];
    size_t i, at = 0;
    for (i = 0; i < opi_result_evidence_count(result); i++) {
        CHECK(opi_result_evidence_get(result, i, "text", NULL) != NULL);
        at += (size_t)snprintf(told + at, sizeof told - at, "%s=%s ", opi_result_evidence_get(result, i, "source", NULL),
                               opi_result_evidence_get(result, i, "says", NULL));
    }
    for (i = 0; i < opi_result_contradiction_count(result); i++) {
        CHECK_HOLDS(opi_result_contradiction_get(result, i, "text", NULL), " But: ");
        at += (size_t)snprintf(told + at, sizeof told - at, "%s!%s ",
                               opi_result_contradiction_get(result, i, "first", NULL),
                               opi_result_contradiction_get(result, i, "second", NULL));
    }
    told[at] = '\0';
    return told;
}

static void test_evidence_is_in_the_result(void)
{
    till *till = till_open("ch", "");
    outcome outcome = till_pay(till, 1250, NULL);
    const opi_result *result = outcome.result;
    const char *text;
    size_t len = 0;
    CHECK_HOLDS(evidence(result), "answer=paid approval_code=paid ");
    CHECK_HOLDS(evidence(result), "journal=paid ");
    CHECK_INT(opi_result_contradiction_count(result), 0);
    text = opi_result_evidence_get(result, 0, "text", &len);
    CHECK_INT(len, text != NULL ? strlen(text) : 0);
    CHECK(opi_result_evidence_get(result, 0, "text", NULL) == text);
    CHECK_TEXT(opi_result_evidence_get(result, 0, "no_such_field", &len), NULL);
    CHECK_INT(len, 0);
    CHECK_TEXT(opi_result_evidence_get(result, 0, NULL, NULL), NULL);
    CHECK_TEXT(opi_result_evidence_get(result, SIZE_MAX, "text", NULL), NULL);
    CHECK_TEXT(opi_result_contradiction_get(result, 0, "text", &len), NULL);
    outcome_end(&outcome);
    sim_ask(till->sim, "outcome decline:51");
    outcome = till_pay(till, 1250, NULL);
    CHECK_HOLDS(evidence(outcome.result), "answer=not_paid ");
    CHECK_INT(opi_result_contradiction_count(outcome.result), 0);
    outcome_end(&outcome);
    outcome = till_ask(till, OPI_GET_STATUS);
    CHECK_TEXT(evidence(outcome.result), "");
    outcome_end(&outcome);
    till_end(till);
}

static void test_who_contradicts_himself_is_told(void)
{
    peer *peer = peer_answering("<?xml version=\"1.0\"?><CardServiceResponse RequestType=\"CardPayment\" "
                                "WorkstationID=\"lane-1\" RequestID=\"@ID@\" OverallResult=\"Failure\">"
                                "<Tender><Authorisation ApprovalCode=\"4111111111111111\"/></Tender>"
                                "</CardServiceResponse>");
    opi_terminal *terminal = open_at(peer->address, "workstation=lane-1");
    outcome outcome = run_request(terminal, OPI_CARD_PAYMENT, 1250, "CHF", NULL);
    const char *text = opi_result_contradiction_get(outcome.result, 0, "text", NULL);
    CHECK_TEXT(evidence(outcome.result), "answer=not_paid approval_code=paid answer!approval_code ");
    CHECK(text != NULL && strstr(text, "4111") == NULL); /* a code may hide a card number */
    CHECK_HOLDS(opi_result_json(outcome.result, NULL), "\"first\":\"answer\",\"second\":\"approval_code\"");
    outcome_end(&outcome);
    opi_terminal_free(terminal);
    peer_end(peer);
}

static void test_a_result_outlives_its_terminal(void)
{
    till *till = till_open("ch", "");
    outcome outcome = till_pay(till, 1250, NULL);
    const char *json;
    size_t len = 0;
    till_end(till);
    json = opi_result_json(outcome.result, &len);
    CHECK_INT(len, json != NULL ? strlen(json) : 0);
    CHECK(len > 0 && json[0] == '{' && json[len - 1] == '}');
    CHECK_HOLDS(json, "\"verdict\":\"approved\"");
    CHECK_HOLDS(json, "\"amount\":\"12.50\"");
    CHECK(opi_result_json(outcome.result, NULL) == json);
    outcome_end(&outcome);
}

static void test_without_devices_receipts_are_in_the_result(void)
{
    PROVES("devices-none");
    sim *sim = sim_start("ch");
    opi_terminal *terminal = open_at(sim->address, "");
    outcome outcome;
    sim_ask(sim, "till %s", opi_terminal_listen_address(terminal, NULL));
    outcome = run_request(terminal, OPI_CARD_PAYMENT, 1250, "CHF", NULL);
    check_approved(&outcome, "CHF", 1250);
    CHECK_INT(opi_result_receipt_count(outcome.result), 2);
    CHECK_INT(opi_result_receipt_acknowledged(outcome.result, 0), 1);
    CHECK_INT(opi_result_journal_count(outcome.result), 1);
    outcome_end(&outcome);
    opi_terminal_free(terminal);
    CHECK_TEXT(sim_ask(sim, "findings"), "[]");
    sim_stop(sim);
}

static void test_a_tip_is_told_and_charged(void)
{
    till *till = till_open("ch", "");
    outcome outcome;
    sim_ask(till->sim, "outcome tip:10");
    outcome = till_pay(till, 2000, NULL);
    check_approved(&outcome, "CHF", 2200);
    CHECK_TEXT(field(&outcome, OPI_FIELD_TIP), "2.00");
    CHECK_TEXT(field(&outcome, OPI_FIELD_REQUESTED_AMOUNT), "20.00");
    check_net(till, "CHF", 2200);
    outcome_end(&outcome);
    till_end(till);
}

static void test_a_currency_without_decimals(void)
{
    PROVES("money");
    till *till = till_open("ch", "");
    outcome outcome = run_request(till->terminal, OPI_CARD_PAYMENT, 1250, "JPY", NULL);
    check_approved(&outcome, "JPY", 1250);
    CHECK_TEXT(field(&outcome, OPI_FIELD_AMOUNT), "1250");
    outcome_end(&outcome);
    till_end(till);
}

/* ---- what callbacks see and say ------------------------------------------------------------------------ */

static void look_at_display(till *till, const opi_device_request *request)
{
    const char *text, *line;
    size_t len = 0, count = opi_device_request_line_count(request);
    if (opi_device_request_kind(request) != OPI_DEVICE_DISPLAY)
        return;
    CHECK_TEXT(opi_device_request_target(request, &len), "CashierDisplay");
    CHECK_INT(len, strlen("CashierDisplay"));
    CHECK_INT(opi_device_request_for_customer(request), 0);
    CHECK(count > 0);
    text = opi_device_request_text(request, &len);
    line = opi_device_request_line(request, 0, NULL);
    CHECK_HOLDS(text, line != NULL ? line : "?");
    CHECK_INT(len, strlen(text));
    CHECK_TEXT(opi_device_request_line(request, count, &len), NULL);
    CHECK_INT(len, 0);
    /* What belongs to other kinds of request. */
    CHECK_INT(opi_device_request_role(request), 0);
    CHECK_INT(opi_device_request_prompt_kind(request), 0);
    CHECK_TEXT(opi_device_request_command(request, NULL), NULL);
    CHECK_INT(opi_device_request_min_length(request), -1);
    CHECK_TEXT(opi_device_request_get(request, "amount", NULL), NULL);
    ++*(int *)till->data;
}

static void test_a_display_callback_sees_its_lines(void)
{
    PROVES("device-display");
    till *till = till_open("ch", "");
    int looked = 0;
    outcome outcome;
    till->data = &looked;
    till->inside = look_at_display;
    outcome = till_pay(till, 1250, NULL);
    CHECK_INT(looked, 4);
    outcome_end(&outcome);
    till_end(till);
}

static void look_at_question(till *till, const opi_device_request *request)
{
    if (opi_device_request_kind(request) != OPI_DEVICE_INPUT)
        return;
    CHECK_INT(opi_device_request_prompt_kind(request), OPI_PROMPT_CONFIRMATION);
    CHECK_TEXT(opi_device_request_command(request, NULL), "GetConfirmation");
    CHECK_TEXT(opi_device_request_target(request, NULL), "");
    CHECK(*opi_device_request_text(request, NULL) != '\0');
    CHECK_INT(opi_device_request_role(request), 0);
    (void)till;
}

static void pay_by_signature(int32_t answer, int32_t verdict, const char *trace, int64_t net)
{
    till *till = till_open("ch", "");
    outcome outcome;
    sim_ask(till->sim, "outcome signature");
    till->input = answer;
    till->inside = look_at_question;
    outcome = till_pay(till, 1250, NULL);
    CHECK_STATUS(outcome.status, OPI_OK);
    CHECK_INT(opi_result_verdict(outcome.result), verdict);
    CHECK_INT(opi_result_failed_callbacks(outcome.result), answer < 0);
    CHECK_TEXT(till->trace, trace);
    check_net(till, "CHF", net);
    outcome_end(&outcome);
    till_end(till);
}

static void test_the_cashier_accepts_the_signature(void)
{
    PROVES("device-input");
    pay_by_signature(OPI_ANSWER_YES, OPI_VERDICT_APPROVED, "dddMiCj", 1250);
}

static void test_the_cashier_rejects_the_signature(void)
{
    pay_by_signature(OPI_ANSWER_NO, OPI_VERDICT_ABORTED, "dddMid", 0);
}

static void test_no_answer_is_no_acceptance(void)
{
    pay_by_signature(OPI_ANSWER_DEFAULT, OPI_VERDICT_ABORTED, "dddMid", 0);
    pay_by_signature(OPI_ANSWER_FAILED, OPI_VERDICT_ABORTED, "dddMid", 0);
}

/* What a receipt's callback answers decides whether the terminal lets go of it. */
static void test_a_receipt_not_taken_blocks_until_reprinted(void)
{
    PROVES("device-print");
    till *till = till_open("ch", "");
    outcome outcome;
    till->print = OPI_ANSWER_DEFAULT;
    outcome = till_pay(till, 1250, NULL);
    check_approved(&outcome, "CHF", 1250);
    CHECK_INT(opi_result_receipt_acknowledged(outcome.result, 0), 0);
    outcome_end(&outcome);

    till->print = OPI_ANSWER_YES;
    outcome = till_pay(till, 700, NULL);
    CHECK_STATUS(outcome.status, OPI_OK);
    CHECK_INT(opi_result_verdict(outcome.result), OPI_VERDICT_REFUSED);
    CHECK_STATUS(opi_result_status(outcome.result), OPI_E_PRINT_LAST_TICKET);
    CHECK_INT(opi_result_money(outcome.result), OPI_MONEY_NO);
    CHECK_TEXT(field(&outcome, OPI_FIELD_STATUS), "OPI_E_PRINT_LAST_TICKET");
    outcome_end(&outcome);
    check_net(till, "CHF", 1250);

    outcome = till_ask(till, OPI_TICKET_REPRINT);
    CHECK_STATUS(outcome.status, OPI_OK);
    CHECK_INT(opi_result_verdict(outcome.result), OPI_VERDICT_APPROVED);
    CHECK(opi_result_receipt_count(outcome.result) > 0);
    outcome_end(&outcome);

    outcome = till_pay(till, 700, NULL);
    check_approved(&outcome, "CHF", 700);
    outcome_end(&outcome);
    check_net(till, "CHF", 1950);
    till->misbehaves = 1; /* the second payment, while a receipt waited */
    till_end(till);
}

static void test_failed_callbacks_are_counted(void)
{
    PROVES("callback-throws");
    till *till = till_open("ch", "");
    outcome outcome;
    till->display = OPI_ANSWER_FAILED;
    till->journal = 4711; /* no answer that there is */
    outcome = till_pay(till, 1250, NULL);
    CHECK_INT(opi_result_verdict(outcome.result), OPI_VERDICT_APPROVED);
    CHECK_INT(opi_result_failed_callbacks(outcome.result), 5);
    CHECK_INT(opi_result_receipt_acknowledged(outcome.result, 0), 1);
    outcome_end(&outcome);
    till->misbehaves = 1;
    till_end(till);
}

/* ---- answered, and not approved ------------------------------------------------------------------------ */

static void check_not_paid(const char *words, int32_t verdict, opi_status status)
{
    static const char *const dialects[] = {"ch", "de"};
    size_t i;
    for (i = 0; i < 2; i++) {
        till *till = till_open(dialects[i], "");
        outcome outcome;
        CHECK_TEXT(sim_ask(till->sim, "outcome %s", words), "ok");
        outcome = till_pay(till, 1250, NULL);
        CHECK_STATUS(outcome.status, OPI_OK);
        CHECK_INT(opi_result_verdict(outcome.result), verdict);
        CHECK_STATUS(opi_result_status(outcome.result), status);
        CHECK_INT(opi_result_money(outcome.result), OPI_MONEY_NO);
        CHECK_TEXT(field(&outcome, OPI_FIELD_MONEY_MOVED), "no");
        CHECK_INT(opi_result_amount(outcome.result, NULL, NULL), 0);
        CHECK(strstr(sim_ask(till->sim, "ledger"), "\"state\":\"approved\"") == NULL);
        outcome_end(&outcome);
        till->misbehaves = verdict == OPI_VERDICT_REFUSED;
        till_end(till);
    }
}

static void test_declined(void)
{
    PROVES("decline");
    check_not_paid("decline:51", OPI_VERDICT_DECLINED, OPI_E_DECLINED);
}

static void test_aborted_by_the_customer(void)
{
    check_not_paid("abort", OPI_VERDICT_ABORTED, OPI_E_ABORTED);
}

static void test_busy_or_logged_out(void)
{
    check_not_paid("busy", OPI_VERDICT_REFUSED, OPI_E_TERMINAL_BUSY);
    check_not_paid("logged-out", OPI_VERDICT_REFUSED, OPI_E_LOGGED_OUT);
}

static void test_requests_without_amount(void)
{
    PROVES("service");
    till *till = till_open("ch", "");
    outcome outcome = till_ask(till, OPI_DEACTIVATE_TERMINAL);
    CHECK_INT(opi_result_verdict(outcome.result), OPI_VERDICT_APPROVED);
    CHECK_INT(opi_result_amount(outcome.result, NULL, NULL), 0);
    outcome_end(&outcome);
    outcome = till_ask(till, OPI_ACTIVATE_TERMINAL);
    CHECK_INT(opi_result_verdict(outcome.result), OPI_VERDICT_APPROVED);
    outcome_end(&outcome);
    outcome = till_ask(till, OPI_GET_STATUS);
    CHECK_INT(opi_result_verdict(outcome.result), OPI_VERDICT_APPROVED);
    outcome_end(&outcome);
    till_end(till);
}

/* ---- not sent, and unknown ------------------------------------------------------------------------------ */

static void test_a_closed_port_is_not_sent(void)
{
    PROVES("not-sent");
    char address[32];
    int held = hold_port(0, address);
    opi_terminal *terminal = open_at(address, "");
    outcome outcome = run_request(terminal, OPI_CARD_PAYMENT, 1250, "CHF", NULL);
    CHECK_STATUS(outcome.status, OPI_E_CONNECT_REFUSED);
    CHECK_INT(opi_result_verdict(outcome.result), OPI_VERDICT_NOT_SENT);
    CHECK_INT(opi_result_money(outcome.result), OPI_MONEY_NO);
    CHECK_TEXT(field(&outcome, OPI_FIELD_VERDICT), "not_sent");
    CHECK_HOLDS(opi_error_message(outcome.error, NULL), address);
    CHECK_HOLDS(opi_error_advice(outcome.error, NULL), "port");
    CHECK_INT(opi_error_money(outcome.error), OPI_MONEY_NO);
    CHECK_HOLDS(opi_result_json(outcome.result, NULL), "OPI_E_CONNECT_REFUSED");
    outcome_end(&outcome);
    opi_terminal_free(terminal);
    close(held);
}

static void test_a_name_that_nobody_knows_is_not_sent(void)
{
    opi_terminal *terminal = open_at("no-such-terminal.invalid", "connect_ms=60000");
    outcome outcome = run_request(terminal, OPI_CARD_PAYMENT, 1250, "CHF", NULL);
    CHECK_STATUS(outcome.status, OPI_E_RESOLVE);
    CHECK_HOLDS(opi_error_message(outcome.error, NULL), "no-such-terminal.invalid");
    outcome_end(&outcome);
    opi_terminal_free(terminal);
}

/* The outcome is not known, although the terminal knows it. */
static void check_unknown(const char *dialect, const char *words, const char *options, opi_status status)
{
    till *till = till_open(dialect, options);
    outcome outcome;
    CHECK_TEXT(sim_ask(till->sim, "outcome %s", words), "ok");
    outcome = till_pay(till, 1250, NULL);
    CHECK_STATUS(outcome.status, status);
    CHECK_INT(opi_result_verdict(outcome.result), OPI_VERDICT_UNKNOWN);
    CHECK_INT(opi_result_money(outcome.result), OPI_MONEY_POSSIBLY);
    CHECK_TEXT(field(&outcome, OPI_FIELD_MONEY_MOVED), "possibly");
    CHECK_INT(opi_result_amount(outcome.result, NULL, NULL), 0);
    CHECK_INT(opi_error_money(outcome.error), OPI_MONEY_POSSIBLY);
    CHECK_HOLDS(opi_error_advice(outcome.error, NULL), "not send again");
    check_net(till, strcmp(dialect, "ch") == 0 ? "CHF" : "EUR", 1250);
    outcome_end(&outcome);
    /* An abort after the fact is the right thing to try, and the terminal may say that nothing runs. */
    till->misbehaves = status == OPI_E_RESPONSE_TIMEOUT;
    till_end(till);
}

static void test_a_broken_connection_is_unknown(void)
{
    check_unknown("ch", "drop-pay:0", "", OPI_E_CONNECTION_LOST);
    check_unknown("ch", "drop-pay:37", "", OPI_E_CONNECTION_LOST);
    check_unknown("de", "drop-pay:3", "", OPI_E_CONNECTION_LOST);
    check_unknown("de", "drop-pay:300", "", OPI_E_CONNECTION_LOST);
}

static void test_silence_is_unknown(void)
{
    PROVES("unknown");
    check_unknown("ch", "silent", "idle_ms=300&abort_ms=300", OPI_E_RESPONSE_TIMEOUT);
    check_unknown("de", "silent", "idle_ms=300&abort_ms=300", OPI_E_RESPONSE_TIMEOUT);
}

static void test_receipts_come_over_a_bad_line(void)
{
    PROVES("utf8-umlauts");
    till *till = till_open("ch", "");
    outcome outcome;
    CHECK_TEXT(sim_ask(till->sim, "outcome split:1,latin"), "ok");
    outcome = till_pay(till, 1250, NULL);
    check_approved(&outcome, "CHF", 1250);
    CHECK_TEXT(till->trace, "ddddCMj");
    outcome_end(&outcome);
    till_end(till);
}

int main(void)
{
    RUN(test_ch_approved_in_the_order_of_the_dialect);
    RUN(test_de_approved_in_the_order_of_the_dialect);
    RUN(test_what_the_till_is_told_is_in_the_ledger);
    RUN(test_receipts_and_journal_are_in_the_result);
    RUN(test_evidence_is_in_the_result);
    RUN(test_who_contradicts_himself_is_told);
    RUN(test_a_result_outlives_its_terminal);
    RUN(test_without_devices_receipts_are_in_the_result);
    RUN(test_a_tip_is_told_and_charged);
    RUN(test_a_currency_without_decimals);
    RUN(test_a_display_callback_sees_its_lines);
    RUN(test_the_cashier_accepts_the_signature);
    RUN(test_the_cashier_rejects_the_signature);
    RUN(test_no_answer_is_no_acceptance);
    RUN(test_a_receipt_not_taken_blocks_until_reprinted);
    RUN(test_failed_callbacks_are_counted);
    RUN(test_declined);
    RUN(test_aborted_by_the_customer);
    RUN(test_busy_or_logged_out);
    RUN(test_requests_without_amount);
    RUN(test_a_closed_port_is_not_sent);
    RUN(test_a_name_that_nobody_knows_is_not_sent);
    RUN(test_a_broken_connection_is_unknown);
    RUN(test_silence_is_unknown);
    RUN(test_receipts_come_over_a_bad_line);
    return finish();
}
