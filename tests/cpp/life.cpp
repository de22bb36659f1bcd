// A till's life in C++: threads, cancelling, closing, futures, growth, and leaving the process at a bad moment.
#include "till.hpp"

#include <cstdlib>
#include <cstring>
#include <memory>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using opi::Status;
using opi::Verdict;
using std::chrono::milliseconds;
using std::chrono::minutes;

static const opi::Money price{1250, "CHF"};

// ---- cancelling -----------------------------------------------------------------------------------------------------

static void test_cancelled_by_another_thread()
{
    PROVES("cancel");
    Till till;
    Gate runs;
    opi::Cancel cancel;
    till.sim.ask("outcome wait");
    till.inside = [&](char) { runs.open(); };
    std::thread canceller{[&] {
        runs.pass();
        cancel.cancel();
    }};
    CHECK(till.terminal.pay(price, "A1", cancel).verdict() == Verdict::aborted);
    canceller.join();
    CHECK(cancel.is_cancelled());
    CHECK(till.terminal.pay(price, "A2", cancel).status() == Status::cancelled_before_send);
}

static void test_cancelled_inside_a_callback()
{
    PROVES("cancel-in-callback");
    Till till;
    opi::Cancel cancel;
    till.sim.ask("outcome wait");
    till.inside = [&](char) { cancel.cancel(); };
    CHECK(till.terminal.pay(price, "A1", cancel).verdict() == Verdict::aborted);
}

static void test_cancelled_too_late_it_is_paid()
{
    PROVES("cancel-too-late");
    Till till;
    opi::Cancel cancel;
    till.misbehaves = true; // the abort may come when nothing runs any more
    till.inside = [&](char letter) {
        if (letter == 'C')
            cancel.cancel();
    };
    CHECK(till.terminal.pay(price, "A1", cancel).approved());
    CHECK(till.sim.ledger_holds("\"net\":{\"CHF\":1250}"));
}

// ---- two threads, one terminal ------------------------------------------------------------------------------------------

static void test_a_second_call_is_busy()
{
    PROVES("busy");
    Till till;
    Gate reached, go_on;
    till.inside = [&](char) {
        reached.open();
        go_on.pass();
    };
    std::thread payer{[&] { CHECK(till.terminal.pay(price).approved()); }};
    reached.pass();
    CHECK(thrown([&] { (void)till.terminal.pay(price); }) == Status::busy);
    CHECK(!till.terminal.dispatch(milliseconds{10}));
    go_on.open();
    payer.join();
}

static void test_calls_inside_a_callback_are_refused()
{
    PROVES("recursive close-in-callback");
    Till till;
    till.inside = [&](char) {
        CHECK(thrown([&] { (void)till.terminal.pay(price); }) == Status::recursive);
        CHECK(thrown([&] { (void)till.terminal.dispatch(minutes{1}); }) == Status::recursive);
        CHECK(thrown([&] { till.terminal.close(minutes{1}); }) == Status::recursive);
    };
    CHECK(till.terminal.pay(price).approved());
    till.inside = nullptr;
    CHECK(till.terminal.pay(price).approved()); // nothing was closed
}

static void test_a_refused_call_takes_nothing_from_the_one_that_runs()
{
    PROVES("callback-throws");
    Till till;
    till.inside = [&](char letter) {
        if (letter == 'j') { // after displays have thrown
            CHECK(thrown([&] { (void)till.terminal.pay(price); }) == Status::recursive);
            CHECK(thrown([&] { (void)till.terminal.dispatch(minutes{1}); }) == Status::recursive);
        }
        if (letter == 'd')
            throw Thrown{"the display"};
    };
    const auto result = till.terminal.pay(price);
    CHECK(result.approved() && result.failed_callbacks() == 4 && result.callback_failure());
}

static void test_closing_on_another_thread_ends_the_call()
{
    PROVES("close-other-thread close-twice");
    Till till;
    Gate runs;
    till.sim.ask("outcome wait");
    till.inside = [&](char) { runs.open(); };
    std::thread payer{[&] { CHECK(till.terminal.pay(price).verdict() == Verdict::aborted); }};
    runs.pass();
    till.terminal.close(minutes{1});
    till.terminal.close(minutes{1});
    payer.join();
    CHECK(thrown([&] { (void)till.terminal.pay(price); }) == Status::closed);
}

static void test_closing_says_when_it_could_not_wait()
{
    PROVES("close-other-thread");
    Till till;
    Gate reached, go_on;
    till.sim.ask("outcome wait");
    till.inside = [&](char) {
        reached.open();
        go_on.pass();
    };
    std::thread payer{[&] { CHECK(till.terminal.pay(price).verdict() == Verdict::aborted); }};
    reached.pass();
    CHECK(thrown([&] { till.terminal.close(milliseconds{0}); }) == Status::timeout);
    go_on.open();
    till.terminal.close(minutes{1});
    payer.join();
}

