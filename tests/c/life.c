/* A till's life: many payments, money back, goods handed out, and leaving the process at a bad moment. */
#include "check.h"
#include "peer.h"
#include "till.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void check_net(till *till, int64_t minor_units)
{
    char part[64];
    snprintf(part, sizeof part, "\"net\":{\"CHF\":%lld}", (long long)minor_units);
    CHECK_HOLDS(sim_ask(till->sim, "ledger"), part);
}

static void check_approved(outcome outcome)
{
    CHECK_STATUS(outcome.status, OPI_OK);
    CHECK_INT(opi_result_verdict(outcome.result), OPI_VERDICT_APPROVED);
    outcome_end(&outcome);
}

/* ---- money back -------------------------------------------------------------------------------------------- */

static void test_a_refund_is_booked(void)
{
    PROVES("refund");
    till *till = till_open("ch", "");
    check_approved(till_pay(till, 2000, NULL));
    check_approved(run_request(till->terminal, OPI_PAYMENT_REFUND, 750, "CHF", NULL));
    check_net(till, 1250);
    till_end(till);
}

static void test_the_last_payment_is_reversed(void)
{
    PROVES("reversal");
    till *till = till_open("ch", "");
    check_approved(till_pay(till, 2000, NULL));
    check_approved(till_pay(till, 750, NULL));
    check_approved(till_ask(till, OPI_PAYMENT_REVERSAL));
    check_net(till, 2000);
    till_end(till);
}

/* ---- goods ------------------------------------------------------------------------------------------------- */

static int32_t OPI_CALLBACK on_deliver(void *answer, const opi_device_request *request)
{
    CHECK_INT(opi_device_request_kind(request), OPI_DEVICE_DELIVER);
    CHECK_TEXT(opi_device_request_target(request, NULL), "DeliveryBox");
    CHECK_TEXT(opi_device_request_text(request, NULL), "Coffee");
    return *(int32_t *)answer;
}

/* What the terminal is told when the till hands out goods, or does not. */
static void check_delivery(int32_t answer, const char *overall)
{
    static const char xml[] = "<DeviceRequest RequestType=\"Output\" WorkstationID=\"lane-1\" RequestID=\"77\">"
                              "<Output OutDeviceTarget=\"DeliveryBox\"><TextLine>Coffee</TextLine></Output></DeviceRequest>";
    opi_devices devices = OPI_DEVICES_INIT;
    opi_terminal *terminal = NULL;
    char text[4096] = "";
    int connection;
    devices.user_data = &answer;
    devices.deliver = on_deliver;
    REQUIRE(opi_terminal_open("opi://127.0.0.1:1?listen=127.0.0.1:0&workstation=lane-1", &devices, &terminal, NULL)
            == OPI_OK);
    connection = connect_from("127.0.0.1", opi_terminal_listen_address(terminal, NULL));
    REQUIRE(connection >= 0);
    CHECK(send_frame(connection, xml));
    CHECK_STATUS(opi_terminal_dispatch(terminal, 60000), OPI_OK);
    CHECK(read_frame(connection, text, sizeof text));
    CHECK_HOLDS(text, overall);
    close(connection);
    opi_terminal_free(terminal);
}

static void test_goods_are_handed_out_only_by_yes(void)
{
    PROVES("device-deliver");
    check_delivery(OPI_ANSWER_YES, "OverallResult=\"Success\"");
    check_delivery(OPI_ANSWER_NO, "OverallResult=\"Failure\"");
    check_delivery(OPI_ANSWER_DEFAULT, "OverallResult=\"Failure\"");
    check_delivery(OPI_ANSWER_FAILED, "OverallResult=\"Failure\"");
}

/* ---- growth ------------------------------------------------------------------------------------------------ */

