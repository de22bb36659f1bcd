/* Bad input, from the caller and from the network: each gives a status, and words that say what, where and what to do. */
#include "check.h"
#include "peer.h"
#include "till.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* ---- from the caller: amounts --------------------------------------------------------------------------- */

/* A payment of which nothing may be sent; nobody listens where it would go. */
static void check_amount_refused(int64_t minor_units, const char *currency, const char *words)
{
    char address[32];
    int held = hold_port(0, address);
    opi_terminal *terminal = open_at(address, "");
    outcome outcome = run_request(terminal, OPI_CARD_PAYMENT, minor_units, currency, NULL);
    CHECK_STATUS(outcome.status, OPI_E_INVALID_AMOUNT);
    CHECK(outcome.result == NULL);
    CHECK_HOLDS(opi_error_message(outcome.error, NULL), words);
    CHECK_INT(opi_error_money(outcome.error), OPI_MONEY_NO);
    outcome_end(&outcome);
    opi_terminal_free(terminal);
    close(held);
}

static void test_amounts_no_terminal_takes(void)
{
    PROVES("money");
    check_amount_refused(0, "CHF", "greater than zero");
    check_amount_refused(-1250, "CHF", "greater than zero");
    check_amount_refused(INT64_MIN, "CHF", "greater than zero");
    check_amount_refused(100000000000, "CHF", "larger than any terminal takes");
    check_amount_refused(INT64_MAX, "KWD", "larger than any terminal takes");
    check_amount_refused(0, NULL, "needs an amount");
}

static void test_an_amount_where_none_belongs(void)
{
    opi_terminal *terminal = open_at("127.0.0.1:1", "");
    outcome outcome = run_request(terminal, OPI_TICKET_REPRINT, 1250, "CHF", NULL);
    CHECK_STATUS(outcome.status, OPI_E_INVALID_AMOUNT);
    CHECK_HOLDS(opi_error_message(outcome.error, NULL), "TicketReprint takes no amount");
    outcome_end(&outcome);
    opi_terminal_free(terminal);
}

static void test_unknown_currencies(void)
{
    static const char *const unknown[] = {"SFR", "", "C", "CHFF", "756", "Fr."};
    opi_request *request = opi_request_new(OPI_CARD_PAYMENT);
    size_t i;
    for (i = 0; i < sizeof unknown / sizeof *unknown; i++) {
        opi_error *error = NULL;
        CHECK_STATUS(opi_request_set_amount(request, 1250, unknown[i], &error), OPI_E_INVALID_AMOUNT);
        CHECK_HOLDS(opi_error_message(error, NULL), unknown[i]);
        CHECK_HOLDS(opi_error_message(error, NULL), "4217");
        opi_error_free(error);
    }
    opi_request_free(request);
}

/* ---- from the caller: names and URLs ---------------------------------------------------------------------- */

static void check_url(const char *url, opi_status status, const char *words)
{
    opi_terminal *terminal = NULL;
    opi_error *error = NULL;
    CHECK_STATUS(opi_terminal_open(url, NULL, &terminal, &error), status);
    CHECK(terminal == NULL);
    CHECK_HOLDS(opi_error_message(error, NULL), words);
    CHECK(*opi_error_advice(error, NULL) != '\0');
    opi_terminal_free(terminal);
    opi_error_free(error);
}

static void test_urls_that_cannot_be_read(void)
{
    check_url("", OPI_E_INVALID_URL, "opi://");
    check_url("127.0.0.1:4100", OPI_E_INVALID_URL, "starts with opi://");
    check_url("https://127.0.0.1", OPI_E_INVALID_URL, "'https://127.0.0.1'");
    check_url("opi://", OPI_E_INVALID_URL, "names no host");
    check_url("opi://127.0.0.1:0", OPI_E_INVALID_URL, "'0'");
    check_url("opi://127.0.0.1:65536", OPI_E_INVALID_URL, "'65536'");
    check_url("opi://127.0.0.1/till", OPI_E_INVALID_URL, "host and a port");
    check_url("opi://fe80::1:4100", OPI_E_INVALID_URL, "brackets");
}

