/* What terminals want between the calls of a till: opi_dispatch() serves all terminals of the process. */
#include "check.h"
#include "peer.h"
#include "till.h"

#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- tools --------------------------------------------------------------------------------------------- */

/* Opens a till at a terminal of 127.0.0.1 that takes no requests and is played by the test. `listen`: where the till is
 * called back, or NULL for a port of its own. */
static void open_lane(till *till, int lane, const char *listen, const char *options)
{
    char url[256];
    opi_devices devices;
    till_prepare(till);
    devices = till_devices(till);
    snprintf(url, sizeof url, "opi://127.0.0.1:%d?workstation=lane-%d&connect_ms=50&listen=%s%s", lane, lane,
             listen != NULL ? listen : "127.0.0.1:0", options);
    REQUIRE(opi_terminal_open(url, &devices, &till->terminal, NULL) == OPI_OK);
}

/* Lanes 1 to `count` of one port. */
static void open_lanes(till *tills, int count, const char *options)
{
    int i;
    for (i = 0; i < count; i++)
        open_lane(&tills[i], i + 1, i > 0 ? opi_terminal_listen_address(tills[0].terminal, NULL) : NULL, options);
}

static void close_lanes(till *tills, int count)
{
    int i;
    for (i = 0; i < count; i++) {
        opi_terminal_free(tills[i].terminal);
        CHECK_INT(tills[i].destroyed, 1);
    }
}

/* The terminal of a lane calls: with a text for a device, on a connection of its own that is to be closed. */
static int call_till(const till *till)
{
    int line = connect_from("127.0.0.1", opi_terminal_listen_address(till->terminal, NULL));
    REQUIRE(line >= 0);
    return line;
}

static void ask(int line, int lane, const char *target, const char *text)
{
    char xml[512];
    snprintf(xml, sizeof xml,
             "<DeviceRequest RequestType=\"Output\" WorkstationID=\"lane-%d\" RequestID=\"77\">"
             "<Output OutDeviceTarget=\"%s\"><TextLine>%s</TextLine></Output></DeviceRequest>",
             lane, target, text);
    CHECK(send_frame(line, xml));
}

static int is_answered(int line)
{
    struct pollfd answer = {line, POLLIN, 0};
    return poll(&answer, 1, 0) == 1;
}

static void read_success(int line)
{
    char answer[4096] = "";
    CHECK(read_frame(line, answer, sizeof answer));
    CHECK_HOLDS(answer, "OverallResult=\"Success\"");
}

static void dispatch_until_answered(int line)
{
    while (!is_answered(line) && CHECK_STATUS(opi_dispatch(60000), OPI_OK))
        ;
    read_success(line);
}

/* A thread that serves once, or until it is told to stop. */
typedef struct dispatcher {
    pthread_t thread;
    pthread_mutex_t lock;
    int stops;
} dispatcher;

static void *serve_once(void *unused)
{
    (void)unused;
    CHECK_STATUS(opi_dispatch(60000), OPI_OK);
    return NULL;
}

static int stops(dispatcher *dispatcher)
{
    int stops;
    pthread_mutex_lock(&dispatcher->lock);
    stops = dispatcher->stops;
    pthread_mutex_unlock(&dispatcher->lock);
    return stops;
}

static void *serve(void *argument)
{
    while (!stops(argument)) {
        opi_status status = opi_dispatch(20);
        CHECK(status == OPI_OK || status == OPI_E_TIMEOUT);
    }
    return NULL;
}

static void dispatcher_start(dispatcher *dispatcher)
{
    pthread_mutex_init(&dispatcher->lock, NULL);
    dispatcher->stops = 0;
    REQUIRE(pthread_create(&dispatcher->thread, NULL, serve, dispatcher) == 0);
}

static void dispatcher_end(dispatcher *dispatcher)
{
    pthread_mutex_lock(&dispatcher->lock);
    dispatcher->stops = 1;
    pthread_mutex_unlock(&dispatcher->lock);
    pthread_join(dispatcher->thread, NULL);
}

/* A callback that tells that it runs, and waits until it may go on. */
typedef struct pause_point {
    gate reached, go_on;
} pause_point;

