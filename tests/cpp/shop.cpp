// A shop in one process: 64 terminals on one port that pay at once, and what terminals want between calls: opi::dispatch().
#include "till.hpp"

#include <array>
#include <chrono>
#include <cstdlib>
#include <future>
#include <memory>
#include <thread>
#include <unistd.h>
#include <vector>

using std::chrono::milliseconds;
using std::chrono::minutes;

// ---- all at once ------------------------------------------------------------------------------------------------

namespace {

struct Lane {
    const int number; // from 1
    std::string trace;
    opi::Terminal terminal;

    Lane(int lane, const std::string &url) : number(lane), terminal(url, devices()) {}
    bool is_declined() const { return number % 4 == 0; }
    opi::Money price() const { return {100 * number, "CHF"}; }

private:
    opi::Devices devices()
    {
        opi::Devices devices;
        devices.display = [this](const opi::DisplayRequest &) { trace += 'd'; };
        devices.print = [this](const opi::PrintRequest &request) {
            trace += request.role() == opi::Role::customer ? 'C' : 'M';
            return opi::Answer::yes();
        };
        devices.journal = [this](const opi::JournalRequest &) {
            trace += 'j';
            return opi::Answer::yes();
        };
        return devices;
    }
};

} // namespace

static void test_a_shop_pays_at_once()
{
    PROVES("shop");
    constexpr int most = 64, few = 8;
    const char *under = std::getenv("RUN_UNDER");
    const int count = under != nullptr && *under != '\0' ? few : most;
    std::array<char[64], most> addresses;
    sim *const shop = shop_start(count, addresses.data());
    std::vector<std::unique_ptr<Lane>> lanes;
    for (int number = 1; number <= count; ++number) {
        const auto listen = lanes.empty() ? "127.0.0.1:0" : lanes[0]->terminal.listen_address();
        const auto url = std::string{"opi://"} + addresses[static_cast<std::size_t>(number - 1)] + "?journal=none&listen=" + listen
            + "&workstation=lane-" + std::to_string(number);
        lanes.emplace_back(new Lane(number, url));
        if (lanes.back()->is_declined())
            CHECK_TEXT(sim_ask(shop, "@%d outcome decline", number), "ok");
    }
    CHECK_TEXT(sim_ask(shop, "till %s", lanes[0]->terminal.listen_address().c_str()), "ok");
    std::vector<std::future<opi::Result>> payments;
    for (const auto &lane : lanes)
        payments.push_back(lane->terminal.pay_async(lane->price()));
    for (const auto &lane : lanes) {
        const auto result = payments[static_cast<std::size_t>(lane->number - 1)].get();
        CHECK(result.verdict() == (lane->is_declined() ? opi::Verdict::declined : opi::Verdict::approved));
        CHECK(!result.callback_failure());
        if (!lane->is_declined()) {
            CHECK(result.amount() == lane->price());
            CHECK_TEXT(lane->trace.c_str(), "ddddCMj");
        }
    }
    for (const auto &lane : lanes) {
        const std::string books = sim_ask(shop, "@%d ledger", lane->number);
        const auto net = std::to_string(lane->is_declined() ? 0 : lane->price().minor_units());
        CHECK(holds(books, "\"net\":{\"CHF\":" + net + "}"));
        CHECK(holds(books, "\"workstation\":\"lane-" + std::to_string(lane->number) + "\""));
    }
    CHECK_TEXT(sim_ask(shop, "findings"), "[]");
    lanes.clear();
    sim_stop(shop);
}

// ---- between calls ----------------------------------------------------------------------------------------------

static std::string bare(int lane, const std::string &listen = "127.0.0.1:0")
{
    const auto number = std::to_string(lane);
    return "opi://127.0.0.1:" + number + "?workstation=lane-" + number + "&listen=" + listen;
}

namespace {

// A connection of the terminal of a lane, which wants something of the till.
class Caller {
public:
    Caller(const opi::Terminal &terminal, int lane, const char *target)
        : line_(connect_from("127.0.0.1", terminal.listen_address().c_str()))
    {
        const auto xml = R"(<DeviceRequest RequestType="Output" WorkstationID="lane-)" + std::to_string(lane)
            + R"(" RequestID="77"><Output OutDeviceTarget=")" + target
            + "\"><TextLine>for lane " + std::to_string(lane) + "</TextLine></Output></DeviceRequest>";
        REQUIRE(line_ >= 0 && send_frame(line_, xml.c_str()));
    }
    Caller(const Caller &) = delete;
    Caller &operator=(const Caller &) = delete;
    ~Caller() { close(line_); }

