// What needs no terminal: names, texts, errors, versions, the log.
#include "till.hpp"

#include <cstdlib>
#include <cstring>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using opi::Status;

static const char nobody[] = "opi://127.0.0.1:1?listen=127.0.0.1:0";

// ---- names and texts --------------------------------------------------------------------------------------------

static void test_statuses_speak()
{
    PROVES("names-complete"); // with offers.cpp
    CHECK_TEXT(opi::name(Status::busy), "OPI_E_BUSY");
    CHECK(*opi::text(Status::busy) != '\0' && *opi::advice(Status::busy) != '\0');
    const auto unknown = static_cast<Status>(-299); // of a later version
    CHECK_TEXT(opi::name(unknown), "OPI_E_?");
    CHECK(opi::text(Status::busy, "de") != opi::StringView{opi::text(Status::busy)});
    CHECK(opi::advice(Status::busy, std::string{"fr_CH.UTF-8"}) == opi::StringView{opi::advice(Status::busy, "fr")});
    CHECK_TEXT(opi::advice(Status::busy, "xx"), opi::advice(Status::busy));
}

static void test_errors_say_what_and_what_to_do()
{
    PROVES("open-close");
    const auto opened = opi::Terminal::try_open("opi://127.0.0.1?workstaton=2");
    CHECK(!opened.has_value());
    const opi::Error &error = opened.error();
    CHECK(error.status() == Status::unknown_name);
    CHECK(holds(error.message(), "did you mean 'workstation'?"));
    CHECK(!error.advice().empty() && error.money_moved() == opi::MoneyMoved::no);
    CHECK_TEXT(error.what(), (error.message() + ' ' + error.advice()).c_str());
    CHECK(thrown([] { opi::Terminal terminal{"opi://127.0.0.1?workstaton=2"}; }) == Status::unknown_name);
    CHECK(thrown([] { opi::Terminal terminal{"opi://"}; }) == Status::invalid_url);
    CHECK(thrown([] { opi::Request{opi::Kind::card_payment}.set("clrk", "7"); }) == Status::unknown_name);
    CHECK(thrown([] { opi::Request request{static_cast<opi::Kind>(4711)}; }) == Status::unknown_name);
    CHECK(thrown([] { opi::Request{opi::Kind::card_payment}.clerk("?!"); }) == Status::invalid_argument);
    // What the library says reaches the till in words.
    const auto words = [](const std::function<void()> &call) {
        try {
            call();
        } catch (const opi::Error &thrown) {
            return thrown.message();
        }
        return std::string{};
    };
    CHECK(holds(words([] { opi::Request{opi::Kind::card_payment}.set("clrk", "7"); }), "'clerk'"));
    CHECK(holds(words([] { opi::Request{opi::Kind::card_payment, {1, "XQZ"}}; }), "XQZ"));
    // An error is copied without throwing, and keeps its words.
    static_assert(std::is_nothrow_copy_constructible<opi::Error>::value, "thrown, it is copied");
    const opi::Error copy = error;
    CHECK(copy.message() == error.message());
}

static void test_bad_utf8_and_nul_are_refused()
{
    PROVES("utf8-invalid");
    opi::Request request{opi::Kind::card_payment};
    CHECK(thrown([&] { request.reference("Z\xfcrich"); }) == Status::invalid_utf8);
    CHECK(thrown([&] { request.set("cl\xff", "1"); }) == Status::invalid_utf8);
    CHECK(thrown([] { opi::Terminal terminal{"opi://127.0.0.1?workstation=\xc3"}; }) == Status::invalid_utf8);
    CHECK(thrown([&] { request.reference(opi::StringView("A1\0B2", 5)); }) == Status::invalid_argument);
    CHECK(thrown([] { opi::Terminal terminal{opi::StringView("opi://127.0.0.1\0.example", 23)}; }) == Status::invalid_argument);
}

template <class Handle> static void only_moves()
{
    static_assert(!std::is_copy_constructible<Handle>::value && !std::is_copy_assignable<Handle>::value, "has one owner");
    static_assert(std::is_nothrow_move_constructible<Handle>::value && std::is_nothrow_move_assignable<Handle>::value,
                  "changes its owner");
}