static long resident_kib(void)
{
    long pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    REQUIRE(file != NULL);
    CHECK(fscanf(file, "%*d %ld", &pages) == 1);
    fclose(file);
    return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

static void pay_often(till *till, int times)
{
    int i;
    for (i = 0; i < times; i++) {
        memset(till->trace, 0, sizeof till->trace);
        check_approved(till_pay(till, 100, NULL));
    }
}

/* Under valgrind few are enough: it sees every byte that is lost. */
static void test_a_thousand_payments_without_growth(void)
{
    enum { WARM_UP = 200, MEASURED = 800, FEW = 20, ALLOWED_KIB = 256 };
    int slow = getenv("RUN_UNDER") != NULL && *getenv("RUN_UNDER") != '\0';
    till *till = till_open("ch", "");
    long before;
    PROVES("thousand-payments");
    pay_often(till, slow ? FEW : WARM_UP);
    before = resident_kib();
    pay_often(till, slow ? FEW : MEASURED);
    if (!slow && !CHECK(resident_kib() - before <= ALLOWED_KIB))
        printf("  %ld KiB more after %d payments\n", resident_kib() - before, MEASURED);
    till_end(till);
}

/* ---- leaving the process -------------------------------------------------------------------------------------- */

enum { LEFT_ON_PURPOSE = 7, WATCHDOG_SECONDS = 30 };

/* Runs a child that leaves by exit(7) at some moment; anything else, or no end, is a failure. */
static void check_leaving(void (*child)(void))
{
    int status = 0;
    pid_t pid = fork();
    REQUIRE(pid >= 0);
    if (pid == 0) {
        alarm(WATCHDOG_SECONDS);
        child();
        _exit(1); /* it should have left */
    }
    REQUIRE(waitpid(pid, &status, 0) == pid);
    if (WIFSIGNALED(status))
        printf("  the child was ended by signal %d\n", WTERMSIG(status));
    CHECK(WIFEXITED(status));
    CHECK_INT(WEXITSTATUS(status), LEFT_ON_PURPOSE);
}

static till *volatile left; /* what is open at the end is left on purpose, and no leak */

static void leave(void)
{
    left = till_open("ch", "");
    exit(LEFT_ON_PURPOSE);
}

static void leave_here(till *till, const opi_device_request *request)
{
    (void)till, (void)request;
    exit(LEFT_ON_PURPOSE);
}

static void leave_in_callback(void)
{
    till *till = till_open("ch", "");
    till->inside = leave_here;
    till_pay(till, 1250, NULL);
}

static void tell(till *till, const opi_device_request *request)
{
    (void)request;
    CHECK(write(*(int *)till->data, "!", 1) == 1);
}

static void *pay(void *till)
{
    till_pay(till, 1250, NULL);
    return NULL;
}

static void leave_in_call(void)
{
    till *till = till_open("ch", "");
    pthread_t payer;
    int ends[2];
    char told;
    REQUIRE(pipe(ends) == 0);
    till->data = &ends[1];
    till->inside = tell;
    sim_ask(till->sim, "outcome wait");
    REQUIRE(pthread_create(&payer, NULL, pay, till) == 0);
    CHECK(read(ends[0], &told, 1) == 1);
    exit(LEFT_ON_PURPOSE);
}

static void block(till *till, const opi_device_request *request)
{
    tell(till, request);
    for (;;)
        pause();
}

static void *dispatch(void *unused)
{
    opi_dispatch(UINT32_MAX);
    return unused;
}

/* One thread waits in opi_dispatch(), another is inside a callback that it called. */
static void leave_while_dispatching(void)
{
    static const char xml[] = "<DeviceRequest RequestType=\"Output\" WorkstationID=\"1\" RequestID=\"77\">"
                              "<Output OutDeviceTarget=\"CashierDisplay\"><TextLine>Coffee</TextLine></Output></DeviceRequest>";
    till *till = till_open("ch", "workstation=1");
    pthread_t dispatcher;
    int ends[2], i;
    char told;
    REQUIRE(pipe(ends) == 0);
    till->data = &ends[1];
    till->inside = block;
    for (i = 0; i < 2; i++)
        REQUIRE(pthread_create(&dispatcher, NULL, dispatch, NULL) == 0);
    CHECK(send_frame(connect_from("127.0.0.1", opi_terminal_listen_address(till->terminal, NULL)), xml));
    CHECK(read(ends[0], &told, 1) == 1);
    exit(LEFT_ON_PURPOSE);
}

static void test_leaving_with_an_open_terminal(void)
{
    PROVES("exit-open");
    check_leaving(leave);
}

static void test_leaving_while_other_threads_dispatch(void)
{
    PROVES("exit-in-callback");
    check_leaving(leave_while_dispatching);
}

static void test_leaving_while_another_thread_is_in_a_call(void)
{
    PROVES("exit-in-call");
    check_leaving(leave_in_call);
}

static void test_leaving_from_inside_a_callback(void)
{
    PROVES("exit-in-callback");
    check_leaving(leave_in_callback);
}

int main(void)
{
    RUN(test_a_refund_is_booked);
    RUN(test_the_last_payment_is_reversed);
    RUN(test_goods_are_handed_out_only_by_yes);
    RUN(test_leaving_with_an_open_terminal);
    RUN(test_leaving_while_another_thread_is_in_a_call);
    RUN(test_leaving_while_other_threads_dispatch);
    RUN(test_leaving_from_inside_a_callback);
    RUN(test_a_thousand_payments_without_growth);
    return finish();
}