static void test_two_terminals_at_once()
{
    PROVES("two-terminals");
    Till first, second;
    const auto pay_often = [](Till &till) {
        for (int i = 0; i < 10; i++)
            CHECK(till.terminal.pay(price).approved());
    };
    std::thread other{pay_often, std::ref(second)};
    pay_often(first);
    other.join();
    std::string wanted;
    for (int i = 0; i < 10; i++)
        wanted += "ddddCMj";
    CHECK_TEXT(first.trace.c_str(), wanted.c_str());
    CHECK_TEXT(second.trace.c_str(), wanted.c_str());
    // And one inside a callback of the other.
    first.inside = [&](char letter) {
        if (letter == 'C')
            CHECK(second.terminal.pay(price).approved());
    };
    CHECK(first.terminal.pay(price).approved());
}

// ---- futures, and letting go ----------------------------------------------------------------------------------------------

static void test_a_future_brings_the_result()
{
    PROVES("async");
    Till till;
    const auto here = std::this_thread::get_id();
    bool elsewhere = true;
    till.inside = [&](char) { elsewhere = elsewhere && std::this_thread::get_id() != here; };
    auto future = till.terminal.pay_async(price, "A1");
    const auto result = future.get();
    CHECK(result.approved() && result.reference() == "A1");
    CHECK_TEXT(till.trace.c_str(), "ddddCMj");
    CHECK(elsewhere);
    CHECK(thrown([&] { (void)till.terminal.pay_async({0, "CHF"}).get(); }) == Status::invalid_amount);
}

static void test_a_future_is_cancelled_by_its_cancel_object_alone()
{
    PROVES("async cancel dispose-not-cancel");
    Till till;
    Gate runs, go_on;
    till.sim.ask("outcome slow:200");
    till.inside = [&](char) {
        runs.open();
        go_on.pass();
    };
    std::future<opi::Result> future;
    {
        opi::Cancel let_go;
        opi::Request request{opi::Kind::card_payment, price};
        future = till.terminal.run_async(std::move(request), let_go);
    }
    runs.pass();
    go_on.open();
    CHECK(future.get().approved());
    till.sim.ask("outcome wait");
    opi::Cancel cancel;
    future = till.terminal.pay_async(price, "A2", cancel);
    cancel.cancel();
    const auto verdict = future.get().verdict();
    CHECK(verdict == Verdict::aborted || verdict == Verdict::not_sent);
}

static void test_a_future_let_go_ends_no_payment()
{
    PROVES("dispose-not-cancel");
    Till till;
    Gate journal;
    till.inside = [&](char letter) {
        if (letter == 'j')
            journal.open();
    };
    { auto let_go = till.terminal.pay_async(price); }
    journal.pass();
    till.sim.ask("wait");
    CHECK(till.sim.ledger_holds("\"net\":{\"CHF\":1250}"));
}

static void test_a_terminal_let_go_lives_until_its_call_has_ended()
{
    PROVES("dispose-not-cancel async");
    Till till;
    Gate runs, go_on;
    till.inside = [&](char) {
        runs.open();
        go_on.pass();
    };
    auto future = till.terminal.pay_async(price);
    runs.pass();
    { const opi::Terminal let_go{std::move(till.terminal)}; }
    go_on.open();
    CHECK(future.get().approved());
    CHECK_TEXT(till.trace.c_str(), "ddddCMj");
}

static void test_devices_are_destroyed_once_and_last()
{
    PROVES("open-close close-twice");
    auto alive = std::make_shared<int>(0);
    opi::Devices devices;
    devices.display = [alive](const opi::DisplayRequest &) {};
    {
        opi::Terminal terminal{"opi://127.0.0.1:1?listen=127.0.0.1:0", devices};
        CHECK_INT(alive.use_count(), 3);
        terminal.close();
        terminal.close();
        CHECK_INT(alive.use_count(), 3);
    }
    CHECK_INT(alive.use_count(), 2);
    CHECK(!opi::Terminal::try_open("opi://", devices).has_value());
    CHECK_INT(alive.use_count(), 2);
}

static void test_a_terminal_may_be_destroyed_inside_its_callback()
{
    PROVES("close-in-callback");
    Till till;
    till.inside = [&](char) { opi::Terminal gone{std::move(till.terminal)}; };
    CHECK(till.terminal.pay(price).approved());
    CHECK_TEXT(till.trace.c_str(), "ddddCMj");
    CHECK(till.terminal.handle() == nullptr);
}

// ---- growth -----------------------------------------------------------------------------------------------------------------