static void stop_there(till *till, const opi_device_request *request)
{
    pause_point *pause = till->data;
    (void)request;
    gate_open(&pause->reached);
    gate_pass(&pause->go_on);
}

/* ---- who is served, and how ---------------------------------------------------------------------------- */

static void test_nothing_comes(void)
{
    till till;
    CHECK_STATUS(opi_dispatch(0), OPI_E_TIMEOUT);
    CHECK_STATUS(opi_dispatch(20), OPI_E_TIMEOUT);
    open_lane(&till, 1, NULL, "");
    CHECK_STATUS(opi_dispatch(0), OPI_E_TIMEOUT);
    CHECK_STATUS(opi_dispatch(20), OPI_E_TIMEOUT);
    close_lanes(&till, 1);
    CHECK_STATUS(opi_dispatch(0), OPI_E_TIMEOUT);
}

static int file_holds(const char *path, const char *text)
{
    static char bytes[1 << 20];
    FILE *file = fopen(path, "rb");
    size_t size, length = strlen(text), i;
    if (file == NULL)
        return 0;
    size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    for (i = 0; i + length <= size; i++)
        if (memcmp(bytes + i, text, length) == 0)
            return 1;
    return 0;
}

/* The journal's file, and what SQLite puts beside it. */
static const char *const journal_files[] = {"", "-wal", "-shm"};

static void check_that_it_is_on_disk(till *till, const opi_device_request *request)
{
    char path[128];
    int found = 0;
    size_t i;
    for (i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s%s", (const char *)till->data, journal_files[i]);
        found |= file_holds(path, opi_device_request_text(request, NULL));
    }
    CHECK(found);
}

static void test_receipts_between_calls_reach_their_till_and_are_on_disk_first(void)
{
    PROVES("dispatch dispatch-all");
    char folder[] = "/tmp/opi-c-XXXXXX", journal[64], options[96], path[128];
    till tills[2];
    int lines[2];
    size_t i;
    REQUIRE(mkdtemp(folder) != NULL);
    snprintf(journal, sizeof journal, "%s/journal.db", folder);
    snprintf(options, sizeof options, "&journal=%s", journal);
    open_lanes(tills, 2, options);
    for (i = 0; i < 2; i++) {
        tills[i].data = journal;
        tills[i].inside = check_that_it_is_on_disk;
        lines[i] = call_till(&tills[i]);
    }
    ask(lines[1], 2, "Printer", "a receipt of lane two");
    ask(lines[0], 1, "Printer", "a receipt of lane one");
    dispatch_until_answered(lines[0]);
    dispatch_until_answered(lines[1]);
    CHECK_TEXT(tills[0].last_text, "a receipt of lane one");
    CHECK_TEXT(tills[1].last_text, "a receipt of lane two");
    for (i = 0; i < 2; i++) {
        CHECK_INT(strlen(tills[i].trace), 1);
        CHECK_INT(tills[i].strays, 0);
        close(lines[i]);
    }
    close_lanes(tills, 2);
    for (i = 0; i < sizeof journal_files / sizeof *journal_files; i++) {
        snprintf(path, sizeof path, "%s%s", journal, journal_files[i]);
        unlink(path);
    }
    CHECK(rmdir(folder) == 0);
}

static void test_without_a_printer_the_terminal_keeps_its_receipt(void)
{
    opi_terminal *terminal = open_at("127.0.0.1:1", "workstation=lane-1");
    char answer[4096] = "";
    int line = connect_from("127.0.0.1", opi_terminal_listen_address(terminal, NULL));
    ask(line, 1, "Printer", "a receipt");
    CHECK_STATUS(opi_dispatch(60000), OPI_OK);
    CHECK(read_frame(line, answer, sizeof answer));
    CHECK(strstr(answer, "OverallResult=\"Success\"") == NULL);
    close(line);
    opi_terminal_free(terminal);
}

/* ---- several threads ----------------------------------------------------------------------------------- */