static void test_url_options_that_do_not_exist(void)
{
    PROVES("open-close");
    check_url("opi://127.0.0.1?workstaton=2", OPI_E_UNKNOWN_NAME, "did you mean 'workstation'?");
    check_url("opi://127.0.0.1?conect_ms=1", OPI_E_UNKNOWN_NAME, "did you mean 'connect_ms'?");
    check_url("opi://127.0.0.1?Dialekt=ch", OPI_E_UNKNOWN_NAME, "did you mean 'dialect'?");
    check_url("opi://127.0.0.1?xyzzy=1", OPI_E_UNKNOWN_NAME, "there are: dialect, ");
}

static void test_url_options_with_bad_values(void)
{
    check_url("opi://127.0.0.1?dialect=fr", OPI_E_INVALID_URL, "one of ch, de");
    check_url("opi://127.0.0.1?idle_ms=soon", OPI_E_INVALID_URL, "idle_ms is 'soon', expected milliseconds");
    check_url("opi://127.0.0.1?listen=99999", OPI_E_INVALID_URL, "'99999'");
    check_url("opi://127.0.0.1?workstation=", OPI_E_INVALID_URL, "1 to 32");
    check_url("opi://127.0.0.1?max_frame=17", OPI_E_INVALID_URL, "4096");
    check_url("opi://127.0.0.1?hard_ms=1000&abort_ms=2000", OPI_E_INVALID_URL, "hard_ms must be greater");
}

static void test_what_a_dialect_does_not_have(void)
{
    opi_terminal *terminal = open_at("127.0.0.1:1", "dialect=de");
    outcome outcome = run_request(terminal, OPI_CLOSE_DAY, 0, NULL, NULL);
    CHECK_STATUS(outcome.status, OPI_E_UNSUPPORTED);
    CHECK_HOLDS(opi_error_message(outcome.error, NULL), "CloseDay");
    CHECK_HOLDS(opi_error_message(outcome.error, NULL), "use ReconciliationWithClosure");
    outcome_end(&outcome);
    outcome = run_request(terminal, OPI_PAYMENT_REVERSAL, 1250, "EUR", NULL);
    CHECK_STATUS(outcome.status, OPI_E_INVALID_ARGUMENT);
    CHECK_HOLDS(opi_error_message(outcome.error, NULL), "'stan'");
    outcome_end(&outcome);
    opi_terminal_free(terminal);
}

/* ---- the till's port ----------------------------------------------------------------------------------------- */

static void test_a_port_that_is_taken_names_who_has_it(void)
{
    char address[32], url[128], process[64];
    int held = hold_port(1, address);
    snprintf(url, sizeof url, "opi://127.0.0.1?listen=%s", address);
    snprintf(process, sizeof process, "process %ld", (long)getpid());
    check_url(url, OPI_E_LISTEN, address);
    check_url(url, OPI_E_LISTEN, process);
    close(held);
}

static void test_a_port_taken_by_another_program(void)
{
    sim *sim = sim_start("ch");
    char url[128], process[64];
    snprintf(url, sizeof url, "opi://127.0.0.1?listen=%s", sim->address);
    snprintf(process, sizeof process, "opi-sim (process %ld)", (long)sim->pid);
    check_url(url, OPI_E_LISTEN, process);
    sim_stop(sim);
}

static void test_a_port_of_another_machine(void)
{
    check_url("opi://127.0.0.1?listen=192.0.2.1:4102", OPI_E_LISTEN, "192.0.2.1 is not an address of this machine");
}

/* ---- from the terminal's side: channel 0 ---------------------------------------------------------------------- */

/* A payment at a peer ends unknown, with this status and these words. */
static void check_peer(peer *peer, opi_status status, const char *words)
{
    opi_terminal *terminal = open_at(peer->address, "workstation=lane-1");
    outcome outcome = run_request(terminal, OPI_CARD_PAYMENT, 1250, "CHF", NULL);
    CHECK_STATUS(outcome.status, status);
    CHECK_INT(opi_result_verdict(outcome.result), OPI_VERDICT_UNKNOWN);
    CHECK_INT(opi_error_money(outcome.error), OPI_MONEY_POSSIBLY);
    CHECK_HOLDS(opi_error_message(outcome.error, NULL), words);
    CHECK_HOLDS(opi_error_advice(outcome.error, NULL), "not send again");
    CHECK_HOLDS(peer->request, "<CardServiceRequest");
    CHECK_HOLDS(peer->request, "RequestType=\"CardPayment\"");
    CHECK_HOLDS(peer->request, "WorkstationID=\"lane-1\"");
    outcome_end(&outcome);
    opi_terminal_free(terminal);
    peer_end(peer);
}