    std::string answer()
    {
        char xml[4096] = "";
        CHECK(read_frame(line_, xml, sizeof xml));
        return xml;
    }

private:
    const int line_;
};

} // namespace

static opi::Devices printing(std::vector<std::string> &printed)
{
    opi::Devices devices;
    devices.print = [&printed](const opi::PrintRequest &request) {
        printed.emplace_back(request.text());
        return opi::Answer::yes();
    };
    return devices;
}

static void test_all_terminals_are_served_by_whoever_dispatches()
{
    PROVES("dispatch-all");
    std::vector<std::string> first, second;
    opi::Terminal one{bare(1), printing(first)}, two{bare(2, one.listen_address()), printing(second)};
    CHECK(!opi::dispatch(milliseconds{0}));
    CHECK(!opi::dispatch(milliseconds{20}));
    Caller to_two{two, 2, "Printer"};
    CHECK(opi::dispatch(minutes{1}));
    CHECK(holds(to_two.answer(), "OverallResult=\"Success\""));
    Caller to_one{one, 1, "Printer"};
    CHECK(opi::dispatch(minutes{1}));
    CHECK(holds(to_one.answer(), "OverallResult=\"Success\""));
    CHECK(first == std::vector<std::string>{"for lane 1"} && second == std::vector<std::string>{"for lane 2"});
}

static void test_a_callback_that_blocks_delays_no_other()
{
    PROVES("dispatch-all");
    Gate reached, go_on;
    std::vector<std::string> printed;
    opi::Devices slow;
    slow.print = [&](const opi::PrintRequest &) {
        reached.open();
        go_on.pass();
        return opi::Answer::yes();
    };
    opi::Terminal one{bare(1), slow}, two{bare(2, one.listen_address()), printing(printed)};
    std::thread blocked{[] { CHECK(opi::dispatch(minutes{1})); }};
    Caller to_one{one, 1, "Printer"};
    reached.pass();
    Caller to_two{two, 2, "Printer"};
    CHECK(opi::dispatch(minutes{1}));
    CHECK(holds(to_two.answer(), "OverallResult=\"Success\""));
    go_on.open();
    blocked.join();
    CHECK(holds(to_one.answer(), "OverallResult=\"Success\""));
}

static std::string what_dispatch_throws()
{
    try {
        opi::dispatch(minutes{1});
    } catch (const Thrown &error) {
        return error.what();
    }
    return "nothing";
}

// What is thrown comes to the innermost call on its thread, whichever it is.
static void test_dispatch_rethrows_what_is_its_own()
{
    PROVES("callback-throws dispatch-all");
    std::string inner;
    opi::Devices throwing;
    throwing.deliver = [](const opi::DeliverRequest &) -> opi::Answer { throw Thrown{"no coffee"}; };
    opi::Terminal vendor{bare(2), throwing};

    Till till; // dispatches in a callback of a payment, which throws as well
    till.inside = [&](char letter) {
        if (letter == 'C') {
            Caller caller{vendor, 2, "DeliveryBox"};
            inner = what_dispatch_throws();
            throw Thrown{"no paper"};
        }
    };
    const auto result = till.terminal.pay({1250, "CHF"});
    CHECK(result.approved());
    CHECK_TEXT(inner.c_str(), "no coffee");
    std::string outer = "nothing";
    try {
        if (const auto failure = result.callback_failure())
            std::rethrow_exception(failure);
    } catch (const Thrown &error) {
        outer = error.what();
    }
    CHECK_TEXT(outer.c_str(), "no paper");
    till.misbehaves = true; // a receipt was refused

    // The other way round: a payment in a callback of what is dispatched.
    Till other;
    other.inside = [](char letter) {
        if (letter == 'j')
            throw Thrown{"no ink"};
    };
    bool kept = false;
    opi::Devices paying;
    paying.deliver = [&](const opi::DeliverRequest &) -> opi::Answer {
        const auto inside = other.terminal.pay({1250, "CHF"});
        kept = inside.approved() && inside.callback_failure() != nullptr;
        return opi::Answer::yes();
    };
    opi::Terminal terminal{bare(3), paying};
    Caller caller{terminal, 3, "DeliveryBox"};
    CHECK_TEXT(what_dispatch_throws().c_str(), "nothing");
    CHECK(kept);
    other.misbehaves = true;
    CHECK(!opi::dispatch(milliseconds{0})); // thrown once
}

int main()
{
    RUN(test_a_shop_pays_at_once);
    RUN(test_all_terminals_are_served_by_whoever_dispatches);
    RUN(test_a_callback_that_blocks_delays_no_other);
    RUN(test_dispatch_rethrows_what_is_its_own);
    return finish();
}