static void test_a_callback_that_blocks_delays_no_other(void)
{
    PROVES("dispatch-all");
    enum { LANES = 16 };
    pause_point pause = {CLOSED_GATE, CLOSED_GATE};
    till tills[LANES];
    int lines[LANES], i;
    pthread_t blocked;
    outcome outcome;
    open_lanes(tills, LANES, "");
    for (i = 0; i < LANES; i++)
        lines[i] = call_till(&tills[i]);
    tills[0].data = &pause;
    tills[0].inside = stop_there;
    REQUIRE(pthread_create(&blocked, NULL, serve_once, NULL) == 0);
    ask(lines[0], 1, "CashierDisplay", "please wait");
    gate_pass(&pause.reached);
    for (i = 1; i < LANES; i++) {
        ask(lines[i], i + 1, "CashierDisplay", "welcome");
        dispatch_until_answered(lines[i]);
        CHECK_TEXT(tills[i].last_text, "welcome");
    }
    CHECK(!is_answered(lines[0]));
    CHECK_STATUS(opi_dispatch(0), OPI_E_TIMEOUT);
    /* A request there waits for the callback, but not for long; elsewhere it does not wait at all. */
    outcome = run_request(tills[0].terminal, OPI_CARD_PAYMENT, 100, "CHF", NULL);
    CHECK_STATUS(outcome.status, OPI_E_BUSY);
    outcome_end(&outcome);
    outcome = run_request(tills[1].terminal, OPI_CARD_PAYMENT, 100, "CHF", NULL);
    CHECK_INT(opi_result_verdict(outcome.result), OPI_VERDICT_NOT_SENT);
    outcome_end(&outcome);
    gate_open(&pause.go_on);
    read_success(lines[0]);
    pthread_join(blocked, NULL);
    for (i = 0; i < LANES; i++)
        close(lines[i]);
    close_lanes(tills, LANES);
}

enum { LANES = 8, TIMES = 20, DISPATCHERS = 4 };

static dispatcher dispatchers[DISPATCHERS];

/* One callback at a time for each terminal, on a thread that dispatches. */
static void check_order(till *till, const opi_device_request *request)
{
    int i, here = 0;
    (void)request;
    if (CHECK_INT(pthread_mutex_trylock(till->data), 0)) {
        for (i = 0; i < DISPATCHERS; i++)
            here += pthread_equal(pthread_self(), dispatchers[i].thread);
        CHECK_INT(here, 1);
        pthread_mutex_unlock(till->data);
    }
}

typedef struct lane {
    till till;
    int number;
    pthread_mutex_t serving;
    pthread_t thread;
} lane;

/* Two connections, both asking: the second is not answered before the first question of it was served. */
static void *ask_often(void *argument)
{
    lane *lane = argument;
    int lines[2] = {call_till(&lane->till), call_till(&lane->till)}, i;
    for (i = 0; i < TIMES; i++) {
        ask(lines[0], lane->number, "CashierDisplay", "one");
        ask(lines[1], lane->number, "CashierDisplay", "other");
        read_success(lines[0]);
        read_success(lines[1]);
    }
    close(lines[0]);
    close(lines[1]);
    return NULL;
}

static void test_several_threads_serve_several_terminals(void)
{
    PROVES("dispatch-all");
    static lane lanes[LANES];
    int i;
    for (i = 0; i < LANES; i++) {
        open_lane(&lanes[i].till, i + 1, i > 0 ? opi_terminal_listen_address(lanes[0].till.terminal, NULL) : NULL, "");
        lanes[i].number = i + 1;
        pthread_mutex_init(&lanes[i].serving, NULL);
        lanes[i].till.data = &lanes[i].serving;
        lanes[i].till.inside = check_order;
    }
    for (i = 0; i < DISPATCHERS; i++)
        dispatcher_start(&dispatchers[i]);
    for (i = 0; i < LANES; i++)
        REQUIRE(pthread_create(&lanes[i].thread, NULL, ask_often, &lanes[i]) == 0);
    for (i = 0; i < LANES; i++)
        pthread_join(lanes[i].thread, NULL);
    for (i = 0; i < DISPATCHERS; i++)
        dispatcher_end(&dispatchers[i]);
    for (i = 0; i < LANES; i++) {
        CHECK_INT(strlen(lanes[i].till.trace), 2 * TIMES);
        close_lanes(&lanes[i].till, 1);
    }
}