#define SAYING(text) peer_saying(text, sizeof text - 1)

static void test_other_protocols_are_recognised(void)
{
    check_peer(SAYING("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"), OPI_E_NOT_OPI, "HTTP");
    check_peer(SAYING("<!DOCTYPE html><html></html>"), OPI_E_NOT_OPI, "HTTP");
    check_peer(SAYING("\x15\x03\x03\x00\x02\x02\x32"), OPI_E_NOT_OPI, "TLS");
    check_peer(SAYING("\x80\x00\x00"), OPI_E_NOT_OPI, "ZVT");
    check_peer(SAYING("\x84\x83\x00"), OPI_E_NOT_OPI, "ZVT");
    check_peer(SAYING("SSH-2.0-OpenSSH_9.9\r\n"), OPI_E_NOT_OPI, "SSH");
    check_peer(SAYING("<?xml version=\"1.0\"?><CardServiceResponse/>"), OPI_E_NOT_OPI, "without the four-byte length");
}

static void test_a_frame_that_is_too_long(void)
{
    check_peer(SAYING("\x00\x10\x00\x01<?xml"), OPI_E_FRAME, "1048577 bytes, but at most 1048576");
    check_peer(SAYING("\xff\xff\xff\xff"), OPI_E_FRAME, "4294967295 bytes");
}

static void test_an_answer_that_is_cut(void)
{
    check_peer(SAYING(""), OPI_E_CONNECTION_LOST, "before its answer");
    check_peer(SAYING("\x00\x00"), OPI_E_CONNECTION_LOST, "in the middle of its answer");
    check_peer(SAYING("\x00\x00\x01\x00<?xml version=\"1.0\"?><Card"), OPI_E_CONNECTION_LOST,
               "in the middle of its answer");
    check_peer(peer_answering("<CardServiceResponse RequestType=\"CardPayment\"><Terminal"), OPI_E_PROTOCOL,
               "ends before its root element does");
}

static void test_documents_that_are_no_answers(void)
{
    check_peer(peer_answering(""), OPI_E_PROTOCOL, "no XML element");
    check_peer(peer_answering("Guten Tag"), OPI_E_PROTOCOL, "cannot be read");
    check_peer(peer_answering("<Envelope/>"), OPI_E_PROTOCOL, "the root element is <Envelope>");
    check_peer(peer_answering("<!DOCTYPE a [<!ENTITY b 'c'>]><CardServiceResponse/>"), OPI_E_PROTOCOL, "DOCTYPE");
    check_peer(peer_answering("<DeviceRequest RequestType=\"Output\" RequestID=\"@ID@\"/>"), OPI_E_PROTOCOL,
               "DeviceRequest came where an answer was expected");
}

#define ANSWER(kind, workstation, id, rest)                                                       \
    peer_answering("<?xml version=\"1.0\"?><CardServiceResponse RequestType=\"" kind "\" "        \
                   "WorkstationID=\"" workstation "\" RequestID=\"" id "\"" rest "/>")

static void test_an_answer_without_a_mandatory_attribute(void)
{
    check_peer(ANSWER("CardPayment", "lane-1", "@ID@", ""), OPI_E_PROTOCOL,
               "<CardServiceResponse> lacks its mandatory attribute OverallResult");
    check_peer(peer_answering("<CardServiceResponse RequestType=\"CardPayment\" WorkstationID=\"lane-1\" "
                              "OverallResult=\"Success\"/>"),
               OPI_E_PROTOCOL, "lacks its mandatory attribute RequestID");
}

static void test_answers_to_other_requests(void)
{
    check_peer(ANSWER("CardPayment", "lane-1", "4711", " OverallResult=\"Success\""), OPI_E_FOREIGN_RESPONSE,
               "answered 1 other request(s), but not CardPayment");
    check_peer(ANSWER("CardPayment", "lane-2", "@ID@", " OverallResult=\"Success\""), OPI_E_FOREIGN_RESPONSE, "other");
    check_peer(ANSWER("PaymentRefund", "lane-1", "@ID@", " OverallResult=\"Success\""), OPI_E_FOREIGN_RESPONSE, "other");
}