static void test_handles_move_and_do_not_copy()
{
    PROVES("open-close close-twice");
    only_moves<opi::Terminal>();
    only_moves<opi::Result>();
    only_moves<opi::Request>();
    only_moves<opi::Cancel>();
    only_moves<opi::Expected<opi::Result>>();
    opi::Terminal first{nobody};
    const int port = first.listen_port();
    CHECK(port > 0);
    opi::Terminal second{std::move(first)};
    CHECK_INT(second.listen_port(), port);
    // What was moved out of is empty, and says so.
    CHECK(thrown([&] { (void)first.run(opi::Request{opi::Kind::get_status}); }) == Status::null);
    CHECK(thrown([&] { (void)first.dispatch(std::chrono::milliseconds{0}); }) == Status::null);
    CHECK(thrown([&] { first.close(); }) == Status::null);
    CHECK(first.listen_address().empty());
    second.close();
    second.close();
    CHECK(thrown([&] { (void)second.run(opi::Request{opi::Kind::get_status}); }) == Status::closed);
    CHECK(thrown([&] { (void)second.dispatch(std::chrono::hours{10000}); }) == Status::closed);
    second = opi::Terminal{nobody};
    CHECK(!second.dispatch(std::chrono::milliseconds{-5}));
    const opi::Result nothing;
    CHECK(nothing.status() == Status::null && !nothing.approved() && !nothing.amount() && nothing.json().empty());
    CHECK(nothing.receipts().empty() && nothing.journal().empty() && nothing.notes().empty());
}

// ---- versions ---------------------------------------------------------------------------------------------------

static_assert(opi::abi_fits(OPI_ABI_VERSION) && opi::abi_fits(OPI_ABI_VERSION + 1), "this one, or newer");
static_assert(!opi::abi_fits(OPI_ABI_VERSION - 1) && !opi::abi_fits(OPI_ABI_VERSION + 0x10000), "older, or another major");

static const char *program; // this one, to be started once more

static void ignore(opi::LogLevel, opi::StringView, opi::StringView) {}

// As run.sh starts this program once more with a library in front that claims another ABI.
static int refuses_another_abi()
{
    const auto refused = [](const std::function<void()> &make) { return thrown(make) == Status::abi; };
    const bool all = refused([] { opi::Terminal terminal{nobody}; }) && refused([] { opi::Cancel cancel; })
        && refused([] { opi::Request request{opi::Kind::card_payment}; })
        && refused([] { opi::log_to(opi::LogLevel::info, ignore); });
    const auto opened = opi::Terminal::try_open(nobody);
    return all && holds(opened.error().message(), "ABI 7.0") ? 0 : 1;
}

static void test_a_library_of_another_abi_is_refused()
{
    PROVES("abi-version");
    const char *other = std::getenv("OPI_OTHER_ABI");
    REQUIRE(other != nullptr);
    const pid_t pid = fork();
    REQUIRE(pid >= 0);
    if (pid == 0) {
        setenv("LD_PRELOAD", other, 1);
        execl(program, "api", "refuses-another-abi", nullptr);
        _exit(99);
    }
    int status = 0;
    REQUIRE(waitpid(pid, &status, 0) == pid);
    CHECK(WIFEXITED(status));
    CHECK_INT(WEXITSTATUS(status), 0);
}

// ---- log --------------------------------------------------------------------------------------------------------

static void test_the_log_reaches_a_function()
{
    PROVES("log");
    struct Line {
        opi::LogLevel level;
        std::string target, text;
    };
    std::vector<Line> lines;
    auto alive = std::make_shared<int>(0);
    opi::log_to(opi::LogLevel::trace, [&lines, alive](opi::LogLevel level, opi::StringView target, opi::StringView text) {
        lines.push_back({level, target.str(), text.str()});
        throw Thrown{"in the log"}; // goes nowhere
    });
    CHECK_INT(opi_self_test(nullptr), OPI_E_INTERNAL);
    CHECK(!lines.empty() && lines.front().level == opi::LogLevel::error && holds(lines.front().text, "report it"));
    CHECK(holds(lines.front().target, "opi"));
    opi::log_to(opi::LogLevel::off, nullptr);
    CHECK_INT(alive.use_count(), 1);
    lines.clear();
    CHECK_INT(opi_self_test(nullptr), OPI_E_INTERNAL);
    CHECK(lines.empty());
    CHECK(thrown([] { opi::log_to(static_cast<opi::LogLevel>(99), ignore); }) == Status::invalid_argument);
}

int main(int argc, char **argv)
{
    program = argv[0];
    if (argc > 1 && std::strcmp(argv[1], "refuses-another-abi") == 0)
        return refuses_another_abi();
    CHECK_TEXT(opi::version().str().c_str(), OPI_VERSION);
    RUN(test_statuses_speak);
    RUN(test_errors_say_what_and_what_to_do);
    RUN(test_bad_utf8_and_nul_are_refused);
    RUN(test_handles_move_and_do_not_copy);
    RUN(test_a_library_of_another_abi_is_refused);
    RUN(test_the_log_reaches_a_function);
    return finish();
}