/* What comes during a payment is the payment's, on its thread. */
static void test_a_payment_serves_its_own(void)
{
    dispatcher dispatcher;
    till *till = till_open("ch", "");
    int i;
    dispatcher_start(&dispatcher);
    for (i = 0; i < 5; i++) {
        outcome outcome = till_pay(till, 1250, NULL);
        CHECK_INT(opi_result_verdict(outcome.result), OPI_VERDICT_APPROVED);
        outcome_end(&outcome);
        CHECK_TEXT(till->trace, "ddddCMj");
        memset(till->trace, 0, sizeof till->trace);
    }
    dispatcher_end(&dispatcher);
    till_end(till); /* checks that no callback ran elsewhere */
}

/* ---- the library's own thread -------------------------------------------------------------------------- */

typedef struct witness {
    pthread_mutex_t lock;
    int lines, lines_of_the_library, deaf, destroyed;
} witness;

static void OPI_CALLBACK note_thread(void *user_data, int32_t level, const char *target, const char *text, size_t length)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGALRM, SIGCHLD, SIGUSR1, SIGPROF};
    witness *witness = user_data;
    char name[16] = "";
    sigset_t mask;
    size_t i;
    (void)level, (void)target, (void)text, (void)length;
    prctl(PR_GET_NAME, name);
    pthread_sigmask(SIG_BLOCK, NULL, &mask);
    pthread_mutex_lock(&witness->lock);
    witness->lines++;
    if (strcmp(name, "opi-listen") == 0) {
        witness->lines_of_the_library++;
        witness->deaf++;
        for (i = 0; i < sizeof signals / sizeof *signals; i++)
            if (sigismember(&mask, signals[i]) != 1)
                witness->deaf = -1000;
    }
    pthread_mutex_unlock(&witness->lock);
}

static void OPI_CALLBACK note_end(void *user_data)
{
    ((witness *)user_data)->destroyed++;
}

/* It writes to the log, and has the signals of the till blocked. */
static void test_the_librarys_thread_has_a_name_and_takes_no_signal(void)
{
    witness witness = {PTHREAD_MUTEX_INITIALIZER, 0, 0, 0, 0};
    till till;
    int line;
    CHECK_STATUS(opi_log_set(OPI_LOG_TRACE, note_thread, &witness, note_end), OPI_OK);
    open_lane(&till, 1, NULL, "");
    line = call_till(&till);
    ask(line, 1, "CashierDisplay", "welcome");
    dispatch_until_answered(line);
    close(line);
    close_lanes(&till, 1); /* joins the thread */
    CHECK_STATUS(opi_log_set(OPI_LOG_OFF, NULL, NULL, NULL), OPI_OK);
    CHECK_INT(witness.destroyed, 1);
    CHECK(witness.lines_of_the_library > 0 && witness.lines > witness.lines_of_the_library);
    CHECK_INT(witness.deaf, witness.lines_of_the_library);
}

/* ---- signals ------------------------------------------------------------------------------------------- */

static volatile sig_atomic_t taken;
static volatile int served;

static void take_signal(int number)
{
    (void)number;
    taken++;
}

static void *serve_one(void *terminal)
{
    CHECK_STATUS(terminal != NULL ? opi_terminal_dispatch(terminal, 60000) : opi_dispatch(60000), OPI_OK);
    served = 1;
    return NULL;
}

/* Runtimes that collect garbage send many: they interrupt the wait, and must not end it. */
static void check_that_signals_are_survived(int of_one_terminal)
{
    enum { SIGNALS = 300 };
    pthread_t server;
    till till;
    int line, i;
    open_lane(&till, 1, NULL, "");
    line = call_till(&till);
    served = 0;
    REQUIRE(pthread_create(&server, NULL, serve_one, of_one_terminal ? till.terminal : NULL) == 0);
    for (i = 0; i < SIGNALS && !served; i++) {
        int before = taken;
        pthread_kill(server, SIGUSR1);
        while (taken == before && !served)
            sched_yield();
    }
    CHECK(!served);
    ask(line, 1, "CashierDisplay", "welcome");
    pthread_join(server, NULL);
    CHECK(is_answered(line));
    CHECK_TEXT(till.trace, "d");
    close(line);
    close_lanes(&till, 1);
}