/* The counter-proof: the same peer, saying the right thing. */
static void test_a_right_answer_of_the_same_peer(void)
{
    peer *peer = ANSWER("CardPayment", "lane-1", "@ID@", " OverallResult=\"Success\"");
    opi_terminal *terminal = open_at(peer->address, "workstation=lane-1");
    outcome outcome = run_request(terminal, OPI_CARD_PAYMENT, 1250, "CHF", NULL);
    CHECK_STATUS(outcome.status, OPI_OK);
    CHECK_INT(opi_result_verdict(outcome.result), OPI_VERDICT_APPROVED);
    outcome_end(&outcome);
    opi_terminal_free(terminal);
    peer_end(peer);
}

static void test_a_result_that_nobody_knows_is_inconclusive(void)
{
    peer *peer = ANSWER("CardPayment", "lane-1", "@ID@", " OverallResult=\"Perhaps\"");
    opi_terminal *terminal = open_at(peer->address, "workstation=lane-1");
    outcome outcome = run_request(terminal, OPI_CARD_PAYMENT, 1250, "CHF", NULL);
    CHECK_STATUS(outcome.status, OPI_E_INCONCLUSIVE);
    CHECK_INT(opi_result_verdict(outcome.result), OPI_VERDICT_UNKNOWN);
    CHECK_TEXT(opi_result_get(outcome.result, OPI_FIELD_OVERALL_RESULT, NULL), "Perhaps");
    outcome_end(&outcome);
    opi_terminal_free(terminal);
    peer_end(peer);
}

/* ---- from the terminal's side: channel 1 ---------------------------------------------------------------------- */

#define DEVICE_REQUEST(workstation, target)                                                            \
    "<?xml version=\"1.0\"?><DeviceRequest RequestType=\"Output\" WorkstationID=\"" workstation "\" "  \
    "RequestID=\"77\"><Output OutDeviceTarget=\"" target "\"><TextLine>Gr\303\274ezi</TextLine></Output></DeviceRequest>"

/* A till whose terminal is at 127.0.0.1, and nothing at all runs there. */
static void open_bare(till *till, int with_print)
{
    opi_devices devices;
    till_prepare(till);
    devices = till_devices(till);
    if (!with_print)
        devices.print = NULL;
    CHECK_STATUS(opi_terminal_open("opi://127.0.0.1:1?listen=127.0.0.1:0&workstation=lane-1", &devices,
                                   &till->terminal, NULL),
                 OPI_OK);
    REQUIRE(till->terminal != NULL);
}

static int call_back(till *till, const char *source, const char *xml)
{
    int connection = connect_from(source, opi_terminal_listen_address(till->terminal, NULL));
    REQUIRE(connection >= 0);
    send_frame(connection, xml);
    return connection;
}

/* Dispatches until the other end of a connection can read something, be it its end; nothing is served meanwhile. */
static void dispatch_until_answered(till *till, int connection)
{
    struct pollfd answer = {connection, POLLIN, 0};
    do
        CHECK_STATUS(opi_terminal_dispatch(till->terminal, 10), OPI_E_TIMEOUT);
    while (poll(&answer, 1, 0) == 0);
}

/* What a terminal's device request, sent while no request runs, gets for an answer. */
static void check_call_back(int with_print, const char *xml, const char *answer, const char *trace,
    void (*inside)(till *till, const opi_device_request *request))
{
    till till;
    char text[4096] = "";
    int connection;
    open_bare(&till, with_print);
    till.inside = inside;
    connection = call_back(&till, "127.0.0.1", xml);
    CHECK_STATUS(opi_terminal_dispatch(till.terminal, 60000), OPI_OK);
    CHECK(read_frame(connection, text, sizeof text));
    CHECK_HOLDS(text, "<DeviceResponse");
    CHECK_HOLDS(text, "RequestID=\"77\"");
    CHECK_HOLDS(text, answer);
    CHECK_TEXT(till.trace, trace);
    if (*trace != '\0')
        CHECK_TEXT(till.last_text, "Gr\303\274ezi");
    close(connection);
    opi_terminal_free(till.terminal);
    CHECK_INT(till.destroyed, 1);
    CHECK_INT(till.strays, 0);
}