static long resident_kib()
{
    long pages = 0;
    std::FILE *file = std::fopen("/proc/self/statm", "r");
    REQUIRE(file != nullptr);
    CHECK(std::fscanf(file, "%*d %ld", &pages) == 1);
    std::fclose(file);
    return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

// Under valgrind or a sanitizer few are enough: they see every byte that is lost.
static void test_a_thousand_payments_without_growth()
{
    PROVES("thousand-payments");
    constexpr int warm_up = 200, measured = 800, few = 20, allowed_kib = 256;
    const auto set = [](const char *name) { return std::getenv(name) != nullptr && *std::getenv(name) != '\0'; };
    const bool watched = set("RUN_UNDER") || set("SANITIZE");
    Till till;
    till.inside = [&](char) {
        till.trace.clear();
        throw Thrown{"also what is thrown is let go"};
    };
    till.misbehaves = true; // no receipt is acknowledged
    const auto pay_often = [&](int times) {
        for (int i = 0; i < times; i++) {
            const auto result = till.terminal.pay({100, "CHF"});
            CHECK(result.approved() || result.status() == Status::print_last_ticket);
            if (!result.approved())
                CHECK(till.terminal.run(opi::Request{opi::Kind::ticket_reprint}).callback_failure() != nullptr);
        }
    };
    pay_often(watched ? few : warm_up);
    const long before = resident_kib();
    pay_often(watched ? few : measured);
    if (!watched && !CHECK(resident_kib() - before <= allowed_kib))
        std::printf("  %ld KiB more after %d payments\n", resident_kib() - before, measured);
}

// ---- leaving the process -------------------------------------------------------------------------------------------------------

constexpr int left_on_purpose = 7;

static std::unique_ptr<Till> &till_of_the_process() // destroyed at exit, as a careless program has it
{
    static std::unique_ptr<Till> till;
    return till;
}

static void leave_open()
{
    till_of_the_process().reset(new Till);
    std::exit(left_on_purpose);
}

static void leave_in_callback()
{
    static opi::Terminal *terminal;
    static Simulator simulator;
    opi::Devices devices;
    devices.display = [](const opi::DisplayRequest &) { std::exit(left_on_purpose); };
    static opi::Terminal opened{simulator.url(), devices}; // its destructor runs inside the callback
    terminal = &opened;
    simulator.ask("till " + terminal->listen_address());
    (void)terminal->pay(price);
}

static void leave_in_call()
{
    static Gate runs;
    static Simulator simulator;
    opi::Devices devices;
    devices.display = [](const opi::DisplayRequest &) { runs.open(); };
    static opi::Terminal terminal{simulator.url(), devices};
    simulator.ask("till " + terminal.listen_address());
    simulator.ask("outcome wait");
    static auto future = terminal.pay_async(price);
    runs.pass();
    std::exit(left_on_purpose);
}

static const char *program; // this one

// Starts this program anew, to leave by exit(7) at some moment; anything else, or no end, is a failure.
static void check_leaving(const char *moment)
{
    const pid_t pid = fork();
    REQUIRE(pid >= 0);
    if (pid == 0) {
        alarm(30);
        execl(program, "life", moment, nullptr);
        _exit(99);
    }
    int status = 0;
    REQUIRE(waitpid(pid, &status, 0) == pid);
    if (WIFSIGNALED(status))
        std::printf("  %s was ended by signal %d\n", moment, WTERMSIG(status));
    CHECK(WIFEXITED(status));
    CHECK_INT(WEXITSTATUS(status), left_on_purpose);
}

static void test_leaving_with_an_open_terminal()
{
    PROVES("exit-open");
    check_leaving("open");
}

static void test_leaving_while_another_thread_is_in_a_call()
{
    PROVES("exit-in-call");
    check_leaving("in-call");
}

static void test_leaving_from_inside_a_callback()
{
    PROVES("exit-in-callback");
    check_leaving("in-callback");
}

int main(int argc, char **argv)
{
    program = argv[0];
    if (argc > 1) {
        if (std::strcmp(argv[1], "open") == 0)
            leave_open();
        else if (std::strcmp(argv[1], "in-call") == 0)
            leave_in_call();
        else
            leave_in_callback();
        return 1; // it should have left
    }
    RUN(test_cancelled_by_another_thread);
    RUN(test_cancelled_inside_a_callback);
    RUN(test_cancelled_too_late_it_is_paid);
    RUN(test_a_second_call_is_busy);
    RUN(test_calls_inside_a_callback_are_refused);
    RUN(test_a_refused_call_takes_nothing_from_the_one_that_runs);
    RUN(test_closing_on_another_thread_ends_the_call);
    RUN(test_closing_says_when_it_could_not_wait);
    RUN(test_two_terminals_at_once);
    RUN(test_a_future_brings_the_result);
    RUN(test_a_future_is_cancelled_by_its_cancel_object_alone);
    RUN(test_a_future_let_go_ends_no_payment);
    RUN(test_a_terminal_let_go_lives_until_its_call_has_ended);
    RUN(test_devices_are_destroyed_once_and_last);
    RUN(test_a_terminal_may_be_destroyed_inside_its_callback);
    RUN(test_leaving_with_an_open_terminal);
    RUN(test_leaving_while_another_thread_is_in_a_call);
    RUN(test_leaving_from_inside_a_callback);
    RUN(test_a_thousand_payments_without_growth);
    return finish();
}