static void test_signals_do_not_end_it(void)
{
    struct sigaction action, before;
    memset(&action, 0, sizeof action);
    action.sa_handler = take_signal;
    CHECK(sigaction(SIGUSR1, &action, &before) == 0);
    check_that_signals_are_survived(0);
    check_that_signals_are_survived(1);
    sigaction(SIGUSR1, &before, NULL);
}

/* ---- inside a callback, and closing -------------------------------------------------------------------- */

/* Inside a callback of lane 1: lane 2 is served, lane 1 is not. */
static void serve_the_other(till *till, const opi_device_request *request)
{
    int *lines = till->data;
    outcome outcome;
    (void)request;
    till->inside = NULL;
    ask(lines[2], 1, "CashierDisplay", "once more");
    ask(lines[1], 2, "CashierDisplay", "to the other");
    dispatch_until_answered(lines[1]);
    CHECK_STATUS(opi_dispatch(20), OPI_E_TIMEOUT);
    CHECK(!is_answered(lines[2]));
    outcome = run_request(till->terminal, OPI_CARD_PAYMENT, 100, "CHF", NULL);
    CHECK_STATUS(outcome.status, OPI_E_RECURSIVE);
    outcome_end(&outcome);
    CHECK_STATUS(opi_terminal_close(till->terminal, 60000), OPI_E_RECURSIVE);
}

static void test_inside_a_callback_it_serves_the_others(void)
{
    till tills[2];
    int lines[3], i;
    open_lanes(tills, 2, "");
    lines[0] = call_till(&tills[0]);
    lines[1] = call_till(&tills[1]);
    lines[2] = call_till(&tills[0]);
    tills[0].data = lines;
    tills[0].inside = serve_the_other;
    ask(lines[0], 1, "CashierDisplay", "welcome");
    dispatch_until_answered(lines[0]);
    dispatch_until_answered(lines[2]);
    CHECK_TEXT(tills[0].trace, "dd");
    CHECK_TEXT(tills[1].trace, "d");
    for (i = 0; i < 3; i++)
        close(lines[i]);
    close_lanes(tills, 2);
}

static void test_closing_waits_for_what_it_serves(void)
{
    pause_point pause = {CLOSED_GATE, CLOSED_GATE};
    pthread_t blocked;
    till till;
    int line;
    open_lane(&till, 1, NULL, "");
    line = call_till(&till);
    till.data = &pause;
    till.inside = stop_there;
    REQUIRE(pthread_create(&blocked, NULL, serve_once, NULL) == 0);
    ask(line, 1, "CashierDisplay", "please wait");
    gate_pass(&pause.reached);
    CHECK_STATUS(opi_terminal_close(till.terminal, 0), OPI_E_TIMEOUT);
    CHECK_STATUS(opi_terminal_close(till.terminal, 20), OPI_E_TIMEOUT);
    gate_open(&pause.go_on);
    CHECK_STATUS(opi_terminal_close(till.terminal, 60000), OPI_OK);
    pthread_join(blocked, NULL);
    CHECK_TEXT(till.trace, "d");
    CHECK_STATUS(opi_dispatch(0), OPI_E_TIMEOUT);
    close(line);
    close_lanes(&till, 1);
}

/* ---- fork ---------------------------------------------------------------------------------------------- */

enum { FINE = 7, WATCHDOG_SECONDS = 60 }; /* what a child says, and how long it may live */

/* Ends a child as another program, for leak checkers: what the parent's thread holds is nobody's in the child. */
static void end_child(void)
{
    execlp("true", "true", (char *)NULL);
    _exit(1);
}