static void test_dispatch_serves_what_comes_between_requests(void)
{
    PROVES("dispatch");
    check_call_back(1, DEVICE_REQUEST("lane-1", "CashierDisplay"), "OverallResult=\"Success\"", "d", NULL);
    check_call_back(1, DEVICE_REQUEST("lane-1", "Printer"), "OverallResult=\"Success\"", "C", NULL);
}

static void test_a_late_receipt_without_printer_is_refused(void)
{
    check_call_back(0, DEVICE_REQUEST("lane-1", "Printer"), "OverallResult=\"Failure\"", "", NULL);
}

static void test_a_device_nobody_has_is_unavailable(void)
{
    check_call_back(1, DEVICE_REQUEST("lane-1", "Toaster"), "OverallResult=\"DeviceUnavailable\"", "", NULL);
}

#define QUESTION(command)                                                                                  \
    "<DeviceRequest RequestType=\"Input\" WorkstationID=\"lane-1\" RequestID=\"77\">"                        \
    "<Output OutDeviceTarget=\"CashierDisplay\"><TextLine>Gr\303\274ezi</TextLine></Output>"               \
    "<Input InDeviceTarget=\"CashierKeyboard\">" command "</Input></DeviceRequest>"

#define GET_AMOUNT QUESTION("<Command MinLength=\"1\" MaxLength=\"8\" Decimals=\"2\" TimeOut=\"30\">GetAmount</Command>")

static void type_an_amount(till *till, const opi_device_request *request)
{
    static const char *const no_numbers[] = {"", ".", "12,50", "-1", "1.2.3", "twelve", " 7", "1e3"};
    size_t i;
    CHECK_INT(opi_device_request_prompt_kind(request), OPI_PROMPT_NUMBER);
    CHECK_TEXT(opi_device_request_command(request, NULL), "GetAmount");
    CHECK_INT(opi_device_request_min_length(request), 1);
    CHECK_INT(opi_device_request_max_length(request), 8);
    CHECK_INT(opi_device_request_decimals(request), 2);
    CHECK_INT(opi_device_request_timeout_seconds(request), 30);
    for (i = 0; i < sizeof no_numbers / sizeof *no_numbers; i++)
        CHECK_STATUS(opi_answer_set_number(till->answer, no_numbers[i]), OPI_E_INVALID_ARGUMENT);
    CHECK_STATUS(opi_answer_set_number(till->answer, "\xff"), OPI_E_INVALID_UTF8);
    CHECK_STATUS(opi_answer_set_number(till->answer, NULL), OPI_E_NULL);
    CHECK_STATUS(opi_answer_set_number(till->answer, "7"), OPI_OK);
    CHECK_STATUS(opi_answer_set_number(till->answer, "12.50"), OPI_OK); /* the last one counts */
}

static void type_a_text(till *till, const opi_device_request *request)
{
    CHECK_INT(opi_device_request_prompt_kind(request), OPI_PROMPT_TEXT);
    CHECK_INT(opi_device_request_min_length(request), -1);
    CHECK_STATUS(opi_answer_set_text(till->answer, NULL), OPI_E_NULL);
    CHECK_STATUS(opi_answer_set_text(till->answer, "Z\xfcrich"), OPI_E_INVALID_UTF8);
    CHECK_STATUS(opi_answer_set_text(till->answer, "Z\303\274rich <&>"), OPI_OK);
}

static void refuse_to_answer(till *till, const opi_device_request *request)
{
    (void)request;
    CHECK_STATUS(opi_answer_set_number(till->answer, "7"), OPI_OK);
    till->input = OPI_ANSWER_NO;
}

static void test_what_the_cashier_types_goes_to_the_terminal(void)
{
    PROVES("device-input utf8-umlauts");
    check_call_back(1, GET_AMOUNT, "<InNumber>12.50</InNumber>", "i", type_an_amount);
    check_call_back(1, QUESTION("<Command>GetChar</Command>"), "Z\303\274rich &lt;&amp;&gt;", "i", type_a_text);
    check_call_back(1, QUESTION("<Command>GetConfirmation</Command>"), "<InBoolean>true</InBoolean>", "i", NULL);
}

