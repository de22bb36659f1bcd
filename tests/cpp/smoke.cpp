// The C++ header in short, for machines that only run one program: see tests/c/smoke.c. Standard C++11 and opi.hpp.
#include "opi.hpp"

#include <iostream>
#include <stdexcept>
#include <string>

static int failures;

#define CHECK(condition) check((condition), #condition, __LINE__)

static void check(bool holds, const char *what, int line)
{
    if (holds)
        return;
    std::cerr << "FAILED smoke.cpp line " << line << ": " << what << '\n';
    failures++;
}

static std::string hear()
{
    std::string line;
    std::getline(std::cin, line);
    if (!line.empty() && line.back() == '\r')
        line.pop_back();
    return line;
}

static std::string tell(const std::string &command)
{
    std::cout << command << std::endl;
    return hear();
}

int main()
{
    const std::string address = hear().substr(sizeof "ready " - 1);
    std::string trace;
    opi::Devices devices;
    devices.display = [&](const opi::DisplayRequest &request) {
        CHECK(!request.lines().empty());
        trace += 'd';
        throw std::runtime_error{"thrown through nothing"}; // unwinding works in callbacks on this target
    };
    devices.print = [&](const opi::PrintRequest &request) {
        trace += request.role() == opi::Role::customer ? 'C' : 'M';
        return opi::Answer::yes();
    };
    try {
        opi::Terminal terminal{"opi://" + address + "?listen=127.0.0.1:0&journal=none", devices};
        CHECK(tell("till " + terminal.listen_address()) == "ok");
        const opi::Money price{INT64_C(9999999999), "CHF"}; // more than 32 bits
        const auto paid = terminal.pay_async(price, "smoke-1").get();
        CHECK(paid.approved() && paid.amount() == price && paid.receipts().size() == 2);
        CHECK(paid.failed_callbacks() == 4 && paid.callback_failure());
        CHECK(trace == "ddddCM");
        tell("outcome decline:51");
        const auto declined = terminal.pay({1250, "CHF"}, "smoke-2");
        CHECK(declined.verdict() == opi::Verdict::declined && !declined.message().empty());
        CHECK(!terminal.dispatch(std::chrono::milliseconds{0}));
        terminal.close();
        try {
            (void)terminal.pay({1250, "CHF"});
            CHECK(false);
        } catch (const opi::Error &error) {
            CHECK(error.status() == opi::Status::closed && error.money_moved() == opi::MoneyMoved::no);
        }
    } catch (const std::exception &error) {
        std::cerr << "FAILED smoke.cpp: " << error.what() << '\n';
        failures++;
    }
    CHECK(tell("findings") == "[]");
    std::cerr << (failures == 0 ? "ok" : "FAILED") << " smoke.cpp: libopi " << opi::version() << ", "
              << 8 * sizeof(void *) << "-bit pointers\n";
    return failures == 0 ? 0 : 1;
}