/* What a child may do: nothing with what it inherited, everything with what it opens. */
static int live_in_a_child(till *inherited)
{
    till own;
    int line, before = test_failures();
    CHECK_STATUS(opi_terminal_dispatch(inherited->terminal, 0), OPI_E_FORKED);
    CHECK_STATUS(opi_terminal_close(inherited->terminal, 0), OPI_E_FORKED);
    CHECK_STATUS(opi_dispatch(0), OPI_E_TIMEOUT);
    opi_terminal_free(inherited->terminal);
    CHECK_INT(inherited->destroyed, 0);
    open_lane(&own, 2, NULL, "");
    line = call_till(&own);
    ask(line, 2, "CashierDisplay", "in the child");
    dispatch_until_answered(line);
    CHECK_TEXT(own.last_text, "in the child");
    close(line);
    close_lanes(&own, 1);
    return test_failures() == before;
}

/* Opens the port of a terminal that has been closed. */
static opi_status open_again(const char *listen)
{
    char url[128];
    opi_terminal *terminal = NULL;
    opi_status status;
    snprintf(url, sizeof url, "opi://127.0.0.1:1?listen=%s", listen);
    status = opi_terminal_open(url, NULL, &terminal, NULL);
    opi_terminal_free(terminal);
    return status;
}

static void test_a_forked_child_opens_its_own(void)
{
    dispatcher dispatcher;
    till till;
    char listen[64], told = 0;
    int status = 0, child_says[2], parent_says[2];
    pid_t child;
    REQUIRE(pipe(child_says) == 0 && pipe(parent_says) == 0);
    open_lane(&till, 1, NULL, "");
    snprintf(listen, sizeof listen, "%s", opi_terminal_listen_address(till.terminal, NULL));
    dispatcher_start(&dispatcher);
    child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        alarm(WATCHDOG_SECONDS);
        close(parent_says[1]);
        told = live_in_a_child(&till) ? FINE : 1;
        if (write(child_says[1], &told, 1) == 1)
            CHECK(read(parent_says[0], &told, 1) == 0);
        end_child();
    }
    CHECK(read(child_says[0], &told, 1) == 1);
    CHECK_INT(told, FINE);
    dispatcher_end(&dispatcher);
    close_lanes(&till, 1);
    CHECK_STATUS(open_again(listen), OPI_E_LISTEN); /* the child has it still */
    close(parent_says[1]);
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK_STATUS(open_again(listen), OPI_OK);
    close(child_says[0]);
    close(child_says[1]);
    close(parent_says[0]);
}

static void test_a_child_that_runs_another_program_holds_nothing(void)
{
    till till;
    char listen[64], line[2] = "";
    int in[2], out[2];
    pid_t child;
    REQUIRE(pipe(in) == 0 && pipe(out) == 0);
    open_lane(&till, 1, NULL, "");
    snprintf(listen, sizeof listen, "%s", opi_terminal_listen_address(till.terminal, NULL));
    child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        dup2(in[0], STDIN_FILENO);
        dup2(out[1], STDOUT_FILENO);
        close(in[1]);
        execlp("cat", "cat", (char *)NULL);
        _exit(1);
    }
    CHECK(write(in[1], "!", 1) == 1 && read(out[0], line, 1) == 1); /* it runs */
    CHECK_TEXT(line, "!");
    close_lanes(&till, 1);
    CHECK_STATUS(open_again(listen), OPI_OK);
    close(in[1]);
    CHECK(waitpid(child, NULL, 0) == child);
    close(in[0]);
    close(out[0]);
    close(out[1]);
}

int main(void)
{
    RUN(test_nothing_comes);
    RUN(test_receipts_between_calls_reach_their_till_and_are_on_disk_first);
    RUN(test_without_a_printer_the_terminal_keeps_its_receipt);
    RUN(test_a_callback_that_blocks_delays_no_other);
    RUN(test_several_threads_serve_several_terminals);
    RUN(test_a_payment_serves_its_own);
    RUN(test_the_librarys_thread_has_a_name_and_takes_no_signal);
    RUN(test_signals_do_not_end_it);
    RUN(test_inside_a_callback_it_serves_the_others);
    RUN(test_closing_waits_for_what_it_serves);
    RUN(test_a_forked_child_opens_its_own);
    RUN(test_a_child_that_runs_another_program_holds_nothing);
    return finish();
}