static void test_a_question_that_is_not_answered(void)
{
    check_call_back(1, GET_AMOUNT, "OverallResult=\"Aborted\"", "i", refuse_to_answer);
    /* Yes is no number. */
    check_call_back(1, GET_AMOUNT, "OverallResult=\"Failure\"", "i", NULL);
}

static void test_callbacks_from_foreign_addresses_are_refused(void)
{
    till till;
    char text[4096];
    int connection;
    open_bare(&till, 1);
    connection = call_back(&till, "127.0.0.2", DEVICE_REQUEST("lane-1", "CashierDisplay"));
    dispatch_until_answered(&till, connection);
    CHECK(!read_frame(connection, text, sizeof text));
    CHECK_TEXT(till.trace, "");
    close(connection);
    opi_terminal_free(till.terminal);
}

static void test_a_foreign_workstation_is_told_so(void)
{
    till till;
    char text[4096] = "";
    int connection;
    open_bare(&till, 1);
    connection = call_back(&till, "127.0.0.1", DEVICE_REQUEST("lane-2", "CashierDisplay"));
    dispatch_until_answered(&till, connection);
    CHECK(read_frame(connection, text, sizeof text));
    CHECK_HOLDS(text, "OverallResult=\"DeviceUnavailable\"");
    CHECK_TEXT(till.trace, "");
    close(connection);
    opi_terminal_free(till.terminal);
}

static void test_garbage_on_channel_1_ends_its_connection_only(void)
{
    static const char *const garbage[] = {"", "Guten Tag", "<DeviceRequest/>", "<CardServiceResponse/>",
                                          "<DeviceRequest RequestType=\"Output\"><Output"};
    till till;
    char text[4096] = "";
    int connection;
    size_t i;
    open_bare(&till, 1);
    for (i = 0; i < sizeof garbage / sizeof *garbage; i++) {
        connection = call_back(&till, "127.0.0.1", garbage[i]);
        dispatch_until_answered(&till, connection);
        CHECK(!read_frame(connection, text, sizeof text));
        close(connection);
    }
    connection = call_back(&till, "127.0.0.1", DEVICE_REQUEST("lane-1", "CashierDisplay"));
    CHECK_STATUS(opi_terminal_dispatch(till.terminal, 60000), OPI_OK);
    CHECK(read_frame(connection, text, sizeof text));
    CHECK_TEXT(till.trace, "d");
    close(connection);
    opi_terminal_free(till.terminal);
}

int main(void)
{
    RUN(test_amounts_no_terminal_takes);
    RUN(test_an_amount_where_none_belongs);
    RUN(test_unknown_currencies);
    RUN(test_urls_that_cannot_be_read);
    RUN(test_url_options_that_do_not_exist);
    RUN(test_url_options_with_bad_values);
    RUN(test_what_a_dialect_does_not_have);
    RUN(test_a_port_that_is_taken_names_who_has_it);
    RUN(test_a_port_taken_by_another_program);
    RUN(test_a_port_of_another_machine);
    RUN(test_other_protocols_are_recognised);
    RUN(test_a_frame_that_is_too_long);
    RUN(test_an_answer_that_is_cut);
    RUN(test_documents_that_are_no_answers);
    RUN(test_an_answer_without_a_mandatory_attribute);
    RUN(test_answers_to_other_requests);
    RUN(test_a_right_answer_of_the_same_peer);
    RUN(test_a_result_that_nobody_knows_is_inconclusive);
    RUN(test_dispatch_serves_what_comes_between_requests);
    RUN(test_a_late_receipt_without_printer_is_refused);
    RUN(test_a_device_nobody_has_is_unavailable);
    RUN(test_what_the_cashier_types_goes_to_the_terminal);
    RUN(test_a_question_that_is_not_answered);
    RUN(test_callbacks_from_foreign_addresses_are_refused);
    RUN(test_a_foreign_workstation_is_told_so);
    RUN(test_garbage_on_channel_1_ends_its_connection_only);
    return finish();
}
